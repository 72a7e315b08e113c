"""Works on claimed rows: one of each chat at a time, as many chats at once as it has slots."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from bot.runtime.faults import describe
from bot.telegram.faults import TokenRefused, backoff
from bot.telegram.waiting import unless_stopped

log = logging.getLogger(__name__)

Item = TypeVar("Item")

_CLEANING_UP = 1.0


class Crew(Generic[Item]):
    """Claims rows and works on them until it is told to stop."""

    def __init__(
        self,
        claim: Callable[[int], Awaitable[Sequence[Item]]],
        work: Callable[[Item], Awaitable[None]],
        *,
        slots: int,
        idle: float,
    ) -> None:
        """Set it up.

        Args:
            claim: Gives up to so many rows, never two of one chat.
            work: Deals with one row; gives it back when it is cancelled.
            slots: How many rows at once.
            idle: Seconds until the next look when nobody calls `wake`.
        """
        self._claim = claim
        self._work = work
        self._slots = slots
        self._idle = idle
        self._news = asyncio.Event()
        self._at_rest = asyncio.Event()
        self._claiming = asyncio.Lock()
        self._running: dict[asyncio.Task[None], tuple[Item, float]] = {}
        self._fatal: TokenRefused | None = None

    def wake(self) -> None:
        """Look at the queue now."""
        self._at_rest.clear()
        self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Claim and work until `stop` is set; what has begun then goes on (see `finish`).

        Raises:
            TokenRefused: Some work found that nothing can be done any more.
        """
        failures = 0
        while not stop.is_set():
            self._news.clear()
            free = self._slots - len(self._running)
            pause = self._idle
            try:
                async with self._claiming:
                    claimed = await self._claim(free) if free and not stop.is_set() else ()
                    for item in claimed:
                        self._start(item)
                failures = 0
            except Exception as fault:
                failures += 1
                log.error("cannot look at the queue (try %d): %s", failures, describe(fault))
                claimed = ()
                pause = backoff(failures, first=self._idle, longest=10 * self._idle)
            if not claimed:
                if not self._running and not failures and not self._news.is_set():
                    self._at_rest.set()
                await unless_stopped(stop, self._wait(pause))
            if self._fatal is not None:
                raise self._fatal

    def at_work_on(self, longest: float) -> tuple[Item, ...]:
        """What is being worked on, but for what has taken longer than so many seconds."""
        begun_after = time.monotonic() - longest
        return tuple(item for item, begun_at in self._running.values() if begun_at > begun_after)

    async def rest(self) -> None:
        """Wait until a look at the queue found nothing and nothing is being worked on."""
        await self._at_rest.wait()

    async def finish(self, seconds: float) -> None:
        """Let the work that has begun end, and cut off what is not done after some seconds."""
        with suppress(asyncio.TimeoutError):
            # What is being claimed at this moment begins as well.
            await asyncio.wait_for(self._looked(), _CLEANING_UP)
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)
        for task in set(self._running):
            task.cancel()
        if self._running:
            await asyncio.wait(set(self._running), timeout=_CLEANING_UP)

    async def _looked(self) -> None:
        async with self._claiming:
            return

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except asyncio.TimeoutError:
            return

    def _start(self, item: Item) -> None:
        self._at_rest.clear()
        task: asyncio.Task[None] = asyncio.ensure_future(self._guarded(item))
        self._running[task] = (item, time.monotonic())
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.pop(task, None)
        # Its chat's next row can be claimed now.
        self._news.set()

    async def _guarded(self, item: Item) -> None:
        try:
            await self._work(item)
        except TokenRefused as refused:
            self._fatal = refused
        except Exception as fault:
            log.error("a row was left unfinished: %s", describe(fault))
