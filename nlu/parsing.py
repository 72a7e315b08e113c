"""Understands single messages with the trained model, without a conversation."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from nlu.components.context import PENDING, TODAY
from nlu.components.earlier import EARLIER
from nlu.components.finding_extractor import FINDINGS
from nlu.components.message_reader import SUGGESTIONS, TOPIC, TOPICS, MessageReader
from nlu.components.reading import CHECK_IN


class Parser:
    """The understanding part of a trained Rasa model.

    Only the components up to the `MessageReader` are loaded. Rasa's handler of
    payloads comes after it, so text that begins with "/" is text here.
    """

    def __init__(self, model: Path) -> None:
        """Load a model.

        Args:
            model: Archive written by `rasa train`.

        Raises:
            ValueError: The model was trained with another pipeline.
        """
        with tempfile.TemporaryDirectory(prefix="hammy-parser-") as scratch:
            storage, metadata = LocalModelStorage.from_model_archive(Path(scratch), model)
            self._last = _reader_node(metadata.predict_schema)
            schema = metadata.predict_schema.minimal_graph_schema([self._last])
            self._runner = DaskGraphRunner.create(
                schema, storage, ExecutionContext(schema, metadata.model_id)
            )

    def message(
        self, text: str, *, pending: Sequence[str] = (), earlier: Sequence[str] = (), today: date
    ) -> Message:
        """A message as the pipeline leaves it, with everything it found.

        Args:
            text: What the runner wrote.
            pending: The findings just asked about, or `("check_in",)`.
            earlier: The messages sent just before it, oldest first.
            today: The runner's local date.
        """
        metadata = {
            PENDING: list(pending),
            EARLIER: list(earlier),
            TODAY: today.isoformat(),
        }
        inputs = {
            PLACEHOLDER_MESSAGE: [UserMessage(text, metadata=metadata)],
            PLACEHOLDER_TRACKER: None,
        }
        return self._runner.run(inputs=inputs, targets=[self._last])[self._last][0]

    def parse(
        self, text: str, *, pending: Sequence[str] = (), earlier: Sequence[str] = (), today: date
    ) -> dict[str, Any]:
        """What a message is taken to mean, as plain values.

        Args:
            text: What the runner wrote.
            pending: The findings just asked about, or `("check_in",)`.
            earlier: The messages sent just before it, oldest first.
            today: The runner's local date.

        Returns:
            text, intent, confidence (0-1), findings, topic, topics, suggestions (the two
            meanings that would be asked back with; empty when the message is clear) and check_in.
        """
        message = self.message(text, pending=pending, earlier=earlier, today=today)
        intent = message.get(INTENT)
        return {
            "text": text,
            "intent": intent[INTENT_NAME_KEY],
            "confidence": intent[PREDICTED_CONFIDENCE_KEY],
            FINDINGS: message.get(FINDINGS),
            TOPIC: message.get(TOPIC),
            TOPICS: message.get(TOPICS),
            SUGGESTIONS: message.get(SUGGESTIONS),
            CHECK_IN: message.get(CHECK_IN),
        }


def _reader_node(schema: GraphSchema) -> str:
    names = [name for name, node in schema.nodes.items() if node.uses is MessageReader]
    if not names:
        raise ValueError("The model has no MessageReader; train it again.")
    return str(names[-1])
