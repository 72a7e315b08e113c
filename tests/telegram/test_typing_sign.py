"""The sign that somebody is typing never holds up the answer."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.telegram.typing_sign import typing_sign


class AnsweredAsItIsCancelled:
    """A bot whose every request gets its answer at the moment in which it is cancelled."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.requests = 0

    async def send_chat_action(self, *_: Any, **__: Any) -> bool:
        self.requests += 1
        assert self.requests == 1, "the sign went on after its end"
        self.asked.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return True
        raise AssertionError("nobody cancelled it")


async def test_an_answer_does_not_wait_for_a_sign_that_cannot_be_cancelled() -> None:
    bot: Any = AnsweredAsItIsCancelled()

    async def turn() -> None:
        async with typing_sign(bot, "11", after=0, request_seconds=1):
            await bot.asked.wait()

    await asyncio.wait_for(turn(), 5)
    assert bot.requests == 1
