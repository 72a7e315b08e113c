"""A day that a message names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Day:
    """A day named in a message; `start` and `end` count characters of `Text.plain`."""

    days_ago: int
    start: int
    end: int
