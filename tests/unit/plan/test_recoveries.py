"""Hundreds of recoveries: good, slow, relapsing, careless and silent ones.

Every imaginary runner checks at each look at the plan that no running is open with a limp, a
rise above the limits or an unanswered warning sign, and that a day brings one step at most.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.plan import DayLog, Done, Phase, PlanState, log_day, reassess, today
from coach.plan.model import FORWARD
from tests.unit.plan.cases import LEVELS, begun, on
from tests.unit.plan.runners import KINDS, Runner, Witness, triage_of

SEEDS = st.integers(0, 10**6)
A_LONG_TIME = 220


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_good_data_always_reach_discharge(seed):
    runner = Runner.born("good", seed)
    if runner.plan.phase is Phase.PREHAB:
        return
    runner.live(A_LONG_TIME)
    assert runner.plan.discharged


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "good"])
@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, days=st.integers(5, 90))
def test_no_life_ever_gets_stuck(kind, seed, days):
    runner = Runner.born(kind, seed)
    runner.live(days)
    runner.become_well()
    if runner.plan.phase is Phase.PREHAB and not runner.plan.discharged:
        return
    runner.live(A_LONG_TIME)
    assert runner.plan.discharged or runner.plan.phase is Phase.PREHAB


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, days=st.integers(1, 60))
def test_every_plan_can_be_kept_and_read_again(kind, seed, days):
    runner = Runner.born(kind, seed)
    runner.live(days)
    again = PlanState.from_json(json.loads(json.dumps(runner.plan.to_json())))
    assert again == runner.plan
    assert today(again, on(runner.day)) == today(runner.plan, on(runner.day))


# --- days that nobody would live: anything at all, in any order

PAIN = st.none() | st.sampled_from([0, 1, 2, 3, 3.5, 4, 5, 6, 8, 10])
MAYBE = st.none() | st.booleans()
ANY_DAY = st.fixed_dictionaries(
    {},
    optional={
        "pain_rest": PAIN,
        "pain_activity": PAIN,
        "pain_morning": PAIN,
        "gait_normal": MAYBE,
        "red_flag": st.sampled_from([False, False, False, None, True]),
        "sharp_pain": st.sampled_from([False, False, False, True]),
        "walk_minutes": st.sampled_from([None, 10, 30]),
        "walk_pain": PAIN,
        "ran": st.booleans(),
        "run_step": st.sampled_from([None, "easy", "J1", "J4", "V1"]),
        "run_pain": PAIN,
        "run_pain_rose": MAYBE,
        "exercises": st.sampled_from(
            [(), (Done("bridge_hold", 1),), (Done("nordic_lower", 6), Done("clamshell"))]
        ),
        "pain_sitting": PAIN,
    },
)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(LEVELS)),
    st.lists(
        st.tuples(st.sampled_from([1, 1, 1, 2, 4, 8]), ANY_DAY, st.sampled_from([None, 0, 1, 4])),
        min_size=1,
        max_size=25,
    ),
)
def test_whatever_is_told_running_stays_closed_when_it_must(level, steps):
    plan, witness, day = begun(LEVELS[level]), Witness(), 0
    for pause, values, soreness in steps:
        day += pause
        if soreness is not None:
            plan, _ = reassess(plan, *triage_of(soreness), on(day))
            witness.screened.append(day)
        log = DayLog(on(day), **values)
        plan, outcome = log_day(plan, log, on(day))
        # A day that is told after the triage of the same day is the newer word.
        witness.told[day + 0.5] = log
        assert len(FORWARD.intersection(outcome.changes)) <= 1
        for later in (day, day + 1, day + 2, day + 3):
            session = today(plan, on(later))
            if session.may_run:
                assert witness.forbids(later, session.phase) is None
