"""The classifiers that the study compares; each takes words as they were written."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import spacy
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion
from sklearn.preprocessing import normalize
from spacy.training import Example as SpacyExample
from spacy.util import minibatch

from nlu.components.linear import LinearModel
from nlu.components.text_classifier import Settings, TextClassifier, as_read
from nlu.encoder import load_encoder
from nlu.encoder.weights import WIDTH

Shares = np.ndarray
"""Probability of each label (in alphabetical order), one row a text."""


class Fitted(Protocol):
    """A candidate that has learnt."""

    def shares(self, texts: Sequence[str]) -> Shares:
        """What each text may mean."""


@dataclass(frozen=True)
class Candidate:
    """A way of understanding, not learnt yet."""

    name: str
    fit: Callable[[Sequence[str], Sequence[str]], Fitted]


_VECTORS: dict[str, np.ndarray] = {}


def vectors(texts: Sequence[str]) -> np.ndarray:
    """Sentence vectors; those of large batches are kept for the next candidate."""
    fresh = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
    made = dict(zip(fresh, load_encoder().vectors(fresh), strict=True)) if fresh else {}
    found = np.stack([made[text] if text in made else _VECTORS[text] for text in texts])
    if len(texts) > 1:
        _VECTORS.update(made)
    return found


def _regression(freedom: float) -> LogisticRegression:
    return LogisticRegression(C=freedom, max_iter=100, tol=1e-3)


@dataclass
class Counted:
    """Logistic regression on counts of words or of runs of letters."""

    vectorizer: Any
    model: Any
    spelling: bool

    def shares(self, texts: Sequence[str]) -> Shares:
        read = [as_read(text) for text in texts] if self.spelling else texts
        return np.asarray(self.model.predict_proba(self.vectorizer.transform(read)))


def _counted(make: Callable[[], Any], freedom: float, *, spelling: bool) -> Callable[..., Counted]:
    def fit(texts: Sequence[str], labels: Sequence[str]) -> Counted:
        vectorizer = make()
        read = [as_read(text) for text in texts] if spelling else texts
        model = _regression(freedom).fit(vectorizer.fit_transform(read), labels)
        return Counted(vectorizer, model, spelling)

    return fit


@dataclass
class Embedded:
    """Logistic regression on some of the layers of a sentence vector."""

    model: LinearModel
    first: int
    """Where the part of the vector begins that is used."""

    def shares(self, texts: Sequence[str]) -> Shares:
        part = vectors([as_read(text) for text in texts])[:, self.first :]
        return np.asarray(self.model.probabilities(normalize(part)))


def _embedded(first: int, freedom: float) -> Callable[..., Embedded]:
    def fit(texts: Sequence[str], labels: Sequence[str]) -> Embedded:
        part = vectors([as_read(text) for text in texts])[:, first:]
        return Embedded(LinearModel.learn(normalize(part), labels, freedom), first)

    return fit


@dataclass
class Neighbours:
    """The likeness of the nearest training example of each label."""

    vectors: np.ndarray
    places: list[np.ndarray]
    sharpness: float = 20.0

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> Neighbours:
        named = np.array(labels)
        places = [np.flatnonzero(named == label) for label in sorted(set(labels))]
        return cls(vectors([as_read(text) for text in texts]), places)

    def shares(self, texts: Sequence[str]) -> Shares:
        likeness = vectors([as_read(text) for text in texts]) @ self.vectors.T
        nearest = np.stack([likeness[:, place].max(axis=1) for place in self.places], axis=1)
        weights = np.exp(self.sharpness * (nearest - nearest.max(axis=1, keepdims=True)))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@dataclass
class Ours:
    """The classifier of the pipeline."""

    model: TextClassifier
    labels: list[str]

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> Ours:
        read = [as_read(text) for text in texts]
        model = TextClassifier.learn(read, vectors(read), labels, Settings())
        return cls(model, sorted(set(labels)))

    def shares(self, texts: Sequence[str]) -> Shares:
        read = [as_read(text) for text in texts]
        rows = []
        for text, vector in zip(read, vectors(read), strict=True):
            ranked = dict(self.model.rank(text, vector))
            rows.append([ranked[label] for label in self.labels])
        return np.array(rows)


@dataclass
class SpacyTextcat:
    """spaCy's own text classifier, on an empty English pipeline.

    The English models of spaCy are on no package index that is vouched for, so the part that
    learns is spaCy's default ensemble (a bag of words beside a small network) from nothing.
    """

    model: Any
    labels: list[str] = field(default_factory=list)

    EPOCHS = 12

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> SpacyTextcat:
        spacy.util.fix_random_seed(0)
        nlp = spacy.blank("en")
        known = sorted(set(labels))
        textcat = nlp.add_pipe("textcat")
        for label in known:
            textcat.add_label(label)
        examples = [
            SpacyExample.from_dict(
                nlp.make_doc(text), {"cats": {one: float(one == label) for one in known}}
            )
            for text, label in zip(texts, labels, strict=True)
        ]
        optimizer = nlp.initialize(lambda: examples)
        order = random.Random(0)
        for _ in range(cls.EPOCHS):
            order.shuffle(examples)
            for batch in minibatch(examples, 64):
                nlp.update(batch, sgd=optimizer, drop=0.2)
        return cls(nlp, known)

    def shares(self, texts: Sequence[str]) -> Shares:
        docs = self.model.pipe(texts)
        return np.array([[doc.cats[label] for label in self.labels] for doc in docs])


def _letters() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3)


def _words_and_letters() -> FeatureUnion:
    return FeatureUnion([("words", TfidfVectorizer(sublinear_tf=True)), ("letters", _letters())])


CANDIDATES = (
    Candidate("word counts", _counted(CountVectorizer, 1.0, spelling=False)),
    Candidate("words, letters, spelling", _counted(_words_and_letters, 20.0, spelling=True)),
    Candidate("spaCy text classifier", SpacyTextcat.fit),
    Candidate("nearest example (MiniLM)", Neighbours.fit),
    Candidate("MiniLM, last layer", _embedded(-WIDTH, 30.0)),
    Candidate("MiniLM, layers 2, 4, 6", _embedded(0, 60.0)),
    Candidate("layers 2, 4, 6 and letters", Ours.fit),
)
