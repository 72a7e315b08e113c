"""Rasa component: what a message is, once everything about it is known."""

from __future__ import annotations

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
from nlu.components.finding_extractor import EXTRACTION, FINDINGS, FindingExtractor
from nlu.components.reading import (
    CHECK_IN,
    CHECK_IN_ANSWER,
    SET_HOUR,
    Evidence,
    Reading,
    Thresholds,
    read_message,
)
from nlu.components.statements import only_denies
from nlu.components.text_classifier import Ranking
from nlu.values.check_in import CheckInAnswer, read_check_in
from nlu.values.mood import MOOD, mood_answered
from nlu.values.zones import find_zone

TOPIC = "topic"
TOPICS = "topics"
SUGGESTIONS = "suggestions"

TIME_ZONE = "time_zone"
"""Stands among the findings just asked about while the question is where somebody is."""
_SHORT = 4
"""Words of an answer that is a place and nothing else."""
_LIKELY = 3
"""Among how many of the likeliest intents a check-in answer has to be to be read as one."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageReader(IntentClassifier, GraphComponent):
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
    told = _told(message, ranking, context)
    return Evidence(
        text=message.get(TEXT) or "",
        ranking=ranking,
        pieces=message.get(PIECES, []),
        alternatives=message.get(ALTERNATIVES, []),
        findings=message.get(FINDINGS, {}),
        pending=context.pending,
        check_in=told.said() or None if told else None,
        scored=told is not None and told.placed,
        place=_names_a_place(message, context),
        declined=_declined(message),
        overall=told is not None and _tells_without_score(message, told, context),
    )


def _tells_without_score(message: Message, told: CheckInAnswer, context: Context) -> bool:
    """Whether it answers an open check-in by how the day was, or how they are in themselves."""
    if CHECK_IN not in context.pending:
        return False
    if MOOD in context.pending and mood_answered(message.get(TEXT) or "") is not None:
        return True
    return told.overall is not None or told.mood is not None


def _names_a_place(message: Message, context: Context) -> bool:
    """Whether a short answer to where somebody is names a place on the map."""
    text = message.get(TEXT) or ""
    short = len(text.split()) <= _SHORT
    return TIME_ZONE in context.pending and short and find_zone(text) is not None


def _declined(message: Message) -> bool:
    """Whether the answer to what was asked is that there is none to give."""
    answer = message.get(EXTRACTION).answer
    return bool(answer and answer.values) and set(answer.values.values()) == {None}


def _told(message: Message, ranking: Ranking, context: Context) -> CheckInAnswer | None:
    likely = CHECK_IN_ANSWER in (ranked.label for ranked in ranking[:_LIKELY])
    likely = likely or ranking[0].label == SET_HOUR or only_denies(message.get(FINDINGS, {}))
    if CHECK_IN not in context.pending and not likely:
        return None
    return read_check_in(message.get(TEXT) or "", context.today)


def _write(message: Message, evidence: Evidence, reading: Reading) -> None:
    rest = tuple(one for one in evidence.ranking if one.label != reading.intent.label)
    kept = len(message.get(INTENT_RANKING_KEY))
    set_intent(message, (reading.intent, *rest)[:kept])
    message.set(TOPICS, list(reading.topics), add_to_output=True)
    message.set(TOPIC, reading.topics[0] if reading.topics else None, add_to_output=True)
    message.set(CHECK_IN, reading.check_in, add_to_output=True)
    message.set(SUGGESTIONS, list(reading.suggestions), add_to_output=True)
