from datetime import date

import pytest

from nlu.values.durations import (
    Kind,
    days_self_managed,
    days_since_onset,
    find_durations,
    read_days,
)

from .tables import TODAY, table


@pytest.mark.parametrize(("text", "expected"), table("durations", "onset"))
def test_days_since_it_began(text: str, expected: int | None) -> None:
    assert days_since_onset(text, TODAY) == expected


@pytest.mark.parametrize(("text", "expected"), table("durations", "self_care"))
def test_days_it_has_been_looked_after(text: str, expected: int | None) -> None:
    assert days_self_managed(text, TODAY) == expected


@pytest.mark.parametrize("day", range(1, 29))
def test_since_a_weekday_is_never_today_and_never_over_a_week_ago(day: int) -> None:
    today = date(2024, 2, day)
    for weekday in ("Monday", "Tue", "weds", "Thursday", "Fri", "Saturday", "Sunday"):
        ago = days_since_onset(f"since {weekday}", today)
        assert ago is not None
        assert 1 <= ago <= 7


@pytest.mark.parametrize("month", range(1, 13))
def test_a_holiday_is_the_last_one_before_today(month: int) -> None:
    today = date(2024, month, 1)
    ago = days_since_onset("since Xmas", today)
    assert ago == (today - date(2023, 12, 25)).days


def test_the_answer_to_since_when_may_stand_next_to_other_times() -> None:
    text = "about 3 weeks, had a race 2 days ago"
    assert read_days(text, TODAY) == 21


def test_a_bare_time_answers_how_long_it_was_looked_after() -> None:
    assert read_days("two weeks", TODAY, Kind.SELF_CARE) == 14


def test_a_time_knows_where_it_stands() -> None:
    text = "It’s been sore since Sunday, ok?"
    (duration,) = find_durations(text, TODAY)
    assert text[duration.start : duration.end] == "since Sunday"
