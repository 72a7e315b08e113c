"""Rasa's locks on conversations in Redis, and without Redis while it is away.

The inbox never gives two turns of one chat to anybody at once, so these locks are a second belt.
A turn must not fail, and nobody must wait, because they cannot be had.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError, RedisLockStore
from redis.exceptions import RedisError
from sqlalchemy.engine import make_url

log = logging.getLogger(__name__)

_PREFIX = "hammy"
_ANSWER_SECONDS = 1.0
_REST_SECONDS = 30.0
_LONGEST_WAIT = 2.0


class ReplicaLocks(RedisLockStore):
    """Locks in Redis; for a while in this process only, each time Redis cannot be reached."""

    def __init__(self, redis_url: str) -> None:
        """Set it up; Redis is contacted at first use only.

        Args:
            redis_url: `redis://host:port/number`, or `rediss://` for an encrypted connection.
        """
        url = make_url(redis_url)
        super().__init__(
            host=url.host or "localhost",
            port=url.port or 6379,
            db=int(url.database or 0),
            username=url.username,
            password=url.password,
            use_ssl=url.drivername == "rediss",
            key_prefix=_PREFIX,
            socket_timeout=_ANSWER_SECONDS,
        )
        self._own = InMemoryLockStore()
        self._changing = threading.Lock()
        self._resting_until = 0.0

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the lock of a conversation; see `rasa.core.lock_store.LockStore.lock`."""
        ticket = await self._ticket(conversation_id, lock_lifetime)
        lock = None
        if ticket is not None:
            lock = await self._in_redis(conversation_id, ticket, wait_time_in_seconds)
        try:
            if lock is not None:
                yield lock
                return
            async with self._own.lock(conversation_id, lock_lifetime, wait_time_in_seconds) as own:
                yield own
        finally:
            if ticket is not None:
                with suppress(RedisError):
                    await asyncio.to_thread(self.cleanup, conversation_id, ticket)

    def issue_ticket(self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME) -> Any:
        """The next ticket; see `rasa.core.lock_store.LockStore.issue_ticket`."""
        # Rasa reads the lock and writes it back: two at once would draw the same ticket.
        with self._changing:
            return super().issue_ticket(conversation_id, lock_lifetime)

    def cleanup(self, conversation_id: str, ticket_number: int) -> None:
        """Give a ticket back; see `rasa.core.lock_store.LockStore.cleanup`."""
        with self._changing:
            super().cleanup(conversation_id, ticket_number)

    async def _in_redis(
        self, conversation_id: str, ticket: int, wait_time_in_seconds: float
    ) -> TicketLock | None:
        """The lock in Redis when the ticket's turn comes soon, else None."""
        waiting = self._acquire_lock(conversation_id, ticket, wait_time_in_seconds)
        try:
            return await asyncio.wait_for(waiting, _LONGEST_WAIT)
        except asyncio.TimeoutError:
            # Whoever stands before us could not give its ticket back: nobody else has a turn.
            log.warning("a lock was left in Redis; taking it away")
            with suppress(RedisError):
                await asyncio.to_thread(self.delete_lock, conversation_id)
        except LockError:
            log.warning("a lock in Redis is gone; doing without it")
        except RedisError as fault:
            self._rest(fault)
        return None

    async def _ticket(self, conversation_id: str, lock_lifetime: float) -> Any:
        if time.monotonic() < self._resting_until:
            return None
        try:
            return await asyncio.to_thread(self.issue_ticket, conversation_id, lock_lifetime)
        except LockError as fault:
            # Rasa wraps whatever the connection raised.
            self._rest(fault)
            return None

    def _rest(self, fault: Exception) -> None:
        log.error("Redis cannot be used (%s); doing without for a while", type(fault).__name__)
        self._resting_until = time.monotonic() + _REST_SECONDS
