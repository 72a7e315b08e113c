"""Failures seen in other programs that write to people every day; none of them is ours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest

from bot.conversation.moment import whom_to_ask
from bot.dispatch.dispatcher import Dispatcher, Pace
from storage.check_in_delivery import claim_check_ins
from storage.database import Database, open_database
from storage.inbox import claim_inbox
from storage.runners import Runner, find_or_create_runner
from storage.states import CheckInState
from tests.storage.dispatch.post import DAY, MINUTE, Post, dispatcher, enrol, latest

UTC = timezone.utc
START = datetime(2026, 1, 4, 12, tzinfo=UTC)
FIRST = datetime(2026, 1, 5, 7, tzinfo=UTC)  # UTC is local time in Lisbon in winter
HOUR = timedelta(hours=1)


@pytest.fixture
def runner(database: Database) -> Runner:
    return enrol(database, "1", START, "Europe/Lisbon", time(7))


@pytest.fixture
def post(database: Database) -> Post:
    return Post(database)


@pytest.fixture
def worker(database: Database) -> Dispatcher:
    return dispatcher(database)


def days(post: Post, address: str = "1") -> list[date]:
    return sorted(day for chat, day in post.asked if chat == address)


def test_the_zone_is_used_and_not_only_stored(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    enrol(database, "tokyo", START, "Asia/Tokyo", time(7))
    worker.tick(datetime(2026, 1, 4, 22, tzinfo=UTC))
    post.deliver(datetime(2026, 1, 4, 22, tzinfo=UTC))
    assert set(post.asked) == {("tokyo", date(2026, 1, 5))}


def test_messages_that_go_out_after_midnight_do_not_skip_every_second_day(
    database: Database, worker: Dispatcher, post: Post
) -> None:
    enrol(database, "1", START, "Europe/Lisbon", time(23, 55))
    first = datetime(2026, 1, 4, 23, 55, tzinfo=UTC)
    for day in range(6):
        late = first + day * DAY + 10 * MINUTE
        worker.tick(late)
        post.deliver(late)
    assert days(post) == [date(2026, 1, 4) + day * DAY for day in range(6)]


def test_nothing_is_noted_as_sent_before_it_is(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    worker.tick(FIRST)
    queued = latest(database, runner)
    assert queued is not None
    assert (queued.state, queued.sent_at) == (CheckInState.SENDING, None)
    post.deliver(FIRST + MINUTE)
    sent = latest(database, runner)
    assert sent is not None
    assert (sent.state, sent.sent_at) == (CheckInState.SENT, FIRST + MINUTE)


def test_a_check_in_that_gets_lost_every_time_is_not_tried_for_ever(
    database: Database, worker: Dispatcher, runner: Runner
) -> None:
    worker.tick(FIRST - MINUTE)
    now = FIRST
    for _ in range(20):
        with database.session() as session:
            claim_check_ins(session, now=now, limit=10)
        now += 11 * MINUTE
        Dispatcher(database, channels=(), pace=Pace(batch=1)).tick(now)
    found = latest(database, runner)
    assert found is not None
    assert found.state is CheckInState.FAILED
    assert found.attempts <= 3


def test_a_restart_forgets_nobody(database: Database, post: Post, runner: Runner) -> None:
    again = open_database(database.engine.url.render_as_string(hide_password=False))
    Dispatcher(again).tick(FIRST)
    again.close()
    post.deliver(FIRST)
    assert days(post) == [date(2026, 1, 5)]


def test_two_people_who_chose_the_same_hour_are_both_asked(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    enrol(database, "2", START, "Europe/Lisbon", time(7))
    worker.tick(FIRST)
    post.deliver(FIRST)
    assert set(post.asked.values()) == {1}
    assert len(post.asked) == 2


def test_a_look_that_comes_minutes_late_still_asks(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    worker.tick(FIRST + 25 * MINUTE)
    post.deliver(FIRST + 25 * MINUTE)
    assert days(post) == [date(2026, 1, 5)]


def test_writing_before_the_hour_does_not_cancel_the_check_in(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        find_or_create_runner(session, "telegram", "1", FIRST - 2 * HOUR)
    worker.tick(FIRST)
    post.deliver(FIRST)
    assert days(post) == [date(2026, 1, 5)]


def test_one_who_is_talking_hides_nobody_else(
    database: Database, worker: Dispatcher, runner: Runner
) -> None:
    enrol(database, "2", START, "Europe/Lisbon", time(7))
    with database.session() as session:
        find_or_create_runner(session, "telegram", "1", FIRST - MINUTE)
    worker.tick(FIRST)
    with database.session() as session:
        wanted = [
            whom_to_ask(session, item.check_in_id, FIRST, owes_answer=False)
            for item in claim_inbox(session, now=FIRST, limit=10)
            if item.check_in_id is not None
        ]
    assert [each.address for each in wanted if each is not None] == ["2"]


def test_a_clock_that_leaps_a_day_ahead_and_back_asks_for_no_date_twice(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    for moment in (FIRST, FIRST + DAY, FIRST + MINUTE, FIRST + DAY, FIRST + 2 * DAY):
        worker.tick(moment)
        post.deliver(moment)
    assert set(post.asked.values()) == {1}
    assert days(post) == [date(2026, 1, 5) + day * DAY for day in range(3)]
