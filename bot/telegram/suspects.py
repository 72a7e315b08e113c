"""At the start, alone: what was in work each time the program died, one row after the other.

Whatever happened to be in work at a death is suspected of having caused it. Tried alone, only the
guilty row is at work when the program dies once more, and nobody else's message is set aside.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.telegram.crew import Crew
from bot.telegram.ledger import SUSPICIOUS, Ledger
from bot.telegram.pace import Pace
from bot.telegram.waiting import unless_stopped
from storage.inbox import InboxItem
from storage.outbox import OutboxItem


class Suspects:
    """Works through the rows that are suspected of having killed the program."""

    def __init__(
        self,
        ledger: Ledger,
        answer: Callable[[InboxItem], Awaitable[None]],
        send: Callable[[OutboxItem], Awaitable[None]],
        pace: Pace,
    ) -> None:
        """Set it up.

        Args:
            ledger: Where the rows are.
            answer: Deals with an update.
            send: Deals with a message.
            pace: How long things may take.
        """
        turns = partial(ledger.claim_turns, crashes=SUSPICIOUS)
        messages = partial(ledger.claim_messages, crashes=SUSPICIOUS)
        self._pace = pace
        self._crews: tuple[Crew[Any], ...] = (
            Crew(turns, answer, slots=1, idle=pace.idle),
            Crew(messages, send, slots=1, idle=pace.idle),
        )

    async def work_through(self, stop: asyncio.Event) -> None:
        """Work on them until none is left, for some seconds at most; the rest goes with the others.

        Raises:
            TokenRefused: Telegram does not know the token any more.
        """
        for crew in self._crews if self._pace.suspects else ():
            enough = asyncio.Event()
            working = asyncio.ensure_future(crew.run(enough))
            resting = asyncio.ensure_future(unless_stopped(stop, crew.rest()))
            try:
                await asyncio.wait(
                    {working, resting},
                    timeout=self._pace.suspects,
                    return_when=asyncio.FIRST_COMPLETED,
                )
            finally:
                enough.set()
                resting.cancel()
                await crew.finish(0)
            await working
