"""The gate: the trained pipeline on the unseen sets is never worse than what it has reached."""

from __future__ import annotations

import pytest

from benchmarks.unseen.known import Floor, failing, floors, known_failures
from benchmarks.unseen.measure import Measure
from benchmarks.unseen.measures import measures
from benchmarks.unseen.results import run
from bot.runtime.model import model_path
from bot.settings import PROJECT_ROOT
from nlu.parsing import Parser
from tests.nlu.heldout.loading import all_entries

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def measured() -> list[Measure]:
    model = model_path(PROJECT_ROOT / "models")
    if not model.is_file():
        pytest.fail("no trained model: run `make train` first", pytrace=False)
    return measures(run(Parser(model)))


@pytest.mark.parametrize(("name", "floor"), floors().items(), ids=str)
def test_every_measure_holds_its_floor(name: str, floor: Floor, measured: list[Measure]) -> None:
    measure = next(measure for measure in measured if measure.id == name)
    assert floor.holds(measure.score.value), f"{measure.title}: {measure.score.value:.3f}, {floor}"


def test_every_measure_with_a_case_has_a_floor(measured: list[Measure]) -> None:
    assert {measure.id for measure in measured if measure.score.cases} <= set(floors())


@pytest.mark.parametrize("name", ["missed_red_flags", "false_alarms"])
def test_no_message_fails_that_is_not_a_known_failure(name: str, measured: list[Measure]) -> None:
    known = known_failures()[name]
    fresh = {
        text: sorted(signs - known.get(text, frozenset()))
        for text, signs in failing(measured)[name].items()
        if not signs <= known.get(text, frozenset())
    }
    assert not fresh, f"{len(fresh)} new, {len(known)} known"


def test_known_failures_are_messages_of_the_unseen_sets() -> None:
    texts = {entry.text for _, entry in all_entries()}
    assert [
        text for group in known_failures().values() for text in group if text not in texts
    ] == []
