"""How sure the classifier may call itself, and from when on it had better ask.

Run `python -m benchmarks.nlu_calibration`; it takes some minutes. Every training example is judged
by a classifier that never saw it (cross-validation), so the unseen test sets play no part. Printed
are the temperature under which the probabilities fit how often it is right, and for each threshold
how many questions would be answered with two suggestions instead. `config.yml` holds what was
chosen. `--keep FILE` stores the scores for a second look without learning again.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from sklearn.model_selection import StratifiedKFold

from benchmarks.study.candidates import Ours
from benchmarks.study.examples import training_examples
from benchmarks.study.judging import calibration_error
from nlu.components.asking import topic_of
from nlu.components.text_classifier import Settings

TEMPERATURES = np.arange(0.4, 2.01, 0.05)
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class LeftOut:
    """What was said of every example by a classifier that had not seen it.

    Attributes:
        labels: The intents, in the order of the columns.
        truth: The column of each example's own intent.
        scores: Logarithms of the probabilities at temperature 1.
    """

    labels: tuple[str, ...]
    truth: np.ndarray
    scores: np.ndarray

    def shares(self, temperature: float) -> np.ndarray:
        """Probabilities at a temperature."""
        scores = self.scores / temperature
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    def questions(self) -> LeftOut:
        """The examples that ask about a topic."""
        asked = np.array([topic_of(label) is not None for label in self.labels])[self.truth]
        return LeftOut(self.labels, self.truth[asked], self.scores[asked])


def left_out(folds: int) -> LeftOut:
    """Judge each fold of the training examples by what the others teach."""
    examples = training_examples()
    truth = np.array([one.intents[0] for one in examples])
    texts = np.array([one.text for one in examples], dtype=object)
    labels = tuple(sorted(set(truth)))
    scores = np.zeros((len(texts), len(labels)))
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, truth):
        shares = Ours.fit(texts[seen], truth[seen]).shares(texts[unseen])
        scores[unseen] = np.log(np.maximum(shares, 1e-6)) * Settings().temperature
    return LeftOut(labels, np.searchsorted(labels, truth), scores)


def best_temperature(found: LeftOut) -> float:
    """The temperature under which the right intents are likeliest."""
    return float(min(TEMPERATURES, key=lambda one: _surprise(found, one)))


def _surprise(found: LeftOut, temperature: float) -> float:
    right = found.shares(temperature)[np.arange(len(found.truth)), found.truth]
    return float(-np.log(np.maximum(right, 1e-12)).mean())


def table(found: LeftOut, temperature: float) -> str:
    """For each threshold: who is asked, and whether what is meant is then among the two."""
    shares = found.shares(temperature)
    topics = np.array([topic_of(label) is not None for label in found.labels])
    best = shares.max(axis=1)
    right = shares.argmax(axis=1) == found.truth
    two = np.argsort(-np.where(topics, shares, 0.0), axis=1)[:, :2]
    among = (two == found.truth[:, np.newaxis]).any(axis=1)
    lines = [
        "below   asked   asked though right   right when answered   among two when asked   all"
    ]
    for threshold in THRESHOLDS:
        asked = best < threshold
        numbers = (
            asked.mean(),
            asked[right].mean(),
            right[~asked].mean(),
            among[asked].mean() if asked.any() else float("nan"),
            np.where(asked, among, right).mean(),
        )
        lines.append(f"{threshold:5.2f}  " + "  ".join(f"{number:12.3f}" for number in numbers))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    found = _kept(arguments.keep) or left_out(arguments.folds)
    if arguments.keep:
        np.savez_compressed(
            arguments.keep, labels=np.array(found.labels), truth=found.truth, scores=found.scores
        )
    temperature = best_temperature(found)
    for one in sorted({Settings().temperature, temperature}):
        shares = found.shares(one)
        error = calibration_error(shares.max(axis=1), shares.argmax(axis=1) == found.truth)
        print(f"temperature {one:.2f}: calibration error {error:.3f}")
        print(f"{table(found.questions(), one)}\n")


def _kept(path: Path | None) -> LeftOut | None:
    if path is None or not path.is_file():
        return None
    with np.load(path) as parts:
        return LeftOut(tuple(parts["labels"].tolist()), parts["truth"], parts["scores"])


if __name__ == "__main__":
    main()
