"""Shows what became of imaginary runners: a table of all, or one runner's chat to read aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.simulation.account import Account, by_character
from bot.simulation.world import Line

_COLUMNS = ("sent", "answered", "late", "missed", "left out", "alarms", "stopped")


def tell(console: Console, account: Account) -> None:
    """Print what happened, by kind of runner."""
    table = Table(box=None, pad_edge=False)
    for heading in ("runners", "", *_COLUMNS, "phases at the end"):
        table.add_column(heading, justify="right" if heading in _COLUMNS else "left")
    for kind, found in by_character(account):
        phases = Counter(each.phase or "none" for each in found)
        table.add_row(
            kind,
            str(len(found)),
            *(
                str(sum(getattr(each, column.replace(" ", "_")) for each in found))
                for column in _COLUMNS
            ),
            ", ".join(f"{phase} {count}" for phase, count in sorted(phases.items())),
        )
    console.print(table)
    console.print(f"{account.reminded} reminders")
    for what, times in account.failures.items():
        console.print(f"FAILED: {times} {what}")
    if not account.failures:
        console.print("no failures")


def tell_chat(console: Console, lines: Iterable[Line]) -> None:
    """Print a chat as it was, with the day and hour whenever time has passed."""
    shown = ""
    for line in lines:
        moment = f"{line.at:%A %d %B, %H:%M}"
        if moment != shown:
            console.print(f"\n[dim]{moment}[/dim]", highlight=False)
            shown = moment
        if line.by_runner:
            console.print(f"[cyan]> {escape(line.text)}[/cyan]", highlight=False)
            continue
        console.print(escape(line.text), highlight=False)
        for row in line.buttons:
            console.print(f"[dim]   {escape(' | '.join(row))}[/dim]", highlight=False)
