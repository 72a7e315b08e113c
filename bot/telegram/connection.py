"""Keeps asking Telegram until it answers, and tells the operator what is wrong meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.telegram.faults import Outcome, TokenRefused, backoff, outcome_of, wanted_wait
from bot.telegram.health import Health
from bot.telegram.pace import Pace
from bot.telegram.waiting import nap, unless_stopped

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_REMARKS = {
    Outcome.TOKEN_REFUSED: "Telegram does not know this bot's token any more",
    Outcome.CONFLICT: "Another program uses this bot's token (it polls, or has set a webhook); "
    "stop one of the two",
    Outcome.SLOW_DOWN: "Telegram asks to slow down",
    Outcome.REFUSED: "Telegram refuses a request",
}
_OUT_OF_REACH = "Telegram cannot be reached"


@dataclass
class Connection:
    """One way to Telegram that must not be given up.

    Attributes:
        pace: How long to wait between tries.
        stop: Set when the program is to stop.
        health: Told about refused tokens, which whoever watches has to see at once.
    """

    pace: Pace
    stop: asyncio.Event
    health: Health
    _remark: str | None = None

    async def persist(
        self, name: str, ask: Callable[[], Coroutine[Any, Any, Result]]
    ) -> Result | None:
        """Ask until there is an answer.

        Args:
            name: What is asked for, for the log.
            ask: Makes one request.

        Returns:
            The answer, or None when the program is to stop.

        Raises:
            TokenRefused: Telegram does not know the token: at once when it never did, and after
                a while when it did before, because its servers have been wrong about that.
        """
        failures = 0
        while not self.stop.is_set():
            try:
                answer = await unless_stopped(self.stop, ask())
            except TelegramError as error:
                failures += 1
                await nap(self.stop, self._wait_after(error, failures, name))
            else:
                self.health.accepted()
                self._say(None, name, None)
                return answer
        return None

    def _wait_after(self, error: TelegramError, failures: int, name: str) -> float:
        outcome = outcome_of(error)
        if outcome is Outcome.TOKEN_REFUSED:
            for_so_long = self.health.refused()
            if not self.health.connected or for_so_long >= self.pace.refusals:
                raise TokenRefused
        self._say(_REMARKS.get(outcome, _OUT_OF_REACH), name, error)
        if isinstance(error, RetryAfter):
            return wanted_wait(error)
        if outcome is Outcome.CONFLICT:
            return self.pace.conflict
        return backoff(failures, first=self.pace.first_backoff, longest=self.pace.longest_backoff)

    def _say(self, remark: str | None, name: str, error: TelegramError | None) -> None:
        """Log a change for the worse or the better once, not every try."""
        if remark == self._remark:
            return
        self._remark = remark
        if remark is None:
            log.warning("Telegram answers again.")
        else:
            kind = type(error).__name__
            log.error("%s (%s: %s). Trying again until it works.", remark, name, kind)
