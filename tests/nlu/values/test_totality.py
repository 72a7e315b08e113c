"""Whatever is typed, every reader answers, and the places it names lie inside the message."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.findings import VOCABULARY
from nlu.values.answers import read_answer
from nlu.values.check_in import read_check_in
from nlu.values.clock import read_clock_time, utc_offsets
from nlu.values.durations import find_durations, read_days
from nlu.values.locations import find_locations
from nlu.values.numbers import find_numbers
from nlu.values.scales import find_pain_scales, pain_values, read_level
from nlu.values.sides import find_sides, read_side
from nlu.values.zones import find_zone, zone_at

from .tables import table

VOCABULARY_OF_TROUBLE = (
    "no not 3 0 10 12 -3 / , . and or but walking running rest left right both knee bum hamstring "
    "since for ago weeks days sunday may 3rd xmas out of ten half past 7 am pm pain sore fine a "
    "bit did bridges limp ran skipped unless when i only 25 : in ½ 🔟 yes none first last"
)
WORDS = st.sampled_from(VOCABULARY_OF_TROUBLE.split())
MESSAGES = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join))
DATES = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
FINDINGS = st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=10, unique=True)


@given(MESSAGES, DATES)
def test_found_values_lie_inside_the_message(message: str, today: date) -> None:
    found = (
        *find_numbers(message),
        *find_pain_scales(message),
        *find_durations(message, today),
        *find_sides(message),
        *find_locations(message),
    )
    for one in found:
        assert 0 <= one.start <= one.end <= len(message)


@given(MESSAGES)
def test_pain_is_on_the_scale_or_a_problem(message: str) -> None:
    level = read_level(message)
    scores = [
        value
        for value in pain_values(find_pain_scales(message)).values()
        if not isinstance(value, str)
    ]
    if level is not None:
        assert (level.value is None) <= (level.problem is not None)
        scores += [level.value] if level.value is not None else []
    assert all(0 <= score <= 10 for score in scores)


@given(MESSAGES, DATES)
def test_nothing_began_in_the_future(message: str, today: date) -> None:
    days = read_days(message, today)
    assert days is None or days >= 0


@example(". " * 20, ["bruising"], date(2024, 6, 12))
@given(MESSAGES, FINDINGS, DATES)
def test_an_answer_speaks_only_of_what_was_asked(
    message: str, pending: list[str], today: date
) -> None:
    answer = read_answer(message, pending, today)
    assert set(answer.values) <= set(pending)
    assert set(answer.problems) <= set(pending)


@given(MESSAGES, DATES)
def test_a_check_in_stays_on_the_scale(message: str, today: date) -> None:
    said = read_check_in(message, today)
    pains = (said.pain_rest, said.pain_activity, said.pain_morning)
    assert all(0 <= pain <= 10 for pain in pains if pain is not None)


@given(MESSAGES, st.datetimes())
def test_an_hour_is_an_hour_or_a_problem(message: str, now: datetime) -> None:
    clock = read_clock_time(message)
    assert clock is None or (clock.at is None) <= (clock.problem is not None)
    assert all(-12 <= offset.total_seconds() / 3600 <= 14 for offset in utc_offsets(message, now))


@settings(deadline=None)
@given(MESSAGES, st.floats(), st.floats())
def test_every_place_is_answered(message: str, latitude: float, longitude: float) -> None:
    find_zone(message)
    read_side(message)
    zone_at(latitude, longitude)


def test_case_and_surrounding_blanks_do_not_matter() -> None:
    for text, expected in table("scales", "findings"):
        assert pain_values(find_pain_scales(f"  {text.upper()}\n")) == expected
