"""Adds mentions up to what a message says of each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nlu.extraction.model import Mention, State, Value

_WORST_TREND = ("worse", "same", "better")
_SUREST_ONSET = ("sudden", "next_day_soreness", "gradual", "unknown")
_PREFERENCE = {"trend": _WORST_TREND, "onset": _SUREST_ONSET}


def aggregated(mentions: Iterable[Mention], corrections: Iterable[int]) -> dict[str, Value]:
    """What is stated as present or denied now.

    Present wins over denied, the worse choice over the milder one, unless the message corrects
    itself: then only what is said from the last correction on counts.

    Args:
        mentions: All mentions of a message.
        corrections: Where the message corrects itself ("actually", "I meant"), in characters.
    """
    by_finding: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.state.counts:
            by_finding[mention.finding].append(mention)
    corrections = sorted(corrections)
    found = {
        finding: value
        for finding, said in by_finding.items()
        if (value := _value(finding, _corrected(said, corrections))) is not None
    }
    return with_implied(found)


def _corrected(said: list[Mention], corrections: list[int]) -> list[Mention]:
    for place in reversed(corrections):
        later = [mention for mention in said if mention.start >= place]
        if later:
            return later
    return said


def _value(finding: str, said: list[Mention]) -> Value | None:
    values = [m.value for m in said if isinstance(m.value, bool) or m.state is State.PRESENT]
    if not values:
        return None
    if all(isinstance(value, bool) for value in values):
        return any(values)
    for value in _PREFERENCE.get(finding, ()):
        if value in values:
            return value
    return values[-1]


def with_implied(found: Mapping[str, Value]) -> dict[str, Value]:
    """A large bruise is a bruise, no bruise is no large one, a child is under 18."""
    complete = dict(found)
    if complete.get("bruising_large") is True:
        complete["bruising"] = True
    elif complete.get("bruising") is False:
        complete.pop("bruising_large", None)
    if complete.get("subject") == "child_teen":
        complete.setdefault("age_under_18", True)
    return complete
