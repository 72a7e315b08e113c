"""How good a candidate is: scores with their 95% intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.study.examples import Example
from benchmarks.unseen.scores import Label, Score, class_f1, macro_f1, share
from nlu.components.asking import topic_of

BINS = 10


@dataclass(frozen=True)
class Quality:
    """How well a candidate understands unseen messages.

    Attributes:
        macro_f1: The mean F1 of all intents.
        worst: The intent with the lowest F1, and that F1.
        topics: The share of questions whose topic is right.
        among_two: The share of questions whose topic is one of the two likeliest intents.
        calibration: Mean distance between how sure it was and how often it was right.
    """

    macro_f1: Score
    worst: tuple[str, float]
    topics: Score
    among_two: Score
    calibration: float


def quality(examples: Sequence[Example], shares: np.ndarray, labels: Sequence[str]) -> Quality:
    """Judge what a candidate says of messages with known intents."""
    order = np.argsort(-shares, axis=1, kind="stable")[:, :2]
    pairs = [_label(one, labels[places[0]]) for one, places in zip(examples, order, strict=True)]
    right = np.array([pair.expected == pair.predicted for pair in pairs])
    asked = np.array([topic_of(one.intents[0]) is not None for one in examples])
    among = np.array(
        [
            any(labels[place] in one.intents for place in places)
            for one, places in zip(examples, order, strict=True)
        ]
    )
    return Quality(
        macro_f1=macro_f1(pairs),
        worst=min(class_f1(pairs).items(), key=lambda item: item[1]),
        topics=share(int(right[asked].sum()), int(asked.sum())),
        among_two=share(int(among[asked].sum()), int(asked.sum())),
        calibration=calibration_error(shares.max(axis=1), right),
    )


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean distance between how sure it was and how often it was right, over ten bins."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    inside = [bins == number for number in range(BINS)]
    return float(
        sum(
            abs(right[place].mean() - confidence[place].mean()) * place.mean()
            for place in inside
            if place.any()
        )
    )


def _label(example: Example, guess: str) -> Label:
    return Label(guess if guess in example.intents else example.intents[0], guess)
