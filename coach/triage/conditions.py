"""The conditions of the decision table: a small language with true, false and unknown.

`when` texts become trees of `AllOf`, `AnyOf`, `Not` and `Atom`. The language is explained at the
top of `rows.yml`.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum

from coach.findings import FindingId, Value

Values = Mapping[FindingId, "Value | None"]


class Truth(IntEnum):
    """Kleene's three values, ordered so that `and` is the minimum and `or` the maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


class Check(str, Enum):
    """How an atom tests its finding."""

    YES = "yes"
    NO = "no"
    WORD = "is"
    ONE_OF = "in"
    UNKNOWN = "unknown"
    AT_LEAST = ">="
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="


_COMPARE: Mapping[Check, Callable[[float, float], bool]] = {
    Check.AT_LEAST: operator.ge,
    Check.AT_MOST: operator.le,
    Check.BELOW: operator.lt,
    Check.EQUAL: operator.eq,
}


@dataclass(frozen=True)
class Atom:
    """One test of one finding.

    Attributes:
        finding: What is tested.
        test: How.
        words: The word or places compared with.
        number: The number compared with, on the finding's own scale or in days.
        whole: Whether a fractional number counts as the next whole one.
    """

    finding: FindingId
    test: Check
    words: frozenset[str] = frozenset()
    number: float = 0
    whole: bool = False

    def truth(self, values: Values) -> Truth:
        """Whether it holds, given what is known."""
        value = values.get(self.finding)
        if self.test is Check.UNKNOWN:
            return Truth.TRUE if value is None else Truth.FALSE
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if self._holds(value) else Truth.FALSE

    def _holds(self, value: Value) -> bool:
        if self.test in _COMPARE:
            if isinstance(value, (str, tuple)):
                return False
            return _COMPARE[self.test](math.ceil(value) if self.whole else value, self.number)
        if self.test is Check.ONE_OF:
            return isinstance(value, tuple) and not self.words.isdisjoint(value)
        if self.test is Check.WORD:
            return value in self.words
        return value is (self.test is Check.YES)


@dataclass(frozen=True)
class Not:
    """Not known to hold: true also when nobody said."""

    part: Condition

    def truth(self, values: Values) -> Truth:
        """Whether it holds, given what is known; never unknown."""
        return Truth.FALSE if self.part.truth(values) is Truth.TRUE else Truth.TRUE


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def truth(self, values: Values) -> Truth:
        """Whether it holds, given what is known."""
        result = Truth.TRUE
        for part in self.parts:
            truth = part.truth(values)
            if truth is Truth.FALSE:
                return truth
            result = min(result, truth)
        return result


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def truth(self, values: Values) -> Truth:
        """Whether it holds, given what is known."""
        result = Truth.FALSE
        for part in self.parts:
            truth = part.truth(values)
            if truth is Truth.TRUE:
                return truth
            result = max(result, truth)
        return result


Condition = Atom | Not | AllOf | AnyOf
Literal = Atom | Not


def ways(condition: Condition) -> tuple[tuple[Literal, ...], ...]:
    """All ways to make a condition hold, each as the tests that must hold together."""
    if isinstance(condition, AnyOf):
        return tuple(way for part in condition.parts for way in ways(part))
    if isinstance(condition, AllOf):
        combined = itertools.product(*(ways(part) for part in condition.parts))
        return tuple(tuple(itertools.chain.from_iterable(each)) for each in combined)
    return ((condition,),)


def findings_in(condition: Condition) -> frozenset[FindingId]:
    """Every finding that a condition looks at."""
    if isinstance(condition, Atom):
        return frozenset({condition.finding})
    if isinstance(condition, Not):
        return findings_in(condition.part)
    return frozenset().union(*(findings_in(part) for part in condition.parts))
