"""What the server knows, and waiting for it to change."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.fake_api.faults import Fault
from tests.telegram.fake_api.records import Sent


@dataclass
class State:
    """The server's state; `chats` are those that the bot may write to."""

    chats: set[int] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answered_queries: dict[str, str | None] = field(default_factory=dict)
    typing: list[int] = field(default_factory=list)
    commands: list[dict[str, str]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    pending: list[Any] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    url: str = ""
    _open_queries: set[str] = field(default_factory=set)
    _next_update: int = 1000
    _next_message: int = 1
    _polls: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _closing: bool = False

    def _change(self) -> None:
        self._changed.set()

    async def until(self, condition: Callable[[], Any], seconds: float = 30.0) -> None:
        """Wait until something that the server sees has come true."""
        end = time.monotonic() + seconds
        while not condition():
            self._changed.clear()
            left = end - time.monotonic()
            assert left > 0, f"did not happen; calls: {[name for name, _ in self.calls[-30:]]}"
            try:
                await asyncio.wait_for(self._changed.wait(), min(left, 0.05))
            except asyncio.TimeoutError:
                continue

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.sent if sent.chat == chat]

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)
