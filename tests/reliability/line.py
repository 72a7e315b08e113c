"""Hammy on a real line to the fake Bot API, in a thread, for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from actions.services import utc_now
from bot.conversation.engine import Engine
from storage.database import Database
from storage.models import InboxRow, OutboxRow
from storage.runners import find_or_create_runner, record_consent
from storage.states import InboxState, OutboxState
from tests.telegram.fake_api import FakeTelegram
from tests.telegram.talking import FAST, Bench

Result = TypeVar("Result")

_chats = itertools.count(3_000_000)
_updates = itertools.count(300_000_000, 10_000_000)
_SECONDS = 60.0
_PACE = replace(FAST, turn=60, answer=10)


class Line:
    """The whole channel and the whole conversation, running until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self.telegram = FakeTelegram()
        # The engine's database outlives a line and remembers the numbers of its updates.
        self.telegram._next_update = next(_updates)
        self._engine = engine
        self._loop = asyncio.new_event_loop()
        self._hung_up = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._open = threading.Event()
        self._talk = asyncio.run_coroutine_threadsafe(self._talking(), self._loop)
        assert self._open.wait(30)

    @property
    def database(self) -> Database:
        return self._engine.database

    async def _talking(self) -> None:
        await self.telegram.start()
        async with Bench(self.telegram, self.database).run(self._engine, pace=_PACE):
            self._open.set()
            await self._hung_up.wait()
        await self.telegram.stop()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._hung_up.set)
        self._talk.result(30)
        # What the server still holds open ends here; left alone it would be a fault in the log
        # of whatever test is running when it is found.
        self.do(_end_the_rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run something where the line runs."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS + 30)

    def somebody(self, *, agreed: bool) -> int:
        """A chat that has never written; whether its person has agreed to what is kept."""
        chat = next(_chats)
        self.telegram.chats.add(chat)
        if agreed:
            with self.database.session() as session:
                runner = find_or_create_runner(session, "telegram", str(chat), utc_now())
                record_consent(session, runner.id, utc_now())
        return chat

    def answers(self, *updates: tuple[str, dict[str, Any]]) -> dict[int, list[str]]:
        """Bring updates, wait until all is done, and give what was said to each chat."""
        return self.do(self._answers(updates))

    def answer(self, chat: int, words: str) -> list[str]:
        """Say something in a chat, and hear what comes back."""
        said = self.answers(("message", self.telegram.new_message(chat, text=words)))
        return said.get(chat, [])

    async def _answers(
        self, updates: tuple[tuple[str, dict[str, Any]], ...]
    ) -> dict[int, list[str]]:
        before = len(self.telegram.sent)
        last = 0
        for kind, content in updates:
            last = self.telegram.push(kind, content)
        await self.telegram.until(lambda: self._is_taken(last), _SECONDS)
        await self._until_quiet()
        said: dict[int, list[str]] = {}
        for sent in self.telegram.sent[before:]:
            said.setdefault(sent.chat, []).append(sent.text)
        return said

    def _is_taken(self, number: int) -> bool:
        return all(u["update_id"] > number for u in self.telegram.pending)

    async def _until_quiet(self) -> None:
        end = self._loop.time() + _SECONDS
        while await asyncio.to_thread(self._is_busy):
            assert self._loop.time() < end, f"the queues never came to rest: {self._busy_with()}"
            await asyncio.sleep(0.01)

    def _busy_with(self) -> list[object]:
        with self.database.session(read_only=True) as session:
            rows: list[object] = []
            for queue, over in (
                (InboxRow, (InboxState.DONE, InboxState.POISONED)),
                (OutboxRow, (OutboxState.SENT, OutboxState.DROPPED)),
            ):
                unfinished = session.query(queue).filter(queue.state.not_in(over))
                rows += [(r.id, r.state, r.attempts, r.error_kind) for r in unfinished]
            return rows

    def _is_busy(self) -> bool:
        with self.database.session(read_only=True) as session:
            unread = session.query(InboxRow.id).filter(
                InboxRow.state.in_((InboxState.PENDING, InboxState.CLAIMED))
            )
            unsent = session.query(OutboxRow.id).filter(
                OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING))
            )
            return unread.first() is not None or unsent.first() is not None


async def _end_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
