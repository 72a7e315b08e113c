"""Killed at random moments under load, the bot loses nothing and doubles next to nothing."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram

PER_SECOND = 15


async def killed_again_and_again(
    telegram: FakeTelegram, machine: Machine, crowd: Crowd, kills: int
) -> list[float]:
    """Seconds from each kill to the first answer after it."""
    stop = asyncio.Event()
    talking = asyncio.ensure_future(crowd.talks(stop, per_second=PER_SECOND))
    recoveries: list[float] = []
    killed_at: float | None = None
    for _ in range(kills):
        async with machine.bot():
            if random.random() < 0.2:
                await asyncio.sleep(random.uniform(0, 1.5))
            else:
                before = len(telegram.sent)
                await telegram.until(lambda n=before: len(telegram.sent) > n, seconds=240)
                if killed_at is not None:
                    recoveries.append(telegram.sent[before].at - killed_at)
                await asyncio.sleep(random.uniform(0, 1.0))
        killed_at = time.monotonic()
    stop.set()
    await talking
    return recoveries


@pytest.mark.parametrize(
    "kills",
    [3, *(pytest.param(10, marks=pytest.mark.full, id=f"full-{n}") for n in range(1, 6))],
)
async def test_a_kill_loses_nothing(
    telegram: FakeTelegram,
    machine: Machine,
    kills: int,
    database: str,
) -> None:
    crowd = Crowd(telegram)
    recoveries = await killed_again_and_again(telegram, machine, crowd, kills)
    polls = telegram.count("getUpdates")
    async with machine.bot() as last:
        await crowd.hears_everything()
        # All may be answered before it has begun to listen for the signal that ends it.
        await telegram.until(lambda: telegram.count("getUpdates") > polls, seconds=60)
        await last.stop()
    note_fault(
        f"`kill -9` under load, {database}",
        crowd.account(),
        tried=kills,
        kills=kills,
        recoveries=recoveries,
    )
    assert crowd.is_in_order()
