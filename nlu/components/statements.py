"""Which report a message is that states findings and asks nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nlu.components.rules import load_words
from nlu.components.text_classifier import Ranked, Ranking

DENY = "deny"

_RULES = load_words("intents.yml")
_SPEAKS_FOR: dict[str, str] = {**_RULES["certain"], **_RULES["reports"]}
_DENIED_SPEAKS_FOR: dict[str, str] = _RULES["reports_denied"]
_BESIDE = frozenset(_RULES["beside"])
_STRENGTH = 30.0
"""How much likelier a report is when a finding speaks for it."""
_FOR_ANOTHER = "report_for_someone_else"
_BESIDE_DENYING = frozenset(_RULES["beside_denying"])
_SURE = 0.9
_COMPLAINTS = frozenset(_RULES["complaints"])
_LIKELIER = 0.6
"""From which probability on something is complained of although only denials are read."""


def says_something(findings: Mapping[str, Any]) -> bool:
    """Whether findings make a statement by themselves."""
    return not _BESIDE.issuperset(findings)


def statement(ranking: Ranking, findings: Mapping[str, Any]) -> Ranked:
    """What a message that states findings is.

    Args:
        ranking: What it may be, without questions.
        findings: What it states as present or denied, by finding id.
    """
    supported = frozenset(_reports(findings))
    denied = frozenset(_denied(findings)) - supported
    allowed = [ranked for ranked in ranking if ranked.label not in denied]
    weighed = [
        Ranked(one.label, one.probability * _weight(one.label, supported)) for one in allowed
    ]
    best = max(weighed, key=lambda ranked: ranked.probability)
    total = sum(ranked.probability for ranked in weighed) or 1.0
    best = Ranked(best.label, round(best.probability / total, 4))
    if only_denies(findings) and not _stands_beside_denying(best):
        return Ranked(DENY, 1.0)
    return best


def _weight(report: str, supported: frozenset[str]) -> float:
    """How much likelier a report is for what was found; whose leg it is counts before the rest."""
    if report not in supported:
        return 1.0
    return _STRENGTH**2 if report == _FOR_ANOTHER else _STRENGTH


def _stands_beside_denying(best: Ranked) -> bool:
    least = _LIKELIER if best.label in _COMPLAINTS else _SURE
    return best.label in _COMPLAINTS | _BESIDE_DENYING and best.probability >= least


def only_denies(findings: Mapping[str, Any]) -> bool:
    """Whether all that findings say is that something is not there."""
    said = {name: value for name, value in findings.items() if name not in _BESIDE}
    return bool(said) and not any(said.values()) and _DENIED_SPEAKS_FOR.keys().isdisjoint(said)


def _reports(findings: Mapping[str, Any]) -> Iterator[str]:
    for key, report in _SPEAKS_FOR.items():
        finding, _, choice = key.partition("=")
        if finding in findings and _there(findings[finding], choice):
            yield report
    for finding, report in _DENIED_SPEAKS_FOR.items():
        if findings.get(finding) is False:
            yield report


def _denied(findings: Mapping[str, Any]) -> Iterator[str]:
    for key, report in _SPEAKS_FOR.items():
        if "=" not in key and key in findings and not _there(findings[key], ""):
            yield report


def _there(value: Any, choice: str) -> bool:
    if choice:
        return value == choice or (isinstance(value, (list, tuple)) and choice in value)
    return bool(value)
