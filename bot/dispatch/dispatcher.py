"""The dispatcher: looks what is due, again and again, and puts it into the chats' order.

Its cost depends on what is due, not on how many people there are. Any number of processes may run
it on one database: rows are locked while they are worked on, and a local date has one check-in.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.dispatch.opening import open_due
from bot.dispatch.queueing import queue_due, queue_nudges, release_lost
from bot.dispatch.upkeep import keep_house
from bot.runtime.faults import describe
from storage.database import Database
from storage.runners import end_pauses

log = logging.getLogger(__name__)

SERVED_CHANNELS = ("telegram",)


@dataclass(frozen=True)
class Pace:
    """How much is done at once, and how often.

    Attributes:
        idle: Seconds to the next look when nothing was due.
        busy: Seconds to the next look when there may be more; with `batch`, this keeps a full
            hour of check-ins from holding up people who have just written.
        batch: How many of each kind at once.
    """

    idle: float = 5.0
    busy: float = 1.0
    batch: int = 20


@dataclass
class Dispatcher:
    """One dispatcher.

    Attributes:
        database: Where.
        channels: The channels whose messages somebody carries.
        pace: How much at once.
        on_queued: Called after check-ins were put into a queue.
    """

    database: Database
    channels: Collection[str] = SERVED_CHANNELS
    pace: Pace = Pace()
    on_queued: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self._house_kept: date | None = None

    def tick(self, now: datetime) -> bool:
        """Do what is due; a step that fails is logged and holds up no other.

        Args:
            now: The time, UTC.

        Returns:
            Whether there may be more to do at once.
        """
        batch, channels = self.pace.batch, self.channels
        self._step(lambda s: end_pauses(s, now))
        opened = self._step(lambda s: open_due(s, now, batch))
        queued = self._step(lambda s: queue_due(s, now, batch, channels))
        nudged = self._step(lambda s: queue_nudges(s, now, batch, channels))
        self._step(lambda s: release_lost(s, now))
        if queued or nudged:
            self.on_queued()
        self._keep_house(now)
        return max(opened, queued, nudged) >= batch

    def _step(self, work: Callable[[Session], int]) -> int:
        try:
            with self.database.session() as session:
                return work(session)
        except Exception as fault:
            log.error("the dispatcher failed at a step: %s", describe(fault))
            return 0

    def _keep_house(self, now: datetime) -> None:
        if self._house_kept == now.date():
            return
        try:
            keep_house(self.database, now)
            self._house_kept = now.date()
        except Exception as fault:
            log.error("the daily upkeep failed: %s", describe(fault))


async def run_dispatcher(
    database: Database,
    *,
    now: Callable[[], datetime],
    stop: asyncio.Event,
    pace: Pace | None = None,
    on_queued: Callable[[], None] = lambda: None,
) -> None:
    """Dispatch until `stop` is set; no failure ends it.

    Args:
        database: Where people's data is.
        now: The clock, UTC.
        stop: Ends it after the round it is at.
        pace: How much at once, and how often.
        on_queued: Called, in this event loop, after check-ins were put into a queue.
    """
    rhythm = pace or Pace()
    loop = asyncio.get_running_loop()
    dispatcher = Dispatcher(database, pace=rhythm, on_queued=lambda: _handed_over(loop, on_queued))
    while not stop.is_set():
        more = await asyncio.to_thread(dispatcher.tick, now())
        try:
            await asyncio.wait_for(stop.wait(), rhythm.busy if more else rhythm.idle)
        except asyncio.TimeoutError:
            continue


def _handed_over(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    loop.call_soon_threadsafe(call)
