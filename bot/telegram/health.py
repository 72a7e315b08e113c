"""What the channel knows about itself, for whoever watches over it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class Health:
    """How the channel is.

    Attributes:
        started: Whether its loops run.
        connected: Whether Telegram knows where to bring updates (webhook), or has been polled.
        last_poll_at: When a poll last succeeded, UTC; None before the first, and with a webhook.
        refused_since: Since when Telegram has refused the token each time, in seconds of a clock
            that never goes back; None while it accepts it.
    """

    started: bool = False
    connected: bool = False
    last_poll_at: datetime | None = None
    refused_since: float | None = None

    def polled(self, at: datetime) -> None:
        """Note a poll that succeeded."""
        self.connected = True
        self.last_poll_at = at

    def polls(self, now: datetime, *, within: timedelta) -> bool:
        """Whether a poll succeeded lately."""
        return self.last_poll_at is not None and abs(now - self.last_poll_at) <= within

    def accepted(self) -> None:
        """Note that Telegram knows the token."""
        self.refused_since = None

    def refused(self) -> float:
        """Note that Telegram refused the token; seconds since it first did so without a break."""
        now = time.monotonic()
        if self.refused_since is None:
            self.refused_since = now
        return now - self.refused_since

    @property
    def is_well(self) -> bool:
        """Whether the channel runs and Telegram accepts its token."""
        return self.started and self.refused_since is None
