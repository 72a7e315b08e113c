"""Messages that need no triage of the runner, and whether one was begun all the same."""

from __future__ import annotations

from typing import Any

from benchmarks.unseen.results import Result
from coach.findings import Findings
from coach.triage.verdict import verdict
from tests.nlu.heldout.agreement import is_present

_OTHERS = "report_for_someone_else"
_NO_NEED = frozenset(
    {"off_topic", "joke", "nonsense", "report_other_body_part", "report_healed", _OTHERS}
)


def in_no_need(result: Result) -> bool:
    """Whether the main intent is off-topic, another body part, another person or healed."""
    return bool(result.entry.intents) and result.entry.intents[0] in _NO_NEED


def wrongly_triaged(result: Result) -> str:
    """Why a triage of the runner would begin; empty when none would.

    A triage begins when the findings come to a more urgent level than the labels, when
    somebody else's signs are taken as the runner's own, or when the message is taken
    for a report of the runner's own hamstring.
    """
    labels = {
        finding: label.examples[0]
        for finding, label in result.entry.findings.items()
        if label.examples
    }
    judged = bool(result.entry.findings)
    read, expected = _urgency(result.findings), _urgency(labels)
    if read > expected and (judged or not _others(result.findings)):
        return f"level {verdict(Findings(result.findings)).level.value}"
    if result.entry.intents[0] == _OTHERS and not _others(result.findings):
        own = sorted(f for f, value in result.findings.items() if is_present(value))
        return f"own {own}" if own else ""
    intent = result.parsed["intent"]
    reports = intent.startswith("report_") and intent not in _NO_NEED
    return f"intent {intent}" if reports and intent not in result.entry.intents else ""


def _others(findings: Any) -> bool:
    return bool(findings.get("subject", "self") != "self")


def _urgency(findings: Any) -> int:
    return verdict(Findings(findings)).level.urgency
