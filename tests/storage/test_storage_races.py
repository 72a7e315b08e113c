"""Several connections at once, each in its own thread, as several processes would be."""

from __future__ import annotations

import threading
import time as time_module
from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from storage.check_in_delivery import claim_check_ins
from storage.check_ins import Slot, check_ins_since, open_check_in
from storage.database import Database
from storage.inbox import Update, claim_inbox, finish_inbox, receive_update
from storage.models import InboxRow, OutboxRow
from storage.outbox import claim_outbox, confirm_outbox, send_unasked
from storage.problems import DatabaseProblem
from storage.runners import due_runners, find_or_create_runner, schedule_check_ins

WORKERS = 4


def run_together(work: Callable[[], None]) -> None:
    """Run the same work in several threads, and raise what any of them raised."""
    problems: list[BaseException] = []
    start = threading.Barrier(WORKERS)

    def worker() -> None:
        try:
            start.wait()
            work()
        except BaseException as problem:  # passed on to the test
            problems.append(problem)

    threads = [threading.Thread(target=worker) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def test_one_update_delivered_to_all_is_stored_once(database: Database, now: datetime) -> None:
    stored: list[bool] = []

    def work() -> None:
        for update_id in range(20):
            with database.session() as session:
                update = Update("telegram", update_id, "a", {})
                stored.append(receive_update(session, update, now))

    run_together(work)
    assert Counter(stored) == {True: 20, False: 20 * (WORKERS - 1)}


def test_a_chats_first_words_make_one_runner(database: Database, now: datetime) -> None:
    found: set[str] = set()

    def work() -> None:
        for chat in range(10):
            with database.session() as session:
                found.add(find_or_create_runner(session, "telegram", str(chat), now).id)

    run_together(work)
    assert len(found) == 10


def test_racing_workers_do_each_update_once_and_each_chat_in_order(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        for update_id in range(60):
            update = Update("telegram", update_id, str(update_id % 6), {})
            receive_update(session, update, now)
    done: list[tuple[str, int | None]] = []
    busy: set[str] = set()
    overlaps: list[str] = []
    guard = threading.Lock()

    def work() -> None:
        idle = 0
        while idle < 3:
            with database.session() as session:
                items = claim_inbox(session, now=now, limit=2)
            idle = 0 if items else idle + 1
            for item in items:
                with guard:
                    if item.address in busy:
                        overlaps.append(item.address)
                    busy.add(item.address)
                    done.append((item.address, item.update_id))
            for item in items:
                with guard:
                    busy.discard(item.address)
                with database.session() as session:
                    finish_inbox(session, item, now)

    run_together(work)
    with database.session() as session:
        while items := claim_inbox(session, now=now, limit=10):
            for item in items:
                done.append((item.address, item.update_id))
                finish_inbox(session, item, now)
    assert overlaps == []
    for chat in range(6):
        mine = [update_id for address, update_id in done if address == str(chat)]
        assert mine == list(range(chat, 60, 6))


def test_an_older_update_cannot_be_claimed_beside_a_newer_one_in_work(
    database: Database, now: datetime
) -> None:
    """It comes in after the newer one was claimed and before that claim is committed."""
    claimed: list[int | None] = []

    def work() -> None:
        with database.session() as session:
            receive_update(session, Update("telegram", 1, "a", {}), now)
        with database.session() as session:
            claimed.extend(item.update_id for item in claim_inbox(session, now=now, limit=5))

    other = threading.Thread(target=work)
    with database.session() as session:
        receive_update(session, Update("telegram", 2, "a", {}), now)
    with database.session() as session:
        (newer,) = claim_inbox(session, now=now, limit=5)
        other.start()
        wait_until_somebody_waits(database)
    other.join()
    assert claimed == []
    with database.session() as session:
        finish_inbox(session, newer, now)
        assert [item.update_id for item in claim_inbox(session, now=now, limit=5)] == [1]


def wait_until_somebody_waits(database: Database) -> None:
    """Until another connection waits for a lock of ours; SQLite's writers wait from the start."""
    if database.engine.dialect.name == "sqlite":
        return
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(500):
        with database.session(read_only=True) as session:
            if session.execute(waiting).scalar_one():
                return
        time_module.sleep(0.01)
    raise AssertionError("nobody came to wait")


@pytest.mark.parametrize(("model", "taken"), [(InboxRow, "claimed"), (OutboxRow, "sending")])
def test_two_rows_of_a_chat_in_work_are_against_the_schema(
    database: Database, now: datetime, model: Any, taken: str
) -> None:
    values = {"channel": "telegram", "address": "a", "not_before": now, "state": taken}
    values |= {"attempts": 1}
    if model is InboxRow:
        values |= {"position": 1, "received_at": now}
    else:
        values |= {"sequence": 0, "created_at": now, "forget": False}
    with database.session() as session:
        session.execute(insert(model).values(**values))
    with pytest.raises(DatabaseProblem), database.session() as session:
        session.execute(insert(model).values(**values))


def test_racing_senders_send_each_message_once_and_each_chat_in_order(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        for number in range(40):
            send_unasked(session, "telegram", str(number % 5), {"number": number}, now)
    sent: list[tuple[str, object]] = []

    def work() -> None:
        idle = 0
        while idle < 3:
            with database.session() as session:
                items = claim_outbox(session, now=now, limit=3)
            idle = 0 if items else idle + 1
            for item in items:
                assert item.payload is not None
                sent.append((item.address, item.payload["number"]))
                with database.session() as session:
                    confirm_outbox(session, item, None, now)

    run_together(work)
    with database.session() as session:
        assert claim_outbox(session, now=now, limit=10) == ()
    for chat in range(5):
        mine = [number for address, number in sent if address == str(chat)]
        assert mine == list(range(chat, 40, 5))


def test_racing_dispatchers_open_and_claim_each_check_in_once(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        runners = [find_or_create_runner(session, "telegram", str(chat), now) for chat in range(30)]
        for runner in runners:
            schedule_check_ins(
                session,
                runner.id,
                time_zone="Europe/Lisbon",
                check_in_time=time(9, 0),
                next_due_at=now,
            )
    claimed: list[str] = []

    def work() -> None:
        for _ in range(8):
            with database.session() as session:
                for runner in due_runners(session, now=now, limit=5):
                    slot = Slot(now.date(), now)
                    open_check_in(session, runner.id, slot, next_due_at=now + timedelta(days=1))
            with database.session() as session:
                claimed.extend(
                    check_in.runner_id for check_in in claim_check_ins(session, now=now, limit=5)
                )

    run_together(work)
    assert Counter(claimed) == {runner.id: 1 for runner in runners}
    with database.session() as session:
        for runner in runners:
            assert len(check_ins_since(session, runner.id, now.date())) == 1
