"""Asked to stop, it finishes what it has begun, within ten seconds, whatever is wrong around it."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import time

import pytest

from tests.reliability.cable import Cable
from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.reliability.servers import Postgres
from tests.telegram.fake_api import FakeTelegram

FULL = pytest.mark.full
LONGEST = 10.0


@pytest.mark.parametrize("times", [2, pytest.param(20, marks=FULL)])
async def test_sigterm_under_load_loses_and_doubles_nothing(
    telegram: FakeTelegram, machine: Machine, times: int
) -> None:
    crowd = Crowd(telegram)
    stop = asyncio.Event()
    talking = asyncio.ensure_future(crowd.talks(stop, per_second=15))
    took = []
    for _ in range(times):
        async with machine.bot() as bot:
            before = len(telegram.sent)
            await telegram.until(lambda n=before: len(telegram.sent) > n + 10, seconds=240)
            took.append(await bot.stop())
    stop.set()
    await talking
    async with machine.bot():
        await crowd.hears_everything()
    assert max(took) < LONGEST
    note_fault("SIGTERM under load, then a new start", crowd.account(), tried=times,
               recoveries=took)  # fmt: skip
    assert crowd.is_in_order()


@FULL
async def test_sigterm_while_telegram_dangles(telegram: FakeTelegram, machine: Machine) -> None:
    crowd = Crowd(telegram)
    line = Cable(int(telegram.url.rpartition(":")[2]))
    await line.start()
    machine.telegram_url = f"http://127.0.0.1:{line.port}"
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        crowd.says()
        line.mode = "dangling"
        await asyncio.sleep(0.5)
        took = await bot.stop()
    await line.mend()
    async with machine.bot():
        await crowd.hears_everything()
    await line.stop()
    assert took < LONGEST
    note_fault("SIGTERM while Telegram hangs", crowd.account(), kills=1, recoveries=[took])


@FULL
async def test_sigterm_while_the_database_is_locked(
    telegram: FakeTelegram, machine: Machine
) -> None:
    crowd = Crowd(telegram)
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        await asyncio.sleep(0.5)
        other = sqlite3.connect(
            machine.database_file, isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN EXCLUSIVE")
        crowd.says()
        await asyncio.sleep(0.5)
        told_at = bot.signal(signal.SIGTERM)
        await bot.ends()
        took = time.monotonic() - told_at
        other.execute("ROLLBACK")
        other.close()
    async with machine.bot():
        await crowd.hears_everything()
    assert took < LONGEST
    note_fault("SIGTERM while the database is locked", crowd.account(), recoveries=[took])


@pytest.mark.postgres
async def test_sigterm_while_the_database_is_frozen(
    telegram: FakeTelegram, machine: Machine, postgres: Postgres
) -> None:
    machine.settings["DATABASE_URL"] = postgres.url
    crowd = Crowd(telegram)
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        await asyncio.sleep(0.5)
        postgres.server.freeze_all()
        crowd.says()
        await asyncio.sleep(0.5)
        told_at = bot.signal(signal.SIGTERM)
        try:
            await bot.ends()
            took = time.monotonic() - told_at
        finally:
            postgres.server.thaw_all()
    async with machine.bot():
        await crowd.hears_everything()
    assert took < LONGEST
    note_fault("SIGTERM while PostgreSQL hangs", crowd.account(), recoveries=[took])
