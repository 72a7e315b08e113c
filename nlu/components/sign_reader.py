"""Rasa component: signs of trouble in words that no rule knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.featurizer import (
    EIGHT_BIT,
    THREADS,
    SentenceVectorFeaturizer,
    sentence_vector,
)
from nlu.components.finding_extractor import EXTRACTION, write_extraction
from nlu.components.rules import load_words
from nlu.components.text_classifier import as_read
from nlu.encoder import load_encoder
from nlu.extraction.extractor import understood
from nlu.signs.joining import joined, worth_reading
from nlu.signs.net import Settings, SignNet, nearest
from nlu.signs.pieces import Piece, pieces
from nlu.signs.sentences import left_to_rules, load_sentences

Matrix = NDArray[np.float32]

_TELLING_INTENTS = frozenset(load_words("signs.yml")["telling_intents"])
_NEAR = "near"
_MOST_ORDINARY = "most_ordinary"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SignReader(GraphComponent, EntityExtractorMixin):
    """Adds to `findings` and `mentions` the signs that stretches of a message are like.

    Settings: those of `nlu.signs.net.Settings`; `near` and `most_ordinary`, how near a training
    example of an ordinary intent has to come to a sign to teach the net that it is none, and how
    many of them do at most; `threads` and `eight_bit` as for the `SentenceVectorFeaturizer`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """It learns from the vectors; what the rules have read it needs while it works only."""
        return [SentenceVectorFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that were best on sentences left out of learning."""
        defaults = Settings()
        return {
            "width": defaults.width,
            "sharpness": defaults.sharpness,
            "pull": defaults.pull,
            "tolerated": defaults.tolerated,
            "least": defaults.least,
            _NEAR: 0.6,
            _MOST_ORDINARY: 1500,
            THREADS: 1,
            EIGHT_BIT: True,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        net: SignNet | None = None,
    ) -> None:
        """Take the settings and, when trained, the net."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._net = net
        self._left_to_rules = left_to_rules()
        self._encoder = load_encoder(threads=config[THREADS], eight_bit=config[EIGHT_BIT])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SignReader:
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
    ) -> SignReader:
        """Load a trained component."""
        with model_storage.read_from(resource) as directory:
            net = SignNet.load(directory)
        return cls(config, model_storage, resource, net)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences of `nlu/signs`, and from ordinary talk that comes near them."""
        sentences = load_sentences()
        vectors = self._encoder.vectors([as_read(one.text) for one in sentences])
        telling = np.array([bool(one.findings) for one in sentences])
        ordinary = self._ordinary(training_data, vectors[telling])
        said = [one.findings for one in sentences] + [frozenset[str]()] * len(ordinary)
        settings = Settings(
            width=int(self._config["width"]),
            sharpness=float(self._config["sharpness"]),
            pull=float(self._config["pull"]),
            tolerated=float(self._config["tolerated"]),
            least=float(self._config["least"]),
        )
        self._net = SignNet.learn(np.vstack([vectors, ordinary]), said, settings)
        with self._model_storage.write_to(self._resource) as directory:
            self._net.save(directory)
        return self._resource

    def _ordinary(self, training_data: TrainingData, signs: Matrix) -> Matrix:
        """The vectors of training examples that are no sign, the ones most like a sign first."""
        examples = [
            sentence_vector(example)
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT) not in _TELLING_INTENTS
        ]
        if not examples:
            return signs[:0]
        vectors = np.stack(examples)
        likeness = nearest(vectors, signs)
        order = np.argsort(-likeness, kind="stable")[: int(self._config[_MOST_ORDINARY])]
        return np.asarray(vectors[order[likeness[order] >= float(self._config[_NEAR])]])

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the stretches of each message that the rules have left open."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        text, extraction = message.get(TEXT) or "", message.get(EXTRACTION)
        if extraction is None:
            raise RuntimeError("SignReader needs FindingExtractor before it.")
        open_pieces = worth_reading(pieces(understood(text)), extraction.mentions)
        if not open_pieces:
            return
        complete = joined(text, extraction, self._suspected(message, open_pieces))
        if complete is not extraction:
            write_extraction(self, message, complete)

    def _suspected(
        self, message: Message, open_pieces: Sequence[Piece]
    ) -> dict[Piece, frozenset[str]]:
        if self._net is None:
            raise RuntimeError("The net was not trained.")
        vectors = [
            sentence_vector(message) if piece.whole else self._encoder.vector(piece.text)
            for piece in open_pieces
        ]
        said = self._net.said(np.stack(vectors))
        return {
            piece: told
            for piece, findings in zip(open_pieces, said, strict=True)
            if (told := findings - self._left_to_rules)
        }
