"""For how many days somebody is away, from their words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlu.extraction.text import read
from nlu.values.time_phrases import Form, find_time_phrases

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)s?\b",
    re.I,
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*"
_DAY_OF_MONTH = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b", re.I),
    re.compile(rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b", re.I),
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)\b", re.I),
)
_PHRASES = (
    (re.compile(r"\btomorrow\b", re.I), 1),
    (re.compile(r"\bnext week\b", re.I), 7),
    (re.compile(r"\bnext month\b", re.I), 30),
)
_A_WEEK = 7
_YEAR = 366


def days_away(words: str, today: date) -> int | None:
    """How many days a pause lasts, today included, as in "for a week" or "until Monday".

    Args:
        words: What the runner wrote.
        today: Their local date.

    Returns:
        The days, or None where the words give no end.
    """
    lengths = [
        phrase.days
        for phrase in find_time_phrases(read(words), today)
        if phrase.form is Form.AMOUNT and phrase.days > 0
    ]
    if lengths:
        return max(lengths)
    back = _day_named(words, today)
    if back is not None:
        return (back - today).days
    return next((days for pattern, days in _PHRASES if pattern.search(words)), None)


def _day_named(words: str, today: date) -> date | None:
    """The first such day to come."""
    for pattern in _DAY_OF_MONTH:
        match = pattern.search(words)
        if match is not None:
            return _next_date(int(match["day"]), match.groupdict().get("month"), today)
    match = _WEEKDAY.search(words)
    if match is None:
        return None
    ahead = (_WEEKDAYS.index(match[1][:3].lower()) - today.weekday()) % _A_WEEK
    return today + timedelta(days=ahead or _A_WEEK)


def _next_date(day: int, month: str | None, today: date) -> date | None:
    days = (today + timedelta(days=ahead) for ahead in range(1, _YEAR + 1))
    wanted = None if month is None else _MONTHS.index(month.lower()) + 1
    return next((d for d in days if d.day == day and wanted in (None, d.month)), None)
