"""Locks in Redis that somebody left behind, or that are gone, hold nobody up."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.runtime.locks import ReplicaLocks
from tests.reliability.servers import Server

pytestmark = pytest.mark.redis

CHAT = "somebody"


@pytest.fixture
def locks(redis: Server) -> ReplicaLocks:
    return ReplicaLocks(f"redis://127.0.0.1:{redis.port}/0")


async def seconds_for_a_turn(locks: ReplicaLocks) -> float:
    begun_at = time.monotonic()
    async with locks.lock(CHAT):
        return time.monotonic() - begun_at


async def test_a_turn_leaves_nothing_behind(locks: ReplicaLocks) -> None:
    async with locks.lock(CHAT):
        assert locks.get_lock(CHAT) is not None
    assert locks.get_lock(CHAT) is None


async def test_a_ticket_that_was_never_given_back_is_not_waited_for(locks: ReplicaLocks) -> None:
    locks.issue_ticket(CHAT)
    assert await seconds_for_a_turn(locks) < 5
    assert locks.get_lock(CHAT) is None
    assert await seconds_for_a_turn(locks) < 1


async def test_turns_of_one_conversation_still_wait_for_each_other(locks: ReplicaLocks) -> None:
    order: list[str] = []

    async def turn(name: str) -> None:
        async with locks.lock(CHAT, wait_time_in_seconds=0.01):
            order.append(f"{name} begins")
            await asyncio.sleep(0.1)
            order.append(f"{name} ends")

    await asyncio.gather(turn("first"), turn("second"))
    assert [each.split()[1] for each in order] == ["begins", "ends", "begins", "ends"]


async def test_a_lock_that_is_gone_fails_no_turn(
    locks: ReplicaLocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was started anew remembers nothing."""
    issue = locks.issue_ticket

    def issued_and_forgotten(*given: object) -> int:
        ticket: int = issue(*given)
        locks.red.flushall()
        return ticket

    monkeypatch.setattr(locks, "issue_ticket", issued_and_forgotten)
    assert await seconds_for_a_turn(locks) < 5
