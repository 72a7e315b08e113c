"""Who the bot is, and what its readers have."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

TOKEN = "123456:TEST-token_of-the-fake"
BOT = {"id": 123456, "is_bot": True, "first_name": "Hammy", "username": "hammy_test_bot"}
MEMBER_FIELDS = {"user": BOT}


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes


@dataclass
class Sent:
    """A message of the bot as its reader has it."""

    chat: int
    message_id: int
    method: str
    text: str
    entities: list[dict[str, Any]]
    keyboard: list[list[dict[str, str]]]
    filename: str | None = None
    content: bytes | None = None
    edits: int = 0
    at: float = field(default_factory=time.monotonic)

    @property
    def titles(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def bold(self) -> list[str]:
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == "bold"
        ]
