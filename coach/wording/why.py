"""What a verdict rests on: its rules in words with their sources by name."""

from __future__ import annotations

from coach.triage.assess import Assessment
from coach.triage.table import TABLE
from coach.wording.rules import RULES, Rule

_MOST_RULES = 4
_HONEST = (
    "I can't examine the leg, and no clinician has checked these rules yet. Where one who has "
    "seen the leg says otherwise, they are right."
)


def why_text(assessment: Assessment) -> str:
    """The rules behind a verdict, the row that set the level first.

    Args:
        assessment: The triage result.
    """
    ids = list(dict.fromkeys(rule for row in assessment.rows for rule in TABLE.cites(row)))
    lines = [f"• {_said(RULES[rule])}" for rule in ids[:_MOST_RULES]]
    if len(ids) > _MOST_RULES:
        lines.append(f"• and {len(ids) - _MOST_RULES} more of the same kind")
    return "\n".join(["This rests on:", *lines, "", _HONEST])


def _said(rule: Rule) -> str:
    return f"{rule.statement.removesuffix('.')} ({rule.source})."
