"""Which findings a sentence says, by its likeness to sentences that say them.

Kernel ridge regression on sentence vectors: every learnt sentence speaks for or against each
finding, the more the nearer it is. A finding is taken as said above a threshold of its own, which
is set by sentences left out one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import spotrf, spotri

Matrix = NDArray[np.float32]

_FILE = "signs.npz"


@dataclass(frozen=True)
class Settings:
    """How the net learns.

    Attributes:
        width: How many of a vector's principal axes are kept.
        sharpness: How fast likeness falls with distance.
        pull: How strongly the answers are pulled towards "no sign".
        tolerated: The share of sentences without a finding that may be taken to say it.
        least: The lowest threshold, between -1 (no) and 1 (yes).
    """

    width: int = 300
    sharpness: float = 1.0
    pull: float = 0.1
    tolerated: float = 0.0015
    least: float = -0.25


@dataclass(frozen=True)
class SignNet:
    """The learnt sentences with what each says.

    Attributes:
        findings: The findings in the order of the columns.
        axes: Principal axes of sentence vectors, one column each.
        examples: The learnt sentences on these axes, one row each, of length one.
        weights: How each example speaks for each finding.
        bias: What is said of each finding far from every example.
        thresholds: Above which a finding is said.
        sharpness: How fast likeness falls with distance.
    """

    findings: tuple[str, ...]
    axes: Matrix
    examples: Matrix
    weights: Matrix
    bias: Matrix
    thresholds: Matrix
    sharpness: float

    @classmethod
    def learn(cls, vectors: Matrix, said: Sequence[frozenset[str]], settings: Settings) -> SignNet:
        """Learn from labelled sentences.

        Args:
            vectors: The sentence vector of each.
            said: The findings each states.
            settings: How to learn.
        """
        findings = tuple(sorted(frozenset().union(*said)))
        states = np.array([[finding in one for finding in findings] for one in said])
        axes = _principal_axes(vectors, settings.width)
        # Half precision, as it is stored, so that a loaded net says exactly the same.
        examples = _half(_unit(vectors @ axes))
        targets = np.where(states, 1.0, -1.0).astype(np.float32)
        bias = targets.mean(axis=0)
        kernel = _likeness(examples, examples, settings.sharpness)
        kernel[np.diag_indices_from(kernel)] += settings.pull
        inverse = _inverse(kernel)
        weights = inverse @ (targets - bias)
        left_out = targets - weights / np.diag(inverse)[:, np.newaxis]
        thresholds = [
            max(
                settings.least,
                np.quantile(left_out[~states[:, column], column], 1 - settings.tolerated),
            )
            for column in range(len(findings))
        ]
        return cls(
            findings,
            axes,
            examples,
            _half(weights),
            bias.astype(np.float32),
            np.array(thresholds, dtype=np.float32),
            settings.sharpness,
        )

    def said(self, vectors: Matrix) -> list[frozenset[str]]:
        """The findings that sentences state, by their vectors (one row each)."""
        margins = self.margins(vectors)
        return [
            frozenset(
                finding for finding, margin in zip(self.findings, row, strict=True) if margin > 0
            )
            for row in margins
        ]

    def margins(self, vectors: Matrix) -> Matrix:
        """How far each sentence is above the threshold of each finding (below: negative)."""
        return np.stack([self._margins(vector) for vector in vectors])

    def _margins(self, vector: Matrix) -> Matrix:
        # One by one: a few rows at once take several times as long as each by itself, and would
        # make a sentence's margins hang, in their last digits, on those beside it.
        place = _unit(vector @ self.axes)
        scores = _likeness(place, self.examples, self.sharpness) @ self.weights + self.bias
        return np.asarray(scores - self.thresholds)

    def save(self, directory: Path) -> None:
        """Write the net into a directory."""
        np.savez_compressed(
            directory / _FILE,
            findings=np.array(self.findings),
            axes=self.axes.astype(np.float16),
            examples=self.examples.astype(np.float16),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            thresholds=self.thresholds,
            sharpness=np.float32(self.sharpness),
        )

    @classmethod
    def load(cls, directory: Path) -> SignNet:
        """Read what `save` wrote."""
        with np.load(directory / _FILE) as parts:
            return cls(
                findings=tuple(parts["findings"].tolist()),
                axes=parts["axes"].astype(np.float32),
                examples=parts["examples"].astype(np.float32),
                weights=parts["weights"].astype(np.float32),
                bias=parts["bias"],
                thresholds=parts["thresholds"],
                sharpness=float(parts["sharpness"]),
            )


def nearest(vectors: Matrix, others: Matrix) -> Matrix:
    """How near each vector comes to the nearest of some others, as a cosine."""
    return np.asarray((_unit(vectors) @ _unit(others).T).max(axis=1))


def _principal_axes(vectors: Matrix, width: int) -> Matrix:
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return _half(axes[:, ::-1][:, : min(width, len(vectors))])


def _inverse(kernel: Matrix) -> Matrix:
    """The inverse of a positive definite matrix, in half the steps of any other."""
    factor, failed = spotrf(kernel, lower=False, clean=False)
    upper, singular = spotri(factor, lower=False)
    if failed or singular:
        raise np.linalg.LinAlgError("the sentences' kernel is not positive definite")
    above = np.triu(upper)
    return np.asarray(above + np.triu(upper, 1).T)


def _likeness(places: Matrix, examples: Matrix, sharpness: float) -> Matrix:
    """1 for the same direction, towards 0 the further apart."""
    return np.asarray(np.exp(2 * sharpness * (places @ examples.T - 1)), dtype=np.float32)


def _unit(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def _half(numbers: Matrix) -> Matrix:
    return np.ascontiguousarray(numbers.astype(np.float16).astype(np.float32))
