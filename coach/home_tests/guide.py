"""Guiding somebody through the tests: a small state machine, one answer a step.

Warm-up, then for each test the good leg and the sore leg. A pain of 5 or more ends it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from coach.findings import Findings
from coach.home_tests.content import content
from coach.home_tests.model import STOP_AT, Leg, Result, TestId
from coach.home_tests.suitability import suitable_tests

_MOST = 10


class Stage(str, Enum):
    """What the guide waits for."""

    WARM_UP = "warm_up"
    GOOD_LEG = "good_leg"
    SORE_LEG = "sore_leg"
    FINISHED = "finished"


class Reply(str, Enum):
    """An answer that is no number."""

    READY = "ready"
    SKIP = "skip"
    """Leave this test out."""
    STOP = "stop"
    """No more tests today."""
    UNCLEAR = "unclear"


class Expects(str, Enum):
    """What kind of answer a prompt asks for."""

    READY = "ready"
    NUMBER = "number"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Guide:
    """How far a round of tests has come.

    Attributes:
        tests: The tests of this round, in order.
        stage: What it waits for.
        results: What was told so far, one for each test begun.
    """

    tests: tuple[TestId, ...]
    stage: Stage = Stage.WARM_UP
    results: tuple[Result, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.stage is Stage.FINISHED

    @property
    def test(self) -> TestId | None:
        """The test it is at, or None in the warm-up and at the end."""
        if self.stage is Stage.GOOD_LEG:
            return self.tests[len(self.results)]
        return self.results[-1].test if self.stage is Stage.SORE_LEG else None

    def to_json(self) -> dict[str, Any]:
        """A form that can be kept as JSON."""
        return {
            "tests": list(self.tests),
            "stage": self.stage.value,
            "results": [
                {"test": each.test, "good": each.good, "sore": each.sore} for each in self.results
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Guide:
        """Read the kept form.

        Raises:
            ValueError: When it is not of that form.
        """
        try:
            return cls(
                tests=tuple(data["tests"]),
                stage=Stage(data["stage"]),
                results=tuple(Result(**result) for result in data["results"]),
            )
        except (KeyError, TypeError) as wrong:
            raise ValueError(f"not a round of home tests: {wrong}") from None


@dataclass(frozen=True)
class Prompt:
    """What is said at a step.

    Attributes:
        test: The test it is about, or None.
        leg: The leg, or None.
        expects: What kind of answer it asks for.
        title: A heading, or empty.
        steps: What to do, numbered when shown.
        text: The sentence that asks.
    """

    test: TestId | None
    leg: Leg | None
    expects: Expects
    title: str
    steps: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Step:
    """What an answer led to.

    Attributes:
        guide: How far the round has come now.
        problem: What to say first because the answer did not fit, or None.
        stopped_at: The pain that ended the round, or None.
    """

    guide: Guide
    problem: str | None = None
    stopped_at: float | None = None


def begin(findings: Findings) -> Guide:
    """A new round. Check `contraindications` first."""
    return Guide(tests=suitable_tests(findings))


def prompt(guide: Guide) -> Prompt:
    """What to say at this step."""
    told = content()
    if guide.stage is Stage.WARM_UP:
        return Prompt(None, None, Expects.READY, "", (), told.warm_up.text)
    if guide.test is None:
        return Prompt(None, None, Expects.NOTHING, "", (), told.answers["finished"])
    test = told.tests[guide.test]
    if guide.stage is Stage.GOOD_LEG:
        steps = (test.get_ready, *test.steps)
        number = guide.tests.index(test.id) + 1
        title = f"{test.name} ({number} of {len(guide.tests)})"
        return Prompt(
            test.id, Leg.GOOD, Expects.NUMBER, title, steps, f"{told.legs[Leg.GOOD]} {test.ask}"
        )
    text = f"{told.legs[Leg.SORE]} {test.ask}"
    return Prompt(test.id, Leg.SORE, Expects.NUMBER, test.name, test.steps, text)


def answer(guide: Guide, given: float | Reply) -> Step:
    """Take an answer in.

    Args:
        guide: How far the round has come.
        given: A pain from 0 to 10, or one of the other replies. An answer that does not fit
            leaves the round as it is and says why.
    """
    problem = _problem(guide, given)
    if problem is not None:
        return Step(guide, content().answers[problem])
    if given is Reply.STOP:
        return Step(replace(guide, stage=Stage.FINISHED))
    if given is Reply.READY:
        return Step(replace(guide, stage=Stage.GOOD_LEG))
    if given is Reply.SKIP:
        return Step(_skipped(guide))
    return _felt(guide, float(given))


def _problem(guide: Guide, given: float | Reply) -> str | None:
    """The name of what is said to an answer that does not fit, or None when it does."""
    if guide.finished:
        return "finished"
    if given is Reply.STOP:
        return None
    if guide.stage is Stage.WARM_UP:
        return None if given is Reply.READY else "not_warm"
    if isinstance(given, Reply):
        return None if given is Reply.SKIP else "not_a_number"
    return None if 0 <= given <= _MOST else "out_of_range"


def _felt(guide: Guide, pain: float) -> Step:
    if guide.stage is Stage.GOOD_LEG:
        result = Result(guide.tests[len(guide.results)], good=pain)
        after = replace(guide, stage=Stage.SORE_LEG, results=(*guide.results, result))
    else:
        result = replace(guide.results[-1], sore=pain)
        after = _next_test(replace(guide, results=(*guide.results[:-1], result)))
    if pain > STOP_AT - 1:
        return Step(replace(after, stage=Stage.FINISHED), stopped_at=pain)
    return Step(after)


def _skipped(guide: Guide) -> Guide:
    if guide.stage is Stage.SORE_LEG:
        return _next_test(guide)
    return _next_test(
        replace(guide, results=(*guide.results, Result(guide.tests[len(guide.results)])))
    )


def _next_test(guide: Guide) -> Guide:
    more = len(guide.results) < len(guide.tests)
    return replace(guide, stage=Stage.GOOD_LEG if more else Stage.FINISHED)
