"""Writes what a full run measured into the tables of docs/reliability.md."""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"

_FAULTS = "| Fault | Tried | Messages in | Answered | Lost | Duplicates | Seconds to recover |"
_ABUSE = "| Abuse | Tried | Left without an answer | Seen |"

Figures = dict[str, Any]


def read(folder: Path, table: str) -> dict[str, list[Figures]]:
    """The figures of one table, by line, in the order of their names."""
    lines: dict[str, list[Figures]] = {}
    for path in sorted(folder.glob(f"{table}-*.jsonl")):
        for written in path.read_text(encoding="utf-8").splitlines():
            figures = json.loads(written)
            lines.setdefault(figures["name"], []).append(figures)
    return dict(sorted(lines.items()))


def total(runs: Iterable[Figures], name: str) -> int:
    return sum(run[name] for run in runs)


def fault_line(name: str, runs: Sequence[Figures]) -> str:
    answered = str(total(runs, "answered"))
    if apologised := total(runs, "apologised"):
        answered += f" ({apologised} of them with an apology)"
    seconds = [second for run in runs for second in run["recoveries"]]
    recovery = f"{statistics.median(seconds):.1f}, at most {max(seconds):.1f}" if seconds else "–"
    counted = (total(runs, column) for column in ("tried", "messages"))
    ends = (total(runs, column) for column in ("lost", "duplicates"))
    return row(name, *counted, answered, *ends, recovery)


def abuse_line(name: str, runs: Sequence[Figures]) -> str:
    seen = "; ".join(dict.fromkeys(run["seen"] for run in runs if run["seen"]))
    return row(name, total(runs, "tried"), total(runs, "unanswered"), seen or "–")


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def table(
    head: str, lines: dict[str, list[Figures]], line: Callable[[str, Sequence[Figures]], str]
) -> str:
    rule = re.sub(r"[^|]+", " --- ", head)
    return "\n".join([head, rule, *(line(name, runs) for name, runs in lines.items())])


def between(page: str, mark: str, content: str) -> str:
    """The page with the part between two marks written anew."""
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, _, rest = page.partition(start)
    _, found, after = rest.partition(end)
    assert found, f"docs/reliability.md has no marks for {mark}"
    return f"{before}{start}\n{content}\n{end}{after}"


def write(folder: Path, page: Path = PAGE) -> None:
    """Write both tables."""
    text = page.read_text(encoding="utf-8")
    text = between(text, "faults", table(_FAULTS, read(folder, "faults"), fault_line))
    text = between(text, "abuse", table(_ABUSE, read(folder, "abuse"), abuse_line))
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
