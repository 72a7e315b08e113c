"""Scores with 95% intervals: shares by Wilson, everything else by bootstrap over messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
_Z = 1.96
_ROUNDS = 400
_SEED = 20260506


@dataclass(frozen=True)
class Score:
    """A number with its 95% interval.

    Attributes:
        value: The number.
        low: Lower end.
        high: Upper end.
        cases: From how many cases.
    """

    value: float
    low: float
    high: float
    cases: int


class Counts(NamedTuple):
    """Right, invented and missed findings of one message."""

    right: int
    invented: int
    missed: int


class Label(NamedTuple):
    """What one message is and what it was taken for."""

    expected: str
    predicted: str


def share(hits: int, cases: int) -> Score:
    """A share of cases, with Wilson's interval."""
    if not cases:
        return Score(float("nan"), 0.0, 1.0, 0)
    p, z = hits / cases, _Z * _Z / cases
    centre = (p + z / 2) / (1 + z)
    half = _Z * sqrt(p * (1 - p) / cases + z / (4 * cases)) / (1 + z)
    return Score(p, max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)), cases)


def micro_f1(counts: Sequence[Counts]) -> Score:
    """Micro F1 over messages."""
    table = np.array(counts)

    def f1(rows: Rows) -> float:
        right, invented, missed = table[rows].sum(axis=0)
        return float(2 * right / max(1, 2 * right + invented + missed))

    return _bootstrap(f1, len(counts), int(table[:, [0, 2]].sum()))


def macro_f1(labels: Sequence[Label]) -> Score:
    """The mean F1 of all expected classes."""
    names = {name: i for i, name in enumerate(sorted({n for pair in labels for n in pair}))}
    expected = np.array([names[label.expected] for label in labels])
    predicted = np.array([names[label.predicted] for label in labels])

    def f1(rows: Rows) -> float:
        wanted = np.bincount(expected[rows], minlength=len(names))
        taken = np.bincount(predicted[rows], minlength=len(names))
        both = expected[rows][expected[rows] == predicted[rows]]
        right = np.bincount(both, minlength=len(names))
        there = wanted > 0
        return float((2 * right[there] / (wanted[there] + taken[there])).mean())

    return _bootstrap(f1, len(labels), len(labels))


def class_f1(labels: Sequence[Label]) -> dict[str, float]:
    """F1 of every expected class."""
    wanted = Counter(label.expected for label in labels)
    taken = Counter(label.predicted for label in labels)
    right = Counter(label.expected for label in labels if label.expected == label.predicted)
    return {name: 2 * right[name] / (wanted[name] + taken[name]) for name in wanted}


def _bootstrap(measure: Callable[[Rows], float], messages: int, cases: int) -> Score:
    generator = np.random.default_rng(_SEED)
    drawn = [measure(generator.integers(0, messages, messages)) for _ in range(_ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Score(measure(np.arange(messages)), float(low), float(high), cases)
