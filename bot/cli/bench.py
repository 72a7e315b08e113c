"""`hammy bench`: how fast this installation is on this machine."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.cli.problem import UnusableInput
from bot.runtime.quiet import silence_libraries


def command(arguments: Sequence[str]) -> int:
    """Measure on a database of its own, and print a table or JSON.

    Raises:
        UnusableInput: A number is too small.
    """
    parser = argparse.ArgumentParser(prog="hammy bench")
    parser.add_argument("--people", type=int, default=10, help="new people who talk (10)")
    parser.add_argument("--turns", type=int, default=300, help="turns of one old friend (300)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.people < 1 or options.turns < 20:
        raise UnusableInput("--people takes a number from 1 up, --turns one from 20 up.")
    silence_libraries("ERROR")

    from bot.runtime.model import ModelProblem  # noqa: PLC0415

    try:
        with tempfile.TemporaryDirectory(prefix="hammy-bench-") as folder:
            figures = asyncio.run(_measure(Path(folder), options.people, options.turns))
    except ModelProblem as problem:
        print(f"hammy bench: {problem}", file=sys.stderr)
        return 1
    print(json.dumps(figures) if options.json else _table(figures))
    return 0


async def _measure(folder: Path, people: int, count: int) -> dict[str, Any]:
    before = perf_counter()
    from actions.services import utc_now  # noqa: PLC0415 - loading is part of what is measured
    from bot.operations import bench  # noqa: PLC0415
    from bot.runtime.assembly import assemble  # noqa: PLC0415
    from bot.runtime.model import fitting_model  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415
    from nlu.parsing import Parser  # noqa: PLC0415

    model = fitting_model()
    settings = Settings(redis_url=None, database_url=f"sqlite:///{folder / 'bench.db'}")
    parts = await assemble(settings, announce=lambda _: None)
    load = perf_counter() - before
    now = utc_now()
    try:
        understanding = bench.understanding(Parser(model), people, now.date())
        turns = await bench.turns(parts.engine, people, now)
        first, last = await bench.long_acquaintance(parts.engine, count, now)
    finally:
        parts.close()
    return {
        "load_seconds": load,
        "understanding_ms": asdict(understanding),
        "turn_ms": asdict(turns),
        "first_turns_ms": asdict(first),
        "last_turns_ms": asdict(last),
        "memory_mb": bench.memory(),
    }


_ROWS = (
    ("understanding_ms", "understanding a message"),
    ("turn_ms", "a whole turn of new people"),
    ("first_turns_ms", "the first turns of one person"),
    ("last_turns_ms", "the last turns of that person"),
)


def _table(figures: dict[str, Any]) -> str:
    lines = [f"{'':32}{'median':>10}{'1 in 100':>10}{'times':>8}"]
    for key, title in _ROWS:
        row = figures[key]
        lines.append(f"{title:32}{row['middle']:>7.1f} ms{row['slow']:>7.1f} ms{row['count']:>8}")
    lines.append(f"{'start':32}{figures['load_seconds']:>8.1f} s")
    lines.append(f"{'most memory':32}{figures['memory_mb']:>7.0f} MB")
    return "\n".join(lines)
