"""Strangers' messages are never read worse than they were; see README.md."""

from __future__ import annotations

import pytest

from benchmarks.unseen.known import Floor, floors
from benchmarks.unseen.measure import Measure
from benchmarks.unseen.newcomers import FLOORS, HALVES, entries, newcomers
from nlu.parsing import Parser
from nlu.signs.sentences import load_sentences
from tests.nlu.heldout.test_sets_are_sound import BARE_WORDS, plain, training_sentences

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def measured(parser: Parser) -> dict[str, Measure]:
    return {measure.id: measure for half in HALVES for measure in newcomers(parser, half)}


@pytest.mark.parametrize(("name", "floor"), floors(FLOORS).items(), ids=str)
def test_every_measure_holds_its_floor(
    name: str, floor: Floor, measured: dict[str, Measure]
) -> None:
    measure = measured[name]
    assert floor.holds(measure.score.value), f"{measure.title}: {measure.score.value:.3f}, {floor}"


def test_every_measure_has_a_floor(measured: dict[str, Measure]) -> None:
    assert set(measured) == set(floors(FLOORS))


def test_no_message_is_in_both_halves() -> None:
    mended, kept = ({entry.text for _, entry in entries(half)} for half in HALVES)
    assert mended.isdisjoint(kept)


def test_no_message_is_learnt() -> None:
    learnt = {plain(one.text) for one in load_sentences()} | training_sentences()
    texts = {plain(entry.text) for half in HALVES for _, entry in entries(half)}
    assert {text for text in texts & learnt if len(text.split()) > BARE_WORDS} == set()
