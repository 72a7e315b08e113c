"""Each chat in its order, chats in parallel, nobody blocked by somebody else."""

from __future__ import annotations

import asyncio

from bot.conversation.messages import Reply, Words
from tests.telegram.talking import Bench, Script, Turn, echo

ANN, BOB = 11, 22


async def test_a_message_is_answered(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.says(ANN, "my leg hurts")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard my leg hurts"]


async def test_messages_of_one_chat_are_answered_in_their_order(bench: Bench) -> None:
    async def slower_at_first(turn: Turn) -> tuple[Reply, ...]:
        assert isinstance(turn.incoming, Words)
        await asyncio.sleep(0.1 / (int(turn.incoming.text) + 1))
        return await echo(turn)

    async with bench.run(Script(slower_at_first)):
        for number in range(6):
            bench.telegram.says(ANN, str(number))
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 6)
    assert bench.telegram.texts(ANN) == [f"heard {n}" for n in range(6)]


async def test_two_turns_of_one_chat_never_overlap(bench: Bench) -> None:
    running, most = 0, 0

    async def count(turn: Turn) -> tuple[Reply, ...]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return await echo(turn)

    async with bench.run(Script(count)):
        for number in range(5):
            bench.telegram.says(ANN, str(number))
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 5)
    assert most == 1


async def test_a_slow_turn_does_not_hold_up_other_chats(bench: Bench) -> None:
    release = asyncio.Event()

    async def ann_waits(turn: Turn) -> tuple[Reply, ...]:
        if turn.address == str(ANN):
            await release.wait()
        return await echo(turn)

    async with bench.run(Script(ann_waits)):
        bench.telegram.says(ANN, "first")
        bench.telegram.says(BOB, "second")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
        assert bench.telegram.texts(ANN) == []
        release.set()
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))


async def test_a_flooding_chat_does_not_hold_up_others(bench: Bench) -> None:
    async with bench.run(Script()):
        for number in range(60):
            bench.telegram.says(ANN, str(number))
        bench.telegram.says(BOB, "help")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
        assert len(bench.telegram.texts(ANN)) < 60
        await bench.telegram.until(lambda: len(bench.telegram.texts(ANN)) == 60)


async def test_replies_of_one_turn_arrive_in_their_order(bench: Bench) -> None:
    async def three(_: Turn) -> tuple[Reply, ...]:
        return Reply("one"), Reply("two"), Reply("three")

    async with bench.run(Script(three)):
        bench.telegram.says(ANN, "go")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 3)
    assert bench.telegram.texts(ANN) == ["one", "two", "three"]
