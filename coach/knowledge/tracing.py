"""Where in the knowledge each S and R rule lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach.knowledge.loading import library
from coach.knowledge.model import Library
from coach.knowledge.permissions import limits


def citations(knowledge: Library | None = None) -> Mapping[str, tuple[str, ...]]:
    """The places that cite a rule, by rule id.

    Args:
        knowledge: What can be said; the project's own by default.

    Returns:
        For each cited rule its places, each once: a topic's id, or "limit: fresh",
        "safety message", "until seen today", "rider" and "follow-up: later" for what is said
        around topics.
    """
    places: dict[str, dict[str, None]] = {}
    for place, rules in _places(knowledge or library()):
        for rule in rules:
            places.setdefault(rule, {})[place] = None
    return {rule: tuple(found) for rule, found in places.items()}


def _places(knowledge: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    for topic in knowledge.topics.values():
        yield topic.id, topic.cites
    for facet, entries in knowledge.follow_ups.items():
        for entry in entries:
            yield f"follow-up: {facet.value}", entry.cites
    for limit in limits():
        yield f"limit: {limit.bar.value}", limit.cites
    for message in knowledge.warnings.messages:
        yield "safety message", message.cites
    for meanwhile in knowledge.warnings.meanwhile:
        yield "until seen today", meanwhile.cites
    for rider in knowledge.riders:
        yield "rider", rider.cites
