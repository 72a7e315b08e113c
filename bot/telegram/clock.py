"""The clock of the wall, and whether somebody has set it.

Waits in the queues are moments of that clock. When it is set, a message that was to wait for a
second may have to wait for an hour, and one that has just been put there looks too old to send.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

_NOTICEABLE = timedelta(seconds=2)


def utc_now() -> datetime:
    """The system's clock, UTC."""
    return datetime.now(timezone.utc)


def seconds_since_start() -> float:
    """Seconds since the machine's start, counted through its sleep where the system does so."""
    source = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(source)


class Clock:
    """A clock that notices when it was set."""

    def __init__(
        self,
        now: Callable[[], datetime] = utc_now,
        elapsed: Callable[[], float] = seconds_since_start,
    ) -> None:
        """Set it up.

        Args:
            now: The time, UTC.
            elapsed: Seconds of a clock that nobody can set.
        """
        self.now = now
        self._elapsed = elapsed
        self._start = self._now_less_elapsed()

    @property
    def was_set(self) -> bool:
        """Whether it was set since the start, or since that was last dealt with."""
        return abs(self._now_less_elapsed() - self._start) > _NOTICEABLE

    def accept(self) -> None:
        """Take the time as it is now for right."""
        self._start = self._now_less_elapsed()

    def _now_less_elapsed(self) -> datetime:
        return self.now() - timedelta(seconds=self._elapsed())
