"""Programs behind a webhook are killed: what Telegram had acknowledged is answered, and once."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.crowd import Crowd
from tests.reliability.delivery import Delivery
from tests.reliability.figures import note_fault
from tests.reliability.process import QUICK, SHORT_CLAIMS, Machine
from tests.reliability.servers import Postgres
from tests.telegram.fake_api import FakeTelegram

PER_SECOND = 15
LONG = 15
FULL = pytest.mark.full


def pace(*, in_earnest: bool) -> Mapping[str, Any]:
    return QUICK if in_earnest else {**QUICK, **SHORT_CLAIMS}


@pytest.mark.parametrize("kills", [2, pytest.param(LONG, marks=FULL)])
async def test_a_kill_behind_a_webhook_loses_nothing(
    telegram: FakeTelegram,
    machine: Machine,
    kills: int,
    database: str,
) -> None:
    """Seconds to recover are those until all is answered that was written before the kill."""
    machine.pace = pace(in_earnest=kills == LONG)
    delivery = Delivery(telegram, [machine.behind_webhook()])
    crowd = Crowd(telegram)
    recoveries: list[float] = []
    stop = asyncio.Event()
    async with delivery.running():
        talking = asyncio.ensure_future(crowd.talks(stop, per_second=PER_SECOND))
        owed: list[str] = []
        killed_at = 0.0
        for _ in range(kills):
            async with machine.bot():
                if owed:
                    await crowd.hears_all_of(owed)
                    recoveries.append(max(crowd.answered_at[each] for each in owed) - killed_at)
                await crowd.hears(crowd.says())
                # Something is sure to be in work.
                crowd.says(takes=1.0)
                await asyncio.sleep(random.uniform(0, 1.5))
            killed_at = time.monotonic()
            owed = crowd.waiting()
        stop.set()
        await talking
        calls = telegram.count("setWebhook")
        async with machine.bot() as last:
            await crowd.hears_everything()
            # All may be answered before it has begun to listen for the signal that ends it.
            await telegram.until(lambda: telegram.count("setWebhook") > calls, seconds=60)
            if owed:
                recoveries.append(max(crowd.answered_at[each] for each in owed) - killed_at)
            await last.stop()
    assert delivery.again, "nothing had to be brought again: were there any kills?"
    note_fault(
        f"`kill -9` behind a webhook, {database}",
        crowd.account(),
        tried=kills,
        kills=kills,
        recoveries=recoveries,
    )
    assert crowd.is_in_order()


def replica(
    name: str, telegram: FakeTelegram, folder: Path, postgres: Postgres, *, in_earnest: bool
) -> Machine:
    place = folder / name
    place.mkdir()
    settings = {"DATABASE_URL": postgres.url}
    return Machine(place, telegram.url, pace(in_earnest=in_earnest), settings)


@pytest.mark.postgres
@pytest.mark.parametrize("kills", [1, pytest.param(10, marks=FULL)])
async def test_another_replica_takes_the_work_of_a_killed_one_over(
    telegram: FakeTelegram, tmp_path: Path, postgres: Postgres, kills: int
) -> None:
    """Seconds to recover are those until the answer to what was in work when it was killed."""
    victim, other = (
        replica(name, telegram, tmp_path, postgres, in_earnest=kills > 1) for name in ("one", "two")
    )
    to_victim = Delivery(telegram, [victim.behind_webhook()])
    other.behind_webhook()
    crowd = Crowd(telegram)
    recoveries: list[float] = []
    async with other.bot() as survivor:
        await telegram.until(lambda: telegram.count("setWebhook"), 60)
        for _ in range(kills):
            async with victim.bot(), to_victim.running():
                await crowd.hears(crowd.says())
                for chat in crowd.chats[:3]:
                    lost = crowd.says(chat, takes=2.0)
                await asyncio.sleep(1.0)
            killed_at = time.monotonic()
            assert lost in crowd.waiting()
            await crowd.hears_everything()
            recoveries.append(crowd.answered_at[lost] - killed_at)
        assert "showed no sign of life" in survivor.said()
    note_fault(
        "`kill -9` of one of two programs on one PostgreSQL",
        crowd.account(),
        tried=kills,
        kills=kills,
        recoveries=recoveries,
    )
    assert max(recoveries) < 40


@pytest.mark.postgres
@pytest.mark.parametrize("step", [0.0, 3600.0, -3600.0])
@pytest.mark.parametrize("seconds", [14.0, pytest.param(50.0, marks=FULL)])
async def test_work_that_takes_long_stays_with_a_replica_that_lives(
    telegram: FakeTelegram, tmp_path: Path, postgres: Postgres, seconds: float, step: float
) -> None:
    """Also when one machine's clock is set in the middle of it."""
    replicas = [
        replica(name, telegram, tmp_path, postgres, in_earnest=seconds > 20)
        for name in ("one", "two")
    ]
    delivery = Delivery(telegram, [each.behind_webhook() for each in replicas])
    crowd = Crowd(telegram)
    replicas[0].set_clock(0)
    async with replicas[0].bot() as one:
        await telegram.until(lambda: telegram.count("setWebhook"), 60)
        async with replicas[1].bot() as two, delivery.running():
            for chat in crowd.chats:
                crowd.says(chat, takes=seconds)
            await asyncio.sleep(2)
            replicas[0].set_clock(step)
            await crowd.hears_everything()
            assert "no sign of life" not in one.said() + two.said()
    note_fault("Work of two programs that takes longer than a claim lasts", crowd.account())
