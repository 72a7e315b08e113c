"""Bringing new answers together with what was known.

A level may rise freely during a chat; it may drop only when the person answers the exact question
that raised it. So the more worrying of two values stands, unless the milder one was asked for,
was given as a statement about exactly this (a number for this scale), or corrects what was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coach.findings import VOCABULARY, AnswerType, FindingGroup, FindingId, Findings, Value
from coach.findings.values import checked_value
from coach.triage.questions import PAIN_SCORES

_WORSE_FIRST = {
    "onset": ("sudden", "unknown", "gradual", "next_day_soreness"),
    "trend": ("worse", "same", "better"),
    "test_shoe": ("positive", "negative", "not_done"),
    "test_hip_height": ("positive", "negative", "not_done"),
    "test_heel_press": ("positive", "negative", "not_done"),
}
# Neither value of these is worse than the other, so the newest stands.
_NEWEST = frozenset({"side", "subject"})
# Words like "recently" next to "for years" are no reason to move a date that was given.
_KEPT = frozenset({"days_since_onset", "days_self_managed"})
_CURRENT_SYMPTOMS = (
    FindingGroup.PAIN,
    FindingGroup.INJURY,
    FindingGroup.EMERGENCY,
    FindingGroup.NERVE_CLOT,
)
# In the symptom groups but no symptom: a yes does not say that anything is wrong now.
_NO_SYMPTOM = frozenset({"clot_risk_factor"})


@dataclass(frozen=True)
class Change:
    """One finding that has another value than before; None where it had or has none."""

    finding: FindingId
    old: Value | None
    new: Value | None


@dataclass(frozen=True)
class Merged:
    """The outcome of a merge.

    Attributes:
        findings: What is known now.
        changes: What is new or different, in the order of the vocabulary.
        to_confirm: Findings on which the person contradicted themselves; the more worrying value
            was kept and they should be asked which is right.
    """

    findings: Findings
    changes: tuple[Change, ...]
    to_confirm: tuple[FindingId, ...]


def merge(
    old: Findings,
    new: Mapping[FindingId, Value | None] | Iterable[tuple[FindingId, Value | None]],
    *,
    answered: Collection[FindingId] = (),
    explicit: Collection[FindingId] = (),
    corrected: bool = False,
) -> Merged:
    """Bring new answers together with what was known.

    Args:
        old: What was known.
        new: What one message or one finished screen says; pairs may name a finding twice, in
            which case the more worrying value counts.
        answered: Findings that had just been asked, so that these are answers to exactly that.
        explicit: Findings stated as a value of their own ("walking is a 2 now") though not asked.
        corrected: Whether the person corrects what they said before ("no, there is no bruise").

    Raises:
        FindingsError: When a new value does not fit the vocabulary.
    """
    pairs = new.items() if isinstance(new, Mapping) else new
    given: dict[FindingId, Value | None] = {}
    to_confirm: set[FindingId] = set()
    for finding, raw in pairs:
        value = checked_value(finding, raw)
        if finding in given and given[finding] != value:
            value = _worse(finding, given[finding], value)
            # Two places in one message are two places, not a contradiction.
            if VOCABULARY[finding].answer is not AnswerType.CHOICES:
                to_confirm.add(finding)
        given[finding] = value
    before = old.implied()
    values: dict[FindingId, Value | None] = dict(old)
    for finding, value in given.items():
        may_ease = corrected or finding in answered or finding in explicit
        kept = _kept(finding, before.get(finding), value, may_ease=may_ease)
        if value is not None and kept != value and _contradicts(finding):
            to_confirm.add(finding)
        values[finding] = kept
    _take_back_sources(values, given)
    to_confirm |= _settle_contradictions(values)
    merged = Findings(values)
    changes = tuple(
        Change(name, old.get(name), merged.get(name))
        for name in VOCABULARY
        if old.get(name) != merged.get(name) or (name in old) != (name in merged)
    )
    return Merged(merged, changes, tuple(name for name in VOCABULARY if name in to_confirm))


def _take_back_sources(
    values: dict[FindingId, Value | None], given: Mapping[FindingId, Value | None]
) -> None:
    """Take back what implied a finding that the person was allowed to deny just now."""
    denied = {name for name, value in given.items() if value is False and values[name] is False}
    # "No bruise" and "a big bruise" in the same breath is a contradiction: the size stands.
    if "bruising" in denied and values.get("bruising_large") and not given.get("bruising_large"):
        values["bruising_large"] = False
    if (
        "age_under_18" in denied
        and "subject" not in given
        and values.get("subject") == "child_teen"
    ):
        values["subject"] = "other_adult"


def _contradicts(finding: FindingId) -> bool:
    return VOCABULARY[finding].answer is not AnswerType.CHOICES


def _kept(
    finding: FindingId, old: Value | None, new: Value | None, *, may_ease: bool
) -> Value | None:
    if old is None:
        return new
    if new is None:
        # "Not sure" does not take back what was said.
        return old
    if may_ease or finding in _NEWEST:
        return new
    if finding in _KEPT:
        return old
    return _worse(finding, old, new)


def _worse(finding: FindingId, one: Value | None, other: Value | None) -> Value | None:
    """The more worrying of two values; a value of any kind is more than none."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, tuple) and isinstance(other, tuple):
        return tuple(word for word in VOCABULARY[finding].choices if word in {*one, *other})
    return min(one, other, key=lambda value: _mildness(finding, value))


def _mildness(finding: FindingId, value: Value) -> float:
    if isinstance(value, bool):
        return float(value is VOCABULARY[finding].yes_is_milder)
    if isinstance(value, (int, float)):
        return -value
    order = _WORSE_FIRST.get(finding, ())
    # "Not tried" says nothing about pain, so any number beside it says more.
    return float(order.index(value)) if value in order else 1.0


def _settle_contradictions(values: dict[FindingId, Value | None]) -> set[FindingId]:
    """Take the more worrying of two findings that cannot both be true.

    Returns:
        The findings that should be confirmed.
    """
    to_confirm: set[FindingId] = set()
    if values.get("unable_to_bear_weight") is True and values.get("gait_altered") is False:
        values["gait_altered"] = True
        to_confirm.add("gait_altered")
    if values.get("both_legs_symmetric") is True and values.get("side") in ("left", "right"):
        values["both_legs_symmetric"] = False
        to_confirm.add("both_legs_symmetric")
    if values.get("tightness_only") is True and any(_above_zero(values, n) for n in PAIN_SCORES):
        # "Tight, maybe a two on a run" is how people talk, so there is nothing to ask back.
        values["tightness_only"] = False
    if values.get("currently_symptomatic") is False and _symptoms(values):
        values["currently_symptomatic"] = True
        to_confirm.add("currently_symptomatic")
    return to_confirm


def _symptoms(values: Mapping[FindingId, Value | None]) -> bool:
    return any(
        (values.get(spec.id) is True or _above_zero(values, spec.id))
        for spec in VOCABULARY.values()
        if spec.group in _CURRENT_SYMPTOMS and spec.id not in _NO_SYMPTOM
    )


def _above_zero(values: Mapping[FindingId, Value | None], finding: FindingId) -> bool:
    value = values.get(finding)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
