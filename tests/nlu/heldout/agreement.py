"""Compares what was read from a message with its labels, finding by finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from coach.findings import VOCABULARY, FindingId
from coach.findings.model import AnswerType
from tests.nlu.heldout.loading import CHECK_IN_FIELDS, Entry

EMERGENCY = frozenset(
    {
        "breathless_or_chest_pain",
        "saddle_numbness",
        "bladder_bowel_change",
        "both_legs_nerve_symptoms",
        "leg_cold_pale_blue",
        "tense_swollen_severe",
        "deformity_or_major_trauma",
        "very_unwell",
        "dark_urine",
        "self_harm_thoughts",
    }
)
"""Findings that make an E row on their own."""
URGENT = frozenset(
    {
        "calf_or_whole_leg_swelling",
        "leg_hot_red",
        "throbbing_no_injury",
        "clot_risk_factor",
        "gap_or_lump",
        "pop_or_snap",
        "bruising_large",
        "unable_to_bear_weight",
        "fever",
        "foot_drop_or_spreading_weakness",
        "groin_or_deep_bone_pain",
        "hop_painful",
        "night_rest_pain",
        "blood_thinner_or_bleeding_disorder",
        "fluoroquinolone",
    }
)
"""Findings that make a U row, alone or with others; strong pain at rest comes beside them."""
STRONG_REST_PAIN = 8
_HARMLESS: Mapping[FindingId, Any] = {
    "subject": "self",
    "currently_symptomatic": True,
    "tightness_only": False,
    "both_legs_symmetric": False,
    "bruising_large": False,
}
"""Follows from most first-person messages, so it is never counted as invented."""


@dataclass(frozen=True)
class Comparison:
    """Findings of one message, each in exactly one group.

    Attributes:
        right: Expected and read with a fitting value.
        missed: Expected and not read.
        flipped: Present taken as denied, or denied taken as present.
        wrong: Read with another wrong value.
        extra: Read and not expected.
    """

    right: frozenset[str]
    missed: frozenset[str]
    flipped: frozenset[str]
    wrong: frozenset[str]
    extra: frozenset[str]


def compare(entry: Entry, found: Mapping[FindingId, Any]) -> Comparison:
    """Hold the findings that were read against the labels.

    Args:
        entry: The message with its labels.
        found: Findings as the parse prints them.
    """
    groups: dict[str, set[str]] = defaultdict(set)
    for finding in entry.findings:
        groups[_group(entry, finding, found)].add(finding)
    groups["extra"] = {
        finding
        for finding, value in found.items()
        if finding not in entry.findings and not _allowed(entry, finding, value)
    }
    return Comparison(**{field.name: frozenset(groups[field.name]) for field in fields(Comparison)})


def check_in_agrees(entry: Entry, found: Mapping[str, Any] | None) -> bool:
    """Whether every field of a check-in answer was read right and none was invented."""
    read = {field: value for field, value in (found or {}).items() if value is not None}
    return all(
        label.fits(read.get(field), days=False) for field, label in entry.check_in.items()
    ) and all(
        field in entry.check_in or field in entry.optional
        for field in read
        if field in CHECK_IN_FIELDS and read[field] != []
    )


def alarms(found: Mapping[FindingId, Any]) -> frozenset[FindingId]:
    """The emergency and urgent findings that are present."""
    strong = {
        finding
        for finding in ("pain_rest",)
        if _is_number(found.get(finding)) and found[finding] >= STRONG_REST_PAIN
    }
    return frozenset(strong | {f for f in EMERGENCY | URGENT if found.get(f) is True})


def is_present(value: Any) -> bool:
    """Whether a value says yes, or a number above zero."""
    return value is True or (_is_number(value) and value > 0)


def is_denied(value: Any) -> bool:
    """Whether a value says no, or zero."""
    return value is False or (_is_number(value) and value == 0)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _group(entry: Entry, finding: FindingId, found: Mapping[FindingId, Any]) -> str:
    if finding not in found:
        return "missed"
    label, value = entry.findings[finding], found[finding]
    if label.fits(value, VOCABULARY[finding].answer is AnswerType.DAYS):
        return "right"
    if (label.present and is_denied(value)) or (label.denied and is_present(value)):
        return "flipped"
    return "wrong"


def _allowed(entry: Entry, finding: FindingId, value: Any) -> bool:
    return (
        finding in entry.optional
        or (finding in entry.optional_denied and is_denied(value))
        or (finding in _HARMLESS and value == _HARMLESS[finding])
    )
