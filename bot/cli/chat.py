"""`hammy chat`: the same bot in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress

from bot.runtime.quiet import silence_libraries

_CHANNEL = "terminal"


def command(arguments: Sequence[str]) -> int:
    """Talk until the person leaves."""
    parser = argparse.ArgumentParser(prog="hammy chat")
    parser.add_argument("--name", default="me", help="whose talk this is; each name has its own")
    options = parser.parse_args(arguments)
    silence_libraries("ERROR")

    from rich.console import Console  # noqa: PLC0415

    from actions.services import utc_now  # noqa: PLC0415
    from bot.conversation.messages import Person  # noqa: PLC0415
    from bot.runtime.assembly import assemble  # noqa: PLC0415
    from bot.runtime.model import ModelProblem  # noqa: PLC0415
    from bot.settings import SettingsProblem, load_settings  # noqa: PLC0415
    from bot.terminal.chat import chat  # noqa: PLC0415
    from storage.problems import DatabaseProblem  # noqa: PLC0415
    from storage.scrubbing import scrub_if_owed  # noqa: PLC0415

    console = Console()

    async def talk() -> None:
        with console.status("Waking Hammy up ..."):
            parts = await assemble(load_settings(), announce=console.print)
        try:
            await chat(parts.engine, Person(_CHANNEL, options.name), now=utc_now, console=console)
        finally:
            with suppress(DatabaseProblem):
                scrub_if_owed(parts.database)
            parts.close()

    try:
        asyncio.run(talk())
    except (SettingsProblem, ModelProblem, DatabaseProblem) as problem:
        print(f"hammy chat: {problem}", file=sys.stderr)
        return 1
    return 0
