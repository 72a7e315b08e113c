"""The dispatcher in trouble: outages, crashes, races, pauses, blocked chats, silence."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, datetime, time, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.dispatch.dispatcher import Dispatcher, Pace, run_dispatcher
from bot.dispatch.opening import open_due
from storage.check_in_delivery import claim_check_ins
from storage.check_ins import record_answers, snooze_check_in
from storage.database import Database, open_database
from storage.episodes import close_episode, set_plan, start_episode
from storage.figures import figures
from storage.models import InboxRow, RunnerRow
from storage.runners import (
    Runner,
    find_or_create_runner,
    mark_blocked,
    mark_unblocked,
    pause_check_ins,
    runner_by_id,
    schedule_check_ins,
)
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


def tick(worker: Dispatcher, post: Post, *moments: datetime) -> None:
    for moment in moments:
        worker.tick(moment)
        post.deliver(moment)


def state(database: Database, runner: Runner) -> CheckInState | None:
    found = latest(database, runner)
    return found.state if found else None


def test_nothing_goes_out_before_the_hour(worker: Dispatcher, post: Post, runner: Runner) -> None:
    tick(worker, post, FIRST - MINUTE)
    assert not post.asked


def test_at_the_hour_it_goes_out_once(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST, FIRST + MINUTE, FIRST + 2 * MINUTE)
    assert post.asked == {("1", date(2026, 1, 5)): 1}
    assert state(database, runner) is CheckInState.SENT


def test_after_days_of_outage_there_is_one_late_check_in(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST, FIRST + 5 * DAY + 3 * HOUR, FIRST + 5 * DAY + 4 * HOUR)
    assert sorted(post.asked) == [("1", date(2026, 1, 5)), ("1", date(2026, 1, 10))]


def test_after_an_outage_that_ends_at_night_nobody_is_woken(
    worker: Dispatcher, post: Post, database: Database
) -> None:
    enrol(database, "2", START, "Europe/Lisbon", time(18))
    night = datetime(2026, 1, 6, 2, tzinfo=UTC)
    tick(worker, post, night, night + HOUR)
    assert not post.asked
    tick(worker, post, datetime(2026, 1, 6, 6, 30, tzinfo=UTC))
    assert post.asked == {("2", date(2026, 1, 5)): 1}


def test_a_crash_after_claiming_loses_nothing(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    _open_and_claim(database, FIRST)
    assert state(database, runner) is CheckInState.SENDING
    tick(worker, post, FIRST + 5 * MINUTE)
    assert not post.asked
    tick(worker, post, FIRST + 11 * MINUTE, FIRST + 12 * MINUTE)
    assert post.asked == {("1", date(2026, 1, 5)): 1}


def _open_and_claim(database: Database, now: datetime) -> None:
    with database.session() as session:
        open_due(session, now, 10)
    with database.session() as session:
        claim_check_ins(session, now=now, limit=10)


def test_what_waits_in_the_queue_is_not_queued_again(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    for minutes in range(0, 60, 5):
        worker.tick(FIRST + minutes * MINUTE)
    with database.session() as session:
        assert session.execute(sa.select(sa.func.count(InboxRow.id))).scalar_one() == 1
    post.deliver(FIRST + HOUR)
    assert set(post.asked.values()) == {1}


def test_dispatchers_that_race_queue_each_check_in_once(database: Database, post: Post) -> None:
    for number in range(30):
        enrol(database, str(number), START, "Europe/Lisbon", time(7))
    racers = [threading.Thread(target=dispatcher(database).tick, args=(FIRST,)) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    tick(dispatcher(database), post, FIRST + MINUTE)
    assert len(post.asked) == 30
    assert set(post.asked.values()) == {1}


def test_a_clock_that_steps_back_asks_nobody_twice(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST, FIRST - HOUR, FIRST)
    assert set(post.asked.values()) == {1}


def test_a_blocked_chat_is_left_alone_and_asked_again_after_unblocking(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        mark_blocked(session, "telegram", "1")
    tick(worker, post, FIRST, FIRST + DAY)
    assert not post.asked
    with database.session() as session:
        mark_unblocked(session, "telegram", "1")
    tick(worker, post, FIRST + 2 * DAY)
    assert post.asked == {("1", date(2026, 1, 7)): 1}


def test_a_pause_is_kept_and_ends_by_itself(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        until = datetime(2026, 1, 8, tzinfo=UTC)
        pause_check_ins(
            session, runner.id, until=until, next_due_at=datetime(2026, 1, 8, 7, tzinfo=UTC)
        )
    tick(worker, post, *(FIRST + day * DAY for day in range(5)))
    assert sorted(day for _, day in post.asked) == [date(2026, 1, 8), date(2026, 1, 9)]


def test_a_snooze_brings_it_back_later(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST)
    with database.session() as session:
        found = latest(database, runner)
        assert found is not None
        snooze_check_in(session, found.id, FIRST + HOUR)
    tick(worker, post, FIRST + 30 * MINUTE)
    assert set(post.asked.values()) == {1}
    tick(worker, post, FIRST + HOUR)
    assert set(post.asked.values()) == {2}


def test_an_unanswered_check_in_is_nudged_once_the_same_day(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST, *(FIRST + hours * HOUR for hours in range(2, 14)))
    assert post.nudged == {("1", date(2026, 1, 5)): 1}


def test_an_answered_check_in_is_not_nudged(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    tick(worker, post, FIRST)
    found = latest(database, runner)
    assert found is not None
    with database.session() as session:
        record_answers(session, found.id, {"pain_morning": 1}, at=FIRST, complete=True)
    tick(worker, post, FIRST + 5 * HOUR)
    assert not post.nudged


def test_no_nudge_in_the_quiet_hours(database: Database, worker: Dispatcher, post: Post) -> None:
    enrol(database, "2", START, "Europe/Lisbon", time(19))
    evening = datetime(2026, 1, 4, 19, tzinfo=UTC)
    tick(worker, post, *(evening + hours * HOUR for hours in range(16)))
    assert len(post.asked) == 1
    assert not post.nudged


def test_a_runner_who_is_silent_for_days_is_not_nudged_each_day(
    worker: Dispatcher, post: Post, runner: Runner
) -> None:
    for day in range(5):
        tick(worker, post, FIRST + day * DAY, FIRST + day * DAY + 4 * HOUR)
    assert sum(post.asked.values()) == 5
    assert post.nudged == {("1", date(2026, 1, 5)): 1}


def test_a_zone_that_no_longer_exists_holds_nobody_up(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        other = find_or_create_runner(session, "telegram", "2", START)
        schedule_check_ins(
            session, other.id, time_zone="Mars/Olympus", check_in_time=time(7), next_due_at=FIRST
        )
    tick(worker, post, FIRST)
    assert set(post.asked) == {("1", date(2026, 1, 5)), ("2", date(2026, 1, 5))}


def test_a_row_that_cannot_be_worked_with_is_put_off_and_holds_nobody_up(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    broken = enrol(database, "2", START, "Europe/Lisbon", time(6))
    with database.session() as session:
        session.execute(
            sa.update(RunnerRow)
            .where(RunnerRow.id == broken.id)
            .values(next_due_at=datetime(1, 1, 1, tzinfo=UTC))
        )
    tick(worker, post, FIRST)
    assert post.asked[("1", date(2026, 1, 5))] == 1


def test_after_everything_is_closed_once_a_month_is_enough(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        close_episode(session, start_episode(session, runner.id, START).id, START)
    tick(worker, post, *(FIRST + day * DAY for day in range(40)))
    assert sorted(day for _, day in post.asked) == [date(2026, 1, 5), date(2026, 2, 4)]


def test_a_plan_that_cannot_be_read_does_not_stop_check_ins(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    with database.session() as session:
        set_plan(session, start_episode(session, runner.id, START).id, {"version": 99})
    tick(worker, post, FIRST)
    assert len(post.asked) == 1


def test_a_channel_nobody_serves_fails_instead_of_waiting_for_ever(
    database: Database, worker: Dispatcher
) -> None:
    with database.session() as session:
        there = find_or_create_runner(session, "terminal", "me", START)
        schedule_check_ins(
            session,
            there.id,
            time_zone="Europe/Lisbon",
            check_in_time=time(7),
            next_due_at=FIRST,
        )
    worker.tick(FIRST)
    assert state(database, there) is CheckInState.FAILED


def test_people_who_never_agreed_are_forgotten_by_the_daily_upkeep(
    database: Database, worker: Dispatcher, runner: Runner
) -> None:
    with database.session() as session:
        visitor = find_or_create_runner(session, "telegram", "9", START)
    worker.tick(START + 3 * DAY)
    with database.session() as session:
        assert runner_by_id(session, visitor.id) is None
        assert runner_by_id(session, runner.id) is not None


def test_figures_tell_what_is_due_and_how_late(
    database: Database, worker: Dispatcher, post: Post, runner: Runner
) -> None:
    now, since = FIRST + MINUTE, FIRST - DAY
    with database.session() as session:
        before = figures(session, now=now, check_ins_since=since)
    assert (before.due, before.longest_due) == (1, FIRST)
    tick(worker, post, now)
    with database.session() as session:
        after = figures(session, now=now, check_ins_since=since)
    assert (after.due, after.longest_due, after.check_ins) == (0, None, {"sent": 1})


async def test_the_loop_survives_a_database_that_is_gone_and_stops_when_told() -> None:
    stop = asyncio.Event()
    clock_reads = 0

    def clock() -> datetime:
        nonlocal clock_reads
        clock_reads += 1
        if clock_reads == 2:
            stop.set()
        return FIRST

    gone = open_database("postgresql://nobody@127.0.0.1:1/nothing")
    await asyncio.wait_for(
        run_dispatcher(gone, now=clock, stop=stop, pace=Pace(idle=0.01)), timeout=10
    )
    assert clock_reads == 2
