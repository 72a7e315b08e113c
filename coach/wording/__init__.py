"""Triage in words: the verdict, what was understood, and what it rests on."""

from coach.wording.emergency import emergency_text
from coach.wording.labels import duration, label, listed
from coach.wording.rules import RULES, HowRead, Rule, Source
from coach.wording.understood import understood_text
from coach.wording.verdict import changed_text, found_in, more_text, safety_net, verdict_text
from coach.wording.why import why_text

__all__ = [
    "RULES",
    "HowRead",
    "Rule",
    "Source",
    "changed_text",
    "duration",
    "emergency_text",
    "found_in",
    "label",
    "listed",
    "more_text",
    "safety_net",
    "understood_text",
    "verdict_text",
    "why_text",
]
