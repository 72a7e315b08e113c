"""From an update to a turn of the conversation, and what happens when the turn fails."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.conversation.messages import Command, Place, Reply, Unreadable, Words
from bot.conversation.texts import text
from storage.inbox import InboxItem
from storage.models import InboxRow
from storage.rows import all_of, select_records
from storage.runners import find_or_create_runner, runner_of_chat
from storage.states import InboxState, RunnerStatus
from tests.telegram.fake_api import Refused
from tests.telegram.talking import FAST, Bench, Script, Turn, echo

ANN, BOB, OPERATOR = 11, 22, 99
GROUP = -1001
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = [{**FILE, "width": 10, "height": 10}]


def inbox(bench: Bench) -> list[InboxItem]:
    with bench.database.session() as session:
        return list(all_of(session, InboxItem, select_records(InboxRow, InboxItem)))


def status(bench: Bench, chat: int) -> RunnerStatus:
    with bench.database.session() as session:
        runner = runner_of_chat(session, "telegram", str(chat))
    assert runner is not None
    return runner.status


async def broken(_: Turn) -> tuple[Reply, ...]:
    raise ValueError("my leg hurts: words of a runner in an error")


def breaks(times: int) -> Script:
    left = times

    async def answer(turn: Turn) -> tuple[Reply, ...]:
        nonlocal left
        left -= 1
        return await (broken(turn) if left >= 0 else echo(turn))

    return Script(answer)


async def test_commands_words_pictures_places_and_edits_reach_the_conversation(
    bench: Bench,
) -> None:
    script = Script()
    async with bench.run(script):
        bench.telegram.says(ANN, "/plan@hammy_test_bot today")
        bench.telegram.says(ANN, "it hurts")
        bench.telegram.sends(ANN, photo=PHOTO, caption="big bruise")
        bench.telegram.sends(ANN, location={"latitude": 51.5, "longitude": -0.1})
        bench.telegram.edits(ANN, text="it does not hurt")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 5)
    assert script.heard == [
        Command("plan", "today"),
        Words("it hurts"),
        Unreadable("photo", "big bruise"),
        Place(51.5, -0.1),
        Words("it does not hurt"),
    ]
    assert [turn.edited for turn in script.turns] == [False] * 4 + [True]


async def test_nothing_of_a_message_is_kept_after_its_turn(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.says(ANN, "my leg hurts")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert [(item.state, item.payload) for item in inbox(bench)] == [(InboxState.DONE, None)]


async def test_a_turn_that_fails_once_is_tried_again(bench: Bench) -> None:
    async with bench.run(breaks(1)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_a_turn_that_fails_three_times_ends_with_an_apology(bench: Bench) -> None:
    script = breaks(3)
    async with bench.run(script):
        bench.telegram.says(ANN, "poison")
        bench.telegram.says(ANN, "food")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)
    assert bench.telegram.texts(ANN) == [text("went_wrong"), "heard food"]
    assert [item.state for item in inbox(bench)] == [InboxState.POISONED, InboxState.DONE]


async def test_a_poisonous_message_does_not_hold_up_other_chats(bench: Bench) -> None:
    async def ann_breaks(turn: Turn) -> tuple[Reply, ...]:
        return await (broken(turn) if turn.address == str(ANN) else echo(turn))

    slow = replace(FAST, turn_retry=30)
    async with bench.run(Script(ann_breaks), pace=slow):
        bench.telegram.says(ANN, "poison")
        bench.telegram.says(BOB, "hi")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))


async def test_the_operator_is_alerted_without_a_word_of_the_runner(bench: Bench) -> None:
    bench.telegram.chats.add(OPERATOR)
    async with bench.run(Script(broken), alert_chat_id=str(OPERATOR)):
        bench.telegram.says(ANN, "my leg hurts")
        await bench.telegram.until(lambda: bench.telegram.texts(OPERATOR))
    (alert,) = bench.telegram.texts(OPERATOR)
    assert "ValueError" in alert
    assert "leg" not in alert
    assert str(ANN) not in alert.replace("inbox row", "")


async def test_many_failures_make_one_alert(bench: Bench) -> None:
    bench.telegram.chats.add(OPERATOR)
    async with bench.run(Script(broken), alert_chat_id=str(OPERATOR)):
        for chat in range(1, 6):
            bench.telegram.says(chat, "poison")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 6)
    assert len(bench.telegram.texts(OPERATOR)) == 1


async def test_a_message_that_cannot_be_read_gets_an_apology(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.says(ANN, "x", date="yesterday")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == [text("went_wrong")]


async def test_a_turn_that_takes_too_long_is_given_up(bench: Bench) -> None:
    async def for_ever(_: Turn) -> tuple[Reply, ...]:
        await asyncio.sleep(60)
        raise AssertionError

    async with bench.run(Script(for_ever), pace=replace(FAST, turn=0.05)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == [text("went_wrong")]


async def test_a_longer_turn_shows_that_somebody_is_typing(bench: Bench) -> None:
    async def slow(turn: Turn) -> tuple[Reply, ...]:
        await bench.telegram.until(lambda: bench.telegram.typing)
        return await echo(turn)

    async with bench.run(Script(slow)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.typing == [ANN]


async def test_a_quick_turn_shows_no_typing(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.typing == []


async def test_a_typing_sign_that_fails_does_not_matter(bench: Bench) -> None:
    bench.telegram.fail(Refused(429, "Too Many Requests", retry_after=60), "sendChatAction")

    async def slow(turn: Turn) -> tuple[Reply, ...]:
        await bench.telegram.until(lambda: bench.telegram.count("sendChatAction"))
        return await echo(turn)

    async with bench.run(Script(slow)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))


async def test_an_album_is_answered_once(bench: Bench) -> None:
    async with bench.run(Script()):
        for _ in range(4):
            bench.telegram.sends(ANN, photo=PHOTO, media_group_id="5")
        bench.telegram.says(ANN, "see?")
        await bench.telegram.until(lambda: "heard see?" in bench.telegram.texts(ANN))
    assert len(bench.telegram.texts(ANN)) == 2


async def test_service_messages_are_passed_over(bench: Bench) -> None:
    script = Script()
    async with bench.run(script):
        bench.telegram.sends(ANN, pinned_message=bench.telegram.new_message(ANN, text="x"))
        bench.telegram.sends(ANN, invented_in_2030={})
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert script.heard == [Words("hi")]


async def test_a_group_is_declined_once_and_nothing_of_it_is_stored(bench: Bench) -> None:
    bench.telegram.chats.add(GROUP)
    script = Script()
    for _ in range(2):
        async with bench.run(script):
            bench.telegram.membership(GROUP, "member", "supergroup")
            bench.telegram.says(GROUP, "secret talk of the club")
            bench.telegram.says(ANN, "hi")
            await bench.telegram.until(lambda: bench.telegram.texts(ANN))
            bench.telegram.sent[:] = [s for s in bench.telegram.sent if s.chat != ANN]
    assert len(bench.telegram.texts(GROUP)) == 1
    assert "one to one" in bench.telegram.texts(GROUP)[0]
    assert set(script.heard) == {Words("hi")}
    assert {item.address for item in inbox(bench)} == {str(ANN)}


async def test_a_group_that_removed_the_bot_is_left_alone(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.membership(GROUP, "left", "group")
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(GROUP) == []


async def test_the_operators_own_group_is_not_declined(bench: Bench) -> None:
    bench.telegram.chats.add(GROUP)
    async with bench.run(Script(), alert_chat_id=str(GROUP)):
        bench.telegram.membership(GROUP, "member", "group")
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))
    assert bench.telegram.texts(GROUP) == []


async def test_a_person_who_blocks_the_bot_is_marked_and_unmarked(bench: Bench) -> None:
    async with bench.run(Script()) as channel:
        with bench.database.session() as session:
            find_or_create_runner(session, "telegram", str(ANN), channel.now())
        bench.telegram.chats.add(ANN)
        bench.telegram.membership(ANN, "kicked")
        await bench.telegram.until(lambda: status(bench, ANN) is RunnerStatus.BLOCKED)
        bench.telegram.membership(ANN, "member")
        await bench.telegram.until(lambda: status(bench, ANN) is RunnerStatus.NEW)
    assert bench.telegram.sent == []


async def test_whoever_writes_is_not_blocked_any_more(bench: Bench) -> None:
    async with bench.run(Script()) as channel:
        with bench.database.session() as session:
            find_or_create_runner(session, "telegram", str(ANN), channel.now())
        bench.telegram.membership(ANN, "kicked")
        bench.telegram.says(ANN, "I am back")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert status(bench, ANN) is RunnerStatus.NEW


@pytest.mark.parametrize(
    "words",
    ["<b>bold</b> & <script>", "*bold* _x_ `y` [z](w)", "x" * 4096, "\u200b\u200bleg", "🏃" * 2000,
     "ساق تؤلمني", "'; DROP TABLE runner; --", "{0.__class__} %(x)s !!python/object"],
    ids=range(8),
)  # fmt: skip
async def test_odd_words_are_words(bench: Bench, words: str) -> None:
    script = Script(lambda _: _said_back(words))
    async with bench.run(script):
        bench.telegram.says(ANN, words)
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert script.heard == [Words(words.strip())]


async def _said_back(words: str) -> tuple[Reply, ...]:
    return (Reply(words),)
