"""Low mood over some days (section 7, S51)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from coach.plan.entries import DayLog

LOW = 2
DAYS = 3


def low_days(days: Sequence[DayLog]) -> int:
    """For how many days in a row mood has been low, the last of these days included.

    Args:
        days: What was told, by date; the last is the one in question. A day on which mood was
            not told ends the row.
    """
    count = 0
    following = None
    for day in reversed(days):
        in_row = following is None or following - day.local_date == timedelta(days=1)
        if not in_row or day.mood is None or day.mood > LOW:
            break
        count += 1
        following = day.local_date
    return count


def worth_naming(low: int) -> bool:
    """Whether to speak of it: on the third low day, and then every third, so as not to nag."""
    return low > 0 and low % DAYS == 0
