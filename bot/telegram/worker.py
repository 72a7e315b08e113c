"""Takes updates from the inbox through the conversation, each chat in its order."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telegram import Bot

from bot.conversation.messages import Conversation, Person, Reply, Unreadable
from bot.operations.counters import TURN_SECONDS, TURNS
from bot.runtime.faults import describe
from bot.telegram.ledger import CHANNEL, Ledger
from bot.telegram.notices import Notices
from bot.telegram.outgoing import payloads_of
from bot.telegram.pace import Pace
from bot.telegram.presses import Presses
from bot.telegram.reading import MalformedUpdate, Pressed, Reach, Said, Silence, meaning_of
from bot.telegram.typing_sign import typing_sign
from storage.inbox import InboxItem
from storage.problems import ClaimLostError, DatabaseUnavailable

log = logging.getLogger(__name__)

_MOST_TRIES = 3
_MOST_ALBUMS = 1_000


class CheckInAsker(Protocol):
    """Who brings a check-in into the conversation; see `bot.conversation.check_ins`."""

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        """What to say; nothing when it is not the moment."""
        ...


@dataclass
class Worker:
    """Answers claimed updates, and asks check-ins when their turn in the chat has come.

    Attributes:
        bot: Talks to Telegram, for typing signs and pressed buttons.
        ledger: Where turns are finished.
        conversation: Who answers.
        check_ins: Who asks check-ins; None when nobody does.
        notices: What is said when nobody could.
        pace: How long things may take.
        on_reply: Called after replies were put into the outbox.
    """

    bot: Bot
    ledger: Ledger
    conversation: Conversation
    check_ins: CheckInAsker | None
    notices: Notices
    pace: Pace
    on_reply: Callable[[], None]

    def __post_init__(self) -> None:
        self._failures: Counter[int] = Counter()
        self._presses = Presses(self.bot, seconds=self.pace.small_call)
        self._albums: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def work(self, item: InboxItem) -> None:
        """Answer one update; what fails is tried again, then set aside with an apology."""
        try:
            with TURN_SECONDS.time():
                await self._work(item)
            TURNS.labels("answered").inc()
        except asyncio.CancelledError:
            await self.ledger.retry_turn(item, "stopped", 0)
            raise
        except ClaimLostError:
            log.warning("a turn took so long that it was given to somebody else")
        except MalformedUpdate as fault:
            await self._set_aside(item, fault)
        except Exception as fault:
            log.error("turn of inbox row %d failed: %s", item.id, describe(fault))
            if await self._is_to_blame(fault):
                self._failures[item.id] += 1
            failures = self._failures[item.id]
            if failures >= _MOST_TRIES:
                await self._set_aside(item, fault)
            else:
                TURNS.labels("retried").inc()
                wait = self.pace.turn_retry * 2 ** max(0, failures - 1)
                await self.ledger.retry_turn(item, type(fault).__name__, wait)

    async def _is_to_blame(self, fault: Exception) -> bool:
        """Whether the turn itself failed, and not the database under it."""
        return not isinstance(fault, DatabaseUnavailable) or await self.ledger.is_within_reach()

    async def _work(self, item: InboxItem) -> None:
        if item.check_in_id is not None:
            await self._finish(item, await self._question(item.check_in_id))
            return
        meaning = meaning_of(item.payload or {}, item.received_at)
        if isinstance(meaning, Reach):
            await self.ledger.note_reach(item, reachable=meaning.open)
            return
        await self._finish(item, await self._replies(item, meaning))

    async def _finish(self, item: InboxItem, replies: tuple[Reply, ...]) -> None:
        payloads = await asyncio.to_thread(payloads_of, replies)
        await self.ledger.answer(item, payloads)
        self._failures.pop(item.id, None)
        self.on_reply()

    async def _question(self, check_in_id: int) -> tuple[Reply, ...]:
        if self.check_ins is None:
            raise LookupError("nobody asks check-ins here")
        asking = self.check_ins.ask(check_in_id, sent_at=self.ledger.now())
        return await asyncio.wait_for(asking, self.pace.turn)

    async def _replies(
        self, item: InboxItem, meaning: Said | Pressed | Silence
    ) -> tuple[Reply, ...]:
        if isinstance(meaning, Silence) or self._is_more_of_an_album(item, meaning):
            return ()
        if isinstance(meaning, Pressed):
            choice = await self._presses.choice(item, meaning)
            if choice is None:
                return ()
            # Telegram does not say when a button was pressed.
            meaning = Said(choice, item.received_at)
        person = Person(CHANNEL, item.address)
        async with typing_sign(
            self.bot,
            item.address,
            after=self.pace.typing_after,
            request_seconds=self.pace.small_call,
        ):
            return await asyncio.wait_for(
                self.conversation.answer(
                    person, meaning.incoming, sent_at=meaning.sent_at, edited=meaning.edited
                ),
                self.pace.turn,
            )

    def _is_more_of_an_album(self, item: InboxItem, meaning: Said | Pressed) -> bool:
        """Several pictures sent at once are several messages; one remark is enough."""
        if not isinstance(meaning, Said) or meaning.album is None:
            return False
        place = (item.address, meaning.album)
        known = place in self._albums and item.attempts == 1
        self._albums[place] = None
        if len(self._albums) > _MOST_ALBUMS:
            self._albums.popitem(last=False)
        incoming = meaning.incoming
        return known and isinstance(incoming, Unreadable) and not incoming.caption

    async def _set_aside(self, item: InboxItem, fault: Exception) -> None:
        kind = type(fault).__name__
        TURNS.labels("set_aside").inc()
        log.error("set inbox row %d aside after %d tries (%s)", item.id, item.attempts, kind)
        self._failures.pop(item.id, None)
        await self.ledger.set_turn_aside(item, kind, self.notices.of(item, kind))
        self.on_reply()
