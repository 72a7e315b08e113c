"""Days with a name, as in "since Xmas": the last one before today, or today itself."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from nlu.values.day import Day
from nlu.values.phrases import pattern, rules


def find_holidays(plain: str, today: date) -> Iterator[Day]:
    """Every holiday and season that a message names."""
    for match in _holiday_pattern().finditer(plain):
        rule = _holiday_rules()[match["name"]]
        dates = (_holiday_in(year, rule) for year in (today.year, today.year - 1))
        yield next(
            Day((today - day).days, match.start(), match.end()) for day in dates if day <= today
        )


def _holiday_in(year: int, rule: dict[str, int]) -> date:
    if "from_easter" in rule:
        return _easter(year) + timedelta(days=rule["from_easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    days = [
        date(year, rule["month"], day)
        for day in range(1, monthrange(year, rule["month"])[1] + 1)
        if date(year, rule["month"], day).weekday() == rule["weekday"]
    ]
    return days[rule["nth"] - 1 if rule["nth"] > 0 else rule["nth"]]


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def _holiday_rules() -> dict[str, dict[str, int]]:
    return {name: rule for rule in rules("times")["holidays"] for name in rule["names"]}


@cache
def _holiday_pattern() -> re.Pattern[str]:
    return pattern([rf"(?P<name>{'|'.join(sorted(_holiday_rules(), key=len, reverse=True))})"])
