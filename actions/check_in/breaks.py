"""Putting check-ins off: snooze, skip, pause, resume, stop, and what is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from actions.check_in.current import is_monthly, last_date, unanswered_check_in
from actions.check_in.hours import offer_buttons
from actions.check_in.texts import clock, day_name, next_words, place_name, text
from actions.check_in.until import days_away
from actions.triage.asking import button, clear_pending
from actions.turn import Turn
from coach.checkin.schedule import (
    SNOOZE,
    Slot,
    Zone,
    first_slot,
    pause_end,
    slot_on,
    snoozed_until,
    zone_of,
)
from nlu.values.clock import read_clock_time
from storage.check_ins import skip_check_in, snooze_check_in
from storage.runners import pause_check_ins, resume_check_ins, stop_check_ins
from storage.states import RunnerStatus

OPEN_END = "open"

_LONGEST_PAUSE = 365
_WAIT = re.compile(
    r"\b(?P<amount>\d{1,3}|an?|half an|one|two|three|four|a couple of)\s*"
    r"(?P<unit>minutes?|mins?|m|hours?|hrs?|h)\b",
    re.I,
)
_AMOUNTS = {"a": 1.0, "an": 1.0, "one": 1.0, "half an": 0.5, "two": 2.0, "a couple of": 2.0,
            "three": 3.0, "four": 4.0}  # fmt: skip


def snooze(turn: Turn) -> None:
    """Ask again later today: in an hour, or when the runner says."""
    zone = zone_of(turn.runner.time_zone)
    check_in = unanswered_check_in(turn)
    clear_pending(turn)
    if check_in is None:
        _say_next(turn, "nothing_to_snooze")
        return
    until = _wanted_moment(turn, zone)
    if until is None:
        skip_check_in(turn.session, check_in.id)
        _say_next(turn, "too_late_to_snooze")
        return
    snooze_check_in(turn.session, check_in.id, until)
    turn.say(text("snoozed", time=clock(until, zone)))


def _wanted_moment(turn: Turn, zone: Zone) -> datetime | None:
    words = turn.heard.text
    match = _WAIT.search(words)
    if match is not None:
        said = match["amount"].lower()
        amount = float(said) if said.isdigit() else _AMOUNTS[said]
        unit = timedelta(minutes=1) if match["unit"].lower().startswith("m") else SNOOZE
        return snoozed_until(turn.now, amount * unit, zone)
    hour = read_clock_time(words) if words else None
    today = zone.date_of(turn.now)
    for at in (hour.at, hour.later) if hour is not None else ():
        slot = slot_on(today, at, zone) if at is not None else None
        if slot is not None and slot.slot_at > turn.now:
            return slot.slot_at
    return snoozed_until(turn.now, SNOOZE, zone)


def skip(turn: Turn) -> None:
    """Leave today's check-in out."""
    check_in = unanswered_check_in(turn)
    clear_pending(turn)
    if check_in is None:
        _say_next(turn, "nothing_to_snooze")
        return
    skip_check_in(turn.session, check_in.id)
    _say_next(turn, "skipped")


def pause(turn: Turn) -> None:
    """Pause for as long as was said, or until the runner comes back."""
    if turn.runner.check_in_time is None:
        _offer(turn)
        return
    days = _days(turn)
    if days is not None and days > _LONGEST_PAUSE:
        turn.say(text("pause_too_long"))
        return
    clear_pending(turn)
    if days is None:
        pause_check_ins(turn.session, turn.runner.id, until=None, next_due_at=None)
        turn.say(text("paused_open"), _pause_buttons())
        return
    zone = zone_of(turn.runner.time_zone)
    until = pause_end(turn.now, days, zone)
    slot = _first(turn, until - timedelta(seconds=1))
    pause_check_ins(turn.session, turn.runner.id, until=until, next_due_at=slot.slot_at)
    turn.say(
        text(
            "paused_until",
            day=day_name(zone.date_of(until), turn.today),
            next=next_words(slot.slot_at, zone, turn.now),
        )
    )


def _days(turn: Turn) -> int | None:
    """For how many days, today included; None for no end."""
    if turn.heard.argument:
        return int(turn.heard.argument) if turn.heard.argument.isdigit() else None
    return days_away(turn.heard.text, turn.today)


def _pause_buttons() -> Iterator[dict[str, Any]]:
    for days, title in ((3, "3 days"), (7, "A week"), (14, "Two weeks")):
        yield button(title, "pause_check_ins", option=str(days))


def resume(turn: Turn) -> None:
    """Take check-ins up again."""
    if turn.runner.check_in_time is None:
        _offer(turn)
        return
    slot = _first(turn, turn.now)
    resume_check_ins(turn.session, turn.runner.id, next_due_at=slot.slot_at)
    zone = zone_of(turn.runner.time_zone)
    turn.say(text("resumed", next=next_words(slot.slot_at, zone, turn.now)))


def stop(turn: Turn) -> None:
    """Stop them for good."""
    if turn.runner.check_in_time is None:
        turn.say(text("none_set"))
        return
    stop_check_ins(turn.session, turn.runner.id)
    clear_pending(turn)
    turn.say(text("stopped"))


def show_settings(turn: Turn) -> None:
    """Say what is set, with buttons to change it."""
    turn.say(text("settings", status=_status(turn), zone=_zone(turn)), _settings_buttons(turn))


def _status(turn: Turn) -> str:
    runner, zone = turn.runner, zone_of(turn.runner.time_zone)
    if runner.status is RunnerStatus.ACTIVE and runner.check_in_time and runner.next_due_at:
        following = next_words(runner.next_due_at, zone, turn.now)
        often = "status_monthly" if is_monthly(turn, _first(turn, turn.now)) else "status_active"
        return text(often, time=f"{runner.check_in_time:%H:%M}", next=following)
    if runner.status is RunnerStatus.PAUSED and runner.paused_until is not None:
        until = zone.date_of(runner.paused_until)
        return text("status_paused_until", day=day_name(until, turn.today))
    return text(
        {RunnerStatus.PAUSED: "status_paused", RunnerStatus.STOPPED: "status_stopped"}.get(
            runner.status, "status_new"
        )
    )


def _zone(turn: Turn) -> str:
    name = turn.runner.time_zone
    zone = zone_of(name)
    if name is None or not zone.known:
        return text("zone_unknown")
    return text("zone_known", place=place_name(name), now=clock(turn.now, zone))


def _settings_buttons(turn: Turn) -> Iterator[dict[str, Any]]:
    yield button("Change the time", "set_check_in_time")
    yield button("Change the zone", "set_time_zone")
    if turn.runner.status is RunnerStatus.ACTIVE:
        yield button("Pause", "pause_check_ins")
        yield button("Stop", "stop_check_ins")
    elif turn.runner.check_in_time is not None:
        yield button("Resume", "resume_check_ins")


def _first(turn: Turn, after: datetime) -> Slot:
    assert turn.runner.check_in_time is not None
    zone = zone_of(turn.runner.time_zone)
    moment = after.astimezone(timezone.utc)
    return first_slot(moment, turn.runner.check_in_time, zone, last=last_date(turn))


def _say_next(turn: Turn, name: str) -> None:
    if turn.runner.check_in_time is None or turn.runner.status is not RunnerStatus.ACTIVE:
        _offer(turn)
        return
    zone = zone_of(turn.runner.time_zone)
    following = next_words(_first(turn, turn.now).slot_at, zone, turn.now)
    turn.say(text(name, next=following))


def _offer(turn: Turn) -> None:
    clear_pending(turn)
    turn.say(text("not_running"), offer_buttons())
