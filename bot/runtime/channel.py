"""The output channel that collects what Rasa says; it never raises into Rasa."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class CollectingChannel(OutputChannel):
    """Keeps the turn's messages in order, whole, for the engine to turn into replies."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Rasa's name for the channel."""
        return "hammy"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message; sending is the channel's business after the turn is saved."""
        self.messages.append(message)
