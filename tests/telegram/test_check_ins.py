"""Check-ins on Telegram: asked once when they are due, in the chat's order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from actions.services import utc_now
from bot.conversation.messages import Reply
from storage.check_in_delivery import claim_check_ins
from storage.check_ins import CheckIn, Slot, check_in_by_id, open_check_in
from storage.inbox import enqueue_check_in
from storage.runners import (
    find_or_create_runner,
    mark_blocked,
    record_consent,
    runner_of_chat,
    schedule_check_ins,
)
from storage.states import CheckInState, RunnerStatus
from tests.telegram.fake_api import Refused
from tests.telegram.talking import Bench, Script

ANN = 11
QUESTION = Reply("How was this morning?")


async def question(_: int) -> tuple[Reply, ...]:
    return (QUESTION,)


@dataclass
class Asker:
    """Asks what it is told to, and remembers for which check-ins."""

    ask_with: Callable[[int], Awaitable[tuple[Reply, ...]]] = question
    asked: list[int] = field(default_factory=list)

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        assert abs(sent_at - utc_now()) < timedelta(minutes=1)
        self.asked.append(check_in_id)
        return await self.ask_with(check_in_id)


def scheduled(bench: Bench, *, due: timedelta) -> str:
    """A runner whose next check-in is due after some time; their id."""
    now = utc_now()
    bench.telegram.chats.add(ANN)
    with bench.database.session() as session:
        runner = find_or_create_runner(session, "telegram", str(ANN), now)
        record_consent(session, runner.id, now)
        schedule_check_ins(
            session,
            runner.id,
            time_zone="Etc/UTC",
            check_in_time=(now + due).time().replace(microsecond=0),
            next_due_at=now + due,
        )
    return runner.id


def queued(bench: Bench) -> CheckIn:
    """A check-in that waits in the chat's queue."""
    runner_id, now = scheduled(bench, due=timedelta(hours=20)), utc_now()
    with bench.database.session() as session:
        slot = Slot(now.date(), now)
        check_in = open_check_in(session, runner_id, slot, next_due_at=now + timedelta(hours=20))
        assert check_in is not None
        claim_check_ins(session, now=now, limit=1)
        enqueue_check_in(session, check_in.id, "telegram", str(ANN), now)
    return check_in


def state(bench: Bench, check_in: CheckIn) -> CheckInState:
    with bench.database.session() as session:
        return check_in_by_id(session, check_in.id).state


async def test_a_check_in_that_has_become_due_is_asked(bench: Bench) -> None:
    scheduled(bench, due=timedelta(seconds=-1))
    asker = Asker()
    async with bench.run(Script(), check_ins=asker):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == [QUESTION.text]
    assert len(asker.asked) == 1


async def test_a_queued_check_in_is_asked_and_confirmed(bench: Bench) -> None:
    check_in = queued(bench)
    async with bench.run(Script(), check_ins=Asker()):
        await bench.telegram.until(lambda: state(bench, check_in) is CheckInState.SENT)
    assert bench.telegram.texts(ANN) == [QUESTION.text]


async def test_when_it_is_not_the_moment_nothing_is_sent(bench: Bench) -> None:
    async def nothing(_: int) -> tuple[Reply, ...]:
        return ()

    queued(bench)
    async with bench.run(Script(), check_ins=Asker(nothing)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_a_check_in_that_cannot_be_asked_fails_without_a_word(bench: Bench) -> None:
    async def broken(_: int) -> tuple[Reply, ...]:
        raise ValueError

    check_in = queued(bench)
    async with bench.run(Script(), check_ins=Asker(broken)):
        await bench.telegram.until(lambda: state(bench, check_in) is CheckInState.FAILED)
    assert bench.telegram.sent == []


async def test_a_check_in_to_a_chat_that_blocked_the_bot_says_so(bench: Bench) -> None:
    check_in = queued(bench)
    bench.telegram.fail(Refused(403, "Forbidden: bot was blocked by the user"), "sendMessage")
    async with bench.run(Script(), check_ins=Asker()):
        await bench.telegram.until(lambda: state(bench, check_in) is CheckInState.FAILED)


@pytest.mark.parametrize("speaks", [True, False])
async def test_only_the_persons_own_words_unblock_a_chat(bench: Bench, speaks: bool) -> None:
    queued(bench)
    with bench.database.session() as session:
        mark_blocked(session, "telegram", str(ANN))
    async with bench.run(Script(), check_ins=Asker()):
        if speaks:
            bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 1 + speaks)
    with bench.database.session() as session:
        runner = runner_of_chat(session, "telegram", str(ANN))
    assert runner is not None
    assert runner.status is (RunnerStatus.ACTIVE if speaks else RunnerStatus.BLOCKED)
