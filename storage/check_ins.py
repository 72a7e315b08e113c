"""Daily check-ins: one for a runner and local date, with its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlalchemy.orm import Session

from storage.models import CheckInRow
from storage.problems import MissingRowError
from storage.rows import (
    add_if_new,
    all_of,
    change,
    change_the_one,
    first_of,
    select_records,
    table_of,
    the_one,
)
from storage.runners import set_next_due
from storage.states import CheckInKind, CheckInState

_UNANSWERED = (CheckInState.PENDING, CheckInState.SENDING, CheckInState.SENT)


@dataclass(frozen=True)
class Slot:
    """The place of a check-in in the calendar.

    Attributes:
        local_date: The runner's own date it counts for.
        slot_at: The scheduled moment, UTC.
        kind: Daily, or the monthly look-in.
        episode_id: The episode it asks about, or None.
    """

    local_date: date
    slot_at: datetime
    kind: CheckInKind = CheckInKind.DAILY
    episode_id: int | None = None


@dataclass(frozen=True)
class CheckIn:
    """One day's check-in.

    Attributes:
        id: The check-in; buttons may carry it, it is never used again.
        runner_id: Whose.
        episode_id: The episode it asks about, or None.
        kind: Daily, or the monthly look-in.
        local_date: The runner's own date it counts for.
        slot_at: The scheduled moment.
        due_at: When to send; later than the slot after a snooze.
        state: How far it has come.
        attempts: How often sending was begun.
        sent_at: When the channel accepted it, or None.
        nudged_at: When the runner was reminded of it, or None.
        answered_at: When it was first answered in full, or None.
        answers: What was answered so far; empty before the first answer.
        verdict: Better, same, worse, ... as the check-in's rules put it, or None.
    """

    id: int
    runner_id: str
    episode_id: int | None
    kind: CheckInKind
    local_date: date
    slot_at: datetime
    due_at: datetime
    state: CheckInState
    attempts: int
    sent_at: datetime | None
    nudged_at: datetime | None
    answered_at: datetime | None
    answers: Mapping[str, object] | None
    verdict: str | None


def open_check_in(
    session: Session, runner_id: str, slot: Slot, *, next_due_at: datetime | None
) -> CheckIn | None:
    """Make the check-in of a slot that has come, and move the runner's due time on.

    Older ones that were never answered are missed now, so that an outage ends in one late
    check-in and never in a burst.

    Args:
        session: The session that locked the runner (`storage.runners.due_runners`).
        runner_id: Whose.
        slot: The slot.
        next_due_at: The slot after it, UTC, or None for none.

    Returns:
        The check-in to send, or None when that date has one already.

    Raises:
        MissingRowError: When the runner is gone.
    """
    set_next_due(session, runner_id, next_due_at)
    change(session, _missing_older(), whose=runner_id, day=slot.local_date)
    new_id = _add(session, runner_id, slot, CheckInState.PENDING)
    return None if new_id is None else check_in_by_id(session, new_id)


@cache
def _missing_older() -> Any:
    row = table_of(CheckInRow)
    return (
        update(row)
        .where(
            row.c.runner_id == bindparam("whose"),
            row.c.local_date < bindparam("day"),
            row.c.state.in_(_UNANSWERED),
        )
        .values(state=CheckInState.MISSED)
    )


def ask_now(session: Session, runner_id: str, slot: Slot, now: datetime) -> CheckIn:
    """The check-in of a date that the runner begins by themselves; none is sent for it later.

    One that was answered already is given back as it is.
    """
    _add(session, runner_id, slot, CheckInState.PENDING)
    of_date = (CheckInRow.runner_id == runner_id, CheckInRow.local_date == slot.local_date)
    change(
        session,
        update(CheckInRow)
        .where(*of_date, CheckInRow.state != CheckInState.ANSWERED)
        .values(state=CheckInState.SENT, sent_at=func.coalesce(CheckInRow.sent_at, now)),
    )
    return the_one(session, CheckIn, _records().where(*of_date))


def record_answers(
    session: Session,
    check_in_id: int,
    answers: Mapping[str, object],
    *,
    at: datetime,
    complete: bool,
) -> CheckIn:
    """Add answers to a check-in, however late; new ones take the place of earlier ones.

    Args:
        session: The session.
        check_in_id: Which.
        answers: What is answered now, JSON values by question.
        at: When, UTC.
        complete: Whether nothing is left to ask.

    Returns:
        The check-in with all its answers.

    Raises:
        MissingRowError: When it is gone.
    """
    held = the_one(
        session, CheckIn, _records().where(CheckInRow.id == check_in_id).with_for_update()
    )
    values: dict[str, object] = {"answers": {**(held.answers or {}), **answers}}
    if complete:
        values["state"] = CheckInState.ANSWERED
        values["answered_at"] = held.answered_at or at
    _set(session, check_in_id, **values)
    return check_in_by_id(session, check_in_id)


def set_verdict(session: Session, check_in_id: int, verdict: str) -> None:
    """Keep what the check-in's rules made of the answers.

    Raises:
        MissingRowError: When it is gone.
    """
    _set(session, check_in_id, verdict=verdict)


def skip_check_in(session: Session, check_in_id: int) -> None:
    """Leave this day out at the runner's wish.

    Raises:
        MissingRowError: When it is gone.
    """
    _set(session, check_in_id, state=CheckInState.SKIPPED)


def snooze_check_in(session: Session, check_in_id: int, due_at: datetime) -> None:
    """Send it again, or for the first time, at a later moment of its day.

    Raises:
        MissingRowError: When it is gone.
    """
    _set(session, check_in_id, state=CheckInState.PENDING, due_at=due_at, attempts=0)


def check_in_by_id(session: Session, check_in_id: int) -> CheckIn:
    """One check-in.

    Raises:
        MissingRowError: When it is gone.
    """
    found = all_of(session, CheckIn, _of_id(), which=check_in_id)
    if not found:
        raise MissingRowError("no such check-in")
    return found[0]


@cache
def _of_id() -> Any:
    return _records().where(table_of(CheckInRow).c.id == bindparam("which"))


def check_in_of_date(session: Session, runner_id: str, local_date: date) -> CheckIn | None:
    """The check-in of a runner's local date, or None."""
    return first_of(
        session,
        CheckIn,
        _records().where(CheckInRow.runner_id == runner_id, CheckInRow.local_date == local_date),
    )


def check_ins_since(session: Session, runner_id: str, since: date) -> tuple[CheckIn, ...]:
    """A runner's check-ins of a date and later, by date."""
    return all_of(
        session,
        CheckIn,
        _records()
        .where(CheckInRow.runner_id == runner_id, CheckInRow.local_date >= since)
        .order_by(CheckInRow.local_date),
    )


def latest_check_ins(session: Session, runner_id: str, limit: int) -> tuple[CheckIn, ...]:
    """A runner's last check-ins, latest first."""
    return all_of(
        session,
        CheckIn,
        _records()
        .where(CheckInRow.runner_id == runner_id)
        .order_by(CheckInRow.local_date.desc())
        .limit(limit),
    )


def _records() -> Any:
    return select_records(CheckInRow, CheckIn)


def _add(session: Session, runner_id: str, slot: Slot, state: CheckInState) -> int | None:
    new_id: int | None = add_if_new(
        session,
        CheckInRow,
        runner_id=runner_id,
        episode_id=slot.episode_id,
        kind=slot.kind,
        local_date=slot.local_date,
        slot_at=slot.slot_at,
        due_at=slot.slot_at,
        state=state,
        attempts=0,
    )
    return new_id


def _set(session: Session, check_in_id: int, **values: object) -> None:
    change_the_one(
        session,
        update(CheckInRow).where(CheckInRow.id == check_in_id).values(**values),
        "check-in",
    )
