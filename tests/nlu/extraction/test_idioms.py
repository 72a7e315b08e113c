"""A "not" or "never" that denies nothing takes no sign away.

"I have never been so breathless", "no relief from the chest pain", "not a day without numbness":
heard by its "no" alone, each would be the opposite of what is told.
"""

from __future__ import annotations

import pytest

from tests.nlu.extraction.sentences import findings_of, load

TABLE: dict[str, list[str]] = load("idioms")
NOUNS = {"chest pain": "breathless_or_chest_pain", "calf swelling": "calf_or_whole_leg_swelling"}


def signs_of(words: str) -> set[str]:
    """What the bare words say, all of it signs."""
    return {finding for finding, value in findings_of(words).items() if value is True}


def lost(idiom: str, signs: list[str]) -> dict[str, set[str]]:
    """The signs that are not heard as told within an idiom."""
    missing = {sign: signs_of(sign) - signs_of(idiom.format(sign)) for sign in signs}
    return {sign: findings for sign, findings in missing.items() if findings}


@pytest.mark.parametrize("idiom", TABLE["around_a_noun"])
def test_a_sign_is_told_all_the_same(idiom: str) -> None:
    assert lost(idiom, TABLE["nouns"]) == {}


@pytest.mark.parametrize("idiom", TABLE["around_an_adjective"])
def test_a_state_is_told_all_the_same(idiom: str) -> None:
    assert lost(idiom, TABLE["adjectives"]) == {}


@pytest.mark.parametrize("idiom", TABLE["asks_around_a_noun"])
def test_what_is_only_asked_is_not_denied(idiom: str) -> None:
    for words, finding in NOUNS.items():
        assert findings_of(idiom.format(words)).get(finding) is not False


@pytest.mark.parametrize("words", TABLE["denials"])
def test_a_denial_stays_one(words: str) -> None:
    for noun, finding in NOUNS.items():
        assert findings_of(words.format(noun, "swelling")).get(finding) is False
