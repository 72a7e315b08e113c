"""Whether the settings are fit for talking Telegram."""

from __future__ import annotations

import re

from bot.settings import Settings, SettingsProblem

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_CHAT = re.compile(r"-?\d+|@\w+")


def check_for_telegram(settings: Settings) -> None:
    """Look at what is set for Telegram; what is left out is no mistake.

    Args:
        settings: As loaded.

    Raises:
        SettingsProblem: Something that is set cannot work; the message names it.
    """
    # The status page needs a web server's library, which other commands do without.
    from bot.operations.status import StatusAddress, StatusProblem  # noqa: PLC0415

    token = settings.telegram_bot_token
    if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
        raise SettingsProblem("TELEGRAM_BOT_TOKEN does not look like a token from @BotFather.")
    if settings.alert_chat_id and not _CHAT.fullmatch(settings.alert_chat_id):
        raise SettingsProblem("ALERT_CHAT_ID must be the number of a chat, or @ and its name.")
    if settings.status_address:
        try:
            StatusAddress.of(settings.status_address)
        except StatusProblem as problem:
            raise SettingsProblem(str(problem)) from None
