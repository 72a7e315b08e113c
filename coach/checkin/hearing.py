"""What is said first to a day that was told as a whole, before a number is asked for."""

from __future__ import annotations

from datetime import date

from coach.checkin.phrases import Telling


def overall_text(overall: str, on: date) -> str:
    """A short word to "same as yesterday", "a bit better" and their like.

    Args:
        overall: better, same, worse, good, clear or bad.
        on: The runner's local date.
    """
    telling = Telling(on)
    telling.add("overall", overall)
    return telling.text
