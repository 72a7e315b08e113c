"""Each phase ends by its criteria, and by all of them."""

from dataclasses import replace

import pytest

from coach.plan import Change, Criterion, Phase, answer, today
from coach.plan.moves import BEFORE_DISCHARGE, BEFORE_JOGGING, BEFORE_SPEED
from tests.unit.plan.cases import STRAIN, begun, clean, on, placed, ran, told, trained

YES = dict.fromkeys


def phase_after(plan, *days):
    return told(plan, *days)[0].phase


# --- P1: day 3 reached, rest at most 2, slow walking makes nothing worse, two days in a row


def settled(day, **values):
    return clean(day, pain_rest=2, walk_worsened=False, **values)


def test_the_first_phase_ends_after_two_settled_check_ins_from_day_three_on():
    assert phase_after(begun(STRAIN), *(settled(day) for day in (1, 2, 3, 4))) is Phase.P1
    assert phase_after(begun(STRAIN), *(settled(day) for day in (1, 2, 3, 4, 5))) is Phase.P2


def test_an_older_injury_has_reached_day_three_already():
    older = begun({**STRAIN, "days_since_onset": 5, "onset": "gradual"})
    assert phase_after(older, settled(1), settled(2)) is Phase.P2


def test_check_ins_in_a_row_may_skip_a_day():
    assert phase_after(begun(STRAIN), settled(4), settled(6)) is Phase.P2


def test_a_limp_alone_does_not_keep_somebody_in_the_first_phase():
    limping = [settled(day, gait_normal=False) for day in (4, 5)]
    assert phase_after(begun(STRAIN), *limping) is Phase.P2


@pytest.mark.parametrize(
    "spoiled",
    [
        {"pain_rest": 3},
        {"pain_rest": None},
        {"walk_worsened": True},
        {"walk_worsened": None, "gait_normal": None},
        {"walk_worsened": None, "pain_activity": 3},
        {"pain_activity": 6},
        {"red_flag": None},
    ],
)
def test_each_thing_that_keeps_the_first_phase(spoiled):
    day = replace(settled(5), **spoiled)
    assert phase_after(begun(STRAIN), settled(4), day, settled(6)) is Phase.P1


def test_easy_normal_walking_counts_as_slow_walking():
    days = [settled(day, pain_activity=2) for day in (4, 5)]
    days = [replace(day, walk_worsened=None) for day in days]
    assert phase_after(begun(STRAIN), *days) is Phase.P2


def test_where_the_log_is_silent_on_walking_it_is_asked_and_counts_for_the_day():
    silent = {"walk_worsened": None, "pain_activity": 3}
    plan = begun(STRAIN)
    for day in (3, 4, 5):
        plan, _ = told(plan, replace(settled(day), **silent))
        asks = today(plan, on(day)).asks
        assert asks == ((Criterion.SLOW_WALK,) if day > 3 else ())
        if asks:
            plan, outcome = answer(plan, {Criterion.SLOW_WALK: True}, on(day))
            assert today(plan, on(day)).asks == ()
    assert outcome.changes == (Change.PHASE,)
    assert plan.phase is Phase.P2


def test_a_no_about_walking_counts_for_nothing_and_is_asked_again_the_next_day():
    silent = {"walk_worsened": None, "pain_activity": 3}
    plan, _ = told(begun(STRAIN), settled(3), replace(settled(4), **silent))
    plan, _ = answer(plan, {Criterion.SLOW_WALK: False}, on(4))
    assert plan.position.ready_in_row == 0
    assert today(plan, on(4)).asks == ()
    plan, _ = told(plan, replace(settled(5), **silent))
    assert today(plan, on(5)).asks == (Criterion.SLOW_WALK,)


def test_a_day_whose_walking_stayed_unanswered_breaks_the_row():
    silent = replace(settled(5), walk_worsened=None, pain_activity=3)
    plan, _ = told(begun(STRAIN), settled(4), silent, settled(6))
    assert plan.position.ready_in_row == 1


# --- P2: normal gait, 30 minutes at 0 to 1, morning no worse than usual, two days running


def walked(day, **values):
    return clean(day, **{"walk_minutes": 30, "walk_pain": 1, **values})


def test_the_second_phase_ends_after_two_good_walks_on_days_in_a_row():
    plan = placed(Phase.P2)
    assert phase_after(plan, walked(1)) is Phase.P2
    assert phase_after(plan, walked(1), walked(2)) is Phase.P3
    assert phase_after(plan, walked(1), walked(3)) is Phase.P2


@pytest.mark.parametrize(
    "spoiled",
    [
        {"walk_minutes": 29},
        {"walk_minutes": None},
        {"walk_pain": 1.5},
        {"pain_morning": 1},
        {"pain_morning": None},
        {"gait_normal": None},
        {"red_flag": None},
    ],
)
def test_each_thing_that_keeps_the_second_phase(spoiled):
    plan = placed(Phase.P2)
    assert phase_after(plan, walked(1), walked(2, **spoiled), walked(3)) is Phase.P2


def test_the_long_walk_is_asked_about_where_the_log_is_silent():
    plan = placed(Phase.P2)
    for day in (1, 2):
        plan, _ = told(plan, clean(day))
        assert today(plan, on(day)).asks == (Criterion.LONG_WALK,)
        plan, _ = answer(plan, {Criterion.LONG_WALK: True}, on(day))
    assert plan.phase is Phase.P3


@pytest.mark.parametrize("spoiled", [{"gait_normal": None}, {"pain_morning": 1}])
def test_it_is_not_asked_when_something_else_stands_in_the_way(spoiled):
    plan, _ = told(placed(Phase.P2), clean(1, **spoiled))
    assert today(plan, on(1)).asks == ()


def test_an_answer_about_the_walk_outlives_a_correction_of_the_day():
    plan, _ = told(placed(Phase.P2), clean(1))
    plan, _ = answer(plan, {Criterion.LONG_WALK: True}, on(1))
    plan, _ = told(plan, clean(1, pain_rest=2))
    assert plan.position.ready_in_row == 1


def test_the_morning_is_held_against_the_usual_one():
    plan = placed(Phase.P2, mornings=(2, 3, 2))
    good = [walked(day, pain_morning=2) for day in (1, 2)]
    assert phase_after(plan, *good) is Phase.P3


# --- P3: four clean sessions, single-leg bridge, heel press, brisk walk


def strong(sessions=4):
    return placed(Phase.P3, strength={"sessions": sessions})


def test_the_strength_phase_ends_once_its_questions_are_answered_with_yes():
    plan, _ = told(strong(), clean(1))
    assert today(plan, on(1)).asks == BEFORE_JOGGING
    plan, outcome = answer(plan, YES(BEFORE_JOGGING, True), on(1))
    assert outcome.changes == (Change.PHASE,)
    assert plan.phase is Phase.P4


@pytest.mark.parametrize("missing", BEFORE_JOGGING)
def test_each_answer_counts(missing):
    plan, _ = told(strong(), clean(1))
    plan, _ = answer(plan, {**YES(BEFORE_JOGGING, True), missing: False}, on(1))
    assert plan.phase is Phase.P3
    plan, _ = answer(plan, {missing: True}, on(1))
    assert plan.phase is Phase.P4


def test_three_clean_sessions_are_not_enough_and_nothing_is_asked_yet():
    plan, _ = told(strong(3), clean(1))
    assert today(plan, on(1)).asks == ()
    assert answer(plan, YES(BEFORE_JOGGING, True), on(1))[0].phase is Phase.P3


@pytest.mark.parametrize(
    "spoiled",
    [{"gait_normal": None}, {"pain_activity": 4}, {"pain_morning": 1}, {"red_flag": None}],
)
def test_nobody_starts_to_jog_on_a_day_that_is_not_clean(spoiled):
    plan, _ = told(strong(), clean(1, **spoiled))
    assert answer(plan, YES(BEFORE_JOGGING, True), on(1))[0].phase is Phase.P3


def test_answers_given_while_the_days_are_silent_wait_for_the_next_clean_day():
    plan, _ = told(strong(), clean(1))
    plan, _ = answer(plan, YES(BEFORE_JOGGING, True), on(3))
    assert plan.phase is Phase.P3
    assert phase_after(plan, clean(3)) is Phase.P4


def test_a_no_is_asked_again_after_three_days():
    plan, _ = told(strong(), clean(1))
    plan, _ = answer(plan, {Criterion.HEEL_PRESS: False}, on(1))
    assert Criterion.HEEL_PRESS not in today(plan, on(3)).asks
    assert Criterion.HEEL_PRESS in today(plan, on(4)).asks


# --- P4: 20 minutes at 0 to 1, twice


def jogging(**runs):
    return placed(Phase.P4, runs=runs)


def test_walk_jog_ends_after_two_jogs_of_20_minutes_at_0_to_1():
    days = [ran(1, 1), clean(2), ran(3, 1), clean(4)]
    plan = jogging(jog="J6")
    assert phase_after(plan, *days[:3]) is Phase.P4
    assert phase_after(plan, *days) is Phase.P5


def test_a_jog_at_2_repeats_the_last_step():
    days = [ran(1, 2), clean(2), ran(3, 1), clean(4)]
    assert phase_after(jogging(jog="J6"), *days) is Phase.P4


# --- P5: usual volume, 14 days at zero, home tests negative, S33 and S34


def built(zero_days=14, **values):
    return placed(Phase.P5, zero_days=zero_days, runs={"weeks": 2}, **values)


LAST_OF_BUILD = (Criterion.USUAL_VOLUME, Criterion.HOME_TESTS, *BEFORE_SPEED)


def test_speed_opens_only_when_everything_was_asked_and_answered_with_yes():
    plan, _ = told(built(), clean(1))
    assert phase_after(plan, clean(2)) is Phase.P5
    plan, _ = answer(plan, YES(LAST_OF_BUILD, True), on(1))
    assert plan.phase is Phase.P6


@pytest.mark.parametrize("missing", LAST_OF_BUILD)
def test_each_answer_counts_before_speed(missing):
    plan, _ = told(built(), clean(1))
    given = YES((each for each in LAST_OF_BUILD if each is not missing), True)
    assert answer(plan, given, on(1))[0].phase is Phase.P5


def test_thirteen_days_at_zero_are_not_enough():
    plan, _ = told(built(zero_days=12), clean(1))
    plan, _ = answer(plan, YES(LAST_OF_BUILD, True), on(1))
    assert plan.phase is Phase.P5
    assert phase_after(plan, clean(2)) is Phase.P6


@pytest.mark.parametrize("spoiled", [{"pain_activity": 1}, {"pain_morning": 1}, {"pain_rest": 1}])
def test_any_pain_starts_the_14_days_anew(spoiled):
    plan = built(mornings=(1, 1, 1))
    plan, _ = told(plan, clean(1, **spoiled))
    assert plan.position.zero_days == 0


def test_home_tests_are_not_asked_of_somebody_who_must_not_do_them():
    plan, _ = told(built(tests_excused=True), clean(1))
    plan, _ = answer(plan, {Criterion.USUAL_VOLUME: True}, on(1))
    assert today(plan, on(1)).asks == BEFORE_SPEED
    assert answer(plan, YES(BEFORE_SPEED, True), on(1))[0].phase is Phase.P6


def test_the_usual_week_is_asked_about_first_and_the_rest_at_the_end():
    plan, _ = told(built(zero_days=3), clean(1))
    assert today(plan, on(1)).asks == (Criterion.USUAL_VOLUME,)
    plan, _ = answer(plan, {Criterion.USUAL_VOLUME: True}, on(1))
    assert today(plan, on(1)).asks == ()


# --- P6: the ladder done, S33 to S35 and confidence, 14 all-clear days


def fast(clear_days=14, **runs):
    return placed(Phase.P6, clear_days=clear_days, runs={"speed_done": True, **runs})


def test_the_plan_ends_only_when_the_three_criteria_were_asked_and_answered_with_yes():
    plan, _ = told(fast(), clean(1))
    assert today(plan, on(1)).asks == BEFORE_DISCHARGE
    assert not plan.discharged
    plan, outcome = answer(plan, YES(BEFORE_DISCHARGE, True), on(1))
    assert outcome.changes == (Change.DISCHARGED,)
    assert plan.discharged
    assert plan.phase is Phase.PREHAB


@pytest.mark.parametrize("missing", BEFORE_DISCHARGE)
def test_each_of_them_counts(missing):
    plan, _ = told(fast(), clean(1))
    plan, _ = answer(plan, {**YES(BEFORE_DISCHARGE, True), missing: False}, on(1))
    assert not plan.discharged


def test_thirteen_all_clear_days_are_not_enough():
    plan, _ = told(fast(clear_days=12), clean(1))
    plan, _ = answer(plan, YES(BEFORE_DISCHARGE, True), on(1))
    assert not plan.discharged
    assert told(plan, clean(2))[0].discharged


def test_the_speed_ladder_has_to_be_finished():
    plan, _ = told(fast(speed_done=False), clean(1))
    assert today(plan, on(1)).asks == ()
    assert not answer(plan, YES(BEFORE_DISCHARGE, True), on(1))[0].discharged


def test_answers_of_an_earlier_phase_do_not_count_for_a_later_one():
    plan, _ = told(built(), clean(1))
    plan, _ = answer(plan, YES((*LAST_OF_BUILD, *BEFORE_DISCHARGE), True), on(1))
    assert plan.phase is Phase.P6
    assert plan.position.answers == ()


def test_training_alone_moves_no_phase():
    plan, _ = told(strong(0), trained(1, "bridge_hold"), clean(2))
    assert plan.phase is Phase.P3


def test_a_day_that_asks_for_less_opens_no_phase():
    days = [clean(day, pain_activity=4, walk_worsened=False) for day in (4, 5, 6, 7)]
    plan, _ = told(placed(Phase.P1, day=1, mornings=(0, 0, 0)), *days)
    assert plan.phase is Phase.P1
