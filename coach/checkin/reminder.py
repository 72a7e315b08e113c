"""The one reminder of a day that has not been answered, never in the same words each time."""

from __future__ import annotations

from datetime import date

from coach.checkin.phrases import Telling


def reminder_text(on: date, *, begun: bool) -> str:
    """A word that leaves it open to answer or not.

    Args:
        on: The runner's local date.
        begun: Whether some of the day's questions were answered.
    """
    telling = Telling(on)
    telling.add("reminders", "begun" if begun else "open")
    return telling.text
