"""Writes what runs measured into the tables of docs/reliability.md.

A line that was not run anew stays as it is, so that all may be run at once or piece by piece.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"

_FAULTS = "| Fault | Tried | Messages in | Answered | Lost | Duplicates | Seconds to recover |"
_ABUSE = "| Abuse | Tried | Left without an answer | Seen |"

Figures = dict[str, Any]


def read(folder: Path, table: str) -> dict[str, list[Figures]]:
    """The figures of one table, by line."""
    lines: dict[str, list[Figures]] = {}
    for path in sorted(folder.glob(f"{table}-*.jsonl")):
        for written in path.read_text(encoding="utf-8").splitlines():
            figures = json.loads(written)
            lines.setdefault(figures["name"], []).append(figures)
    return lines


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


def table(head: str, lines: Mapping[str, str]) -> str:
    """A table of lines by their names, in the order of the names."""
    rule = re.sub(r"[^|]+", " --- ", head)
    return "\n".join([head, rule, *(line for _, line in sorted(lines.items()))])


def lines_of(written: str) -> dict[str, str]:
    """The lines of a table as it stands, by name; its head has none."""
    lines = {row.split("|")[1].strip(): row for row in written.strip().splitlines()[2:]}
    assert all(name and line.startswith("| ") for name, line in lines.items())
    return lines


def merged(
    page: str,
    mark: str,
    head: str,
    runs: Mapping[str, Sequence[Figures]],
    line: Callable[[str, Sequence[Figures]], str],
) -> str:
    """The page with the lines between two marks that were run anew."""
    start, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    before, _, rest = page.partition(start)
    written, found, after = rest.partition(end)
    assert found, f"docs/reliability.md has no marks for {mark}"
    fresh = {name: line(name, theirs) for name, theirs in runs.items()}
    return f"{before}{start}\n{table(head, {**lines_of(written), **fresh})}\n{end}{after}"


def write(folder: Path, page: Path = PAGE) -> None:
    """Write both tables."""
    text = page.read_text(encoding="utf-8")
    text = merged(text, "faults", _FAULTS, read(folder, "faults"), fault_line)
    text = merged(text, "abuse", _ABUSE, read(folder, "abuse"), abuse_line)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
