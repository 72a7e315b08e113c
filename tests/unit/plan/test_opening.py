"""Which exercises are open to somebody, and what the others wait for."""

import pytest

from coach.exercises import library
from coach.plan import (
    DayLog,
    Done,
    Later,
    Phase,
    later,
    log_day,
    opening_phase,
    session_text,
    today,
)
from coach.plan.opening import too_soon
from tests.unit.plan.cases import SORE_TENDON, clean, on, placed, told


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("step", ["A", "C", "F"])
def test_whatever_the_session_holds_is_open(phase, step):
    for options in ({}, {"findings": SORE_TENDON}):
        plan = placed(phase, strength={"step": step}, **options)
        for item in today(plan, on(1)).items:
            assert later(plan, item.exercise, on(1)) is None, item.exercise


def test_nordics_wait_for_the_phase_then_for_the_step():
    assert later(placed(Phase.P1), "nordic_lower", on(1)) is Later.PHASE
    assert later(placed(Phase.P3), "nordic_lower", on(1)) is Later.STEP
    assert later(placed(Phase.P3, strength={"step": "F"}), "nordic_lower", on(1)) is None


def test_deep_bends_wait_for_painless_sitting_with_a_sore_tendon():
    sore = placed(Phase.P4, findings=SORE_TENDON, strength={"step": "E"})
    settled = placed(Phase.P4, findings=SORE_TENDON, strength={"step": "E"}, sitting_settled=True)
    assert later(sore, "hip_hinge", on(1)) is Later.TENDON
    assert later(settled, "hip_hinge", on(1)) is None


@pytest.mark.parametrize("exercise", library())
def test_while_triage_comes_first_nothing_is_open(exercise):
    plan, _ = told(placed(Phase.P5), clean(1, red_flag=True))
    assert later(plan, exercise, on(1)) is Later.HOLD
    assert "sets" not in session_text(today(plan, on(1)))


@pytest.mark.parametrize("exercise", library().values(), ids=lambda each: each.id)
def test_every_exercise_opens_in_some_phase(exercise):
    phase = opening_phase(exercise.id)
    assert phase.value in exercise.phases
    ready = placed(phase, strength={"step": "F"})
    assert later(ready, exercise.id, on(1)) is None


def test_what_was_done_too_soon_is_named_once():
    plan = placed(Phase.P1)
    log = DayLog(on(1), exercises=(Done("nordic_lower", 2),))
    assert too_soon(plan, log) == ("nordic_lower",)
    after, outcome = log_day(plan, log, on(1))
    assert outcome.too_soon == ("nordic_lower",)
    _, again = log_day(after, log, on(1))
    assert again.too_soon == ()


def test_what_is_open_is_never_called_too_soon():
    plan = placed(Phase.P3, strength={"step": "F"})
    done = tuple(Done(item.exercise) for item in today(plan, on(1)).items)
    assert done
    assert too_soon(plan, DayLog(on(1), exercises=done)) == ()
