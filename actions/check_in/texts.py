"""The feature's own texts, and how moments are said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from coach.checkin.schedule import Zone

_FILE = Path(__file__).with_name("texts.yml")
_A_WEEK = 7


@cache
def _texts() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def text(name: str, **values: object) -> str:
    """One text with its blanks filled.

    Raises:
        KeyError: There is no such text, or a blank is left.
    """
    return _texts()[name].format(**values)


def clock(moment: datetime, zone: Zone) -> str:
    """The time of day as the runner's clock shows it, "07:00"."""
    return f"{zone.time_of(moment):%H:%M}"


def day_name(day: date, today: date) -> str:
    """A date in words: yesterday, Monday, 3 May."""
    if day == today - timedelta(days=1):
        return "yesterday"
    if abs((day - today).days) < _A_WEEK:
        return f"{day:%A}"
    return f"{day.day} {day:%B}"


def next_words(moment: datetime, zone: Zone, now: datetime) -> str:
    """When the next check-in comes, in words."""
    days = (zone.date_of(moment) - zone.date_of(now)).days
    if days == 0:
        return text("today_at", time=clock(moment, zone))
    if days == 1:
        return text("tomorrow")
    return text("on_day", day=day_name(zone.date_of(moment), zone.date_of(now)))


def place_name(zone_name: str) -> str:
    """A zone as people say it: its city."""
    return zone_name.rpartition("/")[2].replace("_", " ")
