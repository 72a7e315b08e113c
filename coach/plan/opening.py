"""Whether an exercise is open to somebody now, or what it waits for."""

from __future__ import annotations

from datetime import date
from enum import Enum

from coach.exercises import ExerciseId, library
from coach.plan.entries import DayLog
from coach.plan.model import Hold, Phase, Track
from coach.plan.permission import hold_on
from coach.plan.state import PlanState


class Later(str, Enum):
    """What an exercise waits for."""

    HOLD = "hold"
    """Triage has to be run again first."""
    PHASE = "phase"
    STEP = "step"
    """A step of the strength ladder that comes first."""
    TENDON = "tendon"
    """A deep hip bend, with a sit-bone tendon that still hurts in sitting (R38)."""


_NOT_YET = (Later.PHASE, Later.STEP, Later.TENDON)


def later(state: PlanState, exercise: ExerciseId, on: date) -> Later | None:
    """What an exercise waits for, or None when it may be done.

    Args:
        state: The plan.
        exercise: The exercise.
        on: The runner's local date.
    """
    position, wanted = state.position, library()[exercise]
    if hold_on(position, on) not in (Hold.NONE, Hold.RESCREEN):
        return Later.HOLD
    if opening_phase(exercise).number > position.phase.number:
        return Later.PHASE
    tendon = position.track is Track.TENDON and position.phase is not Phase.PREHAB
    open_now = wanted.open_in(
        wanted.phases[0], tendon=tendon, sitting_settled=position.sitting_settled
    )
    if not open_now:
        return Later.TENDON
    # The plain holds of the first step belong to the walking phase as well.
    strengthens = position.phase.strengthens and position.phase is not Phase.PREHAB
    if strengthens and wanted.step is not None and wanted.step > position.strength.step:
        return Later.STEP
    return None


def too_soon(state: PlanState, log: DayLog) -> tuple[ExerciseId, ...]:
    """What was done on a day although it was not open yet; what was known of that day is left out.

    Args:
        state: The plan before this was told.
        log: The day as it is told now.
    """
    then = PlanState(state.started, state.before(log.local_date))
    earlier = state.log_on(log.local_date)
    known = {each.exercise for each in earlier.exercises} if earlier else set()
    return tuple(
        each.exercise
        for each in log.exercises
        if each.exercise not in known and later(then, each.exercise, log.local_date) in _NOT_YET
    )


def opening_phase(exercise: ExerciseId) -> Phase:
    """The first phase to which an exercise belongs."""
    return min((Phase(name) for name in library()[exercise].phases), key=lambda each: each.number)
