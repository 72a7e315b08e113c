"""Keeps messages from being on their way together when that is not needed.

A message that Telegram has accepted and that is not yet confirmed in the outbox is sent again
after a crash. With one such message at a time a crash can double one message; but nobody is to
wait for a message to somebody else that takes long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class Turnstile:
    """Lets one piece of work through at a time, and the next one when that takes too long."""

    def __init__(self, patience: float) -> None:
        """Set it up.

        Args:
            patience: Seconds after which the next may pass.
        """
        self._patience = patience
        self._free = asyncio.Semaphore()

    async def through(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do some work when its turn has come."""
        try:
            await self._free.acquire()
        except BaseException:
            work.close()
            raise
        passing = asyncio.get_running_loop().call_later(self._patience, self._free.release)
        try:
            return await work
        finally:
            # A timer that has gone off has let the next one pass already.
            if passing.when() > asyncio.get_running_loop().time():
                passing.cancel()
                self._free.release()
