"""A real process that talks Telegram with an echo behind it, to be started with `python -m`."""

from __future__ import annotations

import sys

from bot.cli.run import talk
from bot.conversation.messages import Conversation, Reply
from bot.runtime.quiet import silence_libraries
from bot.settings import Settings, load_settings
from storage.database import Database
from tests.telegram.talking import Script, Turn, echo


async def _answer(turn: Turn) -> tuple[Reply, ...]:
    if "break" in str(turn.incoming):
        raise ValueError(str(turn.incoming))
    return await echo(turn)


async def _make(settings: Settings, database: Database) -> tuple[Conversation, None]:
    return Script(_answer), None


if __name__ == "__main__":
    settings = load_settings()
    silence_libraries(settings.log_level)
    sys.exit(talk(settings, webhook="--webhook" in sys.argv, make=_make))
