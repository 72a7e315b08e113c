"""How it has gone: days side by side, and which way pain goes."""

from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.course import (
    Course,
    CourseDay,
    Direction,
    course_of_plan,
    course_so_far,
    every_day,
    trend_within,
)
from coach.plan import Phase, PlanState
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
    assert [plan.phase_on(on(day)) for day in (1, 2, 3)] == [Phase.P2, Phase.P3, Phase.P3]
    assert course_of_plan(plan, on(1), on(3)).stretches() == (
        (Phase.P2, on(1), on(1)),
        (Phase.P3, on(2), on(3)),
    )


def test_before_the_plan_no_phase_is_known():
    assert placed(Phase.P3).phase_on(DAY_1 - timedelta(days=1)) is None


def test_the_phases_of_days_too_old_to_correct_are_still_known():
    days = [clean(1, **WALKED), clean(2, **WALKED), *(clean(day) for day in range(3, 60))]
    plan, then = placed(Phase.P2), []
    for day in days:
        plan, _ = told(plan, day)
        then.append(plan.phase)
    assert len(set(then)) > 1
    kept = PlanState.from_json(plan.to_json())
    for each in (plan, kept):
        assert each.open_since > on(20)
        assert [each.phase_on(on(day)) for day in range(1, 60)] == then


def test_a_phase_gone_back_to_and_left_again_stays_known():
    sore = clean(3, pain_activity=5, pain_rest=2, gait_normal=False)
    days = [clean(1, **WALKED), clean(2, **WALKED), sore, *(clean(d) for d in range(4, 50))]
    plan, then = placed(Phase.P2), []
    for day in days:
        plan, _ = told(plan, day)
        then.append(plan.phase)
    assert [phase for phase, _, _ in course_of_plan(plan, on(1), on(49)).stretches()] == [
        phase for phase, _ in groupby(then)
    ]
    assert then[2].number < then[1].number


def test_a_plan_kept_without_its_phases_makes_none_up():
    plan, _ = told(placed(Phase.P2), *(clean(day, **WALKED) for day in range(1, 60)))
    kept = plan.to_json()
    del kept["phases"]
    known = [PlanState.from_json(kept).phase_on(on(day)) for day in range(1, 60)]
    then = [plan.phase_on(on(day)) for day in range(1, 60)]
    assert known[-20:] == then[-20:]
    assert all(phase in {None, was} for phase, was in zip(known, then, strict=True))


def test_an_unknown_phase_leaves_no_band():
    course = Course(tuple(CourseDay(day) for day in every_day(on(1), on(3))))
    assert course.stretches() == ()


@given(st.integers(0, 400))
def test_every_day_from_one_to_another_is_there_once(length):
    days = every_day(DAY_1, DAY_1 + timedelta(days=length))
    assert len(set(days)) == len(days) == length + 1
    assert list(days) == sorted(days)


def course(*worst, morning=()):
    mornings = [*morning, *[None] * (len(worst) - len(morning))]
    return Course(
        tuple(
            CourseDay(on(day), activity=score, morning=waking)
            for day, (score, waking) in enumerate(zip(worst, mornings, strict=True), start=1)
        )
    )


@pytest.mark.parametrize(
    ("worst", "direction"),
    [
        ((3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0), Direction.DOWN),
        ((6, 5, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), Direction.DOWN),
        ((3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3), Direction.LEVEL),
        ((2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4), Direction.UP),
        ((0,) * 14, Direction.DOWN),
    ],
)
def test_the_course_so_far_holds_the_last_week_against_the_first_days(worst, direction):
    assert course_so_far(course(*worst)) is direction


def test_a_week_worse_than_the_one_before_is_no_way_down():
    worst = (7, 7, 7, *(1,) * 7, *(3,) * 7)
    assert course_so_far(course(*worst)) is Direction.UP


def test_mornings_that_were_never_sore_make_nothing_better():
    assert course_so_far(course(*(3,) * 14, morning=(0,) * 14)) is Direction.LEVEL


def test_harder_mornings_are_worse_whatever_the_days_say():
    days = course(*(4, 4, 4), *(2,) * 11, morning=(1, 1, 1, *(3,) * 11))
    assert course_so_far(days) is Direction.UP


@pytest.mark.parametrize(
    "worst",
    [
        (),
        (3, 2, 1),
        (3, 3, 3, 3, 3, 3, 3),
        (5, None, None, None, None, None, None, None, 1, 1, 1),
        (5, 5, 5, None, None, None, None, None, None, None, None, 1, None, 1),
    ],
)
def test_too_few_days_have_no_direction(worst):
    assert course_so_far(course(*worst)) is Direction.UNKNOWN


@given(st.lists(SCORES, min_size=8, max_size=60))
def test_less_pain_on_each_day_of_the_week_is_never_a_worse_course(scores):
    order = [Direction.DOWN, Direction.LEVEL, Direction.UP]
    eased = [*scores[:-7], *(max(0, score - 1) for score in scores[-7:])]
    before, after = (course_so_far(course(*each)) for each in (scores, eased))
    assert (before is Direction.UNKNOWN) == (after is Direction.UNKNOWN)
    assert before is Direction.UNKNOWN or order.index(after) <= order.index(before)
