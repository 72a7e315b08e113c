"""Days and months of check-ins across zones: one for each local date, whatever happens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import available_timezones

import pytest

from coach.checkin.schedule import zone_of
from storage.database import Database
from tests.storage.dispatch.post import DAY, Post, dispatcher, enrol, run_through

UTC = timezone.utc
# Days around the spring and autumn changes.
SEASONS = [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)]


def some_zones(count: int) -> list[str]:
    names = sorted(available_timezones())
    return names[:: len(names) // count][:count]


@pytest.mark.parametrize("start", SEASONS, ids=["spring", "autumn"])
def test_every_local_date_has_exactly_one_check_in_across_clock_changes(
    database: Database, start: datetime
) -> None:
    zones = some_zones(60)
    for number, zone in enumerate(zones):
        enrol(database, str(number), start, zone, time(7 + number % 2))
    post = Post(database)
    end = start + timedelta(days=5)
    run_through(post, dispatcher(database), start, end)
    assert set(post.asked.values()) == {1}
    for number, zone in enumerate(zones):
        dates = sorted(day for address, day in post.asked if address == str(number))
        assert dates == [dates[0] + DAY * n for n in range(len(dates))]
        assert dates[0] <= zone_of(zone).date_of(start) + DAY
        assert dates[-1] >= zone_of(zone).date_of(end) - DAY
    assert set(post.nudged.values()) <= {1}


def test_every_day_of_months_for_one_runner_is_at_the_chosen_local_hour(
    database: Database,
) -> None:
    start = datetime(2026, 2, 1, tzinfo=UTC)
    enrol(database, "1", start, "Europe/Lisbon", time(23, 55))
    post = Post(database)
    run_through(post, dispatcher(database), start, start + timedelta(days=60))
    dates = [day for _, day, _ in post.moments]
    assert dates == [date(2026, 2, 1) + DAY * n for n in range(60)]
    lisbon = zone_of("Europe/Lisbon")
    assert {lisbon.time_of(at) for _, _, at in post.moments} == {time(23, 55)}
