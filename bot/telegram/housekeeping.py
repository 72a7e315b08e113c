"""Looks after the queues: work whose worker died, and a clock that was set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.runtime.faults import describe
from bot.telegram.clock import Clock
from bot.telegram.ledger import LEASE, Ledger
from bot.telegram.notices import Notice, Notices
from bot.telegram.pace import Pace
from bot.telegram.waiting import nap
from storage.inbox import InboxItem
from storage.problems import DatabaseProblem

log = logging.getLogger(__name__)

_WORKER_DIED = "WorkerDied"


@dataclass
class Housekeeping:
    """Looks after the queues.

    Attributes:
        ledger: Where they are.
        clock: The clock that their moments are of.
        notices: What people are told about what had to be set aside.
        pace: How often to look.
        wake: Called after something can go that could not before.
    """

    ledger: Ledger
    clock: Clock
    notices: Notices
    pace: Pace
    wake: Callable[[], None]

    async def open_up(self, stop: asyncio.Event, *, alone: bool) -> None:
        """Put right what an earlier run left behind, however long the database is away.

        Args:
            stop: Ends it early.
            alone: Whether no other program works on the database: then whatever is claimed has
                no worker any more.
        """
        lease = timedelta(0) if alone else LEASE
        while not await self._release(lease) and not stop.is_set():
            await nap(stop, self.pace.idle)
        if alone:
            await self._tried(self.ledger.after_start())

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until `stop` is set."""
        await asyncio.gather(self._tidy(stop), self._watch_clock(stop))

    async def _tidy(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await nap(stop, self.pace.tidy)
            if not self.clock.was_set:
                await self._release(LEASE)
            await self._tried(self.ledger.scrub_if_needed())

    async def _watch_clock(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if self.clock.was_set and await self._tried(self.ledger.after_clock_was_set()):
                log.warning("the clock was set; what waits in the queues may go now")
                self.clock.accept()
                self.wake()
            await nap(stop, self.pace.clock)

    async def _release(self, older_than: timedelta) -> bool:
        """Give back work whose worker died; whether that could be done."""

        async def release() -> None:
            if await self.ledger.release_lost_work(older_than, self._after_death):
                self.wake()

        return await self._tried(release())

    def _after_death(self, item: InboxItem) -> tuple[Notice, ...]:
        return self.notices.of(item, _WORKER_DIED)

    @staticmethod
    async def _tried(work: Coroutine[Any, Any, None]) -> bool:
        try:
            await work
        except DatabaseProblem as problem:
            log.error("the queues could not be looked after: %s", describe(problem))
            return False
        return True
