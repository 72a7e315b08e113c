"""Which triage screen is open in a conversation.

It is the next one that can still change the outcome, but for pain somewhere else on the body:
there we cannot help and do not question people, unless something they told could be part of an
emergency or urgent row (a throbbing calf). Then only what cannot wait is asked.
"""

from __future__ import annotations

from functools import lru_cache

from actions.triage.case import Case
from coach.findings import Findings
from coach.triage import SCREENS, TABLE, Level, Screen
from coach.triage.conditions import findings_in

_CANNOT_WAIT = ("emergency", "signs")
_CALF = "calf"
_URGENT = Level.URGENT_SAME_DAY.urgency
# These stand in urgent rows beside others and say nothing urgent alone.
_ORDINARY = frozenset({"gait_altered", "age_under_18", "onset", "pain_location", "pain_rest"})


def open_screen(case: Case) -> Screen | None:
    """The screen to ask now, or None."""
    assessment, findings = case.assessment, case.findings
    if assessment.level is Level.INFO_ONLY:
        return None
    if assessment.level is not Level.OUT_OF_SCOPE:
        return assessment.screen
    return _cannot_wait(findings) if _worrying(findings) else None


@lru_cache(maxsize=1)
def _in_urgent_rows() -> frozenset[str]:
    rows = (row for row in TABLE.rows if row.level.urgency >= _URGENT)
    return frozenset(name for row in rows for name in findings_in(row.when)) - _ORDINARY


def _worrying(findings: Findings) -> bool:
    told = any(findings.present(name) for name in _in_urgent_rows())
    return told or _CALF in findings.words("pain_location")


def _cannot_wait(findings: Findings) -> Screen | None:
    for screen in SCREENS:
        left = [name for name in screen.findings if name not in findings]
        if screen.id in _CANNOT_WAIT and left:
            return screen.only(left)
    return None
