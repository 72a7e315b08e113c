"""What the answers may know about the person who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.plan.keeping import plan_of
from actions.triage.case import Case, open_case
from actions.triage.looked_at import was_looked_at
from actions.triage.verdict import safety_words
from actions.turn import Turn
from coach.findings import Findings
from coach.knowledge import PersonalContext
from coach.plan import Standing, standing
from coach.triage import Level, Running
from storage.states import SafetyHold


def personal_context(turn: Turn) -> PersonalContext:
    """The person as known now; nothing known gives the general answers."""
    case = open_case(turn)
    if case is None:
        return PersonalContext(findings=Findings({}))
    return replace(context_of(case, turn.today), looked_at=was_looked_at(turn, case))


def context_of(case: Case, on: date) -> PersonalContext:
    """The person of a case on a date, the plan taken into account.

    While questions are open, the level so far counts; a permission to run never comes of it,
    because that needs all the answers.
    """
    assessment = case.assessment
    emergency = assessment.level is Level.EMERGENCY
    person = PersonalContext(
        findings=case.findings,
        level=assessment.level,
        running=assessment.running,
        rows=assessment.rows,
        safety_hold=case.episode.safety_hold is not SafetyHold.NONE,
        safety_text=safety_words(case, assessment) if emergency else None,
    )
    plan = plan_of(case)
    return person if plan is None else _with_plan(person, standing(plan, on))


def _running(person: PersonalContext, plan: Standing) -> Running | None:
    """The plan's verdict, but never past a clinician's look that is still to come."""
    return person.running if person.unseen else plan.running


def _with_plan(person: PersonalContext, plan: Standing) -> PersonalContext:
    if plan.cleared and not plan.on_hold and person.level is Level.SEE_CLINICIAN_DAYS:
        # What it was about has been looked at, so from here on the plan leads.
        person = replace(person, level=Level.STOP_SELF_MANAGE, running=None, rows=())
    return replace(
        person,
        running=_running(person, plan),
        phase=plan.phase,
        track=plan.track,
        jog_step=plan.jog_step,
        strength_step=plan.strength_step,
        pain_rest=plan.pain_rest,
        pain_activity=plan.pain_activity,
        pain_morning=plan.pain_morning,
        baseline_morning=plan.baseline_morning,
        gait_normal=plan.gait_normal,
    )
