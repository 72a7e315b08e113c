"""Keeps the findings in step with the plan: old answers count no more when it starts afresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from actions.triage.case import Case, keep_assessment, open_case, record
from actions.turn import Turn
from coach.findings import FindingId
from coach.plan import RETRIAGE_AFTER, Hold, Phase, PlanState, asked_again, holds_of
from coach.triage import Level
from storage.episodes import current_findings, withdraw_finding
from storage.states import HowKnown

_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency
# Walk-jog opens only after a brisk walk at 0 and mornings no worse than usual, so these are over.
_WALKS_WELL: dict[FindingId, Any] = {
    "pain_walking": 0,
    "pain_running": "not_tried",
    "pain_rises_during_run": False,
    "morning_after_worse": False,
}


def ask_anew_after_silence(turn: Turn, case: Case, plan: PlanState | None) -> Case:
    """Make old answers unknown when a week of silence has closed the plan, so triage asks again.

    What was told since the plan closed stays.

    Args:
        turn: The turn.
        case: The case with what was just told.
        plan: Its plan, or None.
    """
    if plan is None or plan.position.hold.closes_all:
        return case
    hold = holds_of(plan, turn.today)
    if not hold.closes_all or _needs_clinician(case):
        return case
    closed = plan.position.last_seen + timedelta(days=RETRIAGE_AFTER + 1)
    since = datetime(closed.year, closed.month, closed.day, tzinfo=timezone.utc)
    rows = current_findings(turn.session, case.episode.id)
    old = {row.finding for row in rows if row.observed_at < since}
    return _forget(turn, case, [name for name in asked_again(case.findings, hold) if name in old])


def forget_old_answers(turn: Turn, case: Case, before: PlanState, after: PlanState) -> None:
    """Make old answers unknown when a day's log has closed the plan until triage was run again."""
    hold = after.position.hold
    if hold is before.position.hold or not hold.closes_all or _needs_clinician(case):
        return
    _forget(turn, case, asked_again(case.findings, hold))


def settle_findings(turn: Turn, case: Case, before: PlanState, after: PlanState) -> None:
    """Bring the findings up to what a step forward of the plan has shown."""
    if after.discharged and not before.discharged:
        case = _forget(turn, case, asked_again(case.findings, Hold.RETRIAGE))
        case = record(turn, case, {"currently_symptomatic": False}, HowKnown.CHECK_IN)
        keep_assessment(turn, case, case.assessment)
    elif after.phase is Phase.P4 and before.phase is Phase.P3:
        record(turn, case, _WALKS_WELL, HowKnown.CHECK_IN)


def _needs_clinician(case: Case) -> bool:
    """Whether a level stands that drops only by the very question that raised it."""
    return case.assessment.level.urgency >= _CLINICIAN


def _forget(turn: Turn, case: Case, names: Iterable[FindingId]) -> Case:
    for name in names:
        withdraw_finding(turn.session, case.episode.id, name, turn.now)
    turn.set("told", None)
    return open_case(turn) or case
