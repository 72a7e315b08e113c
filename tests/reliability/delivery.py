"""Telegram's side of a webhook: brings each update until it is taken, those of a chat in order."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.telegram.webhook import SECRET_HEADER
from tests.reliability.process import SECRET
from tests.telegram.fake_api import FakeTelegram

_AT_ONCE = 40
_PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass
class Delivery:
    """Brings what people write to any of some addresses.

    Attributes:
        telegram: Where they write.
        addresses: Where it is brought, as a balancer would choose.
        again: How often an update had to be brought again.
    """

    telegram: FakeTelegram
    addresses: Sequence[str]
    again: int = 0
    _waiting: dict[int, list[Any]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(
            headers={SECRET_HEADER: SECRET}, timeout=_PATIENCE
        ) as session:
            bringing = asyncio.ensure_future(self._run(session))
            try:
                yield
            finally:
                for task in (bringing, *self._tasks):
                    task.cancel()
                await asyncio.gather(bringing, *self._tasks, return_exceptions=True)

    async def _run(self, session: aiohttp.ClientSession) -> None:
        gate = asyncio.Semaphore(_AT_ONCE)
        while True:
            written, self.telegram.pending = self.telegram.pending, []
            for update in written:
                chat = update["message"]["chat"]["id"]
                if chat in self._waiting:
                    self._waiting[chat].append(update)
                    continue
                self._waiting[chat] = [update]
                task = asyncio.ensure_future(self._bring_all(session, gate, chat))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(0.01)

    async def _bring_all(
        self, session: aiohttp.ClientSession, gate: asyncio.Semaphore, chat: int
    ) -> None:
        waiting = self._waiting[chat]
        while waiting:
            async with gate:
                taken = await self._is_taken(session, waiting[0])
            if taken:
                del waiting[0]
            else:
                self.again += 1
                await asyncio.sleep(0.1)
        del self._waiting[chat]

    async def _is_taken(self, session: aiohttp.ClientSession, update: Any) -> bool:
        try:
            async with session.post(random.choice(self.addresses), json=update) as response:
                return response.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
