"""Rasa component: every finding of a message, with its state."""

from __future__ import annotations

from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_ROLE,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.components.context import Context
from nlu.components.earlier import messages_before
from nlu.extraction.earlier import with_earlier
from nlu.extraction.extractor import extract
from nlu.extraction.model import Extraction, Mention

FINDINGS = "findings"
MENTIONS = "mentions"
EXTRACTION = "extraction"
"""Message property: the same as it was read; not part of the output."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FindingExtractor(GraphComponent, EntityExtractorMixin):
    """Writes `findings` and `mentions`, and each mention as an entity.

    An entity is named after the finding; its role is the mention's state.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FindingExtractor:
        """Make the component; it learns nothing."""
        return cls()

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,
    ) -> list[Message]:
        """Read each message against the open question, the date and what was typed just before."""
        for message in messages:
            context = Context.of(message, tracker)
            text = message.get(TEXT) or ""
            alone = extract(text, pending=context.pending, today=context.today)
            before = messages_before(message, tracker)
            extraction = with_earlier(text, alone, before, today=context.today)
            write_extraction(self, message, extraction)
        return messages


def write_extraction(
    component: EntityExtractorMixin, message: Message, extraction: Extraction
) -> None:
    """Write what was read into a message, new mentions as entities too.

    Args:
        component: The component that read it.
        message: The message.
        extraction: What was read, with all that earlier components have read.
    """
    mentions = [_plain(mention) for mention in extraction.mentions]
    fresh = [mention for mention in mentions if mention not in message.get(MENTIONS, [])]
    entities = component.add_extractor_name([_entity(mention) for mention in fresh])
    findings = {name: _json(value) for name, value in extraction.findings.items()}
    message.set(EXTRACTION, extraction)
    message.set(FINDINGS, findings, add_to_output=True)
    message.set(MENTIONS, mentions, add_to_output=True)
    message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def _plain(mention: Mention) -> dict[str, Any]:
    return {
        "finding": mention.finding,
        "value": _json(mention.value),
        "state": mention.state.value,
        "start": mention.start,
        "end": mention.end,
    }


def _entity(mention: dict[str, Any]) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: mention["finding"],
        ENTITY_ATTRIBUTE_VALUE: mention["value"],
        ENTITY_ATTRIBUTE_ROLE: mention["state"],
        ENTITY_ATTRIBUTE_START: mention["start"],
        ENTITY_ATTRIBUTE_END: mention["end"],
    }


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
