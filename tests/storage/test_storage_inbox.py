from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage.check_ins import Slot, check_in_by_id, open_check_in
from storage.database import Database
from storage.inbox import (
    QUEUE,
    InboxItem,
    Update,
    claim_inbox,
    enqueue_check_in,
    fail_inbox,
    finish_inbox,
    receive_update,
    release_lost_inbox,
    retry_set_aside,
    waiting_in_chat,
)
from storage.leases import held_claims
from storage.models import InboxRow
from storage.problems import ClaimLostError
from storage.rows import all_of, select_records
from storage.runners import Runner
from storage.states import CheckInState, InboxState

SECOND = timedelta(seconds=1)


def receive(session: Session, update_id: int, address: str, now: datetime) -> bool:
    update = Update("telegram", update_id, address, {"text": f"words of {update_id}"})
    return receive_update(session, update, now)


def claimed_ids(session: Session, now: datetime, limit: int = 10) -> list[int | None]:
    return [item.update_id for item in claim_inbox(session, now=now, limit=limit)]


def claim_one(session: Session, now: datetime) -> InboxItem:
    (item,) = claim_inbox(session, now=now, limit=10)
    return item


def row(session: Session, inbox_id: int) -> InboxItem:
    (item,) = all_of(
        session,
        InboxItem,
        select_records(InboxRow, InboxItem).where(InboxRow.id == inbox_id),
    )
    return item


def test_an_update_is_stored_once_however_often_it_comes(session: Session, now: datetime) -> None:
    assert receive(session, 5, "a", now)
    assert not any(receive(session, 5, "a", now + n * SECOND) for n in range(10))
    assert claimed_ids(session, now + 10 * SECOND) == [5]


def test_a_repeated_update_is_recognised_after_it_was_answered(
    session: Session, now: datetime
) -> None:
    receive(session, 5, "a", now)
    finish_inbox(session, claim_one(session, now), now)
    assert not receive(session, 5, "a", now)
    assert claimed_ids(session, now) == []


def test_two_channels_may_use_the_same_number(session: Session, now: datetime) -> None:
    assert receive_update(session, Update("telegram", 5, "a", {}), now)
    assert receive_update(session, Update("other", 5, "a", {}), now)
    assert [item.channel for item in claim_inbox(session, now=now, limit=5, channel="other")] == [
        "other"
    ]


def test_a_chat_has_one_update_in_work_and_the_others_wait(session: Session, now: datetime) -> None:
    for update_id in (1, 2, 3):
        receive(session, update_id, "a", now)
    first = claim_one(session, now)
    assert first.update_id == 1
    assert claimed_ids(session, now) == []
    finish_inbox(session, first, now)
    assert claimed_ids(session, now) == [2]


def test_other_chats_go_on_beside_a_busy_one(session: Session, now: datetime) -> None:
    receive(session, 1, "a", now)
    receive(session, 2, "a", now)
    assert claimed_ids(session, now) == [1]
    receive(session, 3, "b", now)
    receive(session, 4, "c", now)
    assert claimed_ids(session, now) == [3, 4]


def test_a_flood_from_one_chat_takes_one_place_among_the_claims(
    session: Session, now: datetime
) -> None:
    for update_id in range(1, 101):
        receive(session, update_id, "flood", now)
    receive(session, 101, "b", now + SECOND)
    assert claimed_ids(session, now + SECOND, limit=2) == [1, 101]
    assert waiting_in_chat(session, "telegram", "flood") == 100
    assert waiting_in_chat(session, "telegram", "b") == 1


def test_the_chat_that_waits_longest_comes_first(session: Session, now: datetime) -> None:
    receive(session, 9, "late", now + SECOND)
    receive(session, 8, "early", now)
    assert claimed_ids(session, now + SECOND, limit=1) == [8]


def test_updates_that_arrive_out_of_order_are_put_in_order(session: Session, now: datetime) -> None:
    for update_id in (3, 1, 2):
        receive(session, update_id, "a", now)
    order = []
    for _ in range(3):
        item = claim_one(session, now)
        order.append(item.update_id)
        finish_inbox(session, item, now)
    assert order == [1, 2, 3]


def test_an_older_update_waits_while_a_newer_one_is_in_work(
    session: Session, now: datetime
) -> None:
    receive(session, 2, "a", now)
    in_work = claim_one(session, now)
    receive(session, 1, "a", now)
    assert claimed_ids(session, now) == []
    finish_inbox(session, in_work, now)
    assert claimed_ids(session, now) == [1]


def test_nothing_of_what_was_said_remains_once_it_is_answered(
    session: Session, now: datetime
) -> None:
    receive(session, 1, "a", now)
    item = claim_one(session, now)
    assert item.payload == {"text": "words of 1"}
    finish_inbox(session, item, now)
    done = row(session, item.id)
    assert (done.state, done.payload) == (InboxState.DONE, None)


def test_a_failed_update_is_tried_again_later_and_its_chat_waits(
    session: Session, now: datetime
) -> None:
    receive(session, 1, "a", now)
    receive(session, 2, "a", now)
    receive(session, 3, "b", now)
    item, _ = claim_inbox(session, now=now, limit=10)
    fail_inbox(session, item, "TimeoutError", now=now, retry_at=now + 5 * SECOND)
    assert claimed_ids(session, now + 4 * SECOND) == []
    (again,) = claim_inbox(session, now=now + 5 * SECOND, limit=10)
    assert (again.update_id, again.attempts, again.error_kind) == (1, 2, "TimeoutError")


def test_a_poisonous_update_is_set_aside_and_its_chat_goes_on(
    session: Session, now: datetime
) -> None:
    receive(session, 1, "a", now)
    receive(session, 2, "a", now)
    item = claim_one(session, now)
    fail_inbox(session, item, "KeyError", now=now, retry_at=None)
    set_aside = row(session, item.id)
    assert (set_aside.state, set_aside.error_kind) == (InboxState.POISONED, "KeyError")
    assert claimed_ids(session, now) == [2]


def test_an_update_set_aside_can_be_tried_again_once_mended(
    session: Session, now: datetime
) -> None:
    receive(session, 1, "a", now)
    item = claim_one(session, now)
    fail_inbox(session, item, "KeyError", now=now, retry_at=None)
    assert retry_set_aside(session, item.id, now)
    assert not retry_set_aside(session, item.id, now)
    assert claim_one(session, now).payload == {"text": "words of 1"}


def test_an_update_that_kills_its_worker_again_and_again_is_set_aside(
    session: Session, now: datetime
) -> None:
    receive(session, 1, "a", now)
    receive(session, 2, "a", now)
    for death in range(1, 4):
        assert claimed_ids(session, now) == [1]
        released = release_lost_inbox(
            session, now=now, dead=held_claims(session, QUEUE), max_crashes=3
        )
        assert released.again == (1 if death < 3 else 0)
    (item,) = released.set_aside
    assert (item.update_id, item.state, item.error_kind) == (
        1,
        InboxState.POISONED,
        "worker_died",
    )
    assert claimed_ids(session, now) == [2]


def test_ordinary_retries_are_not_counted_as_deaths(session: Session, now: datetime) -> None:
    receive(session, 1, "a", now)
    for _ in range(20):
        fail_inbox(session, claim_one(session, now), "Locked", now=now, retry_at=now)
    claim_one(session, now)
    dead = held_claims(session, QUEUE)
    released = release_lost_inbox(session, now=now, dead=dead, max_crashes=2)
    assert (released.again, released.set_aside) == (1, ())


@pytest.mark.parametrize("taken_over", [False, True])
def test_a_worker_that_was_given_up_cannot_finish_any_more(
    session: Session, now: datetime, taken_over: bool
) -> None:
    receive(session, 1, "a", now)
    slow = claim_one(session, now)
    later = now + SECOND
    release_lost_inbox(session, now=later, dead=held_claims(session, QUEUE), max_crashes=3)
    if taken_over:
        claim_one(session, later)
    with pytest.raises(ClaimLostError):
        finish_inbox(session, slow, later)
    with pytest.raises(ClaimLostError):
        fail_inbox(session, slow, "KeyError", now=later, retry_at=None)


def test_finishing_twice_is_refused(session: Session, now: datetime) -> None:
    receive(session, 1, "a", now)
    item = claim_one(session, now)
    finish_inbox(session, item, now)
    with pytest.raises(ClaimLostError):
        finish_inbox(session, item, now)


def check_in_of(session: Session, runner: Runner, now: datetime) -> int:
    check_in = open_check_in(session, runner.id, Slot(now.date(), now), next_due_at=None)
    assert check_in is not None
    return check_in.id


def test_a_check_in_takes_its_place_behind_what_has_arrived(
    session: Session, runner: Runner, now: datetime
) -> None:
    receive(session, 10, runner.address, now)
    receive(session, 12, runner.address, now)
    check_in_id = check_in_of(session, runner, now)
    assert enqueue_check_in(session, check_in_id, "telegram", runner.address, now)
    receive(session, 13, runner.address, now)
    order = []
    for _ in range(4):
        item = claim_one(session, now)
        order.append(item.update_id or "check-in")
        finish_inbox(session, item, now)
    assert order == [10, 12, "check-in", 13]


def test_a_check_in_waits_in_its_chat_once_and_may_come_back_after_a_snooze(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in_id = check_in_of(session, runner, now)
    assert enqueue_check_in(session, check_in_id, "telegram", runner.address, now)
    assert not enqueue_check_in(session, check_in_id, "telegram", runner.address, now)
    item = claim_one(session, now)
    assert (item.check_in_id, item.payload) == (check_in_id, None)
    assert not enqueue_check_in(session, check_in_id, "telegram", runner.address, now)
    finish_inbox(session, item, now)
    assert enqueue_check_in(session, check_in_id, "telegram", runner.address, now)


def test_a_check_in_that_cannot_be_asked_has_failed(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in_id = check_in_of(session, runner, now)
    enqueue_check_in(session, check_in_id, "telegram", runner.address, now)
    fail_inbox(session, claim_one(session, now), "KeyError", now=now, retry_at=None)
    assert check_in_by_id(session, check_in_id).state is CheckInState.FAILED


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_a_person_can_send_is_held_unchanged(
    database: Database, now: datetime, text: str
) -> None:
    with database.session() as session:
        session.execute(sa.delete(InboxRow))
        receive_update(session, Update("telegram", 1, "a", {"text": text, text: "name"}), now)
    with database.session() as session:
        assert claim_one(session, now).payload == {"text": text, text: "name"}


steps = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(0, 30)),
        st.tuples(st.just("claim"), st.integers(1, 4)),
        st.tuples(st.just("finish"), st.integers(0, 5)),
        st.tuples(st.just("die"), st.just(0)),
    ),
    max_size=60,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_whatever_happens_every_update_is_finished_once_and_in_order(
    database: Database, now: datetime, steps: list[tuple[str, int]]
) -> None:
    """Chats are the update's number modulo 3; numbers arrive in any order, some repeatedly."""
    received: set[int] = set()
    finished: dict[str, list[int]] = defaultdict(list)
    in_work: list[InboxItem] = []

    def finish(session: Session, item: InboxItem) -> None:
        finish_inbox(session, item, now)
        assert item.update_id is not None
        finished[item.address].append(item.update_id)

    with database.session() as session:
        session.execute(sa.delete(InboxRow))
        for step, number in steps:
            now += SECOND
            if step == "receive":
                assert receive(session, number, str(number % 3), now) == (number not in received)
                received.add(number)
            elif step == "claim":
                waiting = received - {n for ids in finished.values() for n in ids}
                for item in claim_inbox(session, now=now, limit=number):
                    assert item.address not in {other.address for other in in_work}
                    assert item.update_id == min(n for n in waiting if str(n % 3) == item.address)
                    in_work.append(item)
            elif step == "finish" and in_work:
                finish(session, in_work.pop(number % len(in_work)))
            elif step == "die":
                dead = held_claims(session, QUEUE)
                release_lost_inbox(session, now=now, dead=dead, max_crashes=1000)
                in_work.clear()
        for item in in_work:
            finish(session, item)
        while items := claim_inbox(session, now=now, limit=10):
            for item in items:
                finish(session, item)
        assert sorted(n for ids in finished.values() for n in ids) == sorted(received)
