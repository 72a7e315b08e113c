"""Rasa component: the sentence vector of every message."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.text_classifier import as_read
from nlu.encoder import load_encoder

THREADS = "threads"
EIGHT_BIT = "eight_bit"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the MiniLM sentence vector of a message's text as a dense sentence feature.

    Settings: `threads` one sentence may use; `eight_bit` for the fast form of the encoder.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that have to be importable."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """One thread a message, 8-bit."""
        return {**DenseFeaturizer.get_default_config(), THREADS: 1, EIGHT_BIT: True}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Load the encoder, building it the first time."""
        super().__init__(name, config)
        self._encoder = load_encoder(threads=config[THREADS], eight_bit=config[EIGHT_BIT])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """Make the component; there is nothing to train or load but the encoder."""
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector to messages that have text."""
        for message in messages:
            if (text := message.get(TEXT)) is not None:
                vector = self._encoder.vector(as_read(text))
                message.add_features(
                    Features(
                        vector.reshape(1, -1),
                        FEATURE_TYPE_SENTENCE,
                        TEXT,
                        self._config[FEATURIZER_CLASS_ALIAS],
                    )
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors to the training examples."""
        self.process(training_data.training_examples)
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: Rasa refuses unknown kinds of values itself."""


def sentence_vector(message: Message) -> NDArray[np.float32]:
    """The sentence vector that the featurizer has added to a message.

    Raises:
        RuntimeError: It has added none.
    """
    _, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise RuntimeError("SentenceVectorFeaturizer has to come before what reads its vectors.")
    return np.asarray(sentence.features[0], dtype=np.float32)
