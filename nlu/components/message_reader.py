"""Rasa component: what a message is, once everything about it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    INTENT_RANKING_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.components.classifier import ALTERNATIVES, PIECES, WHOLE, MessageClassifier, set_intent
from nlu.components.context import Context
from nlu.components.finding_extractor import FINDINGS, FindingExtractor
from nlu.components.reading import (
    CHECK_IN,
    CHECK_IN_ANSWER,
    Evidence,
    Reading,
    Thresholds,
    read_message,
)
from nlu.components.text_classifier import Ranking
from nlu.values.check_in import read_check_in

TOPIC = "topic"
TOPICS = "topics"
SUGGESTIONS = "suggestions"

_LIKELY = 3
"""Among how many of the likeliest intents a check-in answer has to be to be read as one."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageReader(IntentClassifier, GraphComponent):  # type: ignore[misc]
    """Settles the intent and writes `topics`, `topic`, `check_in` and `suggestions`.

    Settings: those of `nlu.components.reading.Thresholds`.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """It decides on what these two found."""
        return [MessageClassifier, FindingExtractor]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds measured on text never trained on."""
        return asdict(Thresholds())

    def __init__(self, thresholds: Thresholds) -> None:
        """Take the thresholds."""
        self._thresholds = thresholds

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """Make the component; it learns nothing."""
        names = [field.name for field in fields(Thresholds)]
        return cls(Thresholds(**{name: float(config[name]) for name in names}))

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,
    ) -> list[Message]:
        """Read each message."""
        for message in messages:
            evidence = _evidence(message, Context.of(message, tracker))
            _write(message, evidence, read_message(evidence, self._thresholds))
        return messages


def _evidence(message: Message, context: Context) -> Evidence:
    ranking = message.get(WHOLE)
    return Evidence(
        text=message.get(TEXT) or "",
        ranking=ranking,
        pieces=message.get(PIECES, []),
        alternatives=message.get(ALTERNATIVES, []),
        findings=message.get(FINDINGS, {}),
        pending=context.pending,
        check_in=_check_in(message, ranking, context),
    )


def _check_in(message: Message, ranking: Ranking, context: Context) -> Mapping[str, Any] | None:
    likely = CHECK_IN_ANSWER in (ranked.label for ranked in ranking[:_LIKELY])
    if CHECK_IN not in context.pending and not likely:
        return None
    return read_check_in(message.get(TEXT) or "", context.today).said() or None


def _write(message: Message, evidence: Evidence, reading: Reading) -> None:
    rest = tuple(one for one in evidence.ranking if one.label != reading.intent.label)
    kept = len(message.get(INTENT_RANKING_KEY))
    set_intent(message, (reading.intent, *rest)[:kept])
    message.set(TOPICS, list(reading.topics), add_to_output=True)
    message.set(TOPIC, reading.topics[0] if reading.topics else None, add_to_output=True)
    message.set(CHECK_IN, reading.check_in, add_to_output=True)
    message.set(SUGGESTIONS, list(reading.suggestions), add_to_output=True)
