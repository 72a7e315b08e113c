"""What goes out: in order, at a speed that Telegram takes, and never lost by a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.private_files import write_private
from actions.services import utc_now
from bot.conversation.messages import Button, Reply
from bot.telegram.faults import TokenRefused
from bot.telegram.outgoing import payloads_of
from bot.telegram.pacing import Rates
from storage.check_in_delivery import claim_check_ins
from storage.check_ins import CheckIn, Slot, check_in_by_id, open_check_in
from storage.inbox import claim_inbox, enqueue_check_in
from storage.models import OutboxRow
from storage.outbox import OutboxItem, answer, send_unasked
from storage.rows import all_of, select_records
from storage.runners import find_or_create_runner, runner_of_chat, schedule_check_ins
from storage.states import CheckInState, OutboxState, RunnerStatus
from tests.telegram.fake_api import Refused
from tests.telegram.talking import FAST, Bench, Script, always, out_of_reach

ANN, BOB = 11, 22
TOO_MANY = Refused(429, "Too Many Requests: retry after 1", retry_after=1)
BLOCKED = Refused(403, "Forbidden: bot was blocked by the user")


def queue(bench: Bench, chat: int, *replies: Reply) -> None:
    bench.telegram.chats.add(chat)
    with bench.database.session() as session:
        for payload in payloads_of(replies):
            send_unasked(session, "telegram", str(chat), payload, utc_now())


def queue_raw(bench: Bench, chat: int, payload: Mapping[str, object]) -> None:
    with bench.database.session() as session:
        send_unasked(session, "telegram", str(chat), payload, utc_now())


def outbox(bench: Bench) -> list[OutboxItem]:
    with bench.database.session() as session:
        return list(all_of(session, OutboxItem, select_records(OutboxRow, OutboxItem)))


def states(bench: Bench) -> list[OutboxState]:
    return [item.state for item in outbox(bench)]


def waiting(bench: Bench) -> bool:
    return any(state in (OutboxState.PENDING, OutboxState.SENDING) for state in states(bench))


async def test_bold_parts_and_emoji_arrive_as_meant(bench: Bench) -> None:
    queue(bench, ANN, Reply("🏃 *Rest* today, <b>Ann</b> & *you_know*!"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    (sent,) = bench.telegram.sent
    assert (sent.text, sent.bold) == (
        "🏃 Rest today, <b>Ann</b> & you_know!",
        ["Rest", "you_know"],
    )


async def test_a_very_long_reply_arrives_whole_and_in_order(bench: Bench) -> None:
    paragraphs = [f"Paragraph {n}: " + "🏃 word " * 120 for n in range(12)]
    queue(bench, ANN, Reply("\n\n".join(paragraphs), buttons=((Button("OK", "q.ok"),),)))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    sent = bench.telegram.sent
    assert "".join("".join(s.text.split()) for s in sent) == "".join("".join(paragraphs).split())
    assert [bool(s.keyboard) for s in sent] == [False] * (len(sent) - 1) + [True]


async def test_pictures_and_files_are_uploaded(bench: Bench, tmp_path: Path) -> None:
    picture, export = tmp_path / "bridge.png", tmp_path / "export.json"
    picture.write_bytes(b"\x89PNG picture")
    export.write_bytes(b'{"findings": {}}')
    queue(bench, ANN, Reply("*Bridge*", image=str(picture)), Reply("Data", document=str(export)))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)
    photo, document = bench.telegram.sent
    assert (photo.method, photo.text, photo.bold, photo.content) == (
        "sendPhoto",
        "Bridge",
        ["Bridge"],
        b"\x89PNG picture",
    )
    assert (document.method, document.filename, document.content) == (
        "sendDocument",
        "export.json",
        b'{"findings": {}}',
    )


async def test_a_picture_drawn_for_one_person_survives_a_restart_and_is_erased_when_sent(
    bench: Bench,
) -> None:
    drawn = write_private("progress.png", b"\x89PNG mine")
    queue(bench, ANN, Reply("*How it goes*", image=drawn))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    (photo,) = bench.telegram.sent
    assert (photo.method, photo.text, photo.content) == (
        "sendPhoto",
        "How it goes",
        b"\x89PNG mine",
    )
    assert all(row.payload is None for row in outbox(bench))


async def test_the_words_go_out_when_their_picture_is_missing(bench: Bench) -> None:
    queue(bench, ANN, Reply("Bridge", image="/nowhere/bridge.png"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.sent[0].method == "sendMessage"


async def test_links_are_shown_without_a_preview(bench: Bench) -> None:
    queue(bench, ANN, Reply("hello"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    call = next(given for name, given in bench.telegram.calls if name == "sendMessage")
    assert '"is_disabled": true' in call["link_preview_options"]


async def test_a_chat_told_to_slow_down_waits_alone_and_keeps_its_order(bench: Bench) -> None:
    bench.telegram.fail(TOO_MANY, "sendMessage", chat=ANN)
    queue(bench, ANN, Reply("one"), Reply("two"))
    async with bench.run(Script(always(Reply("at once")))):
        bench.telegram.says(BOB, "hi")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
        assert bench.telegram.texts(ANN) == []
        await bench.telegram.until(lambda: len(bench.telegram.texts(ANN)) == 2)
    assert bench.telegram.texts(ANN) == ["one", "two"]


async def test_a_long_wait_outlives_the_program(bench: Bench) -> None:
    bench.telegram.fail(Refused(429, "", retry_after=600), "sendMessage")
    queue(bench, ANN, Reply("one"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.count("sendMessage") == 1)
    async with bench.run(Script()):
        await asyncio.sleep(0.2)
    assert bench.telegram.count("sendMessage") == 1
    assert states(bench) == [OutboxState.PENDING]


async def test_a_person_who_blocked_the_bot_gets_nothing_more(bench: Bench) -> None:
    with bench.database.session() as session:
        find_or_create_runner(session, "telegram", str(ANN), utc_now())
    queue(bench, ANN, Reply("one"), Reply("two"), Reply("three"))
    bench.telegram.fail(BLOCKED, "sendMessage", chat=ANN, times=9)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.count("sendMessage") == 1
    assert states(bench) == [OutboxState.DROPPED] * 3
    with bench.database.session() as session:
        runner = runner_of_chat(session, "telegram", str(ANN))
    assert runner is not None
    assert runner.status is RunnerStatus.BLOCKED


@pytest.mark.parametrize("fault", ["reset", "garbage", Refused(502, ""), Refused(500, "Internal")],
                         ids=str)  # fmt: skip
async def test_a_message_outlives_a_fault(bench: Bench, fault: str | Refused) -> None:
    bench.telegram.fail(fault, "sendMessage", times=3)
    queue(bench, ANN, Reply("one"), Reply("two"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: len(bench.telegram.sent) == 2)
    assert bench.telegram.texts(ANN) == ["one", "two"]


async def test_one_chat_in_trouble_does_not_hold_up_others(bench: Bench) -> None:
    bench.telegram.fail("hang", "sendMessage", chat=ANN)
    queue(bench, ANN, Reply("stuck"))
    async with bench.run(Script(), pace=replace(FAST, finish_messages=0.1)):
        await bench.telegram.until(lambda: bench.telegram.count("sendMessage") == 1)
        bench.telegram.says(BOB, "hi")
        await bench.telegram.until(lambda: bench.telegram.texts(BOB))
    assert OutboxState.PENDING in states(bench)


async def test_an_answer_that_may_have_got_lost_is_sent_again(bench: Bench) -> None:
    bench.telegram.fail("lost_answer", "sendMessage")
    queue(bench, ANN, Reply("ring a doctor today"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.texts(ANN) == ["ring a doctor today"] * 2


def queue_check_in(bench: Bench, chat: int) -> CheckIn:
    """A check-in that has been through the inbox and waits to be sent."""
    now = utc_now()
    bench.telegram.chats.add(chat)
    with bench.database.session() as session:
        runner = find_or_create_runner(session, "telegram", str(chat), now)
        schedule_check_ins(
            session,
            runner.id,
            time_zone="Europe/London",
            check_in_time=now.time().replace(tzinfo=None),
            next_due_at=now,
        )
        check_in = open_check_in(session, runner.id, Slot(now.date(), now), next_due_at=None)
        assert check_in is not None
        claim_check_ins(session, now=now, limit=1)
        enqueue_check_in(session, check_in.id, "telegram", str(chat), now)
        (item,) = claim_inbox(session, now=now, limit=1)
        answer(session, item, payloads_of([Reply("How was this morning?")]), now)
    return check_in


async def test_a_check_in_that_may_have_got_lost_is_not_sent_again(bench: Bench) -> None:
    bench.telegram.fail("lost_answer", "sendMessage")
    check_in = queue_check_in(bench, ANN)
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.texts(ANN) == ["How was this morning?"]
    with bench.database.session() as session:
        sent = check_in_by_id(session, check_in.id)
    assert sent is not None
    assert sent.state is CheckInState.SENT


async def test_refused_formatting_goes_out_plain(bench: Bench) -> None:
    refusal = Refused(400, "Bad Request: can't parse entities")
    bench.telegram.fail(refusal, "sendMessage")
    queue(bench, ANN, Reply("*Rest* today", buttons=((Button("OK", "q.ok"),),)))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    (sent,) = bench.telegram.sent
    assert (sent.text, sent.bold, sent.titles) == ("Rest today", [], [["OK"]])


async def test_refused_buttons_are_left_out(bench: Bench) -> None:
    bench.telegram.fail(Refused(400, "Bad Request: BUTTON_DATA_INVALID"), "sendMessage")
    queue(bench, ANN, Reply("Well?", buttons=((Button("OK", "q.ok"),),)))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert [(s.text, s.titles) for s in bench.telegram.sent] == [("Well?", [])]


async def test_a_refused_picture_leaves_its_words(bench: Bench, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(b"not really a picture")
    bench.telegram.fail(Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"), "sendPhoto")
    queue(bench, ANN, Reply("Bridge", image=str(picture)))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert [(s.method, s.text) for s in bench.telegram.sent] == [("sendMessage", "Bridge")]


async def test_what_telegram_always_refuses_is_dropped_and_the_next_goes_out(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.telegram.fail(Refused(400, "Bad Request: no"), "sendMessage", times=2)
    queue(bench, ANN, Reply("*one*"), Reply("two"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert states(bench) == [OutboxState.DROPPED, OutboxState.SENT]
    assert any("gave outbox row" in message for message in caplog.messages)


async def test_a_chat_that_telegram_does_not_know_is_not_asked_for_ever(bench: Bench) -> None:
    queue(bench, ANN, Reply("hello"))
    bench.telegram.chats.clear()
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.count("sendMessage") <= 2


async def test_a_row_that_nobody_understands_holds_up_nothing(bench: Bench) -> None:
    queue_raw(bench, ANN, {"from": "another version"})
    queue(bench, ANN, Reply("two"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert states(bench) == [OutboxState.DROPPED, OutboxState.SENT]


async def test_nothing_of_a_message_is_kept_once_it_is_sent(bench: Bench) -> None:
    queue(bench, ANN, Reply("Rest today"))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    (row,) = outbox(bench)
    assert (row.state, row.payload) == (OutboxState.SENT, None)
    assert row.message_id == str(bench.telegram.sent[0].message_id)


async def test_one_chat_gets_messages_at_its_own_speed(bench: Bench) -> None:
    pace = replace(FAST, rates=Rates(overall=1000, chat=5, chat_burst=1))
    queue(bench, ANN, Reply("one"), Reply("two"), Reply("three"))
    queue(bench, BOB, Reply("mine"))
    async with bench.run(Script(), pace=pace):
        await bench.telegram.until(lambda: bench.telegram.texts(BOB) and bench.telegram.texts(ANN))
        assert len(bench.telegram.texts(ANN)) < 3
        await bench.telegram.until(lambda: len(bench.telegram.texts(ANN)) == 3)


async def test_a_sent_message_is_not_sent_again_while_the_database_is_away(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, noticed = bench.telegram._on_sendmessage, []

    with ExitStack() as fault:

        async def accept_and_then_the_disk_fails(given: dict[str, Any]) -> Any:
            result = await accept(given)
            noticed.append(fault.enter_context(out_of_reach(bench.database)))
            return result

        monkeypatch.setattr(bench.telegram, "_on_sendmessage", accept_and_then_the_disk_fails)
        queue(bench, ANN, Reply("one"))
        async with bench.run(Script()):
            await bench.telegram.until(lambda: noticed and len(noticed[0]) > 3)
            fault.close()
            await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.texts(ANN) == ["one"]


async def test_what_waited_for_more_than_a_day_is_not_sent_any_more(bench: Bench) -> None:
    bench.telegram.chats.add(ANN)
    with bench.database.session() as session:
        (payload,) = payloads_of([Reply("yesterday's answer")])
        send_unasked(session, "telegram", str(ANN), payload, utc_now() - timedelta(hours=25))
    async with bench.run(Script()):
        await bench.telegram.until(lambda: not waiting(bench))
    assert bench.telegram.sent == []


async def test_a_refused_token_is_not_the_messages_fault(bench: Bench) -> None:
    bench.telegram.fail(Refused(401, "Unauthorized"), "sendMessage")
    queue(bench, ANN, Reply("one"))
    with pytest.raises(TokenRefused):
        async with bench.run(Script()):
            await bench.telegram.until(lambda: bench.telegram.count("sendMessage"))
            await asyncio.sleep(0.3)
    assert states(bench) == [OutboxState.PENDING]
