"""What other answers need to know of a plan: the facts of today, under the names they use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.plan.model import Phase
from coach.plan.permission import hold_on
from coach.plan.session import running_verdict
from coach.plan.state import PlanState
from coach.triage import Running


@dataclass(frozen=True)
class Standing:
    """Where somebody stands, named as in `coach.knowledge.PersonalContext`.

    Attributes:
        running: The running verdict by the plan.
        phase: "P1" to "P6"; None in prehab.
        track: "standard" or "tendon"; None in prehab.
        jog_step: "J1" to "J6" while walk-jog is on; None otherwise.
        strength_step: "A" to "F" once strength work has begun; None otherwise.
        pain_rest: As told on that day or the day before; None when not told.
        pain_activity: The same for the worst pain in activity.
        pain_morning: The same for waking.
        baseline_morning: The usual pain on waking.
        gait_normal: Whether they walk normally.
        on_hold: Whether triage has to come first.
        cleared: Whether a clinician let the plan begin or go on.
    """

    running: Running
    phase: str | None
    track: str | None
    jog_step: str | None
    strength_step: str | None
    pain_rest: float | None
    pain_activity: float | None
    pain_morning: float | None
    baseline_morning: float | None
    gait_normal: bool | None
    on_hold: bool
    cleared: bool


def standing(state: PlanState, on: date) -> Standing:
    """The facts of a date.

    Args:
        state: The plan.
        on: The runner's local date.
    """
    position = state.position
    phase = position.phase
    recovering = phase is not Phase.PREHAB
    latest = position.latest
    fresh = latest if latest is not None and (on - latest.local_date).days <= 1 else None
    return Standing(
        running=running_verdict(position, on),
        phase=phase.value if recovering else None,
        track=position.track.value if recovering else None,
        jog_step=position.runs.jog if phase is Phase.P4 else None,
        strength_step=position.strength.step if phase.strengthens and recovering else None,
        pain_rest=fresh.pain_rest if fresh else None,
        pain_activity=fresh.worst_pain if fresh else None,
        pain_morning=fresh.pain_morning if fresh else None,
        baseline_morning=position.baseline,
        gait_normal=position.gait_normal,
        on_hold=hold_on(position, on).closes_all,
        cleared=position.cleared is not None,
    )
