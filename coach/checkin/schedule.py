"""When a runner is asked: one slot for each of their local dates, whatever clocks and zones do.

Every slot is reckoned from the date of the slot before it, the chosen local time and the IANA
zone; never from when a message went out. All moments are aware; slots are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

QUIET_FROM = time(21, 30)
QUIET_UNTIL = time(6, 30)

NUDGE_AFTER = timedelta(hours=3)
"""The one reminder comes this long after an unanswered check-in, or not at all."""
SNOOZE = timedelta(hours=1)
POSTPONED = timedelta(minutes=20)
"""How long a check-in waits for an open conversation to end, each time."""
LOOK_IN_DAYS = 30
"""From one look-in to the next after the plan is closed."""

_ON_TIME = timedelta(minutes=30)
_SPACING = timedelta(hours=4)
_DAY = timedelta(days=1)
_UTC_NAME = "UTC"
_LONGEST_SKIP = 3  # no zone ever left out more than one date in a row


@dataclass(frozen=True)
class Zone:
    """A time zone to reckon with.

    Attributes:
        info: Its rules.
        known: False when the name means nothing (any more) and UTC stands in for it.
    """

    info: ZoneInfo
    known: bool

    def date_of(self, moment: datetime) -> date:
        """The local date of a moment."""
        return moment.astimezone(self.info).date()

    def time_of(self, moment: datetime) -> time:
        """The local time of day of a moment."""
        return moment.astimezone(self.info).time()


@dataclass(frozen=True)
class Slot:
    """The one place of a check-in in a local date.

    Attributes:
        local_date: The runner's own date.
        slot_at: The moment, UTC; it lies within that date.
    """

    local_date: date
    slot_at: datetime


@dataclass(frozen=True)
class CatchUp:
    """What is to be done about a due time that has come, however long ago.

    Attributes:
        slot: The slot to ask for now, or None when it is too late for it.
        send_at: When to ask, UTC; later than now during quiet hours.
        next: The slot after it; always in the future.
    """

    slot: Slot | None
    send_at: datetime
    next: Slot


class Silence(Enum):
    """What a row of unanswered check-ins calls for (section 7)."""

    NONE = "none"
    ONE_NUMBER = "one_number"
    """A day or two were missed: ask for one number."""
    RESCREEN = "rescreen"
    """Three days: ask about the signs again before the next run."""
    STOP = "stop"
    """Seven days: leave the runner in peace, with a door open."""


@lru_cache(maxsize=1_024)  # more than there are; the zone database is a file for each
def zone_of(name: str | None) -> Zone:
    """The zone of an IANA name; UTC, flagged, for a name that no longer exists."""
    try:
        return Zone(ZoneInfo(name or ""), known=True)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Zone(ZoneInfo(_UTC_NAME), known=False)


def slot_on(day: date, at: time, zone: Zone) -> Slot | None:
    """The slot of one local date.

    A time that the clocks leave out moves behind the gap, or before it when that would be another
    date. Of a time that comes twice the first counts.

    Returns:
        The slot, or None when the zone leaves out the whole date.
    """
    for fold in (0, 1):
        moment = datetime.combine(day, at.replace(fold=fold), zone.info).astimezone(timezone.utc)
        if zone.date_of(moment) == day:
            return Slot(day, moment)
    return None


def next_slot(after: date, at: time, zone: Zone) -> Slot:
    """The slot of the first local date after another.

    Args:
        after: The date of the slot before, or any date.
        at: The chosen local time.
        zone: Where the runner is.
    """
    days = (after + _DAY * ahead for ahead in range(1, _LONGEST_SKIP + 1))
    return next(slot for day in days if (slot := slot_on(day, at, zone)) is not None)


def first_slot(now: datetime, at: time, zone: Zone, *, last: date | None = None) -> Slot:
    """The first slot to come: for a new hour, a new zone, or the end of a pause.

    Args:
        now: Slots at or before this moment have passed.
        at: The chosen local time.
        zone: Where the runner is.
        last: The last date that had a check-in, wherever the runner was then; it gets no second.
    """
    yesterday = zone.date_of(now) - _DAY
    slot = next_slot(yesterday if last is None else max(last, yesterday), at, zone)
    while slot.slot_at <= now:
        slot = next_slot(slot.local_date, at, zone)
    return slot


def catch_up(due_at: datetime, now: datetime, at: time, zone: Zone) -> CatchUp:
    """What to do about a due time that has come.

    However many slots went by, only the latest is asked for: one late check-in, never a burst.
    It keeps out of the quiet hours, and is left out when the next one is close.

    Args:
        due_at: The slot that was due, as it was reckoned before.
        now: The present moment, not before `due_at`.
        at: The chosen local time.
        zone: Where the runner is.
    """
    slot = _latest(due_at, now, at, zone)
    following = next_slot(slot.local_date, at, zone)
    while following.slot_at <= now:
        following = next_slot(following.local_date, at, zone)
    if now - slot.slot_at <= _ON_TIME:
        return CatchUp(slot, slot.slot_at, following)
    send_at = after_quiet(now, zone)
    wanted = following.slot_at - send_at >= _SPACING
    return CatchUp(slot if wanted else None, send_at, following)


def _latest(due_at: datetime, now: datetime, at: time, zone: Zone) -> Slot:
    due = Slot(zone.date_of(due_at), due_at)
    today = zone.date_of(now)
    for behind in range(_LONGEST_SKIP):
        slot = slot_on(today - _DAY * behind, at, zone)
        if slot is not None and slot.slot_at <= now:
            return slot if slot.local_date > due.local_date else due
    return due


def is_quiet(moment: datetime, zone: Zone) -> bool:
    """Whether a moment lies in the quiet hours."""
    local = zone.time_of(moment)
    return local >= QUIET_FROM or local < QUIET_UNTIL


def after_quiet(moment: datetime, zone: Zone) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in; UTC."""
    if not is_quiet(moment, zone):
        return moment.astimezone(timezone.utc)
    return first_slot(moment, QUIET_UNTIL, zone).slot_at


def out_of_quiet(due_at: datetime, now: datetime, zone: Zone) -> datetime | None:
    """Until when a waiting check-in has to be put off for the quiet hours; None to ask now.

    On time it goes out at any hour, as the runner chose it.

    Args:
        due_at: When it was to go out.
        now: The present moment.
        zone: Where the runner is.
    """
    if now - due_at <= _ON_TIME or not is_quiet(now, zone):
        return None
    return after_quiet(now, zone)


def leaves_room(until: datetime, following: datetime | None) -> bool:
    """Whether a check-in put off so long does not come close to the next one."""
    return following is None or following - until >= _SPACING


def snoozed_until(now: datetime, wait: timedelta, zone: Zone) -> datetime | None:
    """When to ask again at the runner's own wish, quiet hours or not; None past midnight."""
    until = now + wait
    return until if zone.date_of(until) == zone.date_of(now) else None


def postponed_until(now: datetime, at: time, zone: Zone) -> datetime | None:
    """When to try again because a conversation is open; None when it gets too late for today.

    Args:
        now: The present moment.
        at: The chosen local time; a runner who chose an hour in the quiet hours wants it there.
        zone: Where the runner is.
    """
    until = now + POSTPONED
    chose_quiet_hour = at >= QUIET_FROM or at < QUIET_UNTIL
    if zone.date_of(until) != zone.date_of(now):
        return None
    return until if chose_quiet_hour or not is_quiet(until, zone) else None


def may_nudge(sent_at: datetime, now: datetime, zone: Zone) -> bool:
    """Whether the one reminder may go out now: the same day, and outside the quiet hours."""
    due = now - sent_at >= NUDGE_AFTER
    return due and zone.date_of(now) == zone.date_of(sent_at) and not is_quiet(now, zone)


def pause_end(now: datetime, days: int, zone: Zone) -> datetime:
    """When a pause ends: at the start of the local day so many days ahead, UTC.

    Args:
        now: The present moment.
        days: How many days, today included, are without check-ins; at least 1.
        zone: Where the runner is.
    """
    return next_slot(zone.date_of(now) + _DAY * (days - 1), time.min, zone).slot_at


def next_look_in(after: date, at: time, zone: Zone) -> Slot:
    """The monthly look-in after another, or after the day the plan was closed."""
    return next_slot(after + _DAY * (LOOK_IN_DAYS - 1), at, zone)


def silence_after(unanswered: int) -> Silence:
    """What so many unanswered check-ins in a row call for."""
    if unanswered >= 7:
        return Silence.STOP
    if unanswered >= 3:
        return Silence.RESCREEN
    return Silence.ONE_NUMBER if unanswered >= 1 else Silence.NONE
