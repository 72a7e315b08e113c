from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from storage.check_in_delivery import (
    check_ins_to_nudge,
    claim_check_ins,
    confirm_check_in_sent,
    fail_check_in,
    mark_nudged,
    release_stale_check_ins,
)
from storage.check_ins import (
    CheckIn,
    Slot,
    ask_now,
    check_in_by_id,
    check_in_of_date,
    check_ins_since,
    latest_check_ins,
    open_check_in,
    record_answers,
    set_verdict,
    skip_check_in,
    snooze_check_in,
)
from storage.inbox import enqueue_check_in
from storage.problems import MissingRowError
from storage.runners import (
    Runner,
    due_runners,
    find_or_create_runner,
    mark_blocked,
    pause_check_ins,
    runner_by_id,
    schedule_check_ins,
)
from storage.states import CheckInKind, CheckInState

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TODAY = date(2024, 3, 30)


@pytest.fixture
def runner(session: Session, now: datetime) -> Runner:
    return active(session, "770011", now)


def active(session: Session, address: str, due_at: datetime) -> Runner:
    runner = find_or_create_runner(session, "telegram", address, due_at - DAY)
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Europe/Lisbon",
        check_in_time=time(9, 0),
        next_due_at=due_at,
    )
    return runner


def opened(session: Session, runner: Runner, slot_at: datetime) -> CheckIn:
    check_in = open_check_in(
        session, runner.id, Slot(slot_at.date(), slot_at), next_due_at=slot_at + DAY
    )
    assert check_in is not None
    return check_in


def sent(session: Session, runner: Runner, slot_at: datetime) -> CheckIn:
    check_in = opened(session, runner, slot_at)
    claim_check_ins(session, now=slot_at, limit=10)
    confirm_check_in_sent(session, check_in.id, slot_at)
    return check_in_by_id(session, check_in.id)


def state(session: Session, check_in: CheckIn) -> CheckInState:
    return check_in_by_id(session, check_in.id).state


def test_opening_a_check_in_moves_the_due_time_to_the_next_slot(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = opened(session, runner, now)
    assert (check_in.state, check_in.kind) == (CheckInState.PENDING, CheckInKind.DAILY)
    assert (check_in.slot_at, check_in.due_at, check_in.local_date) == (now, now, TODAY)
    assert due_runners(session, now=now, limit=10) == ()
    assert due_runners(session, now=now + DAY, limit=10) != ()


def test_a_local_date_never_has_two_check_ins(
    session: Session, runner: Runner, now: datetime
) -> None:
    first = opened(session, runner, now)
    later_slot = Slot(TODAY, now + 3 * MINUTE)
    assert open_check_in(session, runner.id, later_slot, next_due_at=now + DAY) is None
    assert check_ins_since(session, runner.id, TODAY) == (first,)


def test_two_runners_have_theirs_on_the_same_date(
    session: Session, runner: Runner, now: datetime
) -> None:
    other = active(session, "2", now)
    assert opened(session, runner, now).id != opened(session, other, now).id


def test_a_check_in_of_somebody_who_is_gone_is_an_error(session: Session, now: datetime) -> None:
    with pytest.raises(MissingRowError):
        opened_for_nobody = Slot(TODAY, now)
        open_check_in(session, "nobody", opened_for_nobody, next_due_at=None)


def test_after_an_outage_one_check_in_goes_out_and_no_burst(
    session: Session, runner: Runner, now: datetime
) -> None:
    old = opened(session, runner, now)
    new = opened(session, runner, now + 2 * DAY)
    assert [each.id for each in claim_check_ins(session, now=now + 2 * DAY, limit=10)] == [new.id]
    assert state(session, old) is CheckInState.MISSED


def test_a_claimed_check_in_is_not_claimed_again(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = opened(session, runner, now)
    (claimed,) = claim_check_ins(session, now=now, limit=10)
    assert (claimed.id, claimed.state, claimed.attempts) == (
        check_in.id,
        CheckInState.SENDING,
        1,
    )
    assert claim_check_ins(session, now=now, limit=10) == ()


def test_claims_stop_at_their_limit_and_take_the_longest_due_first(
    session: Session, runner: Runner, now: datetime
) -> None:
    late = opened(session, active(session, "2", now - MINUTE), now - MINUTE)
    opened(session, runner, now)
    assert [each.id for each in claim_check_ins(session, now=now, limit=1)] == [late.id]


def test_nothing_is_claimed_before_it_is_due(
    session: Session, runner: Runner, now: datetime
) -> None:
    opened(session, runner, now)
    assert claim_check_ins(session, now=now - MINUTE, limit=10) == ()


def test_nothing_is_claimed_for_runners_who_paused_or_blocked_meanwhile(
    session: Session, runner: Runner, now: datetime
) -> None:
    opened(session, runner, now)
    pause_check_ins(session, runner.id, until=None, next_due_at=None)
    opened(session, active(session, "2", now), now)
    mark_blocked(session, "telegram", "2")
    assert claim_check_ins(session, now=now, limit=10) == ()


def test_a_sent_check_in_knows_when(session: Session, runner: Runner, now: datetime) -> None:
    check_in = sent(session, runner, now)
    assert (check_in.state, check_in.sent_at) == (CheckInState.SENT, now)


def test_an_answer_quicker_than_the_confirmation_stands(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = opened(session, runner, now)
    claim_check_ins(session, now=now, limit=10)
    record_answers(session, check_in.id, {"pain_morning": 2}, at=now, complete=True)
    confirm_check_in_sent(session, check_in.id, now + MINUTE)
    held = check_in_by_id(session, check_in.id)
    assert (held.state, held.sent_at) == (CheckInState.ANSWERED, now + MINUTE)
    fail_check_in(session, check_in.id)
    assert state(session, check_in) is CheckInState.ANSWERED


def test_answers_add_up_until_nothing_is_left_to_ask(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = sent(session, runner, now)
    half = record_answers(session, check_in.id, {"pain_morning": 2}, at=now, complete=False)
    assert (half.state, half.answered_at) == (CheckInState.SENT, None)
    whole = record_answers(session, check_in.id, {"pain_rest": 0}, at=now + MINUTE, complete=True)
    assert whole.answers == {"pain_morning": 2, "pain_rest": 0}
    assert (whole.state, whole.answered_at) == (CheckInState.ANSWERED, now + MINUTE)


def test_a_correction_takes_the_place_of_the_answer_and_keeps_its_time(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = sent(session, runner, now)
    record_answers(session, check_in.id, {"pain_morning": 2}, at=now, complete=True)
    corrected = record_answers(
        session, check_in.id, {"pain_morning": 5}, at=now + MINUTE, complete=True
    )
    assert (corrected.answers, corrected.answered_at) == ({"pain_morning": 5}, now)


def test_a_late_answer_counts_for_its_day(session: Session, runner: Runner, now: datetime) -> None:
    yesterday = sent(session, runner, now)
    opened(session, runner, now + DAY)
    assert state(session, yesterday) is CheckInState.MISSED
    answered = record_answers(session, yesterday.id, {"pain_rest": 1}, at=now + DAY, complete=True)
    assert (answered.state, answered.local_date) == (CheckInState.ANSWERED, TODAY)


def test_the_verdict_is_kept(session: Session, runner: Runner, now: datetime) -> None:
    check_in = sent(session, runner, now)
    set_verdict(session, check_in.id, "better")
    assert check_in_by_id(session, check_in.id).verdict == "better"


def test_a_check_in_begun_by_the_runner_is_not_sent_again_that_day(
    session: Session, runner: Runner, now: datetime
) -> None:
    early = ask_now(session, runner.id, Slot(TODAY, now), now - 60 * MINUTE)
    assert (early.state, early.sent_at) == (CheckInState.SENT, now - 60 * MINUTE)
    assert open_check_in(session, runner.id, Slot(TODAY, now), next_due_at=now + DAY) is None
    assert claim_check_ins(session, now=now, limit=10) == ()


def test_asking_for_todays_check_in_again_keeps_its_answers(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = sent(session, runner, now)
    record_answers(session, check_in.id, {"pain_rest": 1}, at=now, complete=True)
    again = ask_now(session, runner.id, Slot(TODAY, now), now + MINUTE)
    assert (again.id, again.state, again.answers) == (
        check_in.id,
        CheckInState.ANSWERED,
        {"pain_rest": 1},
    )


def test_a_skipped_check_in_is_not_sent(session: Session, runner: Runner, now: datetime) -> None:
    check_in = opened(session, runner, now)
    skip_check_in(session, check_in.id)
    assert claim_check_ins(session, now=now, limit=10) == ()
    assert state(session, check_in) is CheckInState.SKIPPED


def test_a_snoozed_check_in_comes_back_at_its_hour(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = sent(session, runner, now)
    snooze_check_in(session, check_in.id, now + 60 * MINUTE)
    assert claim_check_ins(session, now=now + 59 * MINUTE, limit=10) == ()
    (again,) = claim_check_ins(session, now=now + 60 * MINUTE, limit=10)
    assert (again.id, again.slot_at) == (check_in.id, now)


def test_silence_is_nudged_once(session: Session, runner: Runner, now: datetime) -> None:
    check_in = sent(session, runner, now)
    assert check_ins_to_nudge(session, sent_before=now, limit=10) == ()
    later = now + MINUTE
    assert [each.id for each in check_ins_to_nudge(session, sent_before=later, limit=10)] == [
        check_in.id
    ]
    assert mark_nudged(session, check_in.id, later)
    assert not mark_nudged(session, check_in.id, later)
    assert check_ins_to_nudge(session, sent_before=later, limit=10) == ()


def test_an_answered_check_in_is_not_nudged(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = sent(session, runner, now)
    record_answers(session, check_in.id, {"pain_rest": 1}, at=now, complete=True)
    assert check_ins_to_nudge(session, sent_before=now + DAY, limit=10) == ()
    assert not mark_nudged(session, check_in.id, now)


def test_a_check_in_lost_on_its_way_is_tried_again_and_fails_in_the_end(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = opened(session, runner, now)
    for _ in range(2):
        claim_check_ins(session, now=now, limit=10)
        assert released(session, now + 9 * MINUTE) == 0
        released(session, now + 11 * MINUTE)
    assert state(session, check_in) is CheckInState.FAILED


def released(session: Session, now: datetime) -> int:
    return release_stale_check_ins(session, now=now, older_than=10 * MINUTE, max_attempts=2)


def test_a_check_in_that_waits_in_its_chat_is_not_lost(
    session: Session, runner: Runner, now: datetime
) -> None:
    check_in = opened(session, runner, now)
    claim_check_ins(session, now=now, limit=10)
    enqueue_check_in(session, check_in.id, "telegram", runner.address, now)
    assert released(session, now + DAY) == 0
    assert state(session, check_in) is CheckInState.SENDING


def test_check_ins_are_found_by_date_and_by_age(
    session: Session, runner: Runner, now: datetime
) -> None:
    first, second = opened(session, runner, now), opened(session, runner, now + DAY)
    assert check_in_of_date(session, runner.id, first.local_date + 2 * DAY) is None
    assert check_in_of_date(session, runner.id, second.local_date) == second
    assert check_ins_since(session, runner.id, second.local_date) == (second,)
    assert [each.id for each in latest_check_ins(session, runner.id, 1)] == [second.id]


def test_the_due_time_can_be_ended(session: Session, runner: Runner, now: datetime) -> None:
    open_check_in(session, runner.id, Slot(TODAY, now, CheckInKind.MONTHLY), next_due_at=None)
    held = runner_by_id(session, runner.id)
    assert held is not None
    assert held.next_due_at is None
