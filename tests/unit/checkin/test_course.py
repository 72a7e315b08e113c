"""How it has gone: days side by side, and which way pain goes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.course import (
    Course,
    CourseDay,
    Direction,
    course_of_plan,
    every_day,
    phase_on,
    trend_within,
)
from coach.plan import Phase
from tests.unit.plan.cases import DAY_1, clean, on, placed, ran, told, trained

SCORES = st.integers(0, 10).map(float)
WALKED = {"walk_minutes": 30, "walk_pain": 0}


@pytest.mark.parametrize(
    ("scores", "direction"),
    [
        ((), Direction.UNKNOWN),
        ((5, 4, 1), Direction.UNKNOWN),
        ((6, 5, 2, 1), Direction.DOWN),
        ((1, 2, 5, 6), Direction.UP),
        ((2, 3, 2, 3), Direction.LEVEL),
        ((6, 6, 0, 3, 3), Direction.DOWN),
    ],
)
def test_the_direction_is_the_later_half_against_the_earlier(scores, direction):
    assert trend_within(scores).direction is direction


@given(st.lists(SCORES, min_size=4, max_size=30))
def test_the_same_days_backwards_go_the_other_way(scores):
    other = {Direction.DOWN: Direction.UP, Direction.UP: Direction.DOWN}
    forwards = trend_within(scores).direction
    assert trend_within(scores[::-1]).direction is other.get(forwards, forwards)


def test_a_course_has_every_day_told_or_not():
    plan, _ = told(placed(Phase.P3), clean(1, pain_activity=2), clean(4))
    course = course_of_plan(plan, on(1), on(5))
    assert [day.activity for day in course.days] == [2, None, None, 0, None]
    assert len(course.told) == 2


def test_what_was_done_stands_on_its_day():
    plan, _ = told(placed(Phase.P4), trained(1, "clamshell"), ran(2), clean(3))
    course = course_of_plan(plan, on(1), on(3))
    assert [(day.trained, day.ran) for day in course.days] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert (course.trained, course.ran) == (1, 1)


def test_each_day_knows_the_phase_it_ended_in():
    plan, _ = told(placed(Phase.P2), clean(1, **WALKED), clean(2, **WALKED), clean(3))
    assert [phase_on(plan, on(day)) for day in (1, 2, 3)] == [Phase.P2, Phase.P3, Phase.P3]
    assert course_of_plan(plan, on(1), on(3)).stretches() == (
        (Phase.P2, on(1), on(1)),
        (Phase.P3, on(2), on(3)),
    )


def test_before_the_plan_no_phase_is_known():
    assert phase_on(placed(Phase.P3), DAY_1 - timedelta(days=1)) is None


def test_the_phase_of_days_that_the_plan_has_forgotten_is_not_made_up():
    plan, _ = told(placed(Phase.P3), *(clean(day) for day in range(1, 60)))
    known = [phase_on(plan, on(day)) for day in range(1, 60)]
    assert set(known) <= {None, Phase.P3}
    assert known[-20:] == [Phase.P3] * 20


def test_an_unknown_phase_leaves_no_band():
    course = Course(tuple(CourseDay(day) for day in every_day(on(1), on(3))))
    assert course.stretches() == ()


@given(st.integers(0, 400))
def test_every_day_from_one_to_another_is_there_once(length):
    days = every_day(DAY_1, DAY_1 + timedelta(days=length))
    assert len(set(days)) == len(days) == length + 1
    assert list(days) == sorted(days)
