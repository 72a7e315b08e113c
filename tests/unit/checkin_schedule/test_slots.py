from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.checkin.schedule import (
    Slot,
    Zone,
    first_slot,
    next_look_in,
    next_slot,
    pause_end,
    slot_on,
    zone_of,
)

UTC = timezone.utc
DAY = timedelta(days=1)
SEVEN = time(7, 0)
LISBON, TOKYO, HONOLULU = (zone_of(n) for n in ("Europe/Lisbon", "Asia/Tokyo", "Pacific/Honolulu"))

zones = st.sampled_from(sorted(available_timezones())).map(zone_of)
times = st.times(max_value=time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
dates = st.dates(date(2000, 1, 1), date(2037, 12, 1))
moments = st.integers(946_684_800, 2_143_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


def walk(start: date, at: time, zone: Zone, days: int) -> Iterator[Slot]:
    slot = next_slot(start, at, zone)
    while slot.local_date <= start + DAY * days:
        yield slot
        slot = next_slot(slot.local_date, at, zone)


def exists(day: date, zone: Zone) -> bool:
    """Whether any quarter of an hour of the day is shown by the zone's clocks."""
    start = datetime.combine(day, time(12), UTC) - 2 * DAY
    quarters = (start + timedelta(minutes=15 * n) for n in range(4 * 24 * 4))
    return any(zone.date_of(moment) == day for moment in quarters)


@given(zones, times, dates)
def test_every_local_date_has_exactly_one_slot_within_it(zone: Zone, at: time, day: date) -> None:
    slots = list(walk(day, at, zone, days=40))
    found = [slot.local_date for slot in slots]
    assert found == sorted(set(found))
    for slot in slots:
        assert zone.date_of(slot.slot_at) == slot.local_date
    expected = {day + DAY * n for n in range(1, 41)}
    assert all(not exists(missing, zone) for missing in expected - set(found))


@given(zones, times, dates)
def test_slots_follow_each_other_in_time(zone: Zone, at: time, day: date) -> None:
    slots = list(walk(day, at, zone, days=40))
    gaps = [
        (later.slot_at - slot.slot_at, later.local_date - slot.local_date)
        for slot, later in pairwise(slots)
    ]
    assert all(gap > timedelta(0) for gap, _ in gaps)
    assert all(gap < days + timedelta(hours=4) for gap, days in gaps)


@given(zones, times, dates)
def test_a_slot_is_at_the_chosen_time_whenever_the_clocks_show_it(
    zone: Zone, at: time, day: date
) -> None:
    slot = next_slot(day, at, zone)
    if zone.time_of(slot.slot_at) != at:
        wall = datetime.combine(slot.local_date, at, zone.info)
        shown = wall.astimezone(UTC).astimezone(zone.info)
        assert (shown.date(), shown.time()) != (slot.local_date, at)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(
    "name", ["Europe/Lisbon", "America/Nuuk", "America/Sao_Paulo", "Australia/Lord_Howe",
             "Asia/Gaza", "Africa/Casablanca", "Pacific/Apia", "America/St_Johns"]
)  # fmt: skip
def test_every_hour_of_decades_in_zones_with_odd_changes(name: str, hour: int) -> None:
    zone = zone_of(name)
    start = date(2005, 1, 1)
    found = [slot.local_date for slot in walk(start, time(hour, 30), zone, days=5_500)]
    skipped = {start + DAY * n for n in range(1, 5_501)} - set(found)
    assert skipped == ({date(2011, 12, 30)} if name == "Pacific/Apia" else set())
    assert len(found) == len(set(found))


def test_a_time_the_clocks_leave_out_comes_right_behind_the_gap() -> None:
    slot = slot_on(date(2026, 3, 29), time(1, 30), LISBON)
    assert slot is not None
    assert slot.slot_at.astimezone(LISBON.info).time() == time(2, 30)


def test_a_time_left_out_before_midnight_stays_in_its_date() -> None:
    nuuk = zone_of("America/Nuuk")
    slot = slot_on(date(2026, 3, 28), time(23, 30), nuuk)
    assert slot is not None
    assert slot.slot_at.astimezone(nuuk.info).time() == time(22, 30)


def test_a_time_that_comes_twice_is_used_the_first_time() -> None:
    slot = slot_on(date(2026, 10, 25), time(1, 30), LISBON)
    assert slot == Slot(date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))


def test_a_date_that_a_zone_never_had_has_no_slot() -> None:
    assert slot_on(date(2011, 12, 30), SEVEN, zone_of("Pacific/Apia")) is None


def test_enrolling_just_before_midnight_gives_every_day_and_not_every_second() -> None:
    slots = list(walk(date(2026, 5, 11), time(23, 55), zone_of("UTC"), days=5))
    assert [slot.local_date.day for slot in slots] == [12, 13, 14, 15, 16]
    assert {slot.slot_at.time() for slot in slots} == {time(23, 55)}


def test_clock_changes_do_not_move_the_local_hour() -> None:
    slots = list(walk(date(2026, 3, 26), SEVEN, LISBON, days=5))
    assert {LISBON.time_of(slot.slot_at) for slot in slots} == {SEVEN}
    assert [slot.slot_at.hour for slot in slots] == [7, 7, 6, 6, 6]


@given(zones, times, moments)
def test_the_first_slot_is_the_next_one_to_come(zone: Zone, at: time, now: datetime) -> None:
    slot = first_slot(now, at, zone)
    assert slot.slot_at > now
    before = [slot_on(slot.local_date - DAY * n, at, zone) for n in (1, 2, 3)]
    assert all(earlier.slot_at <= now for earlier in before if earlier is not None)


@given(zones, times, moments)
def test_a_date_that_had_its_check_in_gets_no_second_by_a_new_hour(
    zone: Zone, at: time, now: datetime
) -> None:
    today = zone.date_of(now)
    assert first_slot(now, at, zone, last=today).local_date > today


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 200), zones, times), min_size=1, max_size=12), moments)
def test_travel_never_gives_a_date_two_slots_and_skips_only_passed_ones(
    moves: list[tuple[int, Zone, time]], now: datetime
) -> None:
    zone, at = zone_of("Europe/Lisbon"), SEVEN
    asked: list[date] = []
    due = first_slot(now, at, zone)
    for hours, new_zone, new_at in moves:
        arrival = now + timedelta(hours=hours)
        while due.slot_at <= arrival:
            asked.append(due.local_date)
            due = next_slot(due.local_date, at, zone)
        now, zone, at = arrival, new_zone, new_at
        due = first_slot(now, at, zone, last=asked[-1] if asked else None)
        skipped = asked[-1] + DAY if asked else due.local_date
        while skipped < due.local_date:
            passed = slot_on(skipped, at, zone)
            assert passed is None or passed.slot_at <= now
            skipped += DAY
    assert asked == sorted(set(asked))


def test_flying_west_over_the_date_line_does_not_ask_for_the_same_date_again() -> None:
    in_tokyo = slot_on(date(2026, 5, 10), SEVEN, TOKYO)
    assert in_tokyo is not None
    landed = in_tokyo.slot_at + timedelta(hours=8)  # still the 9th in Honolulu
    slot = first_slot(landed, SEVEN, HONOLULU, last=date(2026, 5, 10))
    assert slot.local_date == date(2026, 5, 11)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", None, "Europe", "../etc/passwd", "GMT+25"])
def test_a_zone_that_does_not_exist_falls_back_to_utc_with_a_flag(name: str | None) -> None:
    zone = zone_of(name)
    assert not zone.known
    slot = slot_on(date(2026, 5, 10), SEVEN, zone)
    assert slot is not None
    assert slot.slot_at == datetime(2026, 5, 10, 7, tzinfo=UTC)


@given(zones, moments, st.integers(1, 60))
def test_a_pause_ends_at_the_start_of_a_later_local_day(
    zone: Zone, now: datetime, days: int
) -> None:
    end = pause_end(now, days, zone)
    assert zone.date_of(end) >= zone.date_of(now) + DAY * days
    assert zone.date_of(end - timedelta(minutes=1)) < zone.date_of(end)


@given(zones, times, dates)
def test_the_monthly_look_in_is_thirty_days_on(zone: Zone, at: time, day: date) -> None:
    slot = next_look_in(day, at, zone)
    assert timedelta(days=30) <= slot.local_date - day <= timedelta(days=31)
