"""Tells which claims have lost their worker: nobody has renewed them while we went on looking.

Only time that passes here counts, on a clock that nobody can set. When looking itself was held up,
by a database that was away or a machine that slept, the workers were perhaps held up as well, so
the count begins anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.telegram.clock import seconds_since_start
from storage.leases import Held


class DeathWatch:
    """Watches the claims of one queue."""

    def __init__(
        self,
        patience: float,
        longest_gap: float,
        elapsed: Callable[[], float] = seconds_since_start,
    ) -> None:
        """Set it up.

        Args:
            patience: Seconds after which a claim that nobody renews counts as abandoned.
            longest_gap: Seconds between two looks after which the count begins anew.
            elapsed: Seconds of a clock that nobody can set.
        """
        self._patience = patience
        self._longest_gap = longest_gap
        self._elapsed = elapsed
        self._first_seen: dict[Held, float] = {}
        self._last_look = elapsed()

    def look(self, claims: Iterable[Held]) -> tuple[Held, ...]:
        """Take note of the claims as they are now; those that are abandoned."""
        now = self._elapsed()
        known = {} if now - self._last_look > self._longest_gap else self._first_seen
        self._last_look = now
        self._first_seen = {claim: known.get(claim, now) for claim in claims}
        return tuple(
            claim for claim, since in self._first_seen.items() if now - since >= self._patience
        )
