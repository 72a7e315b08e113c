"""Hours as words: what the readers of a wished hour and of an hour of pain have in common."""

from __future__ import annotations

from nlu.values.phrases import either, rules

NOON = 12
_UNITS: dict[str, int] = rules("numbers")["units"]
HOUR_WORDS = rf"(?:\d{{1,2}}|{either(word for word, hour in _UNITS.items() if 0 < hour <= NOON)})"
"""A whole hour in digits or letters, as part of a pattern over `Text.plain`."""


def hour_number(word: str) -> int:
    """The hour that a match of `HOUR_WORDS` stands for."""
    return int(word) if word.isdecimal() else _UNITS[word]
