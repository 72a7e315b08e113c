"""A red flag is heard whatever else is mentioned beside it.

People tell of cream, cold mornings, old injuries and the dog in the same breath. What takes a sign
away has to be said of the sign. Each aside stands beside one sentence of every red flag, another
sentence for each aside.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.nlu.extraction.sentences import findings_of, load

SIGNS: dict[str, list[str]] = load("red_flags")
ASIDES: list[dict[str, str | list[str]]] = load("asides")
JOINERS = (" - ", "; ", " also ", ", and ", " because ", ". ", ", but ")


def told_with(aside: str, turn: int) -> Iterator[tuple[str, str]]:
    """Each red flag with the aside before and behind it, joined in one way or another."""
    joiner = JOINERS[turn % len(JOINERS)]
    for finding, sentences in SIGNS.items():
        sign = sentences[turn % len(sentences)].rstrip(".! ")
        if not sign.endswith("?"):
            yield finding, f"{sign}, {aside}"
            yield finding, f"{aside}, {sign}"
            yield finding, f"{aside}{joiner}{sign}"


@pytest.mark.parametrize("turn", range(len(ASIDES)), ids=lambda turn: str(ASIDES[turn]["aside"]))
def test_a_red_flag_is_heard_beside(turn: int) -> None:
    aside = ASIDES[turn]
    unheard = {
        finding: message
        for finding, message in told_with(str(aside["aside"]), turn)
        if findings_of(message).get(finding) is not True
    }
    assert set(unheard) == {*aside.get("explains", ()), *aside.get("misses", ())}, unheard
