"""What the runs measured, kept for the tables of docs/reliability.md."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from tests.reliability.crowd import Account

FOLDER = "RELIABILITY_FIGURES"


def note_fault(
    fault: str,
    account: Account,
    *,
    tried: int = 1,
    kills: int = 0,
    recoveries: Sequence[float] = (),
) -> None:
    """Keep what one test saw of a fault, and hold it to what was promised.

    Args:
        fault: The line of the table.
        account: What became of the messages.
        tried: How often the fault was made.
        kills: How often the program was killed: each may double one message, nothing else may.
        recoveries: Seconds from each end of the fault to the first answer after it.
    """
    _keep(
        "faults",
        {
            "name": fault,
            "tried": tried,
            "messages": account.messages,
            "answered": account.answered + account.apologised,
            "apologised": account.apologised,
            "lost": account.lost,
            "duplicates": account.duplicates,
            "recoveries": [round(seconds, 2) for seconds in recoveries],
        },
    )
    assert account.lost == 0, account
    assert account.duplicates <= kills, account


def note_abuse(abuse: str, *, tried: int, unanswered: int = 0, seen: str = "") -> None:
    """Keep what one test saw of an abuse, and hold it to its promise.

    Args:
        abuse: The line of the table.
        tried: How often it was tried.
        unanswered: How many people were left without an answer.
        seen: What was measured, in words.
    """
    _keep("abuse", {"name": abuse, "tried": tried, "unanswered": unanswered, "seen": seen})
    assert unanswered == 0


def _keep(table: str, figures: dict[str, object]) -> None:
    if folder := os.environ.get(FOLDER):
        path = Path(folder) / f"{table}-{os.getpid()}.jsonl"
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures) + "\n")
