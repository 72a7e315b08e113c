"""Keeps the findings in step with the plan: old answers count no more when it starts afresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from actions.triage.case import Case, keep_assessment, open_case, record
from actions.turn import Turn
from coach.findings import VOCABULARY, FindingGroup, FindingId
from coach.plan import RETRIAGE_AFTER, Hold, Phase, PlanState, asked_again, holds_of
from coach.triage import Level
from storage.episodes import current_findings, withdraw_finding
from storage.states import HowKnown

_HURTS = "currently_symptomatic"
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


def let_it_come_back(turn: Turn, case: Case, told: Mapping[str, Any]) -> Case:
    """Make "it does not hurt" unknown when pain is told of after the end of the plan.

    It was true then, and nobody contradicts themselves by being sore again weeks later.

    Args:
        turn: The turn.
        case: The case before what was just told.
        told: The findings that were just told.
    """
    plan = case.episode.plan
    sore = told.get("currently_symptomatic") is True or any(
        VOCABULARY[name].group is FindingGroup.PAIN and value
        for name, value in told.items()
        if name in VOCABULARY
    )
    if not plan or not sore or not PlanState.from_json(plan).at_rest:
        return case
    return _forget(turn, case, [name for name in (_HURTS,) if name in case.findings])


def forget_old_answers(turn: Turn, case: Case, before: PlanState, after: PlanState) -> None:
    """Make old answers unknown when a day's log has closed the plan until triage was run again."""
    hold = after.position.hold
    if hold is before.position.hold or not hold.closes_all or _needs_clinician(case):
        return
    # What comes back after the end of a plan began anew, so how it began is asked as well.
    _forget(turn, case, asked_again(case.findings, Hold.NEW_INJURY if before.at_rest else hold))


def settle_findings(turn: Turn, case: Case, before: PlanState, after: PlanState) -> None:
    """Bring the findings up to what a step forward of the plan has shown."""
    if after.discharged and not before.discharged:
        case = _forget(turn, case, asked_again(case.findings, Hold.NEW_INJURY))
        case = record(turn, case, {_HURTS: False}, HowKnown.CHECK_IN)
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
