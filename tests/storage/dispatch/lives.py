"""Imaginary years of runners, and the dates on which each of them has to be asked.

What is due is reckoned here from the wall clocks of the zone database alone, in another way than
the schedule does it: by looking at the clock every few minutes.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from itertools import chain
from zoneinfo import ZoneInfo, available_timezones

DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
_LEAST_STAY = timedelta(days=3)


class Change(Enum):
    """What a runner does about their check-ins; the values are what Hammy hears."""

    ZONE = "set_time_zone"
    HOUR = "set_check_in_time"
    PAUSE = "pause_check_ins"
    BLOCK = "block"
    UNBLOCK = "unblock"


@dataclass(frozen=True)
class Event:
    """One change at one moment; `said` is the zone, the hour ("07.30") or the days of a pause."""

    at: datetime
    change: Change
    said: str = ""


@dataclass(frozen=True)
class Stay:
    """A time in which a runner is asked daily: in one zone, at one hour, after `start`."""

    start: datetime
    end: datetime
    zone: str
    hour: time


@dataclass(frozen=True)
class Life:
    """One runner's time with us.

    Attributes:
        address: Their chat.
        stays: When they are asked, in order; the first begins their check-ins.
        events: What they do meanwhile, in order.
        returns: When they could be reached again; the day before may be caught up on then.
    """

    address: str
    stays: tuple[Stay, ...]
    events: tuple[Event, ...] = ()
    returns: tuple[datetime, ...] = ()

    def due(self) -> set[date]:
        """Every local date on which they have to be asked, once."""
        found: set[date] = set()
        for stay in self.stays:
            newest = max(found, default=date.min)
            found |= {day for day in _due_in(stay) if day > newest}
        return found

    def may_be_caught_up(self) -> set[date]:
        """Dates whose hour passed while they could not be reached, shortly before they could."""
        zone, found = ZoneInfo(self.stays[0].zone), set()
        for back in self.returns:
            today = back.astimezone(zone).date()
            found |= {today, today - DAY}
        return found


def _due_in(stay: Stay) -> Iterator[date]:
    zone = ZoneInfo(stay.zone)
    first, last = (moment.astimezone(zone).date() for moment in (stay.start, stay.end))
    for number in range((last - first).days + 1):
        day = first + DAY * number
        inside = first < day < last
        if inside or stay.start < _moment(day, stay.hour, zone) <= stay.end:
            yield day


def _moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """When the clocks of a date first show an hour or a later one; its end when they never do."""
    moment = datetime.combine(day, time(12), timezone.utc) - 2 * DAY
    quarters = (moment + QUARTER * number for number in range(4 * 24 * 4))
    of_day = [each for each in quarters if each.astimezone(zone).date() == day]
    return next((q for q in of_day if q.astimezone(zone).time() >= hour), of_day[-1])


def lives(count: int, start: datetime, end: datetime, seed: int) -> list[Life]:
    """So many lives, spread over all zones and hours; most stay, some travel, pause or go."""
    chance = random.Random(seed)
    zones = sorted(available_timezones())
    chance.shuffle(zones)
    kinds = (_staying,) * 12 + (_travelling,) * 3 + (_pausing,) * 3 + (_moody, _blocking)
    return [
        kinds[number % len(kinds)](str(number), zones[number % len(zones)], start, end, chance)
        for number in range(count)
    ]


def _staying(address: str, zone: str, start: datetime, end: datetime, by: random.Random) -> Life:
    return Life(address, (Stay(start, end, zone, _hour(by)),))


def _travelling(address: str, zone: str, start: datetime, end: datetime, by: random.Random) -> Life:
    zones = sorted(available_timezones())
    at = _hour(by)
    moves = [Event(m, Change.ZONE, by.choice(zones)) for m in _moments(start, end, by, most=6)]
    places = (zone, *(move.said for move in moves))
    return Life(address, _stays(start, end, moves, places, [at] * len(places)), tuple(moves))


def _moody(address: str, zone: str, start: datetime, end: datetime, by: random.Random) -> Life:
    hours = [_hour(by)]
    moves = []
    for moment in _moments(start, end, by, most=6):
        hours.append(_hour(by))
        moves.append(Event(moment, Change.HOUR, f"{hours[-1]:%H.%M}"))
    return Life(address, _stays(start, end, moves, [zone] * len(hours), hours), tuple(moves))


def _pausing(address: str, zone: str, start: datetime, end: datetime, by: random.Random) -> Life:
    at, info = _hour(by), ZoneInfo(zone)
    stays, events, since = [], [], start
    for moment in _moments(start, end, by, most=4):
        if moment <= since:
            continue
        days = by.randint(1, 21)
        events.append(Event(moment, Change.PAUSE, str(days)))
        stays.append(Stay(since, moment, zone, at))
        back = moment.astimezone(info).date() + DAY * days
        since = _moment(back, time.min, info) - timedelta(seconds=1)
    return Life(address, (*stays, Stay(since, end, zone, at)), tuple(events))


def _blocking(address: str, zone: str, start: datetime, end: datetime, by: random.Random) -> Life:
    at = _hour(by)
    gone, back = sorted(_moments(start, end, by, most=1) * 2)
    back += DAY * by.randint(1, 9)
    if back + DAY >= end:
        return Life(address, (Stay(start, end, zone, at),))
    stays = (Stay(start, gone, zone, at), Stay(back, end, zone, at))
    return Life(address, stays, (Event(gone, Change.BLOCK), Event(back, Change.UNBLOCK)), (back,))


def _stays(
    start: datetime,
    end: datetime,
    moves: Iterable[Event],
    zones: Sequence[str],
    hours: Sequence[time],
) -> tuple[Stay, ...]:
    edges = [start, *(move.at for move in moves), end]
    return tuple(map(Stay, edges, edges[1:], zones, hours))


def _hour(by: random.Random) -> time:
    return time(by.randrange(24), by.choice((0, 30)))


def _moments(start: datetime, end: datetime, by: random.Random, *, most: int) -> list[datetime]:
    """Moments days apart, at minutes at which nothing is ever due."""
    days = (end - start) // DAY
    found: list[datetime] = []
    for day in sorted(by.sample(range(1, days), min(by.randint(1, most), days - 1))):
        moment = start + DAY * day + QUARTER * by.randrange(96) + timedelta(minutes=7)
        if not found or moment - found[-1] > _LEAST_STAY:
            found.append(moment)
    return found


def in_order(of: Iterable[Life]) -> list[tuple[Event, Life]]:
    """Everything that happens in some lives, in order."""
    happening = chain.from_iterable(((event, life) for event in life.events) for life in of)
    return sorted(happening, key=lambda each: (each[0].at, each[1].address))
