"""Runners: who they are to us, their consent, and when they want to be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Integer, bindparam, case, update
from sqlalchemy.orm import Session

from storage.models import RunnerRow
from storage.problems import MissingRowError
from storage.rows import (
    add_if_new,
    all_of,
    change,
    change_the_one,
    first_of,
    select_records,
    table_of,
)
from storage.states import RunnerStatus


@dataclass(frozen=True)
class Runner:
    """One person on one channel.

    Attributes:
        id: Random UUID; Rasa's sender id. Says nothing about the chat.
        channel: "telegram" or "terminal".
        address: The chat's address on that channel.
        consented_at: When they agreed to what is stored, or None.
        language: Language tag, or None when unknown.
        time_zone: IANA name, or None when unknown.
        check_in_time: Local time of the daily check-in, or None.
        status: Where they stand with check-ins.
        paused_until: End of a pause, or None for none or no end.
        next_due_at: The next check-in, or None.
        created_at: When they first wrote.
        last_seen_at: When they last did.
    """

    id: str
    channel: str
    address: str
    consented_at: datetime | None
    language: str | None
    time_zone: str | None
    check_in_time: time | None
    status: RunnerStatus
    paused_until: datetime | None
    next_due_at: datetime | None
    created_at: datetime
    last_seen_at: datetime


def find_or_create_runner(session: Session, channel: str, address: str, now: datetime) -> Runner:
    """The runner of a chat, made at their first word; also notes that they were seen now."""
    add_if_new(
        session,
        RunnerRow,
        id=str(uuid4()),
        channel=channel,
        address=address,
        status=RunnerStatus.NEW,
        created_at=now,
        last_seen_at=now,
    )
    of_chat = (RunnerRow.channel == channel, RunnerRow.address == address)
    change(
        session,
        update(RunnerRow).where(*of_chat, RunnerRow.last_seen_at < now).values(last_seen_at=now),
    )
    runner = runner_of_chat(session, channel, address)
    assert runner is not None  # inserted or found in this very transaction
    return runner


def runner_of_chat(session: Session, channel: str, address: str) -> Runner | None:
    """The runner of a chat, or None when there is none."""
    return first_of(
        session,
        Runner,
        select_records(RunnerRow, Runner).where(
            RunnerRow.channel == channel, RunnerRow.address == address
        ),
    )


def runner_by_id(session: Session, runner_id: str) -> Runner | None:
    """The runner with that id, or None when there is none (any more)."""
    return first_of(
        session, Runner, select_records(RunnerRow, Runner).where(RunnerRow.id == runner_id)
    )


def runners_by_id(session: Session, runner_ids: Collection[str]) -> Mapping[str, Runner]:
    """The runners with these ids, by id; those that are gone are left out."""
    found = all_of(session, Runner, _of_these_ids(), ids=list(runner_ids))
    return {runner.id: runner for runner in found}


@cache
def _of_these_ids() -> Any:
    ids = bindparam("ids", expanding=True)
    return select_records(RunnerRow, Runner).where(table_of(RunnerRow).c.id.in_(ids))


def record_consent(session: Session, runner_id: str, at: datetime | None) -> None:
    """Note that the runner agreed, or, with None, that they took it back.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(session, runner_id, consented_at=at)


def set_language(session: Session, runner_id: str, language: str | None) -> None:
    """Note the runner's language tag.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(session, runner_id, language=language)


def set_time_zone(session: Session, runner_id: str, time_zone: str) -> None:
    """Note the runner's IANA time zone alone, without starting check-ins.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(session, runner_id, time_zone=time_zone)


def schedule_check_ins(
    session: Session, runner_id: str, *, time_zone: str, check_in_time: time, next_due_at: datetime
) -> None:
    """Start daily check-ins, or change their hour or zone.

    Args:
        session: The session.
        runner_id: Whose.
        time_zone: IANA name.
        check_in_time: Local time of day.
        next_due_at: The first slot, UTC; reckoned by the schedule rules, not here.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(
        session,
        runner_id,
        time_zone=time_zone,
        check_in_time=check_in_time,
        next_due_at=next_due_at,
        status=RunnerStatus.ACTIVE,
        paused_until=None,
    )


def set_next_due(session: Session, runner_id: str, next_due_at: datetime | None) -> None:
    """Move the next check-in only.

    Raises:
        MissingRowError: When the runner is gone.
    """
    if change(session, _moving_due(), whose=runner_id, moment=next_due_at) == 0:
        raise MissingRowError("no such runner")


@cache
def _moving_due() -> Any:
    row = table_of(RunnerRow)
    return update(row).where(row.c.id == bindparam("whose")).values(next_due_at=bindparam("moment"))


def pause_check_ins(
    session: Session, runner_id: str, *, until: datetime | None, next_due_at: datetime | None
) -> None:
    """Pause check-ins.

    Args:
        session: The session.
        runner_id: Whose.
        until: When `end_pauses` takes them up again; None for "until I say so".
        next_due_at: The first slot after the pause, or None.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(
        session,
        runner_id,
        status=RunnerStatus.PAUSED,
        paused_until=until,
        next_due_at=next_due_at,
    )


def resume_check_ins(session: Session, runner_id: str, *, next_due_at: datetime) -> None:
    """Take check-ins up again.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(
        session,
        runner_id,
        status=RunnerStatus.ACTIVE,
        paused_until=None,
        next_due_at=next_due_at,
    )


def stop_check_ins(session: Session, runner_id: str) -> None:
    """Stop check-ins; hour and zone stay known for a later start.

    Raises:
        MissingRowError: When the runner is gone.
    """
    _set(session, runner_id, status=RunnerStatus.STOPPED, paused_until=None, next_due_at=None)


def end_pauses(session: Session, now: datetime) -> int:
    """Make every runner active again whose pause is over; how many."""
    return change(session, _ending_pauses(), now=now)


@cache
def _ending_pauses() -> Any:
    row = table_of(RunnerRow)
    return (
        update(row)
        .where(row.c.status == RunnerStatus.PAUSED, row.c.paused_until <= bindparam("now"))
        .values(status=RunnerStatus.ACTIVE, paused_until=None)
    )


def mark_blocked(session: Session, channel: str, address: str) -> bool:
    """Note the channel's proof that messages no longer reach a chat; whether that is news."""
    return bool(
        change(
            session,
            update(RunnerRow)
            .where(
                RunnerRow.channel == channel,
                RunnerRow.address == address,
                RunnerRow.status != RunnerStatus.BLOCKED,
            )
            .values(status=RunnerStatus.BLOCKED, status_before_block=RunnerRow.status),
        )
    )


def mark_unblocked(session: Session, channel: str, address: str) -> bool:
    """Give a blocked runner their former status back; whether there was one to give.

    The next check-in may lie in the past by now: reckon it anew before the dispatcher looks.
    """
    return bool(
        change(
            session,
            update(RunnerRow)
            .where(
                RunnerRow.channel == channel,
                RunnerRow.address == address,
                RunnerRow.status == RunnerStatus.BLOCKED,
            )
            .values(
                status=case(
                    (RunnerRow.status_before_block.is_(None), RunnerStatus.NEW.value),
                    else_=RunnerRow.status_before_block,
                ),
                status_before_block=None,
            ),
        )
    )


def due_runners(session: Session, *, now: datetime, limit: int) -> tuple[Runner, ...]:
    """Active runners whose check-in is due, longest due first, locked until the session ends.

    Other dispatchers do not see them meanwhile. Open each one's check-in
    (`storage.check_ins.open_check_in`) in the same session; that moves their due time on.
    """
    return all_of(session, Runner, _due(), now=now, at_most=limit)


@cache
def _due() -> Any:
    """Asked every few seconds; building it takes longer than running it."""
    row = table_of(RunnerRow)
    return (
        select_records(RunnerRow, Runner)
        .where(row.c.status == RunnerStatus.ACTIVE, row.c.next_due_at <= bindparam("now"))
        .order_by(row.c.next_due_at)
        .limit(bindparam("at_most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


def _set(session: Session, runner_id: str, **values: object) -> None:
    change_the_one(
        session, update(RunnerRow).where(RunnerRow.id == runner_id).values(**values), "runner"
    )
