"""`hammy simulate`: imaginary runners live through weeks of check-ins, with a fast clock."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bot.cli.problem import UnusableInput
from bot.runtime.quiet import silence_libraries

if TYPE_CHECKING:
    from rich.console import Console

    from bot.simulation.running import Lived, Request
    from bot.simulation.talks import Talk
    from storage.database import Database

_MOST_RUNNERS, _MOST_WEEKS = 100_000, 104


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UnusableInput(message)


def command(arguments: Sequence[str]) -> int:
    """Simulate, and tell what happened; 1 when something failed that must not.

    Raises:
        UnusableInput: The arguments make no sense.
    """
    options = _parser().parse_args(arguments)
    _check(options)
    silence_libraries("CRITICAL")

    from rich.console import Console  # noqa: PLC0415

    from bot.runtime.model import ModelProblem  # noqa: PLC0415
    from bot.simulation.characters import characters  # noqa: PLC0415
    from bot.simulation.running import Request  # noqa: PLC0415
    from bot.simulation.telling import tell, tell_chat  # noqa: PLC0415
    from storage.problems import DatabaseProblem  # noqa: PLC0415

    known = [each.id for each in characters()]
    if unknown := [kind for kind in options.kind if kind not in known]:
        raise UnusableInput(f"no such kind: {unknown[0]} (there are {', '.join(known)})")
    request = Request(
        options.runners, options.weeks, options.seed, tuple(options.kind), options.transcript
    )
    console = Console()
    try:
        lived = asyncio.run(_simulate(request, console, model=not options.buttons))
    except (ModelProblem, DatabaseProblem) as problem:
        print(f"hammy simulate: {problem}", file=sys.stderr)
        return 1
    if options.transcript:
        tell_chat(console, lived.world.chats["0"])
        console.print()
    tell(console, lived.account)
    return 1 if lived.account.failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hammy simulate", description="Imaginary runners on the real program.")
    parser.add_argument("--runners", type=int, default=9, help="how many (9: one of each kind)")
    parser.add_argument("--weeks", type=int, default=4, help="for how long (4)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other weeks")
    parser.add_argument(
        "--kind", action="append", default=[], help="only this kind of runner; may be repeated"
    )
    parser.add_argument(
        "--transcript", action="store_true", help="print the first runner's whole chat"
    )
    parser.add_argument(
        "--buttons",
        action="store_true",
        help="answer by buttons alone, without the language model: for very many runners",
    )
    return parser


def _check(options: argparse.Namespace) -> None:
    if not 1 <= options.runners <= _MOST_RUNNERS:
        raise UnusableInput(f"--runners must be between 1 and {_MOST_RUNNERS:,}")
    if not 1 <= options.weeks <= _MOST_WEEKS:
        raise UnusableInput(f"--weeks must be between 1 and {_MOST_WEEKS}")


async def _simulate(request: Request, console: Console, *, model: bool) -> Lived:
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from bot.simulation.running import simulate  # noqa: PLC0415
    from storage.database import open_database  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="hammy-simulate-") as folder:
        url = f"sqlite:///{Path(folder) / 'hammy.db'}"
        database = open_database(url)
        database.upgrade()
        try:
            talk = await _whole_hammy(url, database, console) if model else None
            with Progress(*columns, console=console, transient=True) as progress:
                task = progress.add_task("Quarters of an hour", total=request.ticks)
                return await simulate(request, database, talk, lambda: progress.advance(task))
        finally:
            database.close()


async def _whole_hammy(url: str, database: Database, console: Console) -> Talk:
    from bot.runtime.assembly import assemble  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415
    from bot.simulation.whole import WholeHammy  # noqa: PLC0415

    settings = load_settings().copy(update={"database_url": url, "redis_url": None})
    with console.status("Waking Hammy up ..."):
        parts = await assemble(settings, database=database, announce=console.print)
    return WholeHammy(parts.engine)
