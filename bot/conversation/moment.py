"""Whether the moment has come for a check-in that has reached its turn in the chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coach.checkin.schedule import leaves_room, out_of_quiet, postponed_until, zone_of
from storage.check_ins import CheckIn, check_in_by_id, skip_check_in, snooze_check_in
from storage.episodes import current_episode
from storage.problems import MissingRowError
from storage.runners import Runner, runner_by_id
from storage.states import CheckInState, RunnerStatus, SafetyHold

_TALKING = timedelta(minutes=20)
"""Who wrote so recently is in the middle of a conversation."""
_THINKING = timedelta(hours=2)
"""Who owes an answer gets so long for it before anything else is asked."""


def whom_to_ask(
    session: Session, check_in_id: int, now: datetime, *, owes_answer: bool
) -> Runner | None:
    """Whom to ask a queued check-in now; one that cannot be asked is put off or left out.

    Args:
        session: The session.
        check_in_id: The check-in.
        now: The time, UTC.
        owes_answer: Whether another question is open in the conversation.

    Returns:
        The runner, or None when now is not the moment.
    """
    try:
        check_in = check_in_by_id(session, check_in_id)
    except MissingRowError:
        return None
    runner = runner_by_id(session, check_in.runner_id)
    if runner is None or not _is_waited_for(check_in):
        return None
    wanted = runner.consented_at is not None and runner.status is RunnerStatus.ACTIVE
    if not wanted or _hushed(session, runner, check_in):
        _leave_out(session, check_in)
        return None
    if _is_night(session, check_in, runner, now):
        return None
    if now - runner.last_seen_at < (_THINKING if owes_answer else _TALKING):
        _put_off(session, check_in, runner, now)
        return None
    return runner


def _is_waited_for(check_in: CheckIn) -> bool:
    return check_in.state in (CheckInState.PENDING, CheckInState.SENDING) or _is_nudge(check_in)


def _is_nudge(check_in: CheckIn) -> bool:
    return check_in.state is CheckInState.SENT and check_in.nudged_at is not None


def _hushed(session: Session, runner: Runner, check_in: CheckIn) -> bool:
    """Whether a warning sign stands that must not be talked over, or not reminded beside."""
    episode = current_episode(session, runner.id)
    hold = SafetyHold.NONE if episode is None else episode.safety_hold
    return hold is SafetyHold.EMERGENCY or (_is_nudge(check_in) and hold is not SafetyHold.NONE)


def _leave_out(session: Session, check_in: CheckIn) -> None:
    if not _is_nudge(check_in):
        skip_check_in(session, check_in.id)


def _is_night(session: Session, check_in: CheckIn, runner: Runner, now: datetime) -> bool:
    """Whether it was held up into the quiet hours; it then waits for their end, or is left out."""
    since = check_in.nudged_at if _is_nudge(check_in) else check_in.due_at
    if since is None:
        return False
    until = out_of_quiet(since, now, zone_of(runner.time_zone))
    if until is None:
        return False
    if not _is_nudge(check_in):
        if leaves_room(until, runner.next_due_at):
            snooze_check_in(session, check_in.id, until)
        else:
            skip_check_in(session, check_in.id)
    return True


def _put_off(session: Session, check_in: CheckIn, runner: Runner, now: datetime) -> None:
    if _is_nudge(check_in):
        return  # one who is talking to us needs no reminder
    zone = zone_of(runner.time_zone)
    until = postponed_until(now, runner.check_in_time or zone.time_of(now), zone)
    if until is None:
        skip_check_in(session, check_in.id)
    else:
        snooze_check_in(session, check_in.id, until)
