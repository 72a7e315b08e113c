"""The clock of the machine is set, in any direction: nothing gets stuck, lost or doubled."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram, Refused

FULL = pytest.mark.full
HOUR, DAY = 3600.0, 86_400.0


@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=FULL)])
async def test_the_clock_is_set_while_it_runs(
    telegram: FakeTelegram, machine: Machine, rounds: int
) -> None:
    crowd = Crowd(telegram)
    machine.set_clock(0)
    recoveries = []
    async with machine.bot():
        await crowd.hears(crowd.says())
        for _ in range(rounds):
            for error in (HOUR, -HOUR, 3 * DAY, -3 * DAY, 0.0):
                # Something waits while the clock is set.
                fault = telegram.fail(
                    Refused(429, "Too Many Requests", retry_after=1), "sendMessage"
                )
                await crowd.talks_for(0.5, per_second=15)
                await telegram.until(lambda fault=fault: not fault.times)
                machine.set_clock(error)
                set_at = time.monotonic()
                crowd.says()
                recoveries.append(await crowd.first_answer_after(set_at))
                await crowd.hears_everything()
    note_fault(
        "The clock is set by hours and days, both ways",
        crowd.account(),
        tried=5 * rounds,
        recoveries=recoveries,
    )
    assert crowd.is_in_order()


async def test_the_clock_was_ahead_before_a_restart(
    telegram: FakeTelegram, machine: Machine
) -> None:
    crowd = Crowd(telegram)
    machine.set_clock(3 * DAY)
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        telegram.fail(Refused(500, "Internal Server Error"), "sendMessage", times=100)
        crowd.says()
        await telegram.until(lambda: telegram.count("sendMessage") > 2)
        await bot.kill()
    telegram.faults.clear()
    machine.set_clock(0)
    async with machine.bot():
        started_at = time.monotonic()
        crowd.says()
        recovery = await crowd.first_answer_after(started_at)
        await crowd.hears_everything()
        await asyncio.sleep(0)
    note_fault(
        "The clock was days ahead before a kill and a restart",
        crowd.account(),
        kills=1,
        recoveries=[recovery],
    )
