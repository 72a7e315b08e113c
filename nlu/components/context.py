"""What the conversation tells about a message: the open question and the runner's date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message

PENDING = "pending"
TODAY = "today"
PENDING_SLOT = "pending_findings"
TODAY_SLOT = "today"


@dataclass(frozen=True)
class Context:
    """Against what a message is read.

    Attributes:
        pending: The findings just asked about, or `check_in`, with `mood` while that is asked.
        today: The runner's local date.
    """

    pending: tuple[str, ...]
    today: date

    @classmethod
    def of(cls, message: Message, tracker: DialogueStateTracker | None) -> Context:
        """From the message's metadata, else from the tracker's slots, else this machine's day."""
        metadata: Mapping[str, Any] = message.get(METADATA) or {}
        slots = tracker.current_slot_values() if tracker is not None else {}
        pending = metadata.get(PENDING, slots.get(PENDING_SLOT)) or ()
        today = metadata.get(TODAY) or slots.get(TODAY_SLOT)
        return cls(
            (pending,) if isinstance(pending, str) else tuple(pending),
            date.fromisoformat(today) if today else date.today(),  # noqa: DTZ011
        )
