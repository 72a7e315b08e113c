"""Redis goes, freezes and comes back: nobody notices."""

from __future__ import annotations

import asyncio
import time

import pytest

from actions.services import utc_now
from bot.conversation.texts import text
from storage.database import open_database
from storage.runners import find_or_create_runner, record_consent
from tests.reliability.crowd import Account
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.reliability.servers import Server
from tests.telegram.fake_api import FakeTelegram

pytestmark = [pytest.mark.model, pytest.mark.redis]

FULL = pytest.mark.full
CHATS = tuple(range(6_000_000, 6_000_010))


def everybody_agreed(machine: Machine) -> None:
    database = open_database(f"sqlite:///{machine.database_file}")
    database.upgrade()
    for chat in CHATS:
        with database.session() as session:
            runner = find_or_create_runner(session, "telegram", str(chat), utc_now())
            record_consent(session, runner.id, utc_now())
    database.close()


class Asking:
    """People who ask for the same thing again and again, one answer after the other."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram = telegram
        self.asked = 0
        self.slowest = 0.0

    async def once(self, seconds: float = 600) -> None:
        await asyncio.gather(*(self._one(chat, seconds) for chat in CHATS))

    async def _one(self, chat: int, seconds: float) -> None:
        before = len(self.telegram.texts(chat))
        said_at = time.monotonic()
        self.telegram.says(chat, "/privacy")
        self.asked += 1
        await self.telegram.until(lambda: len(self.telegram.texts(chat)) > before, seconds)
        self.slowest = max(self.slowest, time.monotonic() - said_at)

    def account(self) -> Account:
        answers = [sent for sent in self.telegram.sent if sent.text != text("went_wrong")]
        apologies = len(self.telegram.sent) - len(answers)
        return Account(
            messages=self.asked,
            answered=min(self.asked, len(answers)),
            apologised=apologies,
            lost=max(0, self.asked - len(answers)),
            duplicates=max(0, len(answers) - self.asked),
        )


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=FULL)])
async def test_redis_goes_and_comes_back(
    telegram: FakeTelegram, machine: Machine, redis: Server, times: int
) -> None:
    everybody_agreed(machine)
    machine.settings["REDIS_URL"] = f"redis://127.0.0.1:{redis.port}/0"
    asking = Asking(telegram)
    async with machine.with_hammy().bot():
        await asking.once()
        asking.slowest = 0.0
        for _ in range(times):
            for go, come in ((redis.kill, redis.start), (redis.freeze_all, redis.thaw_all)):
                await asyncio.to_thread(go)
                await asking.once()
                await asyncio.to_thread(come)
                await asking.once()
    note_fault(
        "Redis killed and frozen, and back",
        asking.account(),
        tried=2 * times,
        recoveries=[asking.slowest],
    )


@FULL
async def test_redis_is_not_there_at_the_start(
    telegram: FakeTelegram, machine: Machine, redis: Server
) -> None:
    everybody_agreed(machine)
    machine.settings["REDIS_URL"] = f"redis://127.0.0.1:{redis.port}/0"
    redis.kill()
    asking = Asking(telegram)
    async with machine.with_hammy().bot():
        await asking.once()
    note_fault("Redis not there at the start", asking.account())
