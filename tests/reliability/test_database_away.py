"""The database is locked, full, restarted, killed or frozen: people wait, and lose nothing."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import time

import pytest

from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine, Running
from tests.reliability.servers import Postgres
from tests.telegram.fake_api import FakeTelegram

FULL = pytest.mark.full
LOAD = 15.0


async def recovery(crowd: Crowd) -> float:
    ended_at = time.monotonic()
    crowd.says()
    return await crowd.first_answer_after(ended_at)


@pytest.mark.parametrize(
    ("times", "seconds"), [(1, 3.0), pytest.param(6, 25.0, marks=FULL, id="full")]
)
async def test_sqlite_is_locked_by_another_program(
    telegram: FakeTelegram, machine: Machine, times: int, seconds: float
) -> None:
    crowd = Crowd(telegram)
    recoveries = []
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        for _ in range(times):
            other = sqlite3.connect(
                machine.database_file, isolation_level=None, check_same_thread=False
            )
            await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
            await crowd.talks_for(seconds, per_second=LOAD)
            other.execute("ROLLBACK")
            other.close()
            recoveries.append(await recovery(crowd))
            await crowd.hears_everything()
        assert bot.is_alive
    note_fault(
        f"SQLite file locked by another program, {seconds:.0f} s",
        crowd.account(),
        tried=times,
        recoveries=recoveries,
    )
    assert crowd.is_in_order()


def let_no_file_grow(bot: Running, size: int) -> None:
    """A full disk, for this one process: its files can grow to a size and no further."""
    hard = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=FULL)])
async def test_the_disk_under_sqlite_is_full(
    telegram: FakeTelegram, machine: Machine, times: int
) -> None:
    crowd = Crowd(telegram)
    recoveries = []
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        for _ in range(times):
            let_no_file_grow(bot, 4096)
            await crowd.talks_for(3, per_second=LOAD)
            waiting = len(crowd.waiting())
            assert waiting, "the disk was not full"
            let_no_file_grow(bot, resource.RLIM_INFINITY)
            recoveries.append(await recovery(crowd))
            await crowd.hears_everything()
        assert bot.is_alive
    note_fault("Disk full under SQLite", crowd.account(), tried=times, recoveries=recoveries,
               kills=times)  # fmt: skip
    assert crowd.is_in_order()


@pytest.mark.postgres
@pytest.mark.parametrize("how", ["restarted", pytest.param("killed", marks=FULL)])
@pytest.mark.parametrize("times", [1, pytest.param(15, marks=FULL)])
async def test_postgresql_goes_and_comes_back(
    telegram: FakeTelegram,
    machine: Machine,
    postgres: Postgres,
    how: str,
    times: int,
) -> None:
    machine.settings["DATABASE_URL"] = postgres.url
    number = signal.SIGINT if how == "restarted" else signal.SIGKILL
    crowd = Crowd(telegram)
    recoveries = []
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        for _ in range(times):
            await crowd.talks_for(0.5, per_second=LOAD)
            await asyncio.to_thread(postgres.server.stop, number)
            await crowd.talks_for(1.0, per_second=LOAD)
            await asyncio.to_thread(postgres.server.start)
            recoveries.append(await recovery(crowd))
            await crowd.hears_everything()
        assert bot.is_alive
    note_fault(f"PostgreSQL {how} under load", crowd.account(), tried=times, recoveries=recoveries)
    assert crowd.is_in_order()


@pytest.mark.postgres
@pytest.mark.parametrize(("times", "seconds"), [pytest.param(5, 40.0, marks=FULL, id="full")])
async def test_postgresql_freezes(
    telegram: FakeTelegram, machine: Machine, postgres: Postgres, times: int, seconds: float
) -> None:
    """Connections stay open and nothing comes back."""
    machine.settings["DATABASE_URL"] = postgres.url
    crowd = Crowd(telegram)
    recoveries = []
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        for _ in range(times):
            postgres.server.freeze_all()
            await crowd.talks_for(seconds, per_second=5)
            postgres.server.thaw_all()
            recoveries.append(await recovery(crowd))
            await crowd.hears_everything()
        assert bot.is_alive
    note_fault(
        f"PostgreSQL frozen for {seconds:.0f} s",
        crowd.account(),
        tried=times,
        recoveries=recoveries,
    )
    assert crowd.is_in_order()
