"""When a runner wants to be asked: the hour and the time zone, in words or by buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from typing import Any

from actions.check_in.current import last_date
from actions.check_in.texts import clock, next_words, place_name, text
from actions.triage.asking import Pending, button, clear_pending, option_button, set_pending
from actions.turn import Turn
from coach.checkin.schedule import Zone, after_quiet, first_slot, is_quiet, zone_of
from nlu.values.clock import ClockProblem, read_clock_time, utc_offsets
from nlu.values.zones import find_zone, is_zone, zones_with_offset
from storage.check_ins import latest_check_ins, snooze_check_in
from storage.runners import schedule_check_ins, set_time_zone
from storage.states import CheckInState, RunnerStatus

HOUR, ZONE, PLACE = "check_in_hour", "check_in_zone", "check_in_place"
KINDS = frozenset({HOUR, ZONE, PLACE})
OFFER = "check_in_offer"
"""The offer of check-ins is open for one message: a yes or no to it counts, nothing else does."""
PLACE_SCREEN = "checkin_place"
NOWHERE = "nowhere"
"""Stands for a shared location that lies in no zone."""

# What the language side may expect as the answer; no findings.
_READ_AS_HOUR, _READ_AS_ZONE = ("clock",), ("time_zone",)
_SET = "set_check_in_time"
_OFFERED = ("07.00", "12.30", "18.00", "20.00")
_NO_HOUR = "-"
_YES, _NO = frozenset({"affirm"}), frozenset({"deny", "refuse", "stop_talking"})
_ANY = "any"
_SEPARATOR = "|"
_MOST_PLACES = 4
_DAY = 24 * 60
_SOME_DAYS = re.compile(
    r"\b(weekends|week ?(days|nights)|work ?days|(mon|tues|wednes|thurs|fri|satur|sun)days)\b", re.I
)


def offer_check_ins(turn: Turn) -> None:
    """Offer daily check-ins, for the end of a verdict."""
    turn.say(f"{text('offer')} {text('which_hour')}", offer_buttons())


def await_offer(turn: Turn) -> None:
    """Take a yes or no in the next message as the answer to the offer."""
    set_pending(turn, OFFER, _ANY, _READ_AS_HOUR)


def take_offer(turn: Turn) -> bool:
    """Take a yes or no to the offer; whether the message was one. Either way it is open no more."""
    clear_pending(turn)
    if turn.heard.findings or turn.heard.intent not in _YES | _NO:
        return False
    if turn.heard.intent in _NO:
        turn.say(text("offer_declined"))
    else:
        take_hour(turn, asked=False)
    return True


def offer_buttons() -> Iterator[dict[str, Any]]:
    """The hours to tap for an offer of check-ins, and a no."""
    yield from hour_buttons(_OFFERED)
    yield button("No thanks", "stop_talking")


def hour_buttons(hours: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Buttons for hours written "07.00"."""
    for hour in hours:
        yield button(hour.replace(".", ":"), _SET, option=hour)


def ask_hour(turn: Turn, lead: str = "") -> None:
    """Ask for the hour."""
    turn.say(" ".join(part for part in (lead, text("which_hour")) if part), hour_buttons(_OFFERED))
    set_pending(turn, HOUR, _ANY, _READ_AS_HOUR)


def ask_hour_again(turn: Turn, pending: Pending) -> None:
    """Ask the open question about the hour again: which hour, or which half of the day."""
    if pending.screen == _ANY:
        ask_hour(turn)
    else:
        _ask_half(turn, _time(pending.screen))


def _ask_half(turn: Turn, morning: time) -> None:
    evening = morning.replace(hour=(morning.hour + 12) % 24)
    turn.say(text("which_half"), hour_buttons(f"{hour:%H.%M}" for hour in (morning, evening)))
    set_pending(turn, HOUR, f"{morning:%H.%M}", _READ_AS_HOUR)


def take_hour(turn: Turn, *, asked: bool) -> None:
    """Take an hour from a button or from words.

    Args:
        turn: The turn.
        asked: Whether the hour had been asked for.
    """
    if turn.heard.argument:
        try:
            _hour_chosen(turn, _time(turn.heard.argument))
        except ValueError:  # a forged button
            ask_hour(turn, text("no_such_hour"))
        return
    found = read_clock_time(turn.heard.text)
    if found is not None and found.at and _SOME_DAYS.search(turn.heard.text):
        _ask_one_for_all(turn, (found.at, found.later))
    elif found is None:
        ask_hour(turn, text("not_an_hour") if asked else "")
    elif found.problem is ClockProblem.INVALID or found.at is None:
        ask_hour(turn, text("no_such_hour"))
    elif found.problem is ClockProblem.AMBIGUOUS:
        _ask_half(turn, found.at)
    else:
        _hour_chosen(turn, found.at)


def _ask_one_for_all(turn: Turn, wished: tuple[time | None, ...]) -> None:
    """An hour for some days only ("weekends at nine"): all days have one, theirs to choose.

    What they have already tells morning from evening.
    """
    present = turn.runner.check_in_time
    hours = [hour for hour in wished if hour is not None]
    if present is not None:
        hours = [present, min(hours, key=lambda hour: _apart(hour, present))]
    turn.say(text("one_hour"), hour_buttons(f"{hour:%H.%M}" for hour in dict.fromkeys(hours)))
    set_pending(turn, HOUR, _ANY, _READ_AS_HOUR)


def _apart(one: time, other: time) -> int:
    """Minutes between two hours, the shorter way round the clock."""
    apart = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(apart, _DAY - apart)


def take_half(turn: Turn, pending: Pending) -> bool:
    """Take "evening" or "am" as the answer to "morning or evening?"; whether it was one."""
    if pending.screen == _ANY:
        return False
    found = read_clock_time(f"{_bare(pending.screen)} {turn.heard.text}")
    if found is None or found.at is None or found.problem is not None:
        return False
    _hour_chosen(turn, found.at)
    return True


def _bare(hour: str) -> str:
    hours, minutes = hour.split(".")
    return f"{int(hours) % 12 or 12}.{minutes}"


def _hour_chosen(turn: Turn, at: time) -> None:
    name = turn.runner.time_zone
    if name is None or not is_zone(name):
        turn.say(text("which_zone"))
        set_pending(turn, ZONE, f"{at:%H.%M}", _READ_AS_ZONE)
        return
    _begin(turn, at, name, place_name(name))


def ask_zone(turn: Turn, lead: str = "", hour: str = _NO_HOUR) -> None:
    """Ask where the runner is."""
    turn.say(lead or text("which_zone"))
    set_pending(turn, ZONE, hour, _READ_AS_ZONE)


def take_zone(turn: Turn, hour: str = _NO_HOUR) -> None:
    """Take a time zone from a place, a zone's name, or the time on the runner's clock.

    Args:
        turn: The turn.
        hour: The hour that was chosen before and waits for the zone, "07.00", or "-".
    """
    if turn.heard.argument:
        set_zone_from_place(turn, turn.heard.argument, hour)
        return
    found = find_zone(turn.heard.text)
    if found is not None and not found.ambiguous:
        _zone_chosen(turn, found.name, found.place, hour)
    elif found is not None:
        _ask_which(turn, ((found.name, found.place), *found.others), hour)
    else:
        _take_clock(turn, hour)


def set_zone_from_place(turn: Turn, zone_name: str, hour: str = _NO_HOUR) -> None:
    """Take the zone of a shared location.

    Args:
        turn: The turn.
        zone_name: The IANA name found for the location, or `NOWHERE`; the place itself is never
            kept.
        hour: The hour that waits for the zone, or "-".
    """
    if not is_zone(zone_name):
        ask_zone(turn, text("no_zone_there"), hour)
        return
    _zone_chosen(turn, zone_name, place_name(zone_name), hour)


def take_place(turn: Turn, pending: Pending) -> bool:
    """Take the choice among several zones; whether the message was one."""
    hour, *names = pending.screen.split(_SEPARATOR)
    tapped = turn.heard.tapped
    if tapped is None:
        take_zone(turn, hour)
        return True
    chosen = tapped.options[0] if tapped.options else ""
    if tapped.screen != PLACE_SCREEN or not chosen.isdigit() or int(chosen) >= len(names):
        return False
    name = names[int(chosen)]
    _zone_chosen(turn, name, place_name(name), hour)
    return True


def _take_clock(turn: Turn, hour: str) -> None:
    offsets = utc_offsets(turn.heard.text, turn.now)
    per_offset = max(1, _MOST_PLACES // max(1, len(offsets)))
    names = [
        name for offset in offsets for name in zones_with_offset(offset, turn.now)[:per_offset]
    ]
    if not names:
        ask_zone(turn, text("unknown_place"), hour)
        return
    _ask_which(turn, tuple((name, place_name(name)) for name in names), hour)


def _ask_which(turn: Turn, zones: Sequence[tuple[str, str]], hour: str) -> None:
    offered = zones[:_MOST_PLACES]
    buttons = [
        option_button(PLACE_SCREEN, str(number), place) for number, (_, place) in enumerate(offered)
    ]
    turn.say(text("which_place"), buttons)
    names = (name for name, _ in offered)
    set_pending(turn, PLACE, _SEPARATOR.join([hour, *names]), _READ_AS_ZONE)


def _zone_chosen(turn: Turn, name: str, place: str, hour: str) -> None:
    at = turn.runner.check_in_time if hour == _NO_HOUR else _time(hour)
    if at is not None and (hour != _NO_HOUR or turn.runner.status is RunnerStatus.ACTIVE):
        _begin(turn, at, name, place)
        return
    set_time_zone(turn.session, turn.runner.id, name)
    changed = text("zone_changed", place=place, now=clock(turn.now, zone_of(name)))
    pending = Pending.of(turn)
    if pending is not None and pending.kind == HOUR:
        turn.say(changed)
        ask_hour_again(turn, pending)
        return
    if pending is not None and pending.kind not in KINDS:
        turn.say(changed)  # the offer of an hour would hide the question that is open
        return
    clear_pending(turn)
    if turn.runner.status is RunnerStatus.NEW:
        turn.say(f"{changed} {text('zone_without_hour')}", offer_buttons())
        await_offer(turn)
    else:
        turn.say(changed)


def _begin(turn: Turn, at: time, zone_name: str, place: str) -> None:
    zone = zone_of(zone_name)
    slot = first_slot(turn.now, at, zone, last=last_date(turn))
    schedule_check_ins(
        turn.session,
        turn.runner.id,
        time_zone=zone_name,
        check_in_time=at,
        next_due_at=slot.slot_at,
    )
    _out_of_the_night(turn, zone)
    clear_pending(turn)
    today = slot.local_date == zone.date_of(turn.now)
    following = text("today") if today else next_words(slot.slot_at, zone, turn.now)
    turn.say(text("confirmed", time=f"{at:%H:%M}", place=place, next=following))


def _out_of_the_night(turn: Turn, zone: Zone) -> None:
    """Move a check-in that waits, reckoned elsewhere, to the end of the quiet hours here."""
    for waiting in latest_check_ins(turn.session, turn.runner.id, 1):
        if waiting.state is CheckInState.PENDING and is_quiet(waiting.due_at, zone):
            snooze_check_in(turn.session, waiting.id, after_quiet(waiting.due_at, zone))


def _time(hour: str) -> time:
    return time.fromisoformat(hour.replace(".", ":"))
