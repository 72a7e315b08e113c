"""One line of the report: a score, its target and the messages that fall short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.unseen.results import Result
from benchmarks.unseen.scores import Score, share


class Failure(NamedTuple):
    """A message that fails a measure, and in what."""

    result: Result
    what: str


@dataclass(frozen=True)
class Measure:
    """One line of the table.

    Attributes:
        id: Its name in the table of floors.
        title: What is measured.
        score: The value reached.
        target: What it should reach.
        failures: The messages that fall short.
        at_most: Whether the target is a ceiling.
    """

    id: str
    title: str
    score: Score
    target: float | None
    failures: tuple[Failure, ...] = ()
    at_most: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        value = self.score.value
        return value <= self.target if self.at_most else value >= self.target


def each(
    name: str,
    title: str,
    held: Sequence[Result],
    right: Callable[[Result], bool],
    target: float | None,
) -> Measure:
    """The share of messages that are read right."""
    failures = tuple(Failure(r, _said(r)) for r in held if not right(r))
    return Measure(name, title, share(len(held) - len(failures), len(held)), target, failures)


def _said(result: Result) -> str:
    parsed = result.parsed
    said = (
        parsed["check_in"]
        if result.name == "check_ins"
        else parsed["topics"] or parsed["suggestions"]
    )
    return f"{parsed['intent']} {said}"
