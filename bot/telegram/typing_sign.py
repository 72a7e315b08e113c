"""Shows "typing ..." while a turn takes longer than a moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

_SHOWN_FOR = 4.5


@asynccontextmanager
async def typing_sign(
    bot: Bot, address: str, *, after: float, request_seconds: float
) -> AsyncIterator[None]:
    """Show in a chat that an answer is being written, for as long as the block takes.

    Args:
        bot: Talks to Telegram.
        address: The chat.
        after: Seconds before the sign appears at all.
        request_seconds: The most that one request may take.
    """
    wanted = True

    async def show() -> None:
        await asyncio.sleep(after)
        # A request that is cancelled at the very moment of its answer goes on as if nothing had
        # happened (`asyncio.wait_for` before Python 3.12), so being cancelled does not end this.
        while wanted:
            try:
                await bot.send_chat_action(
                    int(address), ChatAction.TYPING, read_timeout=request_seconds
                )
            except TelegramError:
                return
            if wanted:
                await asyncio.sleep(_SHOWN_FOR)

    sign = asyncio.ensure_future(show())
    try:
        yield
    finally:
        wanted = False
        sign.cancel()
        await asyncio.gather(sign, return_exceptions=True)
