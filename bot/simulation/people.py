"""One imaginary runner: what they have heard, and when they do what about it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from bot.conversation.messages import (
    Choice,
    Incoming,
    Person,
    Place,
    Reply,
    Unreadable,
    Words,
)
from bot.simulation.answering import answer_to
from bot.simulation.characters import Character
from bot.simulation.days import Day, day_of, nonsense, words_for

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_LATE = (5 * 60, 26 * 60)
_RUN = "Run: "
_PHOTO = 0.3


class Deed(Enum):
    """What a runner does at some moment."""

    ANSWER = "answer"
    TRAVEL = "travel"
    PAUSE = "pause"


@dataclass(order=True)
class Plan:
    """Something that a runner is going to do; `number` keeps those of one moment in order."""

    at: datetime
    number: int
    whose: str
    deed: Deed = field(compare=False)


@dataclass
class Imaginary:
    """One imaginary runner.

    Attributes:
        character: What they are like.
        person: Their chat.
        begun: When they began to be asked.
        by: Where their chance comes from.
        heard: What was said to them last.
    """

    character: Character
    person: Person
    begun: datetime
    by: random.Random
    heard: tuple[Reply, ...] = ()
    _may_run: bool = False
    _today: Day | None = None
    _number: int = 0

    def day_at(self, moment: datetime) -> int:
        """Which day it is for them, from 1."""
        return (moment - self.begun) // _DAY + 1

    def listen(self, replies: tuple[Reply, ...]) -> None:
        """Hear what Hammy says."""
        if replies:
            self.heard = replies
            self._may_run = any(_RUN in reply.text for reply in replies)

    def answers_at(self, asked_at: datetime) -> datetime | None:
        """When they will answer what was asked of its own accord; None for never."""
        number = self.day_at(asked_at)
        first, last = self.character.silent
        if first <= number <= last or self.by.random() > self.character.share:
            return None
        late = self.by.random() < self.character.late
        low, high = _LATE if late else self.character.delay
        return asked_at + self.by.randint(low, high) * _MINUTE

    def deeds(self) -> Iterator[tuple[datetime, Deed]]:
        """What they will do by themselves, and when."""
        for day in self.character.travels:
            yield self.begun + day * _DAY, Deed.TRAVEL
        for day in self.character.pauses:
            yield self.begun + day * _DAY, Deed.PAUSE

    def does(self, deed: Deed, at: datetime) -> Incoming | None:
        """What they say of themselves when the moment has come; None for nothing."""
        number = (at - self.begun) // _DAY
        if deed is Deed.TRAVEL:
            return Place(*self.character.travels[number])
        if deed is Deed.PAUSE:
            return Choice((f"!pause_check_ins:{self.character.pauses[number]}",))
        return None

    def opens_with(self, at: datetime, *, in_words: bool) -> Incoming | None:
        """The first thing they say to a check-in, when it is not a tap."""
        day, character = self._day(at), self.character
        if not in_words:
            return None
        if character.sign is not None and day.signs and self.by.random() < character.words:
            return Words(character.sign.words)
        if self.by.random() < character.nonsense:
            photo = self.by.random() < _PHOTO
            return Unreadable("photo") if photo else Words(nonsense(self.by))
        if self.by.random() < character.words:
            return Words(words_for(day, self.by))
        return None

    def taps(self, at: datetime) -> Choice | None:
        """Their tap under what they heard last; None when nothing is asked."""
        return answer_to(self.heard, self.character.facts, self._day(at))

    def _day(self, at: datetime) -> Day:
        number = self.day_at(at)
        if self._today is None or number != self._number:
            self._number = number
            self._today = day_of(self.character, number, may_run=self._may_run, by=self.by)
        return self._today
