"""Scales, times, sides, places and the answers to a check-in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.unseen.measure import Failure, Measure, each
from benchmarks.unseen.results import Result, of
from benchmarks.unseen.scores import share
from coach.findings import VOCABULARY
from coach.findings.model import AnswerType
from tests.nlu.heldout.agreement import check_in_agrees

_NO_ANSWER = ("unsure", "refuse")


def values(results: Sequence[Result]) -> list[Measure]:
    """Values that are exactly right, by kind."""
    kinds: dict[str, Callable[[str], bool]] = {
        "scale": lambda f: VOCABULARY[f].answer is AnswerType.SCALE,
        "duration": lambda f: VOCABULARY[f].answer is AnswerType.DAYS,
        "side": lambda f: f == "side",
        "location": lambda f: f == "pain_location",
    }
    exact = [_exact(kind, chosen, of(results, "values"), 0.97) for kind, chosen in kinds.items()]
    rest = _exact(
        "other", lambda f: not any(k(f) for k in kinds.values()), of(results, "values"), None
    )
    return [*exact, rest]


def _exact(
    kind: str, chosen: Callable[[str], bool], results: Iterable[Result], target: float | None
) -> Measure:
    cases, failures = 0, []
    for result in results:
        wanted = {f for f in result.entry.findings if chosen(f)}
        wrong = {f for f in wanted - result.comparison.right if not _declined(result, f)}
        cases += len(wanted)
        failures += [Failure(result, f"{f}={result.findings.get(f)}") for f in sorted(wrong)]
    title = f"{kind} values: exact"
    return Measure(
        f"values_{kind}", title, share(cases - len(failures), cases), target, tuple(failures)
    )


def _declined(result: Result, finding: str) -> bool:
    """Whether "not sure" was read as such: no value, and the answer is that there is none."""
    return (
        result.entry.findings[finding].values == (None,)
        and result.findings.get(finding) is None
        and result.parsed["intent"] in _NO_ANSWER
    )


def check_ins(results: Iterable[Result]) -> Measure:
    """Check-in answers of which every field is right."""

    def right(result: Result) -> bool:
        return check_in_agrees(result.entry, result.parsed["check_in"])

    return each(
        "check_ins", "check-in answers: all fields right", of(results, "check_ins"), right, 0.90
    )
