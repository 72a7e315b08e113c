"""What was understood, said back."""

from __future__ import annotations

from collections.abc import Collection

from coach.findings import VOCABULARY, FindingGroup, FindingId, Findings
from coach.wording.labels import label

_ORDER = (
    FindingGroup.EMERGENCY,
    FindingGroup.INJURY,
    FindingGroup.NERVE_CLOT,
    FindingGroup.PAIN,
    FindingGroup.HOME_TEST,
    FindingGroup.HISTORY,
    FindingGroup.PLACE,
    FindingGroup.WHO,
    FindingGroup.COURSE,
)
# Beyond this many denials a list is a wall; "none of the other signs" says the same.
_MOST_DENIED = 4
# Said back, these would sound like a machine reading its form.
_UNSAID = frozenset(
    {("subject", "self"), ("currently_symptomatic", True), ("tightness_only", False)}
)


def understood_text(
    findings: Findings, said: Collection[FindingId], *, rough: Collection[FindingId] = ()
) -> str:
    """One sentence that says back what a message told, such as "So: a pop, left leg, no bruise.".

    Args:
        findings: What is known now.
        said: The findings that the message was about.
        rough: Scores that were told without a number; none is put into anybody's mouth.

    Returns:
        The sentence, or "" when there is nothing to say back.
    """
    told = sorted(
        (name for name in VOCABULARY if name in said and _worth_saying(name, findings)),
        key=lambda name: _ORDER.index(VOCABULARY[name].group),
    )
    present = [label(name, findings, rough) for name in told if not findings.denied(name)]
    denied = [label(name, findings) for name in told if findings.denied(name)]
    if len(denied) > _MOST_DENIED:
        denied = ["none of the signs I asked about" if not present else "none of the other signs"]
    parts = [*present, *denied]
    return f"So: {', '.join(parts)}." if parts else ""


def _worth_saying(finding: FindingId, findings: Findings) -> bool:
    if not findings.known(finding) or (finding, findings[finding]) in _UNSAID:
        return False
    # A pregnancy is said by itself; that it raises the chance of a clot is no news for the lead.
    if finding == "clot_risk_factor" and findings.present("pregnant_or_postpartum"):
        return False
    # The big bruise already says that there is a bruise, and "no bruise" that there is no big one.
    if finding == "bruising":
        return not findings.present("bruising_large")
    return not (finding == "bruising_large" and findings.denied("bruising"))
