"""What a clinician's go-ahead does to an urgent level.

A level drops only when the question that raised it is answered. For what stays true for good (a
pop, a big bruise, an antibiotic) the question is whether somebody who has seen the leg lets the
runner begin. The answer covers what was known then and nothing that comes later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coach.findings import FindingId, Findings
from coach.triage.assess import Assessment
from coach.triage.conditions import findings_in
from coach.triage.levels import Level, Running
from coach.triage.table import TABLE

_URGENT = Level.URGENT_SAME_DAY.urgency


@dataclass(frozen=True)
class Clearance:
    """What somebody who has seen the leg knew when they let the runner begin.

    Attributes:
        rows: Rows of the decision table that held.
        signs: The signs in those rows that were there.
    """

    rows: frozenset[str] = frozenset()
    signs: frozenset[FindingId] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept; empty for none."""
        if not self.rows:
            return {}
        return {"rows": sorted(self.rows), "signs": sorted(self.signs)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Clearance:
        """Read the form in which it is kept."""
        return cls(frozenset(kept.get("rows", ())), frozenset(kept.get("signs", ())))


def clearance(assessment: Assessment, findings: Findings) -> Clearance | None:
    """What a go-ahead would cover now.

    Args:
        assessment: The triage result of the findings.
        findings: What is known.

    Returns:
        It, or None when no go-ahead can change the level: it is not urgent, or something is there
        that may not stand (fever, a swollen calf, a leg that cannot be walked on).
    """
    rows = _urgent(assessment)
    if not rows or not all(TABLE.row(row).clearable for row in rows):
        return None
    return Clearance(frozenset(rows), _signs(rows, findings))


def after_clearance(assessment: Assessment, findings: Findings, given: Clearance) -> Assessment:
    """The triage result with a go-ahead taken into account.

    See-a-clinician takes the place of the urgent level while nothing is there that the go-ahead
    did not cover.
    """
    rows = _urgent(assessment)
    covered = given.rows.issuperset(rows) and given.signs.issuperset(_signs(rows, findings))
    if not rows or not covered:
        return assessment
    return replace(
        assessment,
        level=Level.SEE_CLINICIAN_DAYS,
        running=Running.NONE_UNTIL_SEEN,
        screen=None,
    )


def _urgent(assessment: Assessment) -> tuple[str, ...]:
    held = (row for row in assessment.rows if row != TABLE.otherwise)
    return tuple(row for row in held if TABLE.row(row).level.urgency >= _URGENT)


def _signs(rows: tuple[str, ...], findings: Findings) -> frozenset[FindingId]:
    known = findings.implied()
    named = {name for row in rows for name in findings_in(TABLE.row(row).when)}
    return frozenset(name for name in named if known.get(name) is True)
