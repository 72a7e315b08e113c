"""Work that goes on keeps its claim; work that hangs, or whose program is gone, is done anew."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.conversation.messages import Reply
from bot.telegram.clock import utc_now
from bot.telegram.outgoing import payloads_of
from storage.inbox import Update, claim_inbox, receive_update
from storage.outbox import claim_outbox, send_unasked
from tests.telegram.talking import FAST, Bench, Script, Turn, echo

ANN, BOB = 11, 22
LIVELY = replace(FAST, renew=0.05, lease=0.4, turn=60, finish_turns=0)


async def test_a_turn_that_takes_longer_than_a_claim_lasts_is_not_done_twice(bench: Bench) -> None:
    async def slow(turn: Turn) -> tuple[Reply, ...]:
        await asyncio.sleep(2)
        return await echo(turn)

    script = Script(slow)
    async with bench.run(script, pace=LIVELY):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert (len(script.turns), bench.telegram.texts(ANN)) == (1, ["heard hi"])


async def test_a_turn_that_hangs_is_done_anew(bench: Bench) -> None:
    async def hangs_once(turn: Turn) -> tuple[Reply, ...]:
        if len(script.turns) == 1:
            await asyncio.sleep(60)
        return await echo(turn)

    script = Script(hangs_once)
    async with bench.run(script, pace=replace(LIVELY, longest_work=0.2)):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert (len(script.turns), bench.telegram.texts(ANN)) == (2, ["heard hi"])


async def test_what_a_program_that_is_gone_had_in_work_is_taken_over(bench: Bench) -> None:
    async with bench.run(Script(), pace=LIVELY):
        bench.telegram.says(ANN, "first")
        await bench.telegram.until(lambda: bench.telegram.sent)
        bench.telegram.chats.add(BOB)
        with bench.database.session() as session:
            # Another program has claimed both, and is gone.
            now = utc_now()
            message = bench.telegram.new_message(ANN, text="second")
            update = Update("telegram", 9_000, str(ANN), {"update_id": 9_000, "message": message})
            receive_update(session, update, now)
            (hello,) = payloads_of([Reply("hello")])
            send_unasked(session, "telegram", str(BOB), hello, now)
            assert claim_inbox(session, now=now, limit=1)
            assert claim_outbox(session, now=now, limit=1)
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 3)
    assert bench.telegram.texts(ANN) == ["heard first", "heard second"]
    assert bench.telegram.texts(BOB) == ["hello"]
