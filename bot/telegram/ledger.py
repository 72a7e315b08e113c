"""The durable side of the channel: each method is one transaction, run beside the event loop.

What must not get lost is tried again for as long as the database is out of reach.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.telegram.faults import backoff
from storage import inbox, outbox
from storage.database import Database
from storage.inbox import InboxItem, Update
from storage.leases import Held, held_claims, renew_claims, shorten_waits
from storage.outbox import OutboxItem
from storage.problems import ClaimLostError, DatabaseProblem, DatabaseUnavailable
from storage.runners import mark_blocked, mark_unblocked
from storage.scrubbing import scrub_if_owed
from storage.settings import read_setting, write_setting

log = logging.getLogger(__name__)

CHANNEL = "telegram"
SUSPICIOUS = 2
"""What was in work at so many deaths of the program is next tried alone: if the program dies
again, that and nothing beside it is to blame, or chance, which strikes again less often."""
_MOST_DEADLY_TURNS, _MOST_DEADLY_SENDS = 4, 8
"""Sending runs no code of ours that a message could break, so it is chance for much longer."""

_MOST_WAITING = 100
_QUEUES = (inbox.QUEUE, outbox.QUEUE)
_LONGEST_MEANT = timedelta(minutes=10)
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 10.0
_BETWEEN_SCRUBS = 20
"""So many times as long as the last one took. Writers wait meanwhile, and somebody who deletes
everything again and again must not keep all others waiting."""

Result = TypeVar("Result")
Payload = Mapping[str, object]


@dataclass(frozen=True)
class Arrivals:
    """What is to be stored of some updates.

    Attributes:
        updates: Those of private chats, in order.
        to_decline: Chats that we do not talk in.
    """

    updates: tuple[Update, ...] = ()
    to_decline: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claims:
    """Claims as they were seen.

    Attributes:
        turns: Those of the inbox.
        messages: Those of the outbox.
    """

    turns: tuple[Held, ...] = ()
    messages: tuple[Held, ...] = ()


@dataclass
class Ledger:
    """Inbox, outbox and the little else that the channel stores.

    Attributes:
        database: Where.
        now: The clock, UTC.
    """

    database: Database
    now: Callable[[], datetime]
    _flooding: set[str] = field(default_factory=set)
    _next_scrub: float = 0.0

    async def receive(self, arrivals: Arrivals, *, too_fast: Payload, declined: Payload) -> None:
        """Store what arrived; once this returns it is safe to acknowledge it.

        Args:
            arrivals: What arrived.
            too_fast: What to tell a chat that floods us; more of it is not stored.
            declined: What to tell a chat that we do not talk in, once.

        Raises:
            DatabaseUnavailable: Nothing was stored; do not acknowledge it.
            DatabaseProblem: The database refuses something among it.
        """
        await self._once(lambda s: self._receive(s, arrivals, too_fast, declined))

    def _receive(
        self, session: Session, arrivals: Arrivals, too_fast: Payload, declined: Payload
    ) -> None:
        now = self.now()
        for update in arrivals.updates:
            if inbox.waiting_in_chat(session, CHANNEL, update.address) < _MOST_WAITING:
                self._flooding.discard(update.address)
                inbox.receive_update(session, update, now)
            elif update.address not in self._flooding:
                self._flooding.add(update.address)
                outbox.send_unasked(session, CHANNEL, update.address, too_fast, now)
        for address in arrivals.to_decline:
            key = f"{CHANNEL}.declined.{address}"
            if read_setting(session, key) is None:
                write_setting(session, key, True)
                outbox.send_unasked(session, CHANNEL, address, declined, now)

    async def claim_turns(self, limit: int, *, crashes: int = 0) -> tuple[InboxItem, ...]:
        """The next update of up to `limit` chats; see `storage.claims.claim` for `crashes`.

        Raises:
            DatabaseUnavailable: Ask again later.
        """
        return await self._once(
            lambda s: inbox.claim_inbox(
                s, now=self.now(), limit=limit, channel=CHANNEL, crashes=crashes
            )
        )

    async def answer(self, item: InboxItem, payloads: Sequence[Payload]) -> None:
        """Finish a turn and queue its replies: both or neither.

        Raises:
            ClaimLostError: Somebody else has the turn; say nothing.
        """

        def work(session: Session) -> None:
            if item.update_id is not None:
                # Whoever writes can be reached.
                mark_unblocked(session, CHANNEL, item.address)
            outbox.answer(session, item, payloads, self.now())

        await self._surely(work)

    async def note_reach(self, item: InboxItem, *, reachable: bool) -> None:
        """Finish an update that says whether the chat can be reached.

        Raises:
            ClaimLostError: Somebody else has it.
        """

        def work(session: Session) -> None:
            if reachable:
                mark_unblocked(session, CHANNEL, item.address)
            else:
                self._block(session, item.address)
            outbox.answer(session, item, (), self.now())

        await self._surely(work)

    async def retry_turn(self, item: InboxItem, kind: str, wait: float) -> None:
        """Give a turn back for another try after some seconds."""
        await self._unless_lost(
            lambda s: inbox.fail_inbox(
                s, item, kind, now=self.now(), retry_at=self.now() + timedelta(seconds=wait)
            )
        )

    async def set_turn_aside(
        self, item: InboxItem, kind: str, notices: Sequence[tuple[str, Payload]]
    ) -> None:
        """Give a turn up, so that its chat goes on, and queue who is told what about it."""

        def work(session: Session) -> None:
            inbox.fail_inbox(session, item, kind, now=self.now(), retry_at=None)
            self._notify(session, notices)

        await self._unless_lost(work)

    async def claim_messages(self, limit: int, *, crashes: int = 0) -> tuple[OutboxItem, ...]:
        """The next message to up to `limit` chats; see `storage.claims.claim` for `crashes`.

        Raises:
            DatabaseUnavailable: Ask again later.
        """
        return await self._once(
            lambda s: outbox.claim_outbox(
                s, now=self.now(), limit=limit, channel=CHANNEL, crashes=crashes
            )
        )

    async def confirm(self, item: OutboxItem, message_id: int | None) -> None:
        """Note that Telegram accepted a message; None when its number is not known."""
        number = None if message_id is None else str(message_id)
        await self._unless_lost(lambda s: outbox.confirm_outbox(s, item, number, self.now()))
        await self._after_goodbye(item)

    async def delay(self, item: OutboxItem, wait: float, kind: str) -> None:
        """Put a message back for some seconds, and with it the rest of its chat."""
        await self._unless_lost(
            lambda s: outbox.delay_outbox(s, item, self.now() + timedelta(seconds=wait), kind)
        )

    async def drop(self, item: OutboxItem, kind: str) -> None:
        """Give a message up."""
        await self._unless_lost(lambda s: outbox.drop_outbox(s, item, kind, self.now()))
        await self._after_goodbye(item)

    async def unreachable(self, item: OutboxItem, kind: str) -> None:
        """Give a message up together with all others to its chat."""

        def work(session: Session) -> None:
            outbox.drop_outbox(session, item, kind, self.now())
            self._block(session, item.address)

        await self._unless_lost(work)

    async def is_within_reach(self) -> bool:
        """Whether the database can be used at this moment."""
        try:
            await asyncio.to_thread(self.database.check)
        except DatabaseProblem:
            return False
        return True

    async def renew(self, turns: Sequence[InboxItem], messages: Sequence[OutboxItem]) -> None:
        """Show that work is going on, so that nobody takes it over.

        Raises:
            DatabaseUnavailable: Nobody could see it.
        """

        def work(session: Session) -> None:
            renew_claims(session, inbox.QUEUE, turns, self.now())
            renew_claims(session, outbox.QUEUE, messages, self.now())

        if turns or messages:
            await self._once(work)

    async def claims(self) -> Claims:
        """All that is in work, here or elsewhere.

        Raises:
            DatabaseUnavailable: Ask again later.
        """
        return await self._once(
            lambda s: Claims(held_claims(s, inbox.QUEUE), held_claims(s, outbox.QUEUE))
        )

    async def release_lost_work(
        self, dead: Claims | None, notices: Callable[[InboxItem], Sequence[tuple[str, Payload]]]
    ) -> int:
        """Give back work whose worker died, and tell people about what was given up.

        Args:
            dead: What has no worker any more; None for all, when nobody else works on the
                database and we have just started.
            notices: Who is told what about a turn that killed its worker too often.

        Returns:
            How much is waiting again.

        Raises:
            DatabaseUnavailable: Try again later.
        """

        def work(session: Session) -> int:
            now = self.now()
            released = inbox.release_lost_inbox(
                session,
                now=now,
                dead=None if dead is None else dead.turns,
                max_crashes=_MOST_DEADLY_TURNS,
            )
            for item in released.set_aside:
                self._notify(session, notices(item))
            sending = outbox.release_lost_outbox(
                session,
                now=now,
                dead=None if dead is None else dead.messages,
                max_crashes=_MOST_DEADLY_SENDS,
            )
            return released.again + sending

        return await self._once(work)

    async def after_start(self) -> None:
        """Let go what an earlier run put off for longer than can be meant.

        Raises:
            DatabaseUnavailable: Try again later.
        """

        def work(session: Session) -> None:
            for queue in _QUEUES:
                shorten_waits(session, queue, self.now(), _LONGEST_MEANT)

        await self._once(work)

    async def after_clock_was_set(self) -> None:
        """Let everything go that waits, and count what is on its way as new.

        A message that was put off at Telegram's wish is put off again when it is tried.

        Raises:
            DatabaseUnavailable: Try again later.
        """

        def work(session: Session) -> None:
            now = self.now()
            for queue in _QUEUES:
                shorten_waits(session, queue, now, timedelta(0))
            outbox.count_as_new(session, now)

        await self._once(work)

    async def scrub_if_needed(self) -> None:
        """Take what was deleted out of the database's file, unless that was done.

        Raises:
            DatabaseProblem: Try again later.
        """
        begun_at = time.monotonic()
        if begun_at < self._next_scrub:
            return
        await asyncio.to_thread(scrub_if_owed, self.database)
        ended_at = time.monotonic()
        self._next_scrub = ended_at + _BETWEEN_SCRUBS * (ended_at - begun_at)

    async def _after_goodbye(self, item: OutboxItem) -> None:
        """The goodbye was the last that was kept of somebody who had everything deleted."""
        if item.forget:
            # What fails here is still owed, and done with the next tidying up.
            with suppress(DatabaseProblem):
                await self.scrub_if_needed()

    def _notify(self, session: Session, notices: Sequence[tuple[str, Payload]]) -> None:
        for address, payload in notices:
            outbox.send_unasked(session, CHANNEL, address, payload, self.now())

    def _block(self, session: Session, address: str) -> None:
        mark_blocked(session, CHANNEL, address)
        outbox.drop_chat(session, CHANNEL, address, "Forbidden", self.now())

    async def _unless_lost(self, work: Callable[[Session], None]) -> None:
        try:
            await self._surely(work)
        except ClaimLostError:
            log.warning("some work took so long that it was given to somebody else")

    async def _surely(self, work: Callable[[Session], Result]) -> Result:
        attempt = 0
        while True:
            try:
                return await self._once(work)
            except DatabaseUnavailable:
                attempt += 1
                log.error("the database is out of reach (try %d); keeping the work", attempt)
                await asyncio.sleep(backoff(attempt, first=_FIRST_WAIT, longest=_LONGEST_WAIT))

    async def _once(self, work: Callable[[Session], Result]) -> Result:
        def transaction() -> Result:
            with self.database.session() as session:
                return work(session)

        return await asyncio.to_thread(transaction)
