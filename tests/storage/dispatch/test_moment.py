"""Whether a check-in that has reached its turn in the chat is asked now."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

import pytest
from sqlalchemy.orm import Session

from bot.conversation.check_ins import place_payload
from bot.conversation.messages import Place
from bot.conversation.moment import whom_to_ask
from storage.check_in_delivery import claim_check_ins, confirm_check_in_sent, mark_nudged
from storage.check_ins import CheckIn, Slot, check_in_by_id, open_check_in, record_answers
from storage.episodes import set_safety_hold, start_episode
from storage.runners import (
    Runner,
    find_or_create_runner,
    record_consent,
    schedule_check_ins,
    set_next_due,
    stop_check_ins,
)
from storage.states import CheckInState, SafetyHold

UTC = timezone.utc
DUE = datetime(2026, 1, 5, 7, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def runner(session: Session) -> Runner:
    runner = find_or_create_runner(session, "telegram", "1", DUE - DAY)
    record_consent(session, runner.id, DUE - DAY)
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Europe/Lisbon",
        check_in_time=time(7),
        next_due_at=DUE,
    )
    return runner


@pytest.fixture
def queued(session: Session, runner: Runner) -> CheckIn:
    opened = open_check_in(session, runner.id, Slot(DUE.date(), DUE), next_due_at=DUE + DAY)
    assert opened is not None
    claim_check_ins(session, now=DUE, limit=1)
    return opened


def seen(session: Session, at: datetime) -> None:
    find_or_create_runner(session, "telegram", "1", at)


def asked(
    session: Session, check_in: CheckIn, at: datetime = DUE, *, owes_answer: bool = False
) -> bool:
    return whom_to_ask(session, check_in.id, at, owes_answer=owes_answer) is not None


def test_one_who_is_silent_is_asked(session: Session, queued: CheckIn) -> None:
    assert asked(session, queued)


def test_in_the_middle_of_a_talk_it_waits_twenty_minutes(session: Session, queued: CheckIn) -> None:
    seen(session, DUE - 5 * MINUTE)
    assert not asked(session, queued)
    put_off = check_in_by_id(session, queued.id)
    assert (put_off.state, put_off.due_at) == (CheckInState.PENDING, DUE + 20 * MINUTE)


def test_an_open_question_gets_two_hours(session: Session, queued: CheckIn) -> None:
    seen(session, DUE - HOUR)
    assert not asked(session, queued, owes_answer=True)
    claim_check_ins(session, now=DUE + HOUR + MINUTE, limit=1)
    assert asked(session, queued, DUE + HOUR + MINUTE, owes_answer=True)


def test_a_talk_into_the_night_leaves_the_day_out(session: Session, queued: CheckIn) -> None:
    late = DUE.replace(hour=21, minute=15)
    seen(session, late - MINUTE)
    assert not asked(session, queued, late)
    assert check_in_by_id(session, queued.id).state is CheckInState.SKIPPED


def test_an_emergency_is_not_talked_over(session: Session, runner: Runner, queued: CheckIn) -> None:
    episode = start_episode(session, runner.id, DUE - DAY)
    set_safety_hold(session, episode.id, SafetyHold.EMERGENCY)
    assert not asked(session, queued)
    assert check_in_by_id(session, queued.id).state is CheckInState.SKIPPED


def test_nobody_is_reminded_beside_an_urgent_warning(
    session: Session, runner: Runner, queued: CheckIn
) -> None:
    confirm_check_in_sent(session, queued.id, DUE)
    mark_nudged(session, queued.id, DUE + 3 * HOUR)
    episode = start_episode(session, runner.id, DUE - DAY)
    set_safety_hold(session, episode.id, SafetyHold.URGENT)
    assert not asked(session, queued, DUE + 3 * HOUR)


def test_one_who_stopped_meanwhile_is_not_asked(
    session: Session, runner: Runner, queued: CheckIn
) -> None:
    stop_check_ins(session, runner.id)
    assert not asked(session, queued)


def test_one_that_was_answered_meanwhile_is_not_asked(session: Session, queued: CheckIn) -> None:
    record_answers(session, queued.id, {"pain_morning": 1}, at=DUE, complete=True)
    assert not asked(session, queued)


def test_one_that_was_sent_is_not_sent_again(session: Session, queued: CheckIn) -> None:
    confirm_check_in_sent(session, queued.id, DUE)
    assert not asked(session, queued, DUE + MINUTE)


def test_a_reminder_is_said_once_it_was_decided(session: Session, queued: CheckIn) -> None:
    confirm_check_in_sent(session, queued.id, DUE)
    mark_nudged(session, queued.id, DUE + 3 * HOUR)
    assert asked(session, queued, DUE + 3 * HOUR)


def test_one_who_is_talking_needs_no_reminder(session: Session, queued: CheckIn) -> None:
    confirm_check_in_sent(session, queued.id, DUE)
    mark_nudged(session, queued.id, DUE + 3 * HOUR)
    seen(session, DUE + 3 * HOUR - MINUTE)
    assert not asked(session, queued, DUE + 3 * HOUR)
    assert check_in_by_id(session, queued.id).state is CheckInState.SENT


def test_one_whose_runner_is_gone_is_nobodys(session: Session, queued: CheckIn) -> None:
    assert whom_to_ask(session, queued.id + 1, DUE, owes_answer=False) is None


@pytest.mark.parametrize(
    ("place", "zone"),
    [(Place(38.72, -9.14), "Europe/Lisbon"), (Place(999, 0), "nowhere")],
)
def test_a_place_becomes_its_zone_and_nothing_else(place: Place, zone: str) -> None:
    assert place_payload(place) == f'/set_time_zone{{"option": "{zone}"}}'


NIGHT = DUE - timedelta(hours=9)  # 22:00 in Lisbon


def held_up(session: Session, runner: Runner, due_at: datetime) -> CheckIn:
    """One that was to go out at a moment, and that the next one follows in the morning."""
    opened = open_check_in(session, runner.id, Slot(due_at.date(), due_at), next_due_at=DUE + DAY)
    assert opened is not None
    claim_check_ins(session, now=due_at, limit=1)
    return opened


def test_one_that_was_held_up_into_the_night_waits_for_its_end(
    session: Session, runner: Runner
) -> None:
    check_in = held_up(session, runner, NIGHT - 2 * HOUR)
    assert not asked(session, check_in, NIGHT)
    after = check_in_by_id(session, check_in.id)
    assert after.state is CheckInState.PENDING
    assert after.due_at == DUE - 30 * MINUTE


def test_one_that_was_held_up_until_the_next_is_near_is_left_out(
    session: Session, runner: Runner
) -> None:
    check_in = held_up(session, runner, NIGHT - 2 * HOUR)
    set_next_due(session, runner.id, DUE)
    assert not asked(session, check_in, NIGHT)
    assert check_in_by_id(session, check_in.id).state is CheckInState.SKIPPED


def test_an_hour_of_the_night_that_was_chosen_is_kept(session: Session, runner: Runner) -> None:
    check_in = held_up(session, runner, NIGHT)
    assert asked(session, check_in, NIGHT + 30 * MINUTE)
    assert not asked(session, check_in, NIGHT + 31 * MINUTE)


def test_a_reminder_held_up_into_the_night_is_never_said(session: Session, runner: Runner) -> None:
    check_in = held_up(session, runner, NIGHT - 5 * HOUR)
    confirm_check_in_sent(session, check_in.id, NIGHT - 5 * HOUR)
    mark_nudged(session, check_in.id, NIGHT - 2 * HOUR)
    assert not asked(session, check_in, NIGHT)
    assert check_in_by_id(session, check_in.id).state is CheckInState.SENT


@pytest.mark.parametrize(("owes_answer", "quiet_for"), [(False, 20), (True, 120)])
def test_a_talk_is_over_after_its_time_and_not_a_minute_earlier(
    session: Session, queued: CheckIn, owes_answer: bool, quiet_for: int
) -> None:
    seen(session, DUE - quiet_for * MINUTE + MINUTE)
    assert not asked(session, queued, owes_answer=owes_answer)
    assert asked(session, queued, DUE + MINUTE, owes_answer=owes_answer)
