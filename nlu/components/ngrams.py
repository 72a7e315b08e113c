"""Runs of letters as features: what sentence vectors blur (rare words, misspellings)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.float32]

_FILE = "ngrams.npz"
_LENGTHS = (2, 3, 4)
_FEWEST_EXAMPLES = 3
_LONGEST_WORD = 40


class NgramFeatures:
    """Weighted character n-grams within words, squeezed to a few hundred numbers."""

    def __init__(self, ngrams: Sequence[str], rarity: Features, projection: Features) -> None:
        """Take learnt parts.

        Args:
            ngrams: The n-grams in the order of their weights.
            rarity: Inverse document frequency of each.
            projection: Matrix from n-grams to features.
        """
        self._number = {gram: number for number, gram in enumerate(ngrams)}
        self._rarity = rarity
        self._projection = projection

    @classmethod
    def learn(cls, texts: Sequence[str], width: int) -> NgramFeatures:
        """Learn from texts.

        Args:
            texts: The training texts.
            width: How many features to keep at most.
        """
        # scikit-learn is only needed to learn.
        from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

        vectorizer = TfidfVectorizer(
            analyzer=_ngrams, sublinear_tf=True, min_df=min(_FEWEST_EXAMPLES, len(texts))
        )
        weighted = vectorizer.fit_transform(texts)
        width = min(width, *(size - 1 for size in weighted.shape))
        squeeze = TruncatedSVD(width, random_state=0).fit(weighted)
        # Half precision, as it is stored, so that a loaded model says exactly the same.
        projection = squeeze.components_.T.astype(np.float16).astype(np.float32)
        return cls(
            list(vectorizer.get_feature_names_out()),
            vectorizer.idf_.astype(np.float32),
            np.ascontiguousarray(projection),
        )

    def of(self, text: str) -> Features:
        """Features of one text."""
        counts = Counter(gram for gram in _ngrams(text) if gram in self._number)
        if not counts:
            return np.zeros(self._projection.shape[1], dtype=np.float32)
        places = np.fromiter((self._number[gram] for gram in counts), dtype=np.int64)
        often = np.fromiter(counts.values(), dtype=np.float32)
        weights = (1 + np.log(often)) * self._rarity[places]
        return np.asarray(weights @ self._projection[places] / np.linalg.norm(weights))

    def of_all(self, texts: Sequence[str]) -> Features:
        """Features of several texts, one row each."""
        return np.stack([self.of(text) for text in texts])

    def save(self, directory: Path) -> None:
        """Write the learnt parts into a directory."""
        np.savez_compressed(
            directory / _FILE,
            ngrams=np.array(list(self._number)),
            rarity=self._rarity,
            projection=self._projection.astype(np.float16),
        )

    @classmethod
    def load(cls, directory: Path) -> NgramFeatures:
        """Read what `save` wrote."""
        with np.load(directory / _FILE) as parts:
            return cls(
                parts["ngrams"].tolist(), parts["rarity"], parts["projection"].astype(np.float32)
            )


def _ngrams(text: str) -> Iterator[str]:
    """The runs of 2 to 4 characters of each word, a blank marking its start and end."""
    for word in text.lower().split():
        padded = f" {word[:_LONGEST_WORD]} "
        for length in _LENGTHS:
            for start in range(max(len(padded) - length + 1, 1)):
                yield padded[start : start + length]
