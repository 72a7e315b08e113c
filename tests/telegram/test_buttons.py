"""Buttons over real HTTP: every press is answered, and each question is answered once."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation.messages import Button, Choice, Command, Reply, Selection
from bot.conversation.texts import text
from bot.telegram.texts import channel_text
from tests.telegram.fake_api import Refused, Sent
from tests.telegram.talking import Bench, Script, Turn

ANN = 11
YES_NO = Reply("Does it hurt?", buttons=((Button("Yes", "q.yes"), Button("No", "q.no")),))
SIGNS = Reply(
    "Any of these?",
    buttons=(
        (Button("Pop", "s.pop"), Button("Limp", "s.limp")),
        (Button("Small bruise", "s.small", group="b"), Button("Big bruise", "s.big", group="b")),
        (Button("None of these", "s.none", final=True),),
    ),
    selection=Selection.MANY,
)


def asks(question: Reply) -> Script:
    async def answer(turn: Turn) -> tuple[Reply, ...]:
        return (Reply("thank you"),) if isinstance(turn.incoming, Choice) else (question,)

    return Script(answer)


async def asked(bench: Bench) -> Sent:
    bench.telegram.says(ANN, "/start")
    await bench.telegram.until(lambda: bench.telegram.sent)
    return bench.telegram.sent[0]


async def pressed(bench: Bench, sent: Sent, title: str) -> str | None:
    """Press a button and wait until Telegram has the answer to the press."""
    query = bench.telegram.presses(sent, title)
    await bench.telegram.until(lambda: query in bench.telegram.answered_queries)
    return bench.telegram.answered_queries[query]


async def shows(bench: Bench, sent: Sent, *titles: str) -> None:
    await bench.telegram.until(lambda: [t for row in sent.titles for t in row] == list(titles))


def choices(script: Script) -> list[object]:
    return [incoming for incoming in script.heard if isinstance(incoming, Choice)]


async def test_one_press_answers(bench: Bench) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        assert sent.titles == [["Yes", "No"]]
        assert await pressed(bench, sent, "Yes") is None
        await bench.telegram.until(lambda: "thank you" in bench.telegram.texts(ANN))
    assert script.heard == [Command("start"), Choice(("q.yes",))]


async def test_an_answered_question_shows_what_was_chosen(bench: Bench) -> None:
    async with bench.run(asks(YES_NO)):
        sent = await asked(bench)
        await pressed(bench, sent, "No")
        await shows(bench, sent, "✅ No")


async def test_a_second_press_is_answered_and_does_nothing(bench: Bench) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        before = [list(row) for row in sent.keyboard]
        await pressed(bench, sent, "Yes")
        sent.keyboard = before
        assert await pressed(bench, sent, "No") is None
        await bench.telegram.until(lambda: len(bench.telegram.answered_queries) == 2)
    assert choices(script) == [Choice(("q.yes",))]
    assert bench.telegram.texts(ANN) == ["Does it hurt?", "thank you"]


async def test_two_presses_at_once_are_one_answer(bench: Bench) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        bench.telegram.presses(sent, "Yes")
        bench.telegram.presses(sent, "Yes")
        await bench.telegram.until(lambda: len(bench.telegram.answered_queries) == 2)
        await bench.telegram.until(lambda: "thank you" in bench.telegram.texts(ANN))
    assert choices(script) == [Choice(("q.yes",))]


async def test_what_is_left_of_an_answered_question_says_that_it_is_behind_us(
    bench: Bench,
) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        await pressed(bench, sent, "No")
        await shows(bench, sent, "✅ No")
    async with bench.run(script):
        assert await pressed(bench, sent, "✅ No") == text("stale_button")
    assert len(choices(script)) == 1


async def test_several_options_are_ticked_before_done(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        await pressed(bench, sent, "Pop")
        await shows(
            bench, sent, "✅ Pop", "Limp", "Small bruise", "Big bruise", "None of these", "Done"
        )
        await pressed(bench, sent, "Big bruise")
        await pressed(bench, sent, "Done")
        await bench.telegram.until(lambda: "thank you" in bench.telegram.texts(ANN))
        await shows(bench, sent, "✅ Pop", "✅ Big bruise")
    assert choices(script) == [Choice(("s.pop", "s.big"))]


async def test_ticking_one_of_a_group_unticks_the_other(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        for title in ("Small bruise", "Big bruise", "Done"):
            await pressed(bench, sent, title)
        await bench.telegram.until(lambda: choices(script))
    assert choices(script) == [Choice(("s.big",))]


async def test_quick_presses_all_count_although_each_saw_an_older_keyboard(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        for title in ("Pop", "Limp", "Small bruise", "Done"):
            bench.telegram.presses(sent, title)
        await bench.telegram.until(lambda: choices(script))
    assert choices(script) == [Choice(("s.pop", "s.limp", "s.small"))]


async def test_ticks_outlive_a_restart(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        await pressed(bench, sent, "Limp")
        await bench.telegram.until(lambda: sent.edits == 1)
    async with bench.run(script):
        await pressed(bench, sent, "Done")
        await bench.telegram.until(lambda: choices(script))
    assert choices(script) == [Choice(("s.limp",))]


async def test_done_with_nothing_ticked_is_a_gentle_hint(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        assert await pressed(bench, sent, "Done") == channel_text("nothing_ticked")
    assert choices(script) == []


async def test_none_of_these_answers_at_once_and_alone(bench: Bench) -> None:
    script = asks(SIGNS)
    async with bench.run(script):
        sent = await asked(bench)
        await pressed(bench, sent, "Pop")
        await pressed(bench, sent, "None of these")
        await bench.telegram.until(lambda: choices(script))
        await shows(bench, sent, "✅ None of these")
    assert choices(script) == [Choice(("s.none",))]


@pytest.mark.parametrize(
    "data", ["", "x", "10-aaaaaa:q.yes", "/start", '{"a": 1}', "1" * 64, "d0-abc:", "\u0000"]
)
async def test_forged_data_is_answered_and_goes_no_further(bench: Bench, data: str) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        query = bench.telegram.presses(sent, "Yes", data=data)
        await bench.telegram.until(lambda: query in bench.telegram.answered_queries)
        assert bench.telegram.answered_queries[query] == text("stale_button")
        await pressed(bench, sent, "Yes")
        await bench.telegram.until(lambda: choices(script))
    assert choices(script) == [Choice(("q.yes",))]


async def test_a_press_on_a_message_too_old_to_see_is_answered(bench: Bench) -> None:
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        query = bench.telegram.presses(sent, "Yes", date=0)
        await bench.telegram.until(lambda: query in bench.telegram.answered_queries)
    assert bench.telegram.answered_queries[query] == text("stale_button")
    assert choices(script) == []


async def test_a_press_that_telegram_has_given_up_still_counts(bench: Bench) -> None:
    refusal = Refused(400, "Bad Request: query is too old and response timeout expired")
    bench.telegram.fail(refusal, "answerCallbackQuery")
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        bench.telegram.presses(sent, "Yes")
        await bench.telegram.until(lambda: choices(script))
    assert choices(script) == [Choice(("q.yes",))]


@pytest.mark.parametrize("fault", ["reset", "hang", "garbage", Refused(502, "")], ids=str)
async def test_an_answer_counts_although_the_keyboard_cannot_be_changed(
    bench: Bench, fault: str | Refused
) -> None:
    bench.telegram.fail(fault, "editMessageReplyMarkup")
    bench.telegram.fail(fault, "answerCallbackQuery")
    script = asks(YES_NO)
    async with bench.run(script):
        sent = await asked(bench)
        bench.telegram.presses(sent, "Yes")
        await bench.telegram.until(lambda: "thank you" in bench.telegram.texts(ANN))
    assert choices(script) == [Choice(("q.yes",))]


async def test_a_tick_that_telegram_slows_down_is_shown_a_little_later(bench: Bench) -> None:
    bench.telegram.fail(Refused(429, "", retry_after=1), "editMessageReplyMarkup")
    async with bench.run(asks(SIGNS)):
        sent = await asked(bench)
        bench.telegram.presses(sent, "Pop")
        await bench.telegram.until(lambda: sent.edits == 1)


async def test_a_turn_that_fails_after_a_press_is_tried_again(bench: Bench) -> None:
    failures = 1

    async def answer(turn: Turn) -> tuple[Reply, ...]:
        nonlocal failures
        if isinstance(turn.incoming, Choice) and failures:
            failures -= 1
            raise RuntimeError
        return (YES_NO,) if isinstance(turn.incoming, Command) else (Reply("thank you"),)

    script = Script(answer)
    async with bench.run(script):
        sent = await asked(bench)
        bench.telegram.presses(sent, "Yes")
        await bench.telegram.until(lambda: "thank you" in bench.telegram.texts(ANN))
    assert choices(script) == [Choice(("q.yes",))] * 2


async def test_a_press_is_answered_before_a_slow_turn_ends(bench: Bench) -> None:
    gate = asyncio.Event()

    async def answer(turn: Turn) -> tuple[Reply, ...]:
        if isinstance(turn.incoming, Choice):
            await gate.wait()
        return (YES_NO,)

    async with bench.run(Script(answer)):
        sent = await asked(bench)
        await pressed(bench, sent, "Yes")
        gate.set()
