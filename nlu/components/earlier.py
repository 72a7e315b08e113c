"""The messages that somebody sent just before the one that is read, from Rasa's conversation."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from rasa.shared.core.constants import IS_EXTERNAL
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message

EARLIER = "earlier"
_NOW = "now"
_EDITED = "edited"
_MOST = 2
_TOGETHER = timedelta(minutes=10)
"""What was sent longer ago than this is another talk."""
_TAPPED = "/"


def messages_before(message: Message, tracker: DialogueStateTracker | None) -> tuple[str, ...]:
    """What was typed just before a message, oldest first.

    A button ends it, because it answers what was typed before. An edited message is told anew in
    full. Nothing is kept: Rasa's tracker holds the words already.

    Args:
        message: The message; its metadata may name the messages before it.
        tracker: The conversation, or None outside of one.
    """
    metadata: Mapping[str, Any] = message.get(METADATA) or {}
    if EARLIER in metadata:
        return tuple(metadata[EARLIER])[-_MOST:]
    if tracker is None or metadata.get(_EDITED):
        return ()
    typed = islice(_typed(tracker, _sent(metadata, time.time())), _MOST)
    return tuple(typed)[::-1]


def _typed(tracker: DialogueStateTracker, now: float) -> Iterator[str]:
    """The words typed lately, newest first, back to the last button."""
    for event in reversed(tracker.events):
        if not isinstance(event, UserUttered):
            continue
        text, metadata = event.text or _TAPPED, event.metadata or {}
        ago = now - _sent(metadata, event.timestamp)
        if text.startswith(_TAPPED) or IS_EXTERNAL in metadata or ago > _TOGETHER.total_seconds():
            return
        yield text


def _sent(metadata: Mapping[str, Any], otherwise: float) -> float:
    """When a message was sent, in seconds: as the channel says, else as Rasa took it in."""
    said = metadata.get(_NOW)
    return datetime.fromisoformat(said).timestamp() if said else otherwise
