"""A day's answers taken into the recovery plan and the training logs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from actions.check_in.done import as_of_yesterday, date_of_done, done_fields
from actions.check_in.questions import RAN, SIGNS, questions
from actions.check_in.rhythm import back_to_daily
from actions.plan.keeping import keep_plan, log_told, plan_for, plan_of
from actions.triage.case import Case, open_case
from actions.turn import SELF, Turn
from coach.checkin.schedule import zone_of
from coach.exercises import ExerciseId
from coach.plan import (
    RESCREEN_AFTER,
    DayLog,
    Hold,
    PlanOutcome,
    PlanState,
    Refusal,
    Session,
    reassess,
)
from coach.plan import today as session_of
from coach.triage import Assessment
from storage.check_ins import CheckIn
from storage.exercises import remove_run
from storage.states import CheckInState

_EVENING = time(17)
"""From then on the day's session has been done or will not be: tomorrow's is told."""
_SHARP = "pop_or_snap"
_AS_TOLD = ("pain_rest", "pain_activity", "pain_morning", "gait_normal")


@dataclass(frozen=True)
class DayInPlan:
    """What a day did to the plan.

    Attributes:
        after: The plan as it is now.
        today: Today's session.
        shown: The session to tell: today's, or in the evening tomorrow's.
        last: The session as it was told last; None for none lately.
        too_soon: Exercises that were told of and are not open yet.
    """

    after: PlanState
    today: Session
    shown: Session
    last: Session | None
    too_soon: tuple[ExerciseId, ...]

    @property
    def ahead(self) -> bool:
        """Whether the session to tell is tomorrow's."""
        return self.shown.local_date > self.today.local_date


def enter_day(
    turn: Turn, check_in: CheckIn, case: Case, assessment: Assessment, *, raised: bool = False
) -> DayInPlan | None:
    """Take a finished check-in into the plan; a plan begins here when triage allows one.

    Args:
        turn: The turn.
        check_in: The check-in with its answers.
        case: The case, brought up to date.
        assessment: What triage makes of it now.
        raised: Whether the day's answers have raised the level.

    Returns:
        What it did, or None when there is no plan.
    """
    before = plan_for(turn, case, assessment) if turn.subject == SELF else None
    if before is None or isinstance(before, Refusal):
        return None
    case = _as_kept(turn, case)
    outcome = _log(turn, check_in, case)
    case = _as_kept(turn, case)
    plan = plan_of(case)
    if outcome is None or plan is None:
        return None
    answers = check_in.answers or {}
    if plan.position.hold is Hold.RESCREEN and answers.get(SIGNS) == []:
        plan, _ = reassess(plan, assessment, case.findings, turn.today)
        keep_plan(turn, case, plan)
    if raised and plan.position.hold is Hold.NONE and session_of(plan, turn.today).may_run:
        # What raises the level without a bad score stops running all the same (rows H1 to H6).
        plan, _ = reassess(plan, assessment, case.findings, turn.today)
        keep_plan(turn, case, plan)
    if answers.get(RAN) is False:
        remove_run(turn.session, case.episode.id, check_in.local_date)
    local = zone_of(turn.runner.time_zone).time_of(turn.now)
    ahead = timedelta(days=1 if local >= _EVENING else 0)
    return DayInPlan(
        plan,
        today=session_of(plan, turn.today),
        shown=session_of(plan, turn.today + ahead),
        last=_told_last(plan, check_in.local_date, ahead),
        too_soon=outcome.too_soon,
    )


def _told_last(plan: PlanState, on: date, ahead: timedelta) -> Session | None:
    """The session after the check-in before, as it was then; None when that was some time ago."""
    position = plan.before(on)
    if position.latest is None:
        return None
    told_on = position.latest.local_date
    if on - told_on > timedelta(days=RESCREEN_AFTER):
        return None
    return session_of(PlanState(plan.started, position), told_on + ahead)


def tell_plan(turn: Turn, check_in: CheckIn, case: Case) -> str:
    """Take into a plan under way what a day's check-in has told so far, warning signs included.

    Returns:
        What that changes in how often they are asked, in words; "" for nothing.
    """
    if plan_of(case) is None:
        return ""
    _log(turn, check_in, case)
    plan = plan_of(_as_kept(turn, case))
    return "" if plan is None else back_to_daily(turn, check_in.local_date, plan)


def _log(turn: Turn, check_in: CheckIn, case: Case) -> PlanOutcome | None:
    """Log how the day was, and what was done on the date that it counts for."""
    plan = plan_of(case)
    assert plan is not None
    answers: Mapping[str, Any] = check_in.answers or {}
    day = check_in.local_date
    on = date_of_done(answers, plan, day, complete=check_in.state is CheckInState.ANSWERED)
    done = {} if on is None else done_fields(answers, plan, on)
    if on is None or on == day:
        return log_told(turn, case, day, {**_state(answers), **done})
    before = plan.log_on(on) or DayLog(on)
    done_then: PlanOutcome | None = None
    earlier = as_of_yesterday(done, before, answers.get("pain_activity"))
    if earlier:
        done_then = log_told(turn, case, on, earlier)
        case = _as_kept(turn, case)
    outcome = log_told(turn, case, day, _state(answers))
    if outcome is None or done_then is None:
        return outcome
    return replace(outcome, too_soon=(*done_then.too_soon, *outcome.too_soon))


def _state(answers: Mapping[str, Any]) -> dict[str, Any]:
    """How the leg and the runner were, as fields of the plan's day log."""
    fields = {name: answers[name] for name in _AS_TOLD if answers.get(name) is not None}
    signs = answers.get(SIGNS)
    if signs is not None:
        fields["red_flag"] = bool(signs)
        fields["sharp_pain"] = _SHARP in signs
    mood = answers.get(questions().mood.id)
    if isinstance(mood, int):
        fields["mood"] = mood
    return fields


def _as_kept(turn: Turn, case: Case) -> Case:
    return open_case(turn) or case
