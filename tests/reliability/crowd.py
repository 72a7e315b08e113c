"""People who write to the bot, and the account of what became of each of their messages."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.conversation.texts import text
from tests.telegram.fake_api import FakeTelegram

_chats = itertools.count(5_000_000)


@dataclass(frozen=True)
class Account:
    """What became of a crowd's messages.

    Attributes:
        messages: How many were written.
        answered: How many got their answer.
        apologised: How many were set aside with an apology.
        lost: How many got neither.
        duplicates: Answers beyond the first.
    """

    messages: int
    answered: int
    apologised: int
    lost: int
    duplicates: int


@dataclass
class Crowd:
    """People who each number their messages, so that every answer tells what it answers.

    Attributes:
        telegram: Where they write.
        size: How many they are.
    """

    telegram: FakeTelegram
    size: int = 20
    chats: list[int] = field(default_factory=list)
    said_at: dict[str, float] = field(default_factory=dict)
    answered_at: dict[str, float] = field(default_factory=dict)
    duplicates: Counter[str] = field(default_factory=Counter)
    in_order: dict[int, list[str]] = field(default_factory=dict)
    apologies: int = 0
    _read: int = 0

    def __post_init__(self) -> None:
        self.chats = [next(_chats) for _ in range(self.size)]
        self.in_order = {chat: [] for chat in self.chats}

    def says(self, chat: int | None = None, *, takes: float | None = None) -> str:
        """Somebody writes, perhaps something whose answer takes some seconds; the words."""
        words = f"message {len(self.said_at)}"
        if takes is not None:
            words += f" within {takes} s"
        self.said_at[words] = time.monotonic()
        self.telegram.says(chat or random.choice(self.chats), words)
        return words

    async def talks(self, stop: asyncio.Event, *, per_second: float) -> None:
        """Go on writing until told to stop."""
        while not stop.is_set():
            self.says()
            await asyncio.sleep(random.expovariate(per_second))

    def read(self) -> None:
        """Read what has arrived."""
        arrived = self.telegram.sent[self._read :]
        self._read = len(self.telegram.sent)
        for sent in arrived:
            if sent.chat not in self.in_order:
                continue
            words = sent.text.removeprefix("heard ")
            if sent.text == text("went_wrong"):
                self.apologies += 1
            elif words in self.answered_at:
                self.duplicates[words] += 1
            elif words in self.said_at:
                self.answered_at[words] = sent.at
                self.in_order[sent.chat].append(words)

    def waiting(self) -> list[str]:
        """Messages without an answer so far."""
        self.read()
        return [words for words in self.said_at if words not in self.answered_at]

    def account(self) -> Account:
        """What became of everything."""
        waiting = self.waiting()
        apologised = min(len(waiting), self.apologies)
        return Account(
            messages=len(self.said_at),
            answered=len(self.answered_at),
            apologised=apologised,
            lost=len(waiting) - apologised,
            duplicates=sum(self.duplicates.values()),
        )

    async def talks_for(self, seconds: float, *, per_second: float) -> None:
        """Write for some seconds."""
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, stop.set)
        await self.talks(stop, per_second=per_second)

    async def first_answer_after(self, moment: float, seconds: float = 240.0) -> float:
        """Wait for the first answer since a moment; seconds that it took."""

        def came() -> bool:
            self.read()
            return any(at >= moment for at in self.answered_at.values())

        await self.telegram.until(came, seconds)
        return min(at for at in self.answered_at.values() if at >= moment) - moment

    async def hears(self, words: str, seconds: float = 240.0) -> float:
        """Wait for the answer to one message; seconds that it took since it was written."""

        def is_answered() -> bool:
            self.read()
            return words in self.answered_at

        await self.telegram.until(is_answered, seconds)
        return self.answered_at[words] - self.said_at[words]

    async def hears_all_of(self, words: Collection[str], seconds: float = 240.0) -> None:
        """Wait until all of these are answered."""

        def are_answered() -> bool:
            self.read()
            return all(each in self.answered_at for each in words)

        await self.telegram.until(are_answered, seconds)

    async def hears_everything(self, seconds: float = 300.0) -> None:
        """Wait until nobody waits any more."""
        await self.telegram.until(lambda: len(self.waiting()) <= self.apologies, seconds)

    def is_in_order(self) -> bool:
        """Whether everybody got their answers in the order in which they wrote."""
        numbers = ([int(w.split()[1]) for w in words] for words in self.in_order.values())
        return all(theirs == sorted(theirs) for theirs in numbers)
