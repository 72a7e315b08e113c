"""`hammy run`: talk Telegram."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.cli.problem import UnusableInput
from bot.cli.telegram_settings import check_for_telegram
from bot.runtime.quiet import silence_libraries
from bot.settings import Settings, SettingsProblem, load_settings

if TYPE_CHECKING:
    from bot.conversation.messages import Conversation
    from bot.telegram.pace import Pace
    from bot.telegram.webhook import WebhookAddress
    from bot.telegram.worker import CheckInAsker
    from storage.database import Database

ConversationMaker = Callable[
    [Settings, "Database"], Awaitable[tuple["Conversation", "CheckInAsker | None"]]
]
"""Makes the conversation, and who asks check-ins in it, once the database is ready.

Raises `ModelProblem` when it cannot.
"""

_LONGEST_END = 9.0
"""Seconds from the signal to the end of the program, whatever is in the way."""
_HOW_TO_GET_A_TOKEN = """\
No TELEGRAM_BOT_TOKEN is set, so Hammy talks here in the terminal.
For Telegram: write /newbot to @BotFather there, and it gives you a token.
Put TELEGRAM_BOT_TOKEN=<the token> into the file .env and start Hammy again."""


def command(arguments: Sequence[str]) -> int:
    """Talk Telegram until a signal ends it.

    Raises:
        UnusableInput: The settings do not allow it.
    """
    parser = argparse.ArgumentParser(prog="hammy run")
    parser.add_argument("--webhook", action="store_true", help="let Telegram call us")
    parser.add_argument("--or-chat", action="store_true", help="without a token, talk here")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings()
    except SettingsProblem as problem:
        raise UnusableInput(str(problem)) from None
    silence_libraries(settings.log_level, settings.log_format)
    if settings.telegram_bot_token is None:
        if not options.or_chat:
            raise UnusableInput(
                "TELEGRAM_BOT_TOKEN is not set; get a token from @BotFather, or use `hammy chat`."
            )
        print(_HOW_TO_GET_A_TOKEN, flush=True)
        from bot.cli import chat  # noqa: PLC0415

        return chat.command(())
    try:
        check_for_telegram(settings)
    except SettingsProblem as problem:
        raise UnusableInput(str(problem)) from None
    return talk(settings, webhook=options.webhook)


def talk(
    settings: Settings,
    *,
    webhook: bool = False,
    make: ConversationMaker | None = None,
    pace: Pace | None = None,
    now: Callable[[], datetime] | None = None,
) -> int:
    """Talk Telegram until a signal ends it.

    Args:
        settings: With a token.
        webhook: Whether Telegram calls us instead of being polled.
        make: Makes the conversation; Hammy's own when None.
        pace: How long things may take; the usual pace when None.
        now: The clock, UTC; the system's when None.

    Returns:
        The exit status.

    Raises:
        UnusableInput: The settings do not allow a webhook.
    """
    from bot.telegram.webhook import WebhookAddress, WebhookProblem  # noqa: PLC0415

    try:
        address = WebhookAddress.of(settings) if webhook else None
    except WebhookProblem as problem:
        raise UnusableInput(str(problem)) from None
    options = {"pace": pace, "now": now}
    given = {name: option for name, option in options.items() if option is not None}
    last_resort = threading.Timer(_LONGEST_END, _leave)
    last_resort.daemon = True
    try:
        return asyncio.run(_talk(settings, address, make or _hammy, given, last_resort))
    finally:
        last_resort.cancel()


async def _hammy(settings: Settings, database: Database) -> tuple[Conversation, CheckInAsker]:
    from bot.conversation.check_ins import CheckIns  # noqa: PLC0415
    from bot.runtime.assembly import assemble  # noqa: PLC0415

    assembly = await assemble(settings, database=database, announce=_announce)
    return assembly.engine, CheckIns(assembly.engine.agent, database)


async def _talk(
    settings: Settings,
    address: WebhookAddress | None,
    make: ConversationMaker,
    options: Mapping[str, Any],
    last_resort: threading.Timer,
) -> int:
    from bot.operations.status import StatusProblem  # noqa: PLC0415
    from bot.runtime.assembly import ready_database  # noqa: PLC0415
    from bot.runtime.model import ModelProblem  # noqa: PLC0415
    from bot.telegram.channel import TelegramChannel  # noqa: PLC0415
    from bot.telegram.faults import TokenRefused  # noqa: PLC0415
    from bot.telegram.webhook import WebhookProblem  # noqa: PLC0415
    from storage.problems import DatabaseProblem  # noqa: PLC0415

    stop = asyncio.Event()
    database = None
    try:
        database = await asyncio.to_thread(ready_database, settings)
        conversation, check_ins = await make(settings, database)
        channel = TelegramChannel(
            settings,
            database,
            conversation,
            check_ins,
            webhook=address,
            announce=_announce,
            **options,
        )

        # Only from here on is there anything to finish when somebody wants us to stop.
        def end() -> None:
            if not stop.is_set():
                stop.set()
                last_resort.start()

        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, end)
        await channel.run(stop)
    except (DatabaseProblem, ModelProblem, StatusProblem, WebhookProblem) as problem:
        return _failed(str(problem))
    except TokenRefused:
        return _failed(
            "Telegram does not know this bot's token; set TELEGRAM_BOT_TOKEN to the one that "
            "@BotFather shows, and see that TELEGRAM_API_URL is right or left out."
        )
    finally:
        if database is not None:
            database.close()
    _announce("Stopped.")
    return 0


def _leave() -> None:
    """End although a thread still waits for a database or a disk that does not answer.

    What is in the inbox and the outbox is found there at the next start, as after a crash.
    """
    print("Stopped, without an answer of the database.", flush=True)
    os._exit(0)


def _announce(line: str) -> None:
    print(line, flush=True)


def _failed(line: str) -> int:
    print(f"hammy run: {line}", file=sys.stderr)
    return 1
