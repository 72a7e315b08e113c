"""The safety check for people who have not agreed to anything being stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.findings import Findings
from coach.triage import Level, assess
from coach.wording import verdict_text


def safety_text(findings: Mapping[str, Any]) -> str | None:
    """What has to be said at once to somebody with these findings, or None.

    Args:
        findings: What one message says, by finding id.
    """
    known = Findings(dict(findings))
    assessment = assess(known)
    if assessment.level.urgency < Level.URGENT_SAME_DAY.urgency:
        return None
    return "\n\n".join(verdict_text(assessment, known))
