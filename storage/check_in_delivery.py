"""Sending check-ins: claimed by one dispatcher, confirmed when the channel accepted them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, case, exists, func, select, update
from sqlalchemy.orm import Session

from storage.check_ins import CheckIn
from storage.models import CheckInRow, InboxRow, OutboxRow, RunnerRow
from storage.rows import all_of, change, select_records, table_of
from storage.states import CheckInState, InboxState, OutboxState, RunnerStatus

_ROW, _RUNNER = table_of(CheckInRow), table_of(RunnerRow)
_ON_ITS_WAY = (CheckInState.PENDING, CheckInState.SENDING)


def claim_check_ins(session: Session, *, now: datetime, limit: int) -> tuple[CheckIn, ...]:
    """Take check-ins of active runners that are due for sending, longest due first.

    No other dispatcher gets them. Queue each one in its chat in the same session
    (`storage.inbox.enqueue_check_in`); what sends it confirms it.
    """
    ids = tuple(session.execute(_due(), {"now": now, "at_most": limit}).scalars())
    if not ids:
        return ()
    change(session, _claiming(), ids=ids, now=now)
    return all_of(session, CheckIn, _claimed(), ids=ids)


@cache
def _due() -> Any:
    """Asked every few seconds; building it takes longer than running it."""
    return (
        select(_ROW.c.id)
        .join(_RUNNER, _RUNNER.c.id == _ROW.c.runner_id)
        .where(
            _ROW.c.state == CheckInState.PENDING,
            _ROW.c.due_at <= bindparam("now"),
            _RUNNER.c.status == RunnerStatus.ACTIVE,
        )
        .order_by(_ROW.c.due_at, _ROW.c.id)
        .limit(bindparam("at_most", type_=Integer))
        .with_for_update(skip_locked=True, of=_ROW)
    )


@cache
def _claiming() -> Any:
    return (
        update(_ROW)
        .where(
            _ROW.c.id.in_(bindparam("ids", expanding=True)), _ROW.c.state == CheckInState.PENDING
        )
        .values(
            state=CheckInState.SENDING, claimed_at=bindparam("now"), attempts=_ROW.c.attempts + 1
        )
    )


@cache
def _claimed() -> Any:
    return (
        select_records(CheckInRow, CheckIn)
        .where(_ROW.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(_ROW.c.due_at, _ROW.c.id)
    )


def confirm_check_in_sent(session: Session, check_in_id: int, at: datetime) -> None:
    """Note that the channel accepted it; an answer that was quicker than we are stands."""
    change(
        session,
        update(CheckInRow)
        .where(CheckInRow.id == check_in_id)
        .values(
            sent_at=func.coalesce(CheckInRow.sent_at, at),
            state=case(
                (CheckInRow.state.in_(_ON_ITS_WAY), CheckInState.SENT.value),
                else_=CheckInRow.state,
            ),
        ),
    )


def fail_check_in(session: Session, check_in_id: int) -> None:
    """Note that it could not be sent; an answer that came anyway stands."""
    change(
        session,
        update(CheckInRow)
        .where(CheckInRow.id == check_in_id, CheckInRow.state.in_(_ON_ITS_WAY))
        .values(state=CheckInState.FAILED),
    )


def check_ins_to_nudge(
    session: Session, *, sent_before: datetime, limit: int
) -> tuple[CheckIn, ...]:
    """Unanswered check-ins that nobody was reminded of, longest waiting first."""
    return all_of(session, CheckIn, _to_nudge(), sent_before=sent_before, at_most=limit)


@cache
def _to_nudge() -> Any:
    return (
        select_records(CheckInRow, CheckIn)
        .where(
            _ROW.c.state == CheckInState.SENT,
            _ROW.c.nudged_at.is_(None),
            _ROW.c.sent_at < bindparam("sent_before"),
        )
        .order_by(_ROW.c.sent_at, _ROW.c.id)
        .limit(bindparam("at_most", type_=Integer))
    )


def mark_nudged(session: Session, check_in_id: int, at: datetime) -> bool:
    """Note the one reminder; False when it was reminded of before or answered meanwhile."""
    waiting = (
        CheckInRow.id == check_in_id,
        CheckInRow.state == CheckInState.SENT,
        CheckInRow.nudged_at.is_(None),
    )
    return bool(change(session, update(CheckInRow).where(*waiting).values(nudged_at=at)))


def release_stale_check_ins(
    session: Session, *, now: datetime, older_than: timedelta, max_attempts: int
) -> int:
    """Give back check-ins that were claimed and lost on the way; those lost too often fail.

    One that still waits in the inbox or outbox is not lost.

    Args:
        session: The session.
        now: The time, UTC.
        older_than: Claims older than this count as dead.
        max_attempts: After so many claims a check-in is not tried again.

    Returns:
        How many wait again.
    """
    failing, releasing = _lost()
    before = now - older_than
    change(session, failing, before=before, most=max_attempts)
    return change(session, releasing, before=before)


@cache
def _lost() -> tuple[Any, Any]:
    """What fails lost check-ins that were tried too often, and what gives the others back."""
    lost = (
        _ROW.c.state == CheckInState.SENDING,
        _ROW.c.claimed_at < bindparam("before"),
        ~_waits_in(InboxRow, InboxState.PENDING, InboxState.CLAIMED),
        ~_waits_in(OutboxRow, OutboxState.PENDING, OutboxState.SENDING),
    )
    failing = update(_ROW).where(*lost, _ROW.c.attempts >= bindparam("most"))
    releasing = update(_ROW).where(*lost)
    return (
        failing.values(state=CheckInState.FAILED),
        releasing.values(state=CheckInState.PENDING, claimed_at=None),
    )


def _waits_in(queue: Any, *states: str) -> Any:
    row = table_of(queue)
    waiting = select(row.c.id).where(row.c.check_in_id == _ROW.c.id, row.c.state.in_(states))
    return exists(waiting.correlate(_ROW))
