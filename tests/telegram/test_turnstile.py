"""One message at a time is on its way, unless it takes long."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram.turnstile import Turnstile


class Work:
    """Pieces of work that end when told, and how many were at work at once."""

    def __init__(self) -> None:
        self.begun = 0
        self.at_once = 0
        self.most = 0
        self.go_on = asyncio.Event()
        self._beginning = asyncio.Semaphore(0)

    async def all_begun(self, number: int) -> None:
        await asyncio.wait_for(self._wait_for(number), 5)

    async def _wait_for(self, number: int) -> None:
        for _ in range(number):
            await self._beginning.acquire()

    async def one(self) -> None:
        self.begun += 1
        self._beginning.release()
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.go_on.wait()
            await asyncio.sleep(0)
        finally:
            self.at_once -= 1


async def test_quick_work_goes_through_one_at_a_time() -> None:
    work, turnstile = Work(), Turnstile(patience=30)
    work.go_on.set()
    await asyncio.gather(*(turnstile.through(work.one()) for _ in range(50)))
    assert (work.begun, work.most) == (50, 1)


async def test_slow_work_lets_the_next_one_pass() -> None:
    work, turnstile = Work(), Turnstile(patience=0.01)
    all_of_it = asyncio.gather(*(turnstile.through(work.one()) for _ in range(5)))
    await work.all_begun(5)
    work.go_on.set()
    await all_of_it


async def test_after_slow_work_it_is_one_at_a_time_again() -> None:
    turnstile, slow, quick = Turnstile(patience=0.01), Work(), Work()
    some = asyncio.gather(*(turnstile.through(slow.one()) for _ in range(3)))
    await slow.all_begun(3)
    await asyncio.sleep(0.05)
    slow.go_on.set()
    await some
    quick.go_on.set()
    await asyncio.gather(*(turnstile.through(quick.one()) for _ in range(20)))
    assert quick.most == 1


async def test_work_that_fails_or_is_cut_off_holds_nobody_up() -> None:
    turnstile, work = Turnstile(patience=30), Work()

    async def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await turnstile.through(fails())
    cut_off = asyncio.ensure_future(turnstile.through(work.one()))
    waiting = asyncio.ensure_future(turnstile.through(work.one()))
    await asyncio.sleep(0.01)
    for task in (waiting, cut_off):
        task.cancel()
    await asyncio.gather(cut_off, waiting, return_exceptions=True)
    work.go_on.set()
    await asyncio.wait_for(turnstile.through(work.one()), 1)
