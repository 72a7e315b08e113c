"""Measures this installation: how long it takes to start, to understand, and to answer."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

import yaml

from bot.conversation.messages import Choice, Command, Incoming, Person, Words

if TYPE_CHECKING:
    from bot.conversation.engine import Engine
    from nlu.parsing import Parser

_TALK = Path(__file__).with_name("bench_talk.yml")
_AGREED = Choice(("!give_consent",))
_BETWEEN_TURNS = timedelta(minutes=1)


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of work.

    Attributes:
        count: How often it was measured.
        middle: The median.
        slow: The slowest of a hundred.
    """

    count: int
    middle: float
    slow: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> Times:
        """The figures of at least two measurements."""
        return cls(len(milliseconds), median(milliseconds), quantiles(milliseconds, n=100)[98])


def said() -> list[str]:
    """What every person of the measurement says."""
    return [str(line) for line in yaml.safe_load(_TALK.read_text(encoding="utf-8"))]


def understanding(parser: Parser, rounds: int, today: date) -> Times:
    """Times of understanding one message, without a conversation."""
    took = []
    for _ in range(rounds):
        for line in said():
            before = perf_counter()
            parser.parse(line, today=today)
            took.append(1000 * (perf_counter() - before))
    return Times.of(took)


async def turns(engine: Engine, people: int, now: datetime) -> Times:
    """Times of whole turns of new people, storage included."""
    took: list[float] = []
    for number in range(people):
        person = Person("bench", f"new-{number}")
        await _answer(engine, person, Command("start"), now)
        await _answer(engine, person, _AGREED, now)
        for line in said():
            took.append(await _answer(engine, person, Words(line), now))
    return Times.of(took)


async def long_acquaintance(engine: Engine, count: int, now: datetime) -> tuple[Times, Times]:
    """Times of the first and of the last tenth of many turns of one person."""
    person = Person("bench", "old")
    await _answer(engine, person, Command("start"), now)
    await _answer(engine, person, _AGREED, now)
    lines, took = said(), []
    for number in range(count):
        at = now + number * _BETWEEN_TURNS
        took.append(await _answer(engine, person, Words(lines[number % len(lines)]), at))
    share = max(2, count // 10)
    return Times.of(took[:share]), Times.of(took[-share:])


def memory() -> float:
    """The most memory that this process has held, MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


async def _answer(engine: Engine, person: Person, incoming: Incoming, now: datetime) -> float:
    before = perf_counter()
    await engine.answer(person, incoming, sent_at=now)
    return 1000 * (perf_counter() - before)
