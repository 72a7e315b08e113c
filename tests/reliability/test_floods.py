"""One chat that floods the bot does not slow the others."""

from __future__ import annotations

import asyncio
import statistics
import time

import pytest

from tests.reliability.figures import note_abuse
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram

FULL = pytest.mark.full
FLOODER = 4_000_000
OTHERS = tuple(range(4_100_000, 4_100_010))


async def waits(telegram: FakeTelegram, chat: int, times: int) -> list[float]:
    """How long one person waits for each answer, writing again half a second after the last."""
    seconds = []
    for number in range(times):
        before = len(telegram.texts(chat))
        said_at = time.monotonic()
        telegram.says(chat, f"how long will this take, {number}")
        await telegram.until(lambda n=before: len(telegram.texts(chat)) > n, seconds=60)
        seconds.append(time.monotonic() - said_at)
        await asyncio.sleep(0.5)
    return seconds


async def waits_of_all(telegram: FakeTelegram, times: int) -> list[float]:
    each = await asyncio.gather(*(waits(telegram, chat, times) for chat in OTHERS))
    return sorted(seconds for theirs in each for seconds in theirs)


def in_words(seconds: list[float]) -> str:
    slow = seconds[int(len(seconds) * 0.95)]
    return f"median {statistics.median(seconds):.2f} s, 95 in 100 within {slow:.2f} s"


@pytest.mark.parametrize(
    ("behind", "flood", "times"),
    [
        ("an echo", 400, 4),
        pytest.param("an echo", 3_000, 20, marks=FULL),
        pytest.param("Hammy", 2_000, 15, marks=[FULL, pytest.mark.model]),
    ],
)
async def test_a_flood_slows_nobody_else(
    telegram: FakeTelegram, machine: Machine, behind: str, flood: int, times: int
) -> None:
    if behind == "Hammy":
        machine.with_hammy()
    async with machine.bot() as bot:
        telegram.says(OTHERS[0], "hello")
        await telegram.until(lambda: telegram.texts(OTHERS[0]), seconds=240)
        quiet = await waits_of_all(telegram, times)
        for number in range(flood):
            telegram.says(FLOODER, f"flood {number}")
        flooded = await waits_of_all(telegram, times)
        # What was taken in is all answered, and the rest is told of.
        told = [said for said in telegram.texts(FLOODER) if "more than I can read" in said]
        assert len(told) >= 1
        assert bot.is_alive
    assert statistics.median(flooded) < 2 * statistics.median(quiet) + 0.5
    note_abuse(
        f"{flood} messages at once from one chat ({behind})",
        tried=flood,
        seen=f"the others' waits before: {in_words(quiet)}; during: {in_words(flooded)}",
    )
