"""What Telegram's errors mean for us. Their texts are never logged: they may quote the token."""

from __future__ import annotations

import random
from datetime import timedelta
from enum import Enum

import httpx
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.client import INVALID_ANSWER

_LEAST_WAIT = 1.0


class TokenRefused(Exception):
    """Telegram does not know the bot's token: nothing can be done without the operator."""


class Outcome(Enum):
    """What an error says about the request and about trying again."""

    TOKEN_REFUSED = "token refused"
    CONFLICT = "conflict"
    """Another program polls with the same token, or a webhook is set."""
    BLOCKED = "blocked"
    """Messages cannot reach this chat any more."""
    REFUSED = "refused"
    """Telegram will never accept this request."""
    SLOW_DOWN = "slow down"
    NOT_SENT = "not sent"
    """It certainly did not reach Telegram, or Telegram says that it failed; try again."""
    UNCERTAIN = "uncertain"
    """It may have been carried out: the answer got lost."""


# BadRequest is a NetworkError to the library, so the order matters.
_MEANINGS: tuple[tuple[type[TelegramError] | tuple[type[TelegramError], ...], Outcome], ...] = (
    ((InvalidToken, EndPointNotFound), Outcome.TOKEN_REFUSED),
    (Conflict, Outcome.CONFLICT),
    (Forbidden, Outcome.BLOCKED),
    (RetryAfter, Outcome.SLOW_DOWN),
    (BadRequest, Outcome.REFUSED),
)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error means."""
    for kinds, outcome in _MEANINGS:
        if isinstance(error, kinds):
            return outcome
    if isinstance(error, NetworkError):
        return _after_network_error(error)
    # What is left: answers that are no JSON, and moved groups, which we do not talk to.
    return Outcome.UNCERTAIN if str(error) == INVALID_ANSWER else Outcome.REFUSED


def _after_network_error(error: NetworkError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        return Outcome.NOT_SENT
    lost_answer = isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError)
    return Outcome.UNCERTAIN if lost_answer else Outcome.NOT_SENT


def wanted_wait(error: RetryAfter) -> float:
    """Seconds that Telegram asks us to wait, at least one."""
    wait = error.retry_after
    seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    return max(_LEAST_WAIT, seconds)


def backoff(attempt: int, *, first: float, longest: float) -> float:
    """Seconds to wait after the so-manieth failure in a row, from 1; never twice the same.

    Args:
        attempt: Which failure it was.
        first: Seconds after the first one, roughly.
        longest: The most seconds, roughly.
    """
    exponent = min(max(attempt, 1) - 1, 20)
    return float(min(longest, first * 2**exponent)) * random.uniform(0.75, 1.25)
