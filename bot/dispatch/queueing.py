"""Puts check-ins that are due, and reminders of them, into their chats' order of messages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coach.checkin.schedule import NUDGE_AFTER, may_nudge, zone_of
from storage.check_in_delivery import (
    check_ins_to_nudge,
    claim_check_ins,
    fail_check_in,
    mark_nudged,
    release_stale_check_ins,
)
from storage.check_ins import CheckIn, latest_check_ins
from storage.inbox import enqueue_check_in
from storage.runners import Runner, runner_by_id, runners_by_id
from storage.states import CheckInKind, CheckInState, RunnerStatus

_LOST_AFTER = timedelta(minutes=10)
_MOST_ATTEMPTS = 3


def queue_due(session: Session, now: datetime, limit: int, channels: Collection[str]) -> int:
    """Queue the check-ins whose time to be sent has come.

    Args:
        session: The session.
        now: The time, UTC.
        limit: How many at most.
        channels: Where somebody carries messages; a check-in anywhere else fails.

    Returns:
        How many were due.
    """
    claimed = claim_check_ins(session, now=now, limit=limit)
    runners = runners_by_id(session, [check_in.runner_id for check_in in claimed])
    for check_in in claimed:
        runner = runners.get(check_in.runner_id)
        if runner is not None and runner.channel in channels:
            enqueue_check_in(session, check_in.id, runner.channel, runner.address, now)
        else:
            fail_check_in(session, check_in.id)
    return len(claimed)


def queue_nudges(session: Session, now: datetime, limit: int, channels: Collection[str]) -> int:
    """Queue the one reminder of check-ins that were not answered for some hours.

    One that would fall into the quiet hours, one for somebody who did not answer the day before
    either, and one for somebody who paused or cannot be reached is spent without a message:
    silence is not pursued.

    Returns:
        How many were looked at.
    """
    waiting = check_ins_to_nudge(session, sent_before=now - NUDGE_AFTER, limit=limit)
    for check_in in waiting:
        runner = runner_by_id(session, check_in.runner_id)
        if runner is None or not mark_nudged(session, check_in.id, now):
            continue
        if runner.channel in channels and _wanted(session, runner, check_in, now):
            enqueue_check_in(session, check_in.id, runner.channel, runner.address, now)
    return len(waiting)


def _wanted(session: Session, runner: Runner, check_in: CheckIn, now: datetime) -> bool:
    if check_in.kind is not CheckInKind.DAILY or check_in.sent_at is None:
        return False
    if runner.status is not RunnerStatus.ACTIVE:
        return False
    earlier = [c for c in latest_check_ins(session, runner.id, 2) if c.id != check_in.id]
    silent_before = any(c.state is CheckInState.MISSED for c in earlier)
    return not silent_before and may_nudge(check_in.sent_at, now, zone_of(runner.time_zone))


def release_lost(session: Session, now: datetime) -> int:
    """Give back check-ins that were lost on the way; how many."""
    return release_stale_check_ins(
        session, now=now, older_than=_LOST_AFTER, max_attempts=_MOST_ATTEMPTS
    )
