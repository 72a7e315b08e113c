"""Rasa component: ranks the intents of a message and of each piece of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.asking import question_share
from nlu.components.featurizer import (
    EIGHT_BIT,
    THREADS,
    SentenceVectorFeaturizer,
    sentence_vector,
)
from nlu.components.reading import Piece
from nlu.components.segments import MOST_SEGMENTS, alternatives, asks, segments
from nlu.components.text_classifier import Ranking, Settings, TextClassifier, as_read
from nlu.encoder import load_encoder

RANKING_LENGTH = "ranking_length"
_QUESTION = 0.5
WHOLE = "whole"
"""Message property: the ranking of every intent; not part of the output."""
PIECES = "pieces"
"""Message property: each piece of a message of several, with its ranking; no output either."""
ALTERNATIVES = "alternatives"
"""Message property: each question of a piece that asks of several things, likewise."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MessageClassifier(IntentClassifier, GraphComponent):
    """Logistic regression on the sentence vector and character n-grams.

    Settings: those of `nlu.components.text_classifier.Settings`, `ranking_length` (how many
    intents are kept with the message, so that conversations stay small), and `threads` and
    `eight_bit` as for the `SentenceVectorFeaturizer`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """It reads the vectors of the featurizer."""
        return [Featurizer, SentenceVectorFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that have to be importable."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that were best on text never trained on."""
        defaults = Settings()
        return {
            "freedom": defaults.freedom,
            "ngram_width": defaults.ngram_width,
            "ngram_weight": defaults.ngram_weight,
            "temperature": defaults.temperature,
            RANKING_LENGTH: 10,
            THREADS: 1,
            EIGHT_BIT: True,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: TextClassifier | None = None,
    ) -> None:
        """Take the settings and, when trained, the classifier."""
        self._settings = _settings(config)
        self._ranking_length = int(config[RANKING_LENGTH])
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier
        self._encoder = load_encoder(threads=config[THREADS], eight_bit=config[EIGHT_BIT])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageClassifier:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageClassifier:
        """Load a trained component."""
        with model_storage.read_from(resource) as directory:
            classifier = TextClassifier.load(directory, _settings(config))
        return cls(config, model_storage, resource, classifier)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the intent examples."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        self._classifier = TextClassifier.learn(
            [as_read(example.get(TEXT)) for example in examples],
            np.stack([sentence_vector(example) for example in examples]),
            [example.get(INTENT) for example in examples],
            self._settings,
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._classifier.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message and, if it has several pieces, of each piece."""
        for message in messages:
            self._rank(message)
        return messages

    def _rank(self, message: Message) -> None:
        if self._classifier is None:
            raise RuntimeError("The classifier was not trained.")
        text = message.get(TEXT) or ""
        ranking = self._classifier.rank(as_read(text), sentence_vector(message))
        pieces = segments(text) if _may_ask(text, ranking) else ()
        asked = [one for piece in pieces for one in alternatives(piece)][:MOST_SEGMENTS]
        message.set(WHOLE, ranking)
        message.set(PIECES, [self._piece(one) for one in pieces] if len(pieces) > 1 else [])
        message.set(ALTERNATIVES, [self._piece(one) for one in asked])
        set_intent(message, ranking[: self._ranking_length])

    def _piece(self, text: str) -> Piece:
        assert self._classifier is not None
        read = as_read(text)
        return Piece(text, self._classifier.rank(read, self._encoder.vector(read)))


def _may_ask(text: str, ranking: Ranking) -> bool:
    """Whether pieces are worth reading: in a story without a question they change nothing."""
    return any(map(asks, segments(text))) or question_share(ranking) >= _QUESTION


def set_intent(message: Message, ranking: Ranking) -> None:
    """Write a ranking into a message the way Rasa's own classifiers do."""
    entries = [
        {INTENT_NAME_KEY: ranked.label, PREDICTED_CONFIDENCE_KEY: ranked.probability}
        for ranked in ranking
    ]
    message.set(INTENT, entries[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, entries, add_to_output=True)


def _settings(config: dict[str, Any]) -> Settings:
    return Settings(
        freedom=float(config["freedom"]),
        ngram_width=int(config["ngram_width"]),
        ngram_weight=float(config["ngram_weight"]),
        temperature=float(config["temperature"]),
    )
