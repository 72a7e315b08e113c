from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from storage.problems import MissingRowError
from storage.runners import (
    Runner,
    due_runners,
    end_pauses,
    find_or_create_runner,
    mark_blocked,
    mark_unblocked,
    pause_check_ins,
    record_consent,
    resume_check_ins,
    runner_by_id,
    runner_of_chat,
    schedule_check_ins,
    set_language,
    set_next_due,
    set_time_zone,
    stop_check_ins,
)
from storage.states import RunnerStatus

DAY = timedelta(days=1)


def again(session: Session, runner: Runner) -> Runner:
    held = runner_by_id(session, runner.id)
    assert held is not None
    return held


def active(session: Session, address: str, due_at: datetime) -> Runner:
    runner = find_or_create_runner(session, "telegram", address, due_at - DAY)
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Asia/Tokyo",
        check_in_time=time(6, 30),
        next_due_at=due_at,
    )
    return again(session, runner)


def test_a_runner_is_new_without_consent_and_has_a_random_id(runner: Runner) -> None:
    assert UUID(runner.id).version == 4
    assert runner.status is RunnerStatus.NEW
    assert runner.consented_at is None


def test_a_chat_has_one_runner_however_often_it_writes(
    session: Session, runner: Runner, now: datetime
) -> None:
    same = find_or_create_runner(session, "telegram", runner.address, now + DAY)
    assert (same.id, same.created_at, same.last_seen_at) == (runner.id, now, now + DAY)


def test_a_late_turn_does_not_set_last_seen_back(
    session: Session, runner: Runner, now: datetime
) -> None:
    same = find_or_create_runner(session, "telegram", runner.address, now - DAY)
    assert same.last_seen_at == now


def test_the_same_address_on_another_channel_is_somebody_else(
    session: Session, runner: Runner, now: datetime
) -> None:
    other = find_or_create_runner(session, "terminal", runner.address, now)
    assert other.id != runner.id
    assert runner_of_chat(session, "terminal", runner.address) == other


def test_an_unknown_chat_has_no_runner(session: Session) -> None:
    assert runner_of_chat(session, "telegram", "1") is None


def test_consent_is_given_and_taken_back(session: Session, runner: Runner, now: datetime) -> None:
    record_consent(session, runner.id, now)
    assert again(session, runner).consented_at == now
    record_consent(session, runner.id, None)
    assert again(session, runner).consented_at is None


def test_language_and_zone_are_kept_without_starting_check_ins(
    session: Session, runner: Runner
) -> None:
    set_language(session, runner.id, "en")
    set_time_zone(session, runner.id, "Europe/Lisbon")
    held = again(session, runner)
    assert (held.language, held.time_zone, held.status) == (
        "en",
        "Europe/Lisbon",
        RunnerStatus.NEW,
    )


def test_a_schedule_makes_a_runner_active(session: Session, now: datetime) -> None:
    runner = active(session, "1", now)
    assert runner.status is RunnerStatus.ACTIVE
    assert (runner.time_zone, runner.check_in_time) == ("Asia/Tokyo", time(6, 30))
    assert runner.next_due_at == now


def test_changing_a_runner_that_was_deleted_is_an_error(session: Session, now: datetime) -> None:
    with pytest.raises(MissingRowError):
        record_consent(session, "00000000-0000-4000-8000-000000000000", now)


def test_due_runners_are_those_whose_time_has_come_longest_first(
    session: Session, now: datetime
) -> None:
    late = active(session, "late", now - DAY)
    just = active(session, "just", now)
    active(session, "early", now + timedelta(microseconds=1))
    assert due_runners(session, now=now, limit=10) == (late, just)
    assert due_runners(session, now=now, limit=1) == (late,)


def test_nobody_is_due_twice_once_their_time_moved_on(session: Session, now: datetime) -> None:
    runner = active(session, "1", now)
    set_next_due(session, runner.id, now + DAY)
    assert due_runners(session, now=now, limit=10) == ()


def test_a_paused_runner_is_not_due_until_the_pause_ends(session: Session, now: datetime) -> None:
    runner = active(session, "1", now)
    pause_check_ins(session, runner.id, until=now + DAY, next_due_at=now + DAY)
    assert end_pauses(session, now) == 0
    assert due_runners(session, now=now, limit=10) == ()
    assert end_pauses(session, now + DAY) == 1
    assert [due.id for due in due_runners(session, now=now + DAY, limit=10)] == [runner.id]


def test_a_pause_without_end_lasts_until_resumed(session: Session, now: datetime) -> None:
    runner = active(session, "1", now)
    pause_check_ins(session, runner.id, until=None, next_due_at=None)
    assert end_pauses(session, now + 400 * DAY) == 0
    resume_check_ins(session, runner.id, next_due_at=now + DAY)
    held = again(session, runner)
    assert (held.status, held.next_due_at) == (RunnerStatus.ACTIVE, now + DAY)


def test_stopping_keeps_hour_and_zone(session: Session, now: datetime) -> None:
    runner = active(session, "1", now)
    stop_check_ins(session, runner.id)
    held = again(session, runner)
    assert (held.status, held.next_due_at) == (RunnerStatus.STOPPED, None)
    assert (held.time_zone, held.check_in_time) == ("Asia/Tokyo", time(6, 30))


@pytest.mark.parametrize(
    "status", [RunnerStatus.NEW, RunnerStatus.ACTIVE, RunnerStatus.PAUSED, RunnerStatus.STOPPED]
)
def test_unblocking_restores_what_was_before(
    session: Session, now: datetime, status: RunnerStatus
) -> None:
    runner = find_or_create_runner(session, "telegram", "1", now)
    if status is not RunnerStatus.NEW:
        runner = active(session, "1", now)
    if status is RunnerStatus.PAUSED:
        pause_check_ins(session, runner.id, until=now + DAY, next_due_at=None)
    if status is RunnerStatus.STOPPED:
        stop_check_ins(session, runner.id)
    assert mark_blocked(session, "telegram", "1")
    assert not mark_blocked(session, "telegram", "1")
    assert again(session, runner).status is RunnerStatus.BLOCKED
    assert due_runners(session, now=now, limit=10) == ()
    assert mark_unblocked(session, "telegram", "1")
    assert again(session, runner).status is status


def test_unblocking_somebody_who_was_not_blocked_changes_nothing(
    session: Session, now: datetime
) -> None:
    runner = active(session, "1", now)
    assert not mark_unblocked(session, "telegram", "1")
    assert again(session, runner) == runner
