"""What is taken in, what is refused, and that a day counts once."""

import json

import pytest

from coach.plan import (
    Change,
    Criterion,
    DayLog,
    Done,
    LogProblem,
    Phase,
    PlanError,
    PlanState,
    answer,
    changes_on,
    log_day,
    today,
)
from tests.unit.plan.cases import MILD, begun, clean, on, placed, ran, told, trained


@pytest.mark.parametrize(
    ("day", "problem"),
    [(3, LogProblem.FUTURE), (0, LogProblem.BEFORE_PLAN), (-30, LogProblem.BEFORE_PLAN)],
)
def test_a_day_outside_the_plan_is_refused_and_changes_nothing(day, problem):
    plan = begun()
    after, outcome = log_day(plan, clean(day), on(2))
    assert outcome.problem is problem
    assert outcome.text
    assert after == plan


def test_a_day_more_than_three_weeks_back_is_refused():
    plan, _ = told(begun(), *(clean(day) for day in range(1, 31)))
    assert log_day(plan, clean(9), on(30))[1].problem is None
    after, outcome = log_day(plan, clean(8), on(30))
    assert outcome.problem is LogProblem.TOO_OLD
    assert after == plan


def test_answers_for_a_day_before_the_plan_are_refused():
    _, outcome = answer(begun(), {Criterion.CONFIDENT: True}, on(0))
    assert outcome.problem is LogProblem.BEFORE_PLAN


def test_the_same_day_twice_counts_once():
    once, _ = told(placed(Phase.P4), ran(1), clean(2))
    twice, outcome = told(placed(Phase.P4), ran(1), ran(1), clean(2), clean(2), clean(2))
    assert once == twice
    assert outcome.corrected
    assert once.position.runs.clean == 1


def test_a_correction_takes_back_what_the_first_telling_did():
    plan, outcome = told(placed(Phase.P5), clean(1, pain_activity=6))
    assert plan.phase is Phase.P4
    plan, outcome = told(plan, clean(1, pain_activity=2))
    assert outcome.corrected
    assert plan == told(placed(Phase.P5), clean(1, pain_activity=2))[0]
    assert plan.phase is Phase.P5


def test_a_correction_can_take_a_step_forward_back():
    plan, outcome = told(placed(Phase.P4, runs={"clean": 1}), ran(1), clean(2))
    assert outcome.changes == (Change.JOG_STEP,)
    plan, outcome = told(plan, clean(2, pain_morning=2))
    assert plan.position.runs.jog == "J1"


def test_a_correction_of_an_earlier_day_changes_what_followed():
    plan, _ = told(placed(Phase.P4, runs={"clean": 1}), ran(1), clean(2), clean(3))
    assert plan.position.runs.jog == "J2"
    plan, _ = told(plan, ran(1, 2, rose=True))
    assert plan.position.runs.jog == "J1"


def test_days_told_in_any_order_come_to_the_same():
    days = [ran(1), clean(2), ran(3), clean(4)]
    in_order, _ = told(placed(Phase.P4), *days)
    plan = placed(Phase.P4)
    for each in (days[3], days[0], days[2], days[1]):
        plan, _ = log_day(plan, each, on(4))
    assert plan == in_order


def test_a_day_with_nothing_told_moves_nothing():
    plan, outcome = told(placed(Phase.P4, runs={"clean": 2}), DayLog(on(1)))
    assert outcome.changes == ()
    assert outcome.text == ""
    assert plan.position.runs.jog == "J1"


def test_what_a_past_day_did_can_be_asked():
    plan, _ = told(placed(Phase.P5), clean(1, gait_normal=False), clean(2), clean(3), clean(4))
    assert changes_on(plan, on(1)) == (Change.REGRESSED,)
    assert changes_on(plan, on(2)) == ()
    assert changes_on(plan, on(3)) == (Change.RETURNED,)


def test_the_log_of_a_day_can_be_read_back():
    plan, _ = told(begun(), clean(1), ran(2, 2))
    assert plan.log_on(on(2)).run_pain == 2
    assert plan.log_on(on(3)) is None


@pytest.mark.parametrize(
    "values",
    [
        {"pain_rest": 12},
        {"pain_activity": -3},
        {"pain_morning": float("nan")},
        {"run_pain": 10.1},
        {"walk_pain": -0.5},
        {"pain_sitting": 11},
        {"run_minutes": -1},
        {"walk_minutes": 2000},
        {"mood": 0},
        {"sleep": 6},
    ],
)
def test_numbers_off_their_scale_are_refused(values):
    with pytest.raises(PlanError, match=next(iter(values))):
        clean(1, **values)


def test_an_unknown_exercise_is_refused():
    with pytest.raises(PlanError, match="bench_press"):
        Done("bench_press")


def test_a_pain_off_the_scale_in_an_exercise_is_refused():
    with pytest.raises(PlanError, match="0 to 10"):
        Done("clamshell", 12)


# --- keeping it


def busy_plan():
    days = [ran(1, 2.5), trained(2, "bridge_hold", "clamshell", pain=1), clean(3, red_flag=None)]
    plan, _ = told(placed(Phase.P4), *days)
    plan, _ = answer(plan, {Criterion.HEEL_PRESS: False}, on(3))
    return plan


def test_a_plan_survives_being_kept_as_json():
    plan = busy_plan()
    again = PlanState.from_json(json.loads(json.dumps(plan.to_json())))
    assert again == plan
    assert today(again, on(4)) == today(plan, on(4))


def test_a_kept_plan_names_its_phase_for_whoever_only_looks():
    assert busy_plan().to_json()["phase"] == "P4"


def test_a_year_of_days_is_kept_as_short_as_a_month():
    plan, _ = told(begun(MILD), *(clean(day) for day in range(1, 41)))
    month = len(json.dumps(plan.to_json()))
    plan, _ = told(plan, *(clean(day) for day in range(41, 366)))
    assert len(json.dumps(plan.to_json())) < month * 1.2


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"version": 2},
        {"started": "yesterday"},
        {"anchor": {}},
        {"anchor": None},
        {"entries": [{"kind": "gossip"}]},
        {"entries": [{"kind": "day", "local_date": "2024-03-01", "mood": "fine"}]},
        {"entries": [{"kind": "day", "local_date": "2024-03-01", "colour": "red"}]},
        {"entries": [{"kind": "day", "local_date": "2024-03-01", "pain_rest": 12}]},
        {"entries": [{"kind": "day", "local_date": "2024-03-01", "pain_rest": True}]},
        {"entries": [{"kind": "day", "local_date": "2024-03-01", "exercises": "all"}]},
    ],
)
def test_a_broken_kept_plan_is_refused(broken):
    data = {**busy_plan().to_json(), **broken} if broken else {}
    with pytest.raises(PlanError, match="not a plan"):
        PlanState.from_json(data)


def test_an_answer_tells_only_what_it_did_itself_and_not_the_day_again():
    strong = {"sessions": 4, "clean": 1, "pending": None}
    plan = placed(Phase.P3, strength=strong, mornings=(0, 0, 0))
    plan, _ = told(plan, trained(1, "bridge_hold"))
    plan, day = told(plan, clean(2))
    assert Change.STRENGTH_STEP in day.changes
    _, outcome = answer(plan, {Criterion.HEEL_PRESS: True}, on(2))
    assert Change.STRENGTH_STEP not in outcome.changes
    assert outcome.text == ""
