"""Long polling of our own: what Telegram gives us is stored before it may forget it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.telegram.client import POLL_GRACE, UpdatesBot
from bot.telegram.connection import Connection
from bot.telegram.faults import backoff
from bot.telegram.intake import Intake, number_of
from bot.telegram.pace import Pace
from bot.telegram.waiting import nap
from storage.problems import DatabaseUnavailable

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 100


class Poller:
    """Asks for updates, stores them, and only then asks for the next ones.

    The offset lives in memory: Telegram itself keeps what was not acknowledged, and the inbox
    knows what it has already. A stored offset could only do harm, as Telegram starts new numbers
    after a quiet week, and another bot's token has other numbers.
    """

    def __init__(
        self,
        bot: UpdatesBot,
        intake: Intake,
        connection: Connection,
        now: Callable[[], datetime],
    ) -> None:
        """Set it up; see the classes for what the parts are."""
        self._bot = bot
        self._intake = intake
        self._connection = connection
        self._pace: Pace = connection.pace
        self._health = connection.health
        self._now = now
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until the program is to stop.

        Raises:
            TokenRefused: Telegram does not know the token any more.
        """
        stop = self._connection.stop
        while not stop.is_set():
            batch = await self._connection.persist("getUpdates", self._fetch)
            if batch is None:
                return
            self._health.polled(self._now())
            if batch and await self._stored(batch):
                await self._acknowledge(batch)

    async def _fetch(self) -> list[object]:
        return await self._bot.raw_updates(
            offset=self._offset,
            limit=_MOST_AT_ONCE,
            seconds=self._pace.poll,
            grace=min(POLL_GRACE, self._pace.answer),
        )

    async def _stored(self, batch: Sequence[object]) -> bool:
        """Store a batch, however long the database is away; False when we are to stop first."""
        stop = self._connection.stop
        failures = 0
        while True:
            try:
                await self._intake.take(batch)
            except DatabaseUnavailable:
                failures += 1
                log.error("the database is out of reach (try %d); updates wait", failures)
                pause = backoff(
                    failures, first=self._pace.first_backoff, longest=self._pace.longest_backoff
                )
                await nap(stop, pause)
                if stop.is_set():
                    return False
            else:
                return True

    async def _acknowledge(self, batch: Sequence[object]) -> None:
        numbers = [number for raw in batch if (number := number_of(raw)) is not None]
        if numbers:
            self._offset = max(numbers) + 1
        else:
            # Nothing in it can be acknowledged, so it will come again at once.
            await nap(self._connection.stop, self._pace.first_backoff)
