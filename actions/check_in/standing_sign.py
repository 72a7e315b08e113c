"""A check-in while a warning sign stands: what was told comes first, and how to go on from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from actions.check_in.texts import text
from actions.triage.asking import button
from actions.triage.case import Case, open_case
from actions.triage.looked_at import was_looked_at
from actions.triage.recheck import raising
from actions.turn import Turn
from coach.findings import VOCABULARY, FindingGroup
from coach.triage import TABLE, Assessment, Level, Row
from coach.triage.conditions import findings_in
from coach.wording import label, listed

_CLINICIAN = Level.SEE_CLINICIAN_DAYS.urgency
_NO_SIGN = "C7"
"""Being no better after weeks is worth a look, but no sign."""
_HOW_SOON = {
    Level.EMERGENCY: "sign_stands_now",
    Level.URGENT_SAME_DAY: "sign_stands_today",
    Level.SEE_CLINICIAN_DAYS: "sign_stands_days",
}
_SIGNS = frozenset({FindingGroup.EMERGENCY, FindingGroup.INJURY, FindingGroup.NERVE_CLOT})


def stands(case: Case | None) -> bool:
    """Whether something stands that somebody should have seen before the plan goes on."""
    if case is None:
        return False
    level = case.assessment.level
    behind = {row.id for row in _rows_behind(case.assessment)}
    return level.urgency >= _CLINICIAN and behind != {_NO_SIGN}


def sign_line(turn: Turn) -> str:
    """What was told and that it should be seen; "" when nothing stands or it has been seen."""
    case = open_case(turn)
    if case is None or not stands(case) or was_looked_at(turn, case):
        return ""
    return text(_HOW_SOON[case.assessment.level], signs=_named(case))


def sign_buttons(turn: Turn) -> Iterator[dict[str, Any]]:
    """How somebody goes on from it: it has been seen, or it is not there any more."""
    case = open_case(turn)
    if case is None or not stands(case):
        return
    yield button("It has been seen", "seen_by_clinician")
    if raising(case.findings):
        yield button("It has gone", "emergency_resolved")


def _rows_behind(assessment: Assessment) -> tuple[Row, ...]:
    """The rows that set the level; milder ones may hold beside them."""
    return tuple(
        row for row in TABLE.rows if row.id in assessment.rows and row.level is assessment.level
    )


def _named(case: Case) -> str:
    rows = _rows_behind(case.assessment)
    looked_at = frozenset[str]().union(*(findings_in(row.when) for row in rows))
    names = [
        label(name, case.findings)
        for name in VOCABULARY
        if name in looked_at and VOCABULARY[name].group in _SIGNS and case.findings.present(name)
    ]
    return listed(names) or text("some_sign")
