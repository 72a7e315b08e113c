"""Looks after the queues: work whose worker died, and a clock that was set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.runtime.faults import describe
from bot.telegram.clock import Clock
from bot.telegram.crew import Crew
from bot.telegram.death_watch import DeathWatch
from bot.telegram.ledger import Claims, Ledger
from bot.telegram.notices import Notice, Notices
from bot.telegram.pace import Pace
from bot.telegram.waiting import nap
from storage.inbox import InboxItem
from storage.leases import Held
from storage.outbox import OutboxItem
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
        turns: Who works on what has arrived.
        messages: Who works on what is to be sent.
        wake: Called after something can go that could not before.
    """

    ledger: Ledger
    clock: Clock
    notices: Notices
    pace: Pace
    turns: Crew[InboxItem]
    messages: Crew[OutboxItem]
    wake: Callable[[], None]

    def __post_init__(self) -> None:
        self._turns_watch, self._messages_watch = (
            DeathWatch(self.pace.lease, self.pace.lease / 2) for _ in range(2)
        )

    async def open_up(self, stop: asyncio.Event, *, alone: bool) -> None:
        """Put right what an earlier run left behind, however long the database is away.

        Args:
            stop: Ends it early.
            alone: Whether no other program works on the database: then whatever is claimed has
                no worker any more. What others have claimed is theirs for as long as they
                show signs of life.
        """
        if not alone:
            return
        while not await self._tried(self._release(None)) and not stop.is_set():
            await nap(stop, self.pace.idle)
        await self._tried(self.ledger.after_start())

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until `stop` is set."""
        await asyncio.gather(self._tidy(stop), self._watch_claims(stop), self._watch_clock(stop))

    async def _tidy(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await nap(stop, self.pace.tidy)
            await self._tried(self.ledger.scrub_if_needed())

    async def _watch_claims(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._tried(self._look_after_claims())
            await nap(stop, self.pace.renew)

    async def _look_after_claims(self) -> None:
        """Show that our own work goes on, and take over what nobody works on any more."""
        turns = self.turns.at_work_on(self.pace.longest_work)
        messages = self.messages.at_work_on(self.pace.longest_work)
        await self.ledger.renew(turns, messages)
        seen = await self.ledger.claims()
        dead = Claims(
            self._turns_watch.look(_of_others(seen.turns, turns)),
            self._messages_watch.look(_of_others(seen.messages, messages)),
        )
        if dead != Claims():
            log.warning(
                "took %d turns and %d messages over that showed no sign of life",
                len(dead.turns),
                len(dead.messages),
            )
            await self._release(dead)

    async def _watch_clock(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if self.clock.was_set and await self._tried(self.ledger.after_clock_was_set()):
                log.warning("the clock was set; what waits in the queues may go now")
                self.clock.accept()
                self.wake()
            await nap(stop, self.pace.clock)

    async def _release(self, dead: Claims | None) -> None:
        """Give back work whose worker died."""
        if await self.ledger.release_lost_work(dead, self._after_death):
            self.wake()

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


def _of_others(
    claims: Sequence[Held], ours: Sequence[InboxItem] | Sequence[OutboxItem]
) -> tuple[Held, ...]:
    held_here = {(item.id, item.attempts) for item in ours}
    return tuple(claim for claim in claims if (claim.id, claim.attempts) not in held_here)
