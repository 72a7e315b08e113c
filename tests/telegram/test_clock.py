"""A clock that is set is noticed, and moves no message out of reach."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from bot.telegram.clock import Clock

START = datetime(2026, 5, 6, 9, 0, tzinfo=timezone.utc)


class Time:
    """A wall clock and one that nobody can set."""

    def __init__(self) -> None:
        self.wall = START
        self.elapsed = 0.0

    def passes(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.elapsed += seconds

    def is_set(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.elapsed)


def test_time_that_passes_is_no_clock_being_set() -> None:
    time = Time()
    clock = time.clock()
    for _ in range(100):
        time.passes(3600)
        assert not clock.was_set


@pytest.mark.parametrize("seconds", [-86_400.0, -3.0, 3.0, 86_400.0])
def test_a_clock_that_is_set_is_noticed_until_that_is_accepted(seconds: float) -> None:
    time = Time()
    clock = time.clock()
    time.is_set(seconds)
    assert clock.was_set
    time.passes(60)
    assert clock.was_set
    clock.accept()
    assert not clock.was_set


@pytest.mark.parametrize("seconds", [-1.0, 1.0])
def test_a_small_correction_is_none(seconds: float) -> None:
    time = Time()
    clock = time.clock()
    time.is_set(seconds)
    assert not clock.was_set


async def test_the_real_clocks_agree() -> None:
    clock = Clock()
    await asyncio.sleep(0.05)
    assert not clock.was_set
