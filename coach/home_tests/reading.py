"""What the results of the home tests mean for the assessment, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coach.findings import FindingId, Value
from coach.home_tests.content import content
from coach.home_tests.model import STOP_AT, Outcome, Result, TestId


@dataclass(frozen=True)
class Reading:
    """Results, read together.

    Attributes:
        findings: What they add to the findings: each test's outcome and the worst pain.
        text: What they mean, in plain words; never certain.
        cites: S and R rules behind it.
        all_negative: Whether at least one test was done and none hurt.
    """

    findings: Mapping[FindingId, Value]
    text: str
    cites: tuple[str, ...]
    all_negative: bool


def reading(results: Iterable[Result]) -> Reading:
    """Read the results of one round of tests.

    Args:
        results: One for each test; a test that is missing counts as not done.
    """
    told = {result.test: result for result in results}
    by_test = {test: told.get(test, Result(test)) for test in content().tests}
    pains = [result.worst for result in by_test.values() if result.worst is not None]
    findings: dict[FindingId, Value] = {
        test: result.outcome.value for test, result in by_test.items()
    }
    outcomes = {result.outcome for result in by_test.values()}
    if pains:
        findings["test_pain_max"] = max(pains)
    name = _name(outcomes, max(pains, default=0))
    passage = content().readings[name]
    words = passage.text
    if name in ("positive_mild", "negative") and any(r.good for r in by_test.values()):
        words = f"{words} {content().both_legs}"
    return Reading(
        findings=findings,
        text=words,
        cites=passage.cites,
        all_negative=name == "negative" and not any(pains),
    )


def passed(tests: Iterable[TestId], results: Iterable[Result]) -> bool | None:
    """Whether a whole round stayed free of pain in the sore leg (exit of phase 5).

    Args:
        tests: The tests of the round.
        results: What was told.

    Returns:
        False when one hurt, True when none did, None when one was left out and none hurt.
    """
    outcomes = {result.test: result.outcome for result in results}
    shown = {outcomes.get(test, Outcome.NOT_DONE) for test in tests}
    if Outcome.POSITIVE in shown:
        return False
    return True if shown == {Outcome.NEGATIVE} else None


def _name(outcomes: set[Outcome], worst: float) -> str:
    if worst > STOP_AT - 1:
        return "positive_strong"
    if Outcome.POSITIVE in outcomes:
        return "positive_mild"
    return "negative" if Outcome.NEGATIVE in outcomes else "nothing_done"
