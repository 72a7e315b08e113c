from datetime import datetime, timedelta, timezone

import pytest

from nlu.values.clock import ClockProblem, read_clock_time, utc_offsets

from .tables import table

NOON = datetime(2024, 6, 12, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(("text", "expected"), table("clock"))
def test_hours_are_read_in_digits_and_words(text: str, expected: object) -> None:
    clock = read_clock_time(text)
    if clock is None:
        assert expected is None
    elif clock.problem is ClockProblem.INVALID:
        assert expected == "invalid"
    else:
        hours = [hour.isoformat("minutes") for hour in (clock.at, clock.later) if hour]
        assert (hours[0] if len(hours) == 1 else hours) == expected


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("my time is 14:05", [2]),
        ("it's 12:01pm here", [0]),
        ("17:32 now", [5.5]),
        ("23:00", [11]),
        ("it's 02:00 here", [-10]),
        ("it's 2:05pm", [2]),
        ("it is 1:00 here", [1, -11]),
        ("no idea", []),
    ],
)
def test_the_clock_on_the_wall_gives_the_offset(text: str, offsets: list[float]) -> None:
    expected = tuple(timedelta(hours=offset) for offset in offsets)
    assert utc_offsets(text, NOON) == expected
