"""Which exercises are open to somebody, and what the others wait for."""

import pytest

from coach.exercises import library
from coach.plan import Later, Phase, later, opening_phase, session_text, today
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
