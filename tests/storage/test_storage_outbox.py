from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from storage.check_in_delivery import claim_check_ins
from storage.check_ins import Slot, check_in_by_id, open_check_in
from storage.database import Database
from storage.deletion import delete_runner
from storage.inbox import QUEUE as INBOX
from storage.inbox import (
    InboxItem,
    Update,
    claim_inbox,
    enqueue_check_in,
    receive_update,
    release_lost_inbox,
)
from storage.leases import held_claims
from storage.models import OutboxRow
from storage.outbox import (
    QUEUE,
    OutboxItem,
    answer,
    claim_outbox,
    confirm_outbox,
    delay_outbox,
    drop_chat,
    drop_outbox,
    release_lost_outbox,
    send_unasked,
)
from storage.problems import ClaimLostError
from storage.rows import all_of, select_records
from storage.runners import Runner, find_or_create_runner, schedule_check_ins
from storage.states import CheckInState, OutboxState

SECOND = timedelta(seconds=1)


def incoming(session: Session, update_id: int, address: str, now: datetime) -> InboxItem:
    receive_update(session, Update("telegram", update_id, address, {"text": "hi"}), now)
    (item,) = claim_inbox(session, now=now, limit=1)
    return item


def say(session: Session, address: str, now: datetime, *texts: str) -> None:
    for text in texts:
        send_unasked(session, "telegram", address, {"text": text}, now)


def claim_one(session: Session, now: datetime) -> OutboxItem:
    (item,) = claim_outbox(session, now=now, limit=10)
    return item


def texts(items: tuple[OutboxItem, ...]) -> list[object]:
    return [item.payload["text"] for item in items if item.payload]


def rows(session: Session) -> tuple[OutboxItem, ...]:
    return all_of(session, OutboxItem, select_records(OutboxRow, OutboxItem))


def asked_check_in(session: Session, runner: Runner, now: datetime) -> int:
    """A check-in that has gone through the inbox and now waits in the outbox."""
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Europe/Lisbon",
        check_in_time=time(9, 0),
        next_due_at=now,
    )
    check_in = open_check_in(session, runner.id, Slot(now.date(), now), next_due_at=None)
    assert check_in is not None
    claim_check_ins(session, now=now, limit=10)
    enqueue_check_in(session, check_in.id, "telegram", runner.address, now)
    (item,) = claim_inbox(session, now=now, limit=1)
    answer(session, item, [{"text": "How was this morning?"}], now)
    return check_in.id


def test_replies_go_out_in_order_one_at_a_time(session: Session, now: datetime) -> None:
    answer(session, incoming(session, 1, "a", now), [{"text": "one"}, {"text": "two"}], now)
    first = claim_one(session, now)
    assert (first.payload, first.sequence) == ({"text": "one"}, 0)
    assert claim_outbox(session, now=now, limit=10) == ()
    confirm_outbox(session, first, "m1", now)
    assert claim_one(session, now).payload == {"text": "two"}


def test_answering_is_all_or_nothing(database: Database, now: datetime) -> None:
    with database.session() as session:
        item = incoming(session, 1, "a", now)
    with pytest.raises(ZeroDivisionError), database.session() as session:
        answer(session, item, [{"text": "one"}], now)
        _ = 1 / 0
    with database.session() as session:
        assert rows(session) == ()
        answer(session, item, [{"text": "one"}], now)
        assert texts(rows(session)) == ["one"]


def test_a_turn_that_took_too_long_says_nothing(session: Session, now: datetime) -> None:
    slow = incoming(session, 1, "a", now)
    later = now + SECOND
    release_lost_inbox(session, now=later, dead=held_claims(session, INBOX), max_crashes=3)
    (again,) = claim_inbox(session, now=later, limit=1)
    with pytest.raises(ClaimLostError):
        answer(session, slow, [{"text": "too late"}], later)
    answer(session, again, [{"text": "in time"}], later)
    assert texts(rows(session)) == ["in time"]


def test_nothing_of_what_was_said_remains_once_it_is_sent(session: Session, now: datetime) -> None:
    say(session, "a", now, "one")
    confirm_outbox(session, claim_one(session, now), "m1", now)
    (sent,) = rows(session)
    assert (sent.state, sent.payload, sent.message_id) == (OutboxState.SENT, None, "m1")


def test_a_chat_told_to_wait_waits_alone(session: Session, now: datetime) -> None:
    say(session, "a", now, "a1", "a2")
    say(session, "b", now, "b1")
    a1, b1 = claim_outbox(session, now=now, limit=10)
    delay_outbox(session, a1, now + 30 * SECOND, "RetryAfter")
    confirm_outbox(session, b1, "m1", now)
    say(session, "b", now, "b2")
    assert texts(claim_outbox(session, now=now + 29 * SECOND, limit=10)) == ["b2"]
    assert texts(claim_outbox(session, now=now + 30 * SECOND, limit=10)) == ["a1"]


def test_a_dropped_message_lets_the_next_one_go(session: Session, now: datetime) -> None:
    say(session, "a", now, "a1", "a2")
    drop_outbox(session, claim_one(session, now), "BadRequest", now)
    assert texts(claim_outbox(session, now=now, limit=10)) == ["a2"]
    dropped = rows(session)[0]
    assert (dropped.state, dropped.payload, dropped.error_kind) == (
        OutboxState.DROPPED,
        None,
        "BadRequest",
    )


def test_everything_for_a_chat_out_of_reach_is_given_up_at_once(
    session: Session, now: datetime
) -> None:
    say(session, "a", now, "a1", "a2", "a3")
    say(session, "b", now, "b1")
    assert drop_chat(session, "telegram", "a", "Forbidden", now) == 3
    assert texts(claim_outbox(session, now=now, limit=10)) == ["b1"]


def test_people_who_wait_for_an_answer_come_before_check_ins(
    session: Session, runner: Runner, now: datetime
) -> None:
    asked_check_in(session, runner, now)
    answer(session, incoming(session, 1, "b", now), [{"text": "answer"}], now)
    assert texts(claim_outbox(session, now=now, limit=1)) == ["answer"]
    assert texts(claim_outbox(session, now=now, limit=1)) == ["How was this morning?"]


def test_a_check_in_is_sent_when_the_channel_has_accepted_it(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in_id = asked_check_in(session, runner, now)
    assert check_in_by_id(session, check_in_id).state is CheckInState.SENDING
    confirm_outbox(session, claim_one(session, now), "m1", now + SECOND)
    held = check_in_by_id(session, check_in_id)
    assert (held.state, held.sent_at) == (CheckInState.SENT, now + SECOND)


@pytest.mark.parametrize("way", ["dropped", "chat", "crashes"])
def test_a_check_in_that_was_given_up_has_failed(
    session: Session, runner: Runner, now: datetime, way: str
) -> None:
    check_in_id = asked_check_in(session, runner, now)
    if way == "dropped":
        drop_outbox(session, claim_one(session, now), "BadRequest", now)
    elif way == "chat":
        drop_chat(session, "telegram", runner.address, "Forbidden", now)
    else:
        claim_one(session, now)
        release_lost_outbox(session, now=now, dead=held_claims(session, QUEUE), max_crashes=1)
    assert check_in_by_id(session, check_in_id).state is CheckInState.FAILED
    assert all(item.payload is None for item in rows(session))


def test_a_message_whose_sender_died_is_sent_again(session: Session, now: datetime) -> None:
    say(session, "a", now, "a1")
    lost = claim_one(session, now)
    later = now + SECOND
    dead = held_claims(session, QUEUE)
    assert release_lost_outbox(session, now=later, dead=dead, max_crashes=3) == 1
    again = claim_one(session, later)
    assert (again.id, again.payload) == (lost.id, {"text": "a1"})
    with pytest.raises(ClaimLostError):
        confirm_outbox(session, lost, "m1", later)
    confirm_outbox(session, again, "m1", later)


def test_waiting_for_the_channel_is_no_death(session: Session, now: datetime) -> None:
    say(session, "a", now, "a1")
    for _ in range(20):
        delay_outbox(session, claim_one(session, now), now, "RetryAfter")
    claim_one(session, now)
    dead = held_claims(session, QUEUE)
    assert release_lost_outbox(session, now=now, dead=dead, max_crashes=2) == 1


@pytest.mark.parametrize("way", ["sent", "dropped", "chat", "crashes"])
def test_the_goodbye_to_a_deleted_runner_leaves_no_row(
    session: Session, now: datetime, way: str
) -> None:
    runner = find_or_create_runner(session, "telegram", "a", now)
    item = incoming(session, 1, "a", now)
    delete_runner(session, runner)
    answer(session, item, [{"text": "All gone. Take care."}], now)
    if way == "chat":
        drop_chat(session, "telegram", "a", "Forbidden", now)
    else:
        goodbye = claim_one(session, now)
        assert goodbye.payload == {"text": "All gone. Take care."}
        if way == "sent":
            confirm_outbox(session, goodbye, "m1", now)
        elif way == "dropped":
            drop_outbox(session, goodbye, "Forbidden", now)
        else:
            dead = held_claims(session, QUEUE)
            release_lost_outbox(session, now=now, dead=dead, max_crashes=1)
    assert rows(session) == ()
