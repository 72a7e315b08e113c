"""Spans of time in the words people use."""

from __future__ import annotations

_FRESH = 72
_DAY = 24
_WEEK = 7 * _DAY
_MONTH = 30.4 * _DAY


def span_in_words(hours: float) -> str:
    """A span of time; in hours up to 72, as the rules for fresh injuries count in hours.

    Args:
        hours: How long, 0 or more; 0 stands for "today, who knows when".
    """
    if hours == 0:
        return "a few hours"
    if hours < _FRESH:
        # Never rounded up to the 72 hours that would end the first days.
        return _counted(min(hours, _FRESH - 1), "hour", article="an")
    if hours < 2 * _WEEK:
        return _counted(hours / _DAY, "day")
    if hours < 9 * _WEEK:
        return _counted(hours / _WEEK, "week")
    return _counted(hours / _MONTH, "month")


def _counted(amount: float, unit: str, article: str = "a") -> str:
    count = max(1, round(amount))
    return f"about {article} {unit}" if count == 1 else f"about {count} {unit}s"
