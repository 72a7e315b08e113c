"""Stopping and starting: what has begun is finished or done again, and nothing is lost."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from actions.services import utc_now
from bot.conversation.messages import Reply
from bot.conversation.texts import text
from bot.telegram.outgoing import payloads_of
from storage.inbox import QUEUE, Update, claim_inbox, receive_update, release_lost_inbox
from storage.leases import held_claims
from storage.outbox import claim_outbox, send_unasked
from tests.telegram.talking import FAST, Bench, Script, Turn, echo

ANN, BOB = 11, 22


def stored(bench: Bench, text_sent: str) -> None:
    """An update that an earlier run has stored and acknowledged."""
    bench.telegram.says(ANN, text_sent)
    raw = bench.telegram.pending.pop()
    with bench.database.session() as session:
        receive_update(session, Update("telegram", raw["update_id"], str(ANN), raw), utc_now())


def died_with_turn(bench: Bench) -> None:
    with bench.database.session() as session:
        assert claim_inbox(session, now=utc_now(), limit=1)


async def test_an_update_that_was_stored_but_not_answered_is_answered(bench: Bench) -> None:
    stored(bench, "hi")
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_a_turn_that_its_worker_did_not_survive_is_done_again_at_once(bench: Bench) -> None:
    stored(bench, "hi")
    died_with_turn(bench)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_a_message_that_its_sender_did_not_survive_is_sent(bench: Bench) -> None:
    bench.telegram.chats.add(ANN)
    with bench.database.session() as session:
        (payload,) = payloads_of([Reply("one")])
        send_unasked(session, "telegram", str(ANN), payload, utc_now())
    with bench.database.session() as session:
        assert claim_outbox(session, now=utc_now(), limit=1)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["one"]


async def test_an_update_that_kills_every_worker_is_set_aside_with_an_apology(
    bench: Bench,
) -> None:
    stored(bench, "deadly")
    script = Script()
    for _ in range(4):
        died_with_turn(bench)
        async with bench.run(script, pace=replace(FAST, turns=0, suspects=0)):
            await asyncio.sleep(0.15)
    async with bench.run(script):
        bench.telegram.says(ANN, "hello?")
        await bench.telegram.until(lambda: "heard hello?" in bench.telegram.texts(ANN))
    assert bench.telegram.texts(ANN) == [text("went_wrong"), "heard hello?"]


async def test_a_turn_that_has_begun_is_finished_before_the_program_ends(bench: Bench) -> None:
    begun = asyncio.Event()

    async def slow(turn: Turn) -> tuple[Reply, ...]:
        begun.set()
        await asyncio.sleep(0.2)
        return await echo(turn)

    async with bench.run(Script(slow)):
        bench.telegram.says(ANN, "hi")
        await begun.wait()
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_a_turn_that_takes_too_long_at_the_end_is_done_after_the_next_start(
    bench: Bench,
) -> None:
    begun = asyncio.Event()

    async def endless(_: Turn) -> tuple[Reply, ...]:
        begun.set()
        await asyncio.sleep(60)
        raise AssertionError

    async with bench.run(Script(endless), pace=replace(FAST, finish_turns=0.1)):
        bench.telegram.says(ANN, "hi")
        await begun.wait()
        ended_at = time.monotonic()
    assert time.monotonic() - ended_at < 2
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_the_end_does_not_wait_for_a_telegram_that_hangs(bench: Bench) -> None:
    bench.telegram.fail("hang", "sendMessage")
    async with bench.run(Script(), pace=replace(FAST, finish_messages=0.2)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.count("sendMessage") == 1)
        ended_at = time.monotonic()
    assert time.monotonic() - ended_at < 3
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_many_restarts_lose_and_double_nothing(bench: Bench) -> None:
    for number in range(12):
        bench.telegram.says(ANN, str(number))
        bench.telegram.says(BOB, str(number))
    for _ in range(6):
        async with bench.run(Script()):
            await asyncio.sleep(0.05)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) >= 24)
    for chat in (ANN, BOB):
        assert bench.telegram.texts(chat) == [f"heard {n}" for n in range(12)]


async def test_only_what_is_at_work_alone_when_the_program_dies_is_set_aside(bench: Bench) -> None:
    """Two rows were in work at two deaths; one of them is not to blame for the third."""
    guilty = asyncio.Event()

    async def dies(turn: Turn) -> tuple[Reply, ...]:
        if turn.address == str(ANN):
            guilty.set()
            await asyncio.sleep(60)
        return await echo(turn)

    stored(bench, "deadly")
    for _ in range(2):
        died_with_turn(bench)
        with bench.database.session() as session:
            dead = held_claims(session, QUEUE)
            release_lost_inbox(session, now=utc_now(), dead=dead, max_crashes=3)
    bench.telegram.says(BOB, "hi")
    async with bench.run(Script(dies), pace=replace(FAST, suspects=0.3, finish_turns=0)):
        await guilty.wait()
        assert not bench.telegram.texts(BOB), "nothing else is in work beside a suspect"
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
