"""Counts for the operator's metrics; nothing of any one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import CheckInRow, InboxRow, OutboxRow, RunnerRow
from storage.states import CheckInState, InboxState, OutboxState, RunnerStatus


@dataclass(frozen=True)
class Figures:
    """The state of the work at one moment.

    Attributes:
        runners: How many, by status.
        check_ins: How many since the asked moment, by state.
        inbox: How many rows, by state.
        outbox: How many rows, by state.
        due: How many runners' check-ins are due.
        longest_due: Since when the longest due one is, or None.
        longest_in_inbox: Since when the longest waiting update waits, or None.
        longest_in_outbox: Since when the longest waiting message could have gone, or None.
    """

    runners: Mapping[str, int]
    check_ins: Mapping[str, int]
    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    due: int
    longest_due: datetime | None
    longest_in_inbox: datetime | None
    longest_in_outbox: datetime | None


def figures(session: Session, *, now: datetime, check_ins_since: datetime) -> Figures:
    """Count.

    Args:
        session: The session; a read-only one will do.
        now: The time, UTC.
        check_ins_since: Count check-ins that are due at or after this moment.

    Returns:
        The figures.
    """
    due, longest_due = session.execute(
        select(func.count(), func.min(RunnerRow.next_due_at)).where(
            RunnerRow.status == RunnerStatus.ACTIVE, RunnerRow.next_due_at <= now
        )
    ).one()
    return Figures(
        runners=_by(session, RunnerRow.status),
        # Naming every state lets the index on state and due time find the few of them.
        check_ins=_by(
            session,
            CheckInRow.state,
            CheckInRow.state.in_(tuple(CheckInState)),
            CheckInRow.due_at >= check_ins_since,
        ),
        inbox=_by(session, InboxRow.state),
        outbox=_by(session, OutboxRow.state),
        due=due,
        longest_due=longest_due,
        longest_in_inbox=_oldest(
            session, InboxRow.received_at, InboxRow.state == InboxState.PENDING
        ),
        longest_in_outbox=_oldest(
            session, OutboxRow.not_before, OutboxRow.state == OutboxState.PENDING
        ),
    )


def _by(session: Session, state: Any, *conditions: Any) -> Mapping[str, int]:
    statement = select(state, func.count()).where(*conditions).group_by(state)
    return {found.value: count for found, count in session.execute(statement)}


def _oldest(session: Session, moment: Any, condition: Any) -> datetime | None:
    oldest: datetime | None = session.execute(
        select(func.min(moment)).where(condition)
    ).scalar_one()
    return oldest
