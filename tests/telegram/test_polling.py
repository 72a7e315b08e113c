"""Taking updates in by polling: nothing is lost, nothing is done twice, nothing ends it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions.services import utc_now
from bot.conversation.messages import Reply
from bot.telegram.channel import TelegramChannel
from bot.telegram.faults import TokenRefused
from storage.inbox import Update, receive_update
from tests.telegram.fake_api import FakeTelegram, Refused
from tests.telegram.talking import FAST, Bench, Script, Turn, echo, out_of_reach, settings_for

ANN, BOB = 11, 22


def polls(telegram: FakeTelegram) -> list[dict[str, object]]:
    return [parameters for name, parameters in telegram.calls if name == "getUpdates"]


async def test_exactly_the_handled_kinds_of_update_are_asked_for(bench: Bench) -> None:
    async with bench.run(Script()):
        await bench.telegram.until(lambda: polls(bench.telegram))
    assert polls(bench.telegram)[0]["allowed_updates"] == (
        '["message", "edited_message", "callback_query", "my_chat_member"]'
    )


async def test_the_menu_of_commands_is_set(bench: Bench) -> None:
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.commands)
    assert {"start", "help", "delete"} <= {c["command"] for c in bench.telegram.commands}


async def test_a_refused_menu_does_not_stop_the_bot(bench: Bench) -> None:
    bench.telegram.fail(Refused(400, "Bad Request: BOT_COMMAND_INVALID"), "setMyCommands")
    async with bench.run(Script()):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)


async def test_a_webhook_that_was_left_behind_is_removed(bench: Bench) -> None:
    bench.telegram.webhook = {"url": "https://old.example.org"}
    async with bench.run(Script()):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.webhook == {}


async def test_updates_are_acknowledged_only_after_they_were_stored(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench.run(Script()) as channel:
        stored: list[int] = []
        take = channel._intake.take

        async def slowly(batch: list[dict[str, int]]) -> None:
            assert not any(int(str(p.get("offset", 0))) > 1001 for p in polls(bench.telegram))
            await asyncio.sleep(0.05)
            await take(batch)
            stored.extend(update["update_id"] for update in batch)

        monkeypatch.setattr(channel._intake, "take", slowly)
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(
            lambda: any(p.get("offset") == "1002" for p in polls(bench.telegram))
        )
        assert stored == [1001]


async def test_an_update_that_comes_ten_times_is_answered_once(bench: Bench) -> None:
    async with bench.run(Script()):
        message = bench.telegram.new_message(ANN, text="once")
        for _ in range(10):
            bench.telegram.push("message", message, update_id=500)
        bench.telegram.says(BOB, "last")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
    assert bench.telegram.texts(ANN) == ["heard once"]


async def test_an_update_that_was_stored_before_a_crash_is_answered_once(bench: Bench) -> None:
    number = bench.telegram.says(ANN, "again")
    with bench.database.session() as session:
        raw = bench.telegram.pending[0]
        receive_update(session, Update("telegram", number, str(ANN), raw), utc_now())
    async with bench.run(Script()):
        bench.telegram.says(ANN, "new")
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)
    assert bench.telegram.texts(ANN) == ["heard again", "heard new"]


async def test_what_came_while_the_program_was_down_is_answered(bench: Bench) -> None:
    for number in range(3):
        bench.telegram.says(ANN, str(number))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 3)
    assert bench.telegram.texts(ANN) == ["heard 0", "heard 1", "heard 2"]


async def test_a_quiet_week_that_restarts_the_numbers_loses_nothing(bench: Bench) -> None:
    async with bench.run(Script()):
        bench.telegram.says(ANN, "old numbers")
        await bench.telegram.until(lambda: bench.telegram.sent)
    message = bench.telegram.new_message(ANN, text="new numbers")
    bench.telegram.push("message", message, update_id=7)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)


@pytest.mark.parametrize(
    "malformed",
    [
        "text",
        17,
        None,
        {"update_id": "x", "message": {}},
        {"update_id": 1003, "message": "text"},
        {"update_id": 1003, "message": {"chat": {"id": "eleven", "type": "private"}}},
        {"update_id": 1003, "message": {"chat": {"id": 11}}},
        {"update_id": 1003, "callback_query": {"id": "1", "data": "x"}},
        {"update_id": 1003, "brand_new_kind": {}},
        {"update_id": 1003},
    ],
)
async def test_a_malformed_update_holds_up_nobody(bench: Bench, malformed: object) -> None:
    bench.telegram.says(ANN, "before")
    bench.telegram.pending.append(malformed)
    bench.telegram._next_update = 1005
    bench.telegram.says(BOB, "after")
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)
        await bench.telegram.until(lambda: not polls_pending(bench.telegram))
    assert (bench.telegram.texts(ANN), bench.telegram.texts(BOB)) == (
        ["heard before"],
        ["heard after"],
    )


def polls_pending(telegram: FakeTelegram) -> list[object]:
    return [u for u in telegram.pending if isinstance(u, dict) and u.get("update_id") != "x"]


async def test_nothing_but_malformed_updates_is_not_asked_for_in_a_rush(bench: Bench) -> None:
    bench.telegram.pending.append("nonsense")
    async with bench.run(Script()):
        await bench.telegram.until(lambda: polls(bench.telegram))
        before = len(polls(bench.telegram))
        await asyncio.sleep(0.3)
        assert len(polls(bench.telegram)) - before <= 0.3 / FAST.first_backoff + 1


@pytest.mark.parametrize(
    "fault",
    ["reset", "garbage", Refused(502, ""), Refused(429, "Too Many Requests", retry_after=1),
     Refused(409, "Conflict: terminated by other getUpdates request"), Refused(500, "Internal")],
    ids=str,
)  # fmt: skip
async def test_polling_goes_on_after_a_fault(bench: Bench, fault: str | Refused) -> None:
    bench.telegram.fail(fault, "getUpdates", times=2 if fault == "reset" else 1)
    async with bench.run(Script()):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)


async def test_a_server_that_is_down_at_the_start_is_waited_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    port = int(bench.telegram.url.rpartition(":")[2])
    await bench.telegram.stop()
    async with bench.run(Script()):
        await asyncio.sleep(0.3)
        await bench.telegram.start(port)
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    complaints = [r.message for r in caplog.records if "cannot be reached" in r.message]
    assert len(complaints) == 1
    assert "Telegram answers again." in caplog.messages


@pytest.mark.parametrize("when", ["at the start", "in the middle"])
async def test_a_token_that_telegram_refuses_ends_the_channel(bench: Bench, when: str) -> None:
    method = "getMe" if when == "at the start" else "getUpdates"
    bench.telegram.fail(Refused(401, "Unauthorized"), method)
    channel = TelegramChannel(settings_for(bench.telegram), bench.database, Script(), pace=FAST)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(channel.run(asyncio.Event()), 5)


async def test_a_token_that_is_refused_for_a_moment_is_tried_again_and_health_tells(
    bench: Bench,
) -> None:
    async with bench.run(Script(), pace=replace(FAST, refusals=30, first_backoff=0.2)) as channel:
        await bench.telegram.until(lambda: channel.health.connected)
        assert channel.health.is_well
        bench.telegram.fail(Refused(401, "Unauthorized"), "getUpdates", times=2)
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: not channel.health.is_well)
        bench.telegram.says(ANN, "again")
        await bench.telegram.until(lambda: "heard again" in bench.telegram.texts(ANN))
        assert channel.health.is_well


async def test_a_program_that_polls_without_an_answer_is_not_ready(bench: Bench) -> None:
    async with bench.run(Script()) as channel:
        await bench.telegram.until(lambda: channel.health.connected)
        assert await channel._is_ready()
        channel.health.last_poll_at = channel.now() - FAST.silence * 2
        assert not await channel._is_ready()


async def test_another_poller_is_named_to_the_operator(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.telegram.fail(Refused(409, "Conflict: terminated"), "getUpdates", times=3)
    async with bench.run(Script()):
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert sum("Another program uses this bot's token" in m for m in caplog.messages) == 1


async def test_health_knows_the_last_successful_poll(bench: Bench) -> None:
    async with bench.run(Script()) as channel:
        assert not channel.health.polls(channel.now(), within=timedelta(minutes=1))
        bench.telegram.says(ANN, "hi")
        await bench.telegram.until(lambda: bench.telegram.sent)
        assert channel.health.polls(channel.now(), within=timedelta(minutes=1))
        later = channel.now() + timedelta(minutes=5)
        assert not channel.health.polls(later, within=timedelta(minutes=1))


async def test_a_database_that_is_away_delays_and_loses_nothing(bench: Bench) -> None:
    async with bench.run(Script()):
        await bench.telegram.until(lambda: polls(bench.telegram))
        with out_of_reach(bench.database) as tries:
            bench.telegram.says(ANN, "hi")
            await bench.telegram.until(lambda: len(tries) > 5)
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_an_update_that_the_database_refuses_holds_up_nobody(bench: Bench) -> None:
    with bench.database.session() as session:
        session.execute(
            sa.text(
                "CREATE TRIGGER picky BEFORE INSERT ON inbox WHEN NEW.address = '11' "
                "BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        )
    bench.telegram.says(ANN, "refused")
    bench.telegram.says(BOB, "hi")
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
        await bench.telegram.until(lambda: not bench.telegram.pending)


async def test_a_flood_is_told_that_it_is_too_fast_once_and_others_are_not(bench: Bench) -> None:
    gate = asyncio.Event()

    async def wait(turn: Turn) -> tuple[Reply, ...]:
        if turn.address == str(ANN):
            await gate.wait()
        return await echo(turn)

    async with bench.run(Script(wait)):
        for number in range(150):
            bench.telegram.says(ANN, str(number))
        bench.telegram.says(BOB, "me too")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))
        assert len(bench.telegram.texts(ANN)) == 1
        assert "more than I can read" in bench.telegram.texts(ANN)[0]
        assert bench.telegram.texts(BOB) == ["heard me too"]
        gate.set()
