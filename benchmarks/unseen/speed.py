"""How long one message takes to understand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

import numpy as np

from benchmarks.unseen.results import Result
from nlu.parsing import Parser

ORDINARY = 300
"""Characters of the longest message that counts as ordinary."""
LONGEST = 4000
_LONG_ONES = 5
_TODAY = date(2026, 5, 6)


@dataclass(frozen=True)
class Speed:
    """Milliseconds a message.

    Attributes:
        median: By the clock on the wall, ordinary messages.
        p99: The same, the slowest of a hundred.
        computing_median: Milliseconds computed, ordinary messages.
        computing_p99: The same, the slowest of a hundred.
        longest: The slowest message of 4,000 characters, by the clock on the wall.
    """

    median: float
    p99: float
    computing_median: float
    computing_p99: float
    longest: float


def speed(parser: Parser, results: Sequence[Result]) -> Speed:
    """Times of a run, and of a few messages that are as long as Telegram lets them be."""
    ordinary = [r for r in results if len(r.entry.text) <= ORDINARY]
    clock = np.percentile([r.milliseconds for r in ordinary], [50, 99])
    computing = np.percentile([r.computing for r in ordinary], [50, 99])
    longest = max(_milliseconds(parser, text) for text in _long_texts(results))
    return Speed(
        float(clock[0]), float(clock[1]), float(computing[0]), float(computing[1]), longest
    )


def _long_texts(results: Sequence[Result]) -> list[str]:
    texts = [r.entry.text for r in results if r.name in ("messages", "red_flags")]
    share = len(texts) // _LONG_ONES
    return [". ".join(texts[i * share : (i + 1) * share])[:LONGEST] for i in range(_LONG_ONES)]


def _milliseconds(parser: Parser, text: str) -> float:
    before = perf_counter()
    parser.parse(text, today=_TODAY)
    return 1000 * (perf_counter() - before)
