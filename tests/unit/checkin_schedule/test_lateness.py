from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.schedule import (
    SNOOZE,
    CatchUp,
    Silence,
    Zone,
    after_quiet,
    catch_up,
    first_slot,
    is_quiet,
    may_nudge,
    next_slot,
    postponed_until,
    silence_after,
    snoozed_until,
    zone_of,
)

UTC = timezone.utc
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LISBON = zone_of("Europe/Lisbon")  # UTC in winter
SEVEN, SIX_PM = time(7), time(18)

zones = st.sampled_from(sorted(available_timezones())).map(zone_of)
times = st.times(max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
moments = st.integers(946_684_800, 2_143_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
outages = st.timedeltas(timedelta(0), timedelta(days=20))


def winter(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


def late(due: datetime, now: datetime, at: time) -> CatchUp:
    return catch_up(due, now, at, LISBON)


def test_on_time_it_is_asked_at_once() -> None:
    found = late(winter(5, 7), winter(5, 7, 1), SEVEN)
    assert found.slot is not None
    assert (found.slot.local_date, found.send_at) == (date(2026, 1, 5), winter(5, 7))
    assert found.next.slot_at == winter(6, 7)


def test_a_chosen_hour_in_the_quiet_hours_is_kept() -> None:
    found = late(winter(5, 23), winter(5, 23, 1), time(23))
    assert (found.slot is not None, found.send_at) == (True, winter(5, 23))


def test_after_days_of_outage_only_the_latest_slot_is_asked_for() -> None:
    found = late(winter(5, 7), winter(9, 10), SEVEN)
    assert found.slot is not None
    assert found.slot.local_date == date(2026, 1, 9)
    assert found.next.slot_at == winter(10, 7)


def test_yesterdays_slot_is_still_asked_for_in_the_morning() -> None:
    found = late(winter(5, 18), winter(6, 10), SIX_PM)
    assert found.slot is not None
    assert (found.slot.local_date, found.send_at) == (date(2026, 1, 5), winter(6, 10))


def test_a_late_one_waits_for_the_end_of_the_quiet_hours() -> None:
    found = late(winter(5, 18), winter(6, 2), SIX_PM)
    assert (found.slot is not None, found.send_at) == (True, winter(6, 6, 30))


def test_a_late_one_is_left_out_when_the_next_is_close() -> None:
    found = late(winter(5, 7), winter(6, 2), SEVEN)
    assert found.slot is None
    assert found.next.slot_at == winter(6, 7)


@given(zones, times, moments, outages)
def test_catching_up_never_gives_a_burst(
    zone: Zone, at: time, start: datetime, outage: timedelta
) -> None:
    due = first_slot(start, at, zone)
    now = due.slot_at + outage
    found = catch_up(due.slot_at, now, at, zone)
    assert found.next.slot_at > now
    if found.slot is not None:
        assert due.local_date <= found.slot.local_date < found.next.local_date
        assert found.slot.slot_at <= now
        on_time = now - found.slot.slot_at <= 30 * MINUTE
        assert on_time or not is_quiet(found.send_at, zone)
        assert on_time or found.next.slot_at - found.send_at >= 4 * HOUR


@given(zones, times, moments, outages)
def test_catching_up_leaves_no_slot_between_the_asked_one_and_the_next(
    zone: Zone, at: time, start: datetime, outage: timedelta
) -> None:
    due = first_slot(start, at, zone)
    found = catch_up(due.slot_at, due.slot_at + outage, at, zone)
    if found.slot is not None:
        assert next_slot(found.slot.local_date, at, zone) == found.next


@given(zones, moments)
def test_what_waits_for_the_quiet_hours_is_moved_to_their_end_and_no_further(
    zone: Zone, moment: datetime
) -> None:
    moved = after_quiet(moment, zone)
    assert not is_quiet(moved, zone)
    assert timedelta(0) <= moved - moment <= timedelta(hours=34)
    assert (moved == moment) == (not is_quiet(moment, zone))


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(21, 29, False), (21, 30, True), (0, 0, True), (6, 29, True), (6, 30, False)],
)
def test_the_quiet_hours(hour: int, minute: int, quiet: bool) -> None:
    assert is_quiet(winter(5, hour, minute), LISBON) is quiet


def test_a_snooze_is_kept_even_in_the_evening() -> None:
    assert snoozed_until(winter(5, 21), SNOOZE, LISBON) == winter(5, 22)


def test_a_snooze_past_midnight_is_not_offered() -> None:
    assert snoozed_until(winter(5, 23, 30), SNOOZE, LISBON) is None


def test_an_open_conversation_postpones_a_little() -> None:
    assert postponed_until(winter(5, 7), SEVEN, LISBON) == winter(5, 7, 20)


def test_a_check_in_is_not_postponed_into_the_quiet_hours() -> None:
    assert postponed_until(winter(5, 21, 20), time(21), LISBON) is None


def test_one_who_chose_a_late_hour_is_asked_late() -> None:
    assert postponed_until(winter(5, 22), time(22), LISBON) == winter(5, 22, 20)
    assert postponed_until(winter(5, 23, 50), time(22), LISBON) is None


@pytest.mark.parametrize(
    ("sent", "now", "due"),
    [
        (winter(5, 7), winter(5, 9, 59), False),
        (winter(5, 7), winter(5, 10), True),
        (winter(5, 19), winter(5, 22), False),
        (winter(5, 19), winter(6, 7), False),
    ],
)
def test_the_nudge_comes_hours_later_the_same_day_or_never(
    sent: datetime, now: datetime, due: bool
) -> None:
    assert may_nudge(sent, now, LISBON) is due


@given(zones, moments, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_no_nudge_lies_in_the_quiet_hours(zone: Zone, sent: datetime, wait: timedelta) -> None:
    if may_nudge(sent, sent + wait, zone):
        assert not is_quiet(sent + wait, zone)


@pytest.mark.parametrize(
    ("unanswered", "step"),
    [(0, Silence.NONE), (1, Silence.ONE_NUMBER), (2, Silence.ONE_NUMBER), (3, Silence.RESCREEN),
     (6, Silence.RESCREEN), (7, Silence.STOP), (30, Silence.STOP)],
)  # fmt: skip
def test_silence_is_met_gently_and_then_left_alone(unanswered: int, step: Silence) -> None:
    assert silence_after(unanswered) is step
