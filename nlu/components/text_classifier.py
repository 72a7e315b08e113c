"""Ranks what a text may mean, from sentence vectors and runs of letters together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlu.components.linear import LinearModel
from nlu.components.ngrams import NgramFeatures
from nlu.extraction.extractor import understood

Matrix = NDArray[np.float32]


class Ranked(NamedTuple):
    """A label and its probability."""

    label: str
    probability: float


Ranking = tuple[Ranked, ...]
"""Labels from the likeliest down."""


@dataclass(frozen=True)
class Settings:
    """How the classifier learns.

    Attributes:
        freedom: Inverse strength of the pull towards small weights.
        ngram_width: How many n-gram features to keep.
        ngram_weight: Their weight beside the sentence vector.
        temperature: Corrects how sure the classifier is of itself.
    """

    freedom: float = 60.0
    ngram_width: int = 300
    ngram_weight: float = 0.5
    temperature: float = 0.8


class TextClassifier:
    """Ranks labels for texts."""

    def __init__(self, ngrams: NgramFeatures, linear: LinearModel, settings: Settings) -> None:
        """Take learnt parts."""
        self._ngrams = ngrams
        self._linear = linear
        self._settings = settings

    @classmethod
    def learn(
        cls, texts: Sequence[str], vectors: Matrix, labels: Sequence[str], settings: Settings
    ) -> TextClassifier:
        """Learn from labelled texts.

        Args:
            texts: The training texts, as `as_read` gives them.
            vectors: The sentence vector of each.
            labels: The label of each.
            settings: How to learn.
        """
        ngrams = NgramFeatures.learn(texts, settings.ngram_width)
        features = np.hstack([vectors, settings.ngram_weight * ngrams.of_all(texts)])
        return cls(ngrams, LinearModel.learn(features, labels, settings.freedom), settings)

    def rank(self, text: str, vector: Matrix) -> Ranking:
        """All labels of a text, the likeliest first.

        Args:
            text: The text, as `as_read` gives it.
            vector: Its sentence vector.
        """
        letters = self._ngrams.of(text) * np.float32(self._settings.ngram_weight)
        features = np.concatenate([vector, letters])[np.newaxis]
        shares = self._linear.probabilities(features, self._settings.temperature)[0]
        best = np.argsort(-shares, kind="stable")
        labels = self._linear.labels
        return tuple(
            Ranked(labels[number], round(share, 4))
            for number, share in zip(best.tolist(), shares[best].tolist(), strict=True)
        )

    def save(self, directory: Path) -> None:
        """Write the learnt parts into a directory."""
        self._ngrams.save(directory)
        self._linear.save(directory)

    @classmethod
    def load(cls, directory: Path, settings: Settings) -> TextClassifier:
        """Read what `save` wrote."""
        return cls(NgramFeatures.load(directory), LinearModel.load(directory), settings)


def as_read(text: str) -> str:
    """A text as vectors and n-grams see it: contractions spelt out, misspelt words put right.

    A text without a readable character stays as it is.
    """
    return understood(text).plain or text
