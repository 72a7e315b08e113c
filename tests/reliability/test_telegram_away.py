"""Telegram is down, slow, broken or says no: nothing is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.reliability.cable import Cable
from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram, Refused

FULL = pytest.mark.full
LOAD = 15.0
"""Messages a second."""


@pytest_asyncio.fixture
async def cable(telegram: FakeTelegram, machine: Machine) -> AsyncIterator[Cable]:
    """The way from the bot to Telegram."""
    line = Cable(int(telegram.url.rpartition(":")[2]))
    await line.start()
    machine.telegram_url = f"http://127.0.0.1:{line.port}"
    yield line
    await line.stop()


@dataclass
class Scene:
    """A crowd that talks while something is wrong with Telegram."""

    telegram: FakeTelegram
    machine: Machine

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.telegram)
        self.recoveries: list[float] = []

    async def is_up(self) -> None:
        await self.crowd.hears(self.crowd.says())

    async def recovers(self) -> None:
        """The fault has just ended."""
        ended_at = time.monotonic()
        self.crowd.says()
        self.recoveries.append(await self.crowd.first_answer_after(ended_at))

    async def finish(self, fault: str, *, tried: int, doubles: int = 0) -> None:
        await self.crowd.hears_everything()
        note_fault(
            fault, self.crowd.account(), tried=tried, kills=doubles, recoveries=self.recoveries
        )
        assert self.crowd.is_in_order()


@pytest.fixture
def scene(telegram: FakeTelegram, machine: Machine) -> Scene:
    return Scene(telegram, machine)


async def test_telegram_is_down_at_the_start(scene: Scene, cable: Cable) -> None:
    await cable.cut()
    async with scene.machine.bot() as bot:
        for _ in range(5):
            scene.crowd.says()
        await asyncio.sleep(2)
        assert bot.is_alive
        await cable.mend()
        await scene.recovers()
        await scene.finish("Telegram down at the start", tried=1)


@pytest.mark.parametrize("tries", [8, pytest.param(120, marks=FULL)])
async def test_telegram_is_down_for_long(scene: Scene, cable: Cable, tries: int) -> None:
    """In earnest it is asked twice a minute; here as often in half a second each."""
    async with scene.machine.with_status_page().bot():
        await scene.is_up()
        await cable.cut()
        await scene.crowd.talks_for(tries * 0.5, per_second=2)
        await cable.mend()
        await scene.recovers()
        hours = "an hour" if tries >= 120 else "some minutes"
        await scene.finish(f"Telegram down for {hours}, as many tries as that takes", tried=1)


@pytest.mark.parametrize("times", [3, pytest.param(25, marks=FULL)])
@pytest.mark.parametrize(
    "code", [429, pytest.param(500, marks=FULL), pytest.param(502, marks=FULL)]
)
async def test_telegram_says_no(
    scene: Scene, telegram: FakeTelegram, code: int, times: int
) -> None:
    refusals = {
        429: Refused(429, "Too Many Requests", retry_after=2),
        500: Refused(500, "Internal Server Error"),
        502: Refused(502, ""),
    }
    async with scene.machine.bot():
        await scene.is_up()
        talking = asyncio.Event()
        crowd = asyncio.ensure_future(scene.crowd.talks(talking, per_second=LOAD))
        for _ in range(times):
            fault = telegram.fail(refusals[code], random.choice(["sendMessage", "getUpdates"]))
            await telegram.until(lambda fault=fault: not fault.times)
        talking.set()
        await crowd
        await scene.recovers()
        names = {429: "429 with a wait of two seconds", 500: "500", 502: "502 with HTML"}
        await scene.finish(f"Telegram answers {names[code]}", tried=times)


@pytest.mark.parametrize("seconds", [pytest.param(8, marks=FULL), pytest.param(60, marks=FULL)])
async def test_a_long_429_to_one_chat_holds_up_nobody_else(
    scene: Scene, telegram: FakeTelegram, seconds: int
) -> None:
    async with scene.machine.bot():
        await scene.is_up()
        waiting, *others = scene.crowd.chats[:6]
        refusal = Refused(429, "Too Many Requests", retry_after=seconds)
        fault = telegram.fail(refusal, "sendMessage", chat=waiting)
        words = scene.crowd.says(waiting)
        await telegram.until(lambda: not fault.times, 20)
        spoken = [scene.crowd.says(chat) for chat in others]
        assert max([await scene.crowd.hears(each) for each in spoken]) < seconds
        assert await scene.crowd.hears(words, seconds + 20.0) >= seconds
        await scene.finish(f"429 with a wait of {seconds} seconds for one chat", tried=1)


@pytest.mark.parametrize("times", [2, pytest.param(25, marks=FULL)])
async def test_connections_dangle(scene: Scene, cable: Cable, times: int) -> None:
    """Half-open: the other side is gone and nobody says so. An answer can be lost on the way,
    and is then sent again rather than never."""
    async with scene.machine.bot():
        await scene.is_up()
        for _ in range(times):
            await scene.crowd.talks_for(0.3, per_second=LOAD)
            cable.mode = "dangling"
            await scene.crowd.talks_for(1.0, per_second=LOAD)
            await cable.mend()
            await scene.recovers()
        await scene.finish("Half-open connections", tried=times, doubles=times)


@pytest.mark.parametrize("times", [pytest.param(6, marks=FULL)])
async def test_answers_come_byte_by_byte(scene: Scene, cable: Cable, times: int) -> None:
    """A poll that never ends must not be waited for for ever."""
    async with scene.machine.with_status_page().bot():
        await scene.is_up()
        for _ in range(times):
            cable.mode = "dripping"
            scene.crowd.says()
            # Longer than any request may take; each of its bytes comes in time.
            await asyncio.sleep(16)
            await cable.mend()
            await scene.recovers()
        await scene.finish(
            "Connections so slow that they never end", tried=times, doubles=3 * times
        )


async def test_an_answer_that_got_lost_on_its_way_is_sent_again(
    scene: Scene, telegram: FakeTelegram
) -> None:
    async with scene.machine.bot():
        await scene.is_up()
        telegram.fail("lost_answer", "sendMessage")
        scene.crowd.says()
        await scene.finish("Telegram's answer to a message gets lost", tried=1, doubles=1)


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=FULL)])
async def test_a_401_in_the_middle_is_told_by_health_and_survived(
    scene: Scene, telegram: FakeTelegram, times: int
) -> None:
    machine = scene.machine.with_status_page()
    async with machine.bot():
        await scene.is_up()
        await machine.says("/readyz", 200)
        for _ in range(times):
            fault = telegram.fail(Refused(401, "Unauthorized"), "getUpdates", times=1_000)
            scene.crowd.says()
            await machine.says("/healthz", 503)
            assert await machine.status("/readyz") == 503
            fault.times = 0
            await scene.recovers()
            await machine.says("/healthz", 200)
        await scene.finish("401 in the middle of polling, for a moment", tried=times)


async def test_a_401_that_stays_ends_the_program_with_a_clear_line(
    scene: Scene, telegram: FakeTelegram
) -> None:
    async with scene.machine.bot() as bot:
        await scene.is_up()
        fault = telegram.fail(Refused(401, "Unauthorized"), "getUpdates", times=1_000)
        scene.crowd.says()
        assert await bot.ends() == 1
        assert "Telegram does not know this bot's token" in bot.said()
        fault.times = 0
    async with scene.machine.bot():
        await scene.recovers()
        await scene.finish("401 that stays, then the program started again", tried=1)
