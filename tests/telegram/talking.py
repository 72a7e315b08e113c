"""The real channel over real HTTP, with a small conversation behind it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.conversation.messages import Conversation, Incoming, Person, Reply, Words
from bot.settings import Settings
from bot.telegram.channel import TelegramChannel
from bot.telegram.pace import Pace
from bot.telegram.pacing import Rates
from storage.database import Database
from tests.telegram.fake_api import TOKEN, FakeTelegram

FAST = Pace(
    poll=5,
    first_backoff=0.02,
    longest_backoff=0.1,
    conflict=0.05,
    refusals=0,
    idle=0.05,
    turn=5,
    turn_retry=0.02,
    typing_after=0.1,
    small_call=0.5,
    tidy=0.2,
    finish_turns=1.0,
    finish_messages=1.0,
    rates=Rates(overall=1000, chat=1000, chat_burst=100),
)


@dataclass(frozen=True)
class Turn:
    """One call of the conversation."""

    address: str
    incoming: Incoming
    sent_at: datetime
    edited: bool


Answer = Callable[[Turn], Awaitable[tuple[Reply, ...]]]


async def echo(turn: Turn) -> tuple[Reply, ...]:
    words = turn.incoming.text if isinstance(turn.incoming, Words) else turn.incoming
    return (Reply(f"heard {words}"),)


def always(*replies: Reply) -> Answer:
    async def answer(_: Turn) -> tuple[Reply, ...]:
        return replies

    return answer


@dataclass
class Script:
    """A conversation that records its turns and answers as told."""

    answer_with: Answer = echo
    turns: list[Turn] = field(default_factory=list)

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime, edited: bool = False
    ) -> tuple[Reply, ...]:
        assert person.channel == "telegram"
        turn = Turn(person.address, incoming, sent_at, edited)
        self.turns.append(turn)
        return await self.answer_with(turn)

    @property
    def heard(self) -> list[Incoming]:
        return [turn.incoming for turn in self.turns]


class Reach:
    """Whether a database can be reached.

    It is hooked in before anybody uses the database: SQLAlchemy bears no change of its hooks
    while other threads work.
    """

    def __init__(self, database: Database) -> None:
        self.tries: list[int] | None = None
        event.listen(database.engine, "begin", self._begin)

    def _begin(self, connection: Any) -> None:
        if self.tries is not None:
            self.tries.append(len(self.tries) + 1)
            raise OperationalError("BEGIN", {}, sqlite3.OperationalError("disk I/O error"))


_reach: WeakKeyDictionary[Database, Reach] = WeakKeyDictionary()


def that_can_fail(database: Database) -> Database:
    """A database that nobody uses yet, made ready for `out_of_reach`."""
    _reach[database] = Reach(database)
    return database


@contextmanager
def out_of_reach(database: Database) -> Iterator[list[int]]:
    """The database's server or disk fails for a while; counts how often that was noticed."""
    reach, tries = _reach[database], list[int]()
    reach.tries = tries
    try:
        yield tries
    finally:
        reach.tries = None


def settings_for(fake: FakeTelegram, **more: Any) -> Settings:
    values = {"telegram_bot_token": TOKEN, "telegram_api_url": fake.url, **more}
    return Settings(_env_file=None, **values)


@dataclass
class Bench:
    """Everything a test needs to run the channel; `run` may be used several times in a row."""

    telegram: FakeTelegram
    database: Database

    @asynccontextmanager
    async def run(
        self, conversation: Conversation, *, pace: Pace = FAST, **options: Any
    ) -> AsyncIterator[TelegramChannel]:
        """Run it; options are the channel's own, all others are settings."""
        own = {name: options.pop(name) for name in ("webhook", "check_ins") if name in options}
        settings = settings_for(self.telegram, **options)
        channel = TelegramChannel(settings, self.database, conversation, pace=pace, **own)
        stop = asyncio.Event()
        task = asyncio.ensure_future(channel.run(stop))
        try:
            yield channel
        finally:
            stop.set()
            await asyncio.wait_for(task, 8)
