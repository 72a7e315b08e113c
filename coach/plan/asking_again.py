"""What triage has to ask anew before a plan that waits for it goes on (sections 6 and 7)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from coach.findings import VOCABULARY, FindingGroup, FindingId, Findings
from coach.plan.model import Hold
from coach.plan.permission import hold_on
from coach.plan.state import PlanState
from coach.triage import TABLE, Assessment, Level
from coach.triage.conditions import findings_in

_MAY_HAVE_CHANGED = frozenset(
    {
        FindingGroup.PAIN,
        FindingGroup.INJURY,
        FindingGroup.EMERGENCY,
        FindingGroup.NERVE_CLOT,
        FindingGroup.HOME_TEST,
    }
)
_ALSO = frozenset(
    {"currently_symptomatic", "trend", "fluoroquinolone", "walk_cramp_eases_with_rest"}
)
_OF_A_NEW_INJURY = frozenset({"onset", "days_since_onset", "days_self_managed"})
# Never asked: it is caught when it is said, and drops only when that is taken back.
_NEVER_ASKED = frozenset({"self_harm_thoughts"})


def holds_of(state: PlanState, on: date) -> Hold:
    """What keeps a plan from going on, days of silence included.

    Args:
        state: The plan.
        on: The runner's local date.
    """
    return hold_on(state.position, on)


def asked_again(findings: Findings, hold: Hold) -> tuple[FindingId, ...]:
    """The findings that count no more once a plan waits for triage, in the vocabulary's order.

    Signs and scores may have changed since; who somebody is and what they have had has not.

    Args:
        findings: What was known.
        hold: What the plan waits for.
    """
    if hold not in (Hold.RETRIAGE, Hold.NEW_INJURY):
        return ()
    extra = _ALSO | _OF_A_NEW_INJURY if hold is Hold.NEW_INJURY else _ALSO
    return tuple(
        name
        for name, spec in VOCABULARY.items()
        if name in findings
        and (spec.group in _MAY_HAVE_CHANGED or name in extra)
        and name not in _NEVER_ASKED
    )


def matters_to_plan(
    assessment: Assessment, findings: Findings, changed: Collection[FindingId]
) -> bool:
    """Whether what somebody just told is news that a plan under way has to know.

    Something that is there counts, never something denied. With a see-a-clinician level only what
    belongs to its rows counts, as a clinician may have looked at the rest.

    Args:
        assessment: What triage makes of it.
        findings: What is known now.
        changed: The findings that were told anew or otherwise.
    """
    present = {
        name
        for name in changed
        if findings.present(name) or (name == "onset" and findings.choice(name) == "sudden")
    }
    if assessment.level is not Level.SEE_CLINICIAN_DAYS:
        return bool(present)
    rows = (row for row in TABLE.rows if row.id in assessment.rows)
    serious = {
        name for row in rows if row.level is assessment.level for name in findings_in(row.when)
    }
    return not present.isdisjoint(serious)
