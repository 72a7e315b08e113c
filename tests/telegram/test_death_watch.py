"""Only a claim that nobody renewed while it was watched without a break has lost its worker."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.telegram.death_watch import DeathWatch
from storage.leases import Held

NOW = datetime(2026, 5, 6, 9, 0, tzinfo=timezone.utc)
CLAIM = Held(1, 1, NOW)


class Elapsed:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def looks(watch: DeathWatch, elapsed: Elapsed, claim: Held, seconds: int) -> tuple[Held, ...]:
    """Look once a second; what is abandoned at the end."""
    found: tuple[Held, ...] = ()
    for _ in range(seconds):
        elapsed.seconds += 1
        found = watch.look([claim])
    return found


def test_a_claim_that_stays_the_same_for_long_enough_is_abandoned() -> None:
    elapsed = Elapsed()
    watch = DeathWatch(20, 10, elapsed)
    assert looks(watch, elapsed, CLAIM, 20) == ()
    assert looks(watch, elapsed, CLAIM, 1) == (CLAIM,)


def test_an_old_claim_is_not_abandoned_at_the_first_look() -> None:
    elapsed = Elapsed()
    watch = DeathWatch(20, 10, elapsed)
    assert looks(watch, elapsed, Held(1, 1, NOW - timedelta(days=3)), 1) == ()


def test_a_claim_that_is_renewed_is_never_abandoned() -> None:
    elapsed = Elapsed()
    watch = DeathWatch(20, 10, elapsed)
    for number in range(10):
        renewed = Held(1, 1, NOW + timedelta(seconds=number))
        assert looks(watch, elapsed, renewed, 15) == ()


def test_time_in_which_nobody_could_look_does_not_count() -> None:
    elapsed = Elapsed()
    watch = DeathWatch(20, 10, elapsed)
    looks(watch, elapsed, CLAIM, 15)
    elapsed.seconds += 60
    assert looks(watch, elapsed, CLAIM, 20) == ()
    assert looks(watch, elapsed, CLAIM, 2) == (CLAIM,)


def test_a_claim_that_was_gone_for_a_while_is_a_new_one() -> None:
    elapsed = Elapsed()
    watch = DeathWatch(20, 10, elapsed)
    looks(watch, elapsed, CLAIM, 15)
    elapsed.seconds += 1
    watch.look([])
    assert looks(watch, elapsed, CLAIM, 15) == ()
