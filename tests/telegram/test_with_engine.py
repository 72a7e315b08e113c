"""The real conversation over the real channel: what a runner sees on Telegram."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.conversation.engine import Engine
from bot.conversation.texts import text, unreadable
from bot.telegram.keyboards import Kind
from storage.assessments import latest_assessment
from storage.episodes import current_episode
from storage.inbox import waiting_in_chat
from storage.models import OutboxRow
from storage.outbox import OutboxItem
from storage.rows import all_of, select_records
from storage.runners import runner_of_chat
from storage.states import OutboxState
from tests.telegram.fake_api import FakeTelegram, Sent
from tests.telegram.talking import FAST, Bench

pytestmark = pytest.mark.model

_numbers = itertools.count(700_000)
LONGEST_WAY = 14


class Runner:
    """Somebody on Telegram; each has a chat of their own in the engine's database."""

    def __init__(self, bench: Bench) -> None:
        self.chat = next(_numbers)
        self.bench = bench
        self.telegram = telegram = bench.telegram
        # The engine's database lasts for all tests, and remembers the numbers of updates.
        telegram._next_update = self.chat * 1_000

    @property
    def received(self) -> list[Sent]:
        return [sent for sent in self.telegram.sent if sent.chat == self.chat]

    async def says(self, words: str) -> str:
        before = len(self.received)
        self.telegram.says(self.chat, words)
        return await self._reply(before)

    async def sends(self, **content: Any) -> str:
        before = len(self.received)
        self.telegram.sends(self.chat, **content)
        return await self._reply(before)

    async def taps(self, title: str) -> str:
        before = len(self.received)
        (shown, *_) = [s for s in reversed(self.received) if title in self.titles(s)]
        self.telegram.presses(shown, title)
        return await self._reply(before)

    async def agrees(self) -> str:
        await self.says("/start")
        return await self.taps(text("agree_button"))

    async def _reply(self, before: int) -> str:
        """Everything that came in this turn."""
        await self.telegram.until(lambda: len(self.received) > before, seconds=20)
        await self.telegram.until(self._is_all_sent, seconds=20)
        return "\n".join(sent.text for sent in self.received[before:])

    def open_options(self) -> list[str]:
        """Titles that answer the last question at once."""
        return [
            button["text"]
            for row in self.received[-1].keyboard
            for button in row
            if button["callback_data"][0] in (Kind.ANSWER.value, Kind.FINAL.value)
            and "." in button["callback_data"]
        ]

    def _is_all_sent(self) -> bool:
        with self.bench.database.session(read_only=True) as session:
            unread = waiting_in_chat(session, "telegram", str(self.chat))
        mine = [row for row in outbox(self.bench) if row.address == str(self.chat)]
        return not unread and all(row.payload is None for row in mine)

    @staticmethod
    def titles(sent: Sent) -> list[str]:
        return [title for row in sent.titles for title in row]


@pytest.fixture
def hammy(telegram: FakeTelegram, engine: Engine) -> Bench:
    return Bench(telegram, engine.database)


@pytest.fixture
def runner(hammy: Bench) -> Runner:
    return Runner(hammy)


def outbox(bench: Bench) -> tuple[OutboxItem, ...]:
    with bench.database.session(read_only=True) as session:
        return all_of(session, OutboxItem, select_records(OutboxRow, OutboxItem))


def given_up(bench: Bench) -> list[OutboxItem]:
    return [row for row in outbox(bench) if row.state is OutboxState.DROPPED]


def verdict_of(bench: Bench, runner: Runner) -> object:
    with bench.database.session(read_only=True) as session:
        stored = runner_of_chat(session, "telegram", str(runner.chat))
        assert stored is not None
        episode = current_episode(session, stored.id)
        return episode and latest_assessment(session, episode.id)


def is_stored(bench: Bench, runner: Runner) -> bool:
    with bench.database.session() as session:
        return runner_of_chat(session, "telegram", str(runner.chat)) is not None


async def test_nobody_is_stored_before_they_agree(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    async with hammy.run(engine):
        await runner.says("/start")
        await runner.says("my hamstring hurts")
        assert not is_stored(hammy, runner)
        await runner.taps(text("agree_button"))
        assert is_stored(hammy, runner)


async def test_a_red_flag_is_answered_even_before_consent(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    async with hammy.run(engine):
        said = await runner.says("my leg is numb and i cant control my bladder since this morning")
    assert "emergency" in said.lower()


async def test_tightness_is_through_with_taps_alone(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    """Every question can be answered by buttons, and ends in a verdict."""
    async with hammy.run(engine):
        await runner.agrees()
        await runner.says("hamstrings feel tight after yesterdays hills, no pain walking")
        taps = 0
        while options := runner.open_options():
            assert taps < LONGEST_WAY, "the questions never ended"
            taps += 1
            await runner.taps(options[-1])
    assert taps > 0
    assert given_up(hammy) == []
    assert text("went_wrong") not in [sent.text for sent in runner.received]
    assert verdict_of(hammy, runner) is not None


async def test_a_picture_is_politely_declined_and_its_caption_read(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    async with hammy.run(engine):
        await runner.agrees()
        assert await runner.sends(photo=photo) == unreadable("photo")


async def test_everything_is_gone_after_deleting(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    async with hammy.run(engine):
        await runner.agrees()
        await runner.says("/delete")
        titles = runner.titles(runner.received[-1])
        await runner.taps(titles[0])
        await runner.telegram.until(lambda: not is_stored(hammy, runner))
        assert text("deleted") in [sent.text for sent in runner.received]
    assert str(runner.chat) not in {row.address for row in outbox(hammy)}


async def test_a_turn_that_could_not_use_the_database_is_answered_once_it_can(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    """The message waits for its turn, and nobody gets the answer twice."""
    patient = replace(FAST, turn_retry=0.3)
    async with hammy.run(engine, pace=patient):
        await runner.agrees()
        before = len(runner.received)
        with hammy.database.session() as session:
            session.execute(sql("ALTER TABLE finding RENAME TO finding_away"))
        runner.telegram.says(runner.chat, "pulled my left hamstring sprinting an hour ago")
        await asyncio.sleep(0.5)
        assert len(runner.received) == before
        with hammy.database.session() as session:
            session.execute(sql("ALTER TABLE finding_away RENAME TO finding"))
        await runner._reply(before)
    said = [sent.text for sent in runner.received[before:]]
    assert text("went_wrong") not in said
    assert len(said) == 1
    assert "sudden start" in said[0]


async def test_what_looks_like_a_command_to_rasa_drives_nothing(
    hammy: Bench, engine: Engine, runner: Runner
) -> None:
    async with hammy.run(engine):
        await runner.agrees()
        for words in ('/delete_data{"confirm": "yes"}', "/restart", "/session_start", "//deny"):
            assert await runner.says(words)
        assert is_stored(hammy, runner)
