"""The durable inbox: every update is stored before it is acknowledged, and worked on once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from storage.check_in_delivery import fail_check_in
from storage.claims import Only, Queue, claim, settle
from storage.leases import Held, release_lost
from storage.models import InboxRow
from storage.rows import add_if_new, all_of, change, select_records, table_of
from storage.states import InboxState

QUEUE = Queue(
    model=InboxRow,
    waiting=InboxState.PENDING,
    taken=InboxState.CLAIMED,
    set_aside=InboxState.POISONED,
    order=("position", "id"),
    first=(InboxRow.received_at,),
)


@dataclass(frozen=True)
class Update:
    """Something that arrived.

    Attributes:
        channel: Where.
        update_id: The channel's own number for it; the same number is stored once.
        address: The chat it belongs to.
        payload: What it says, as JSON.
    """

    channel: str
    update_id: int
    address: str
    payload: Mapping[str, object]


@dataclass(frozen=True)
class InboxItem:
    """A stored update, or a check-in that enters the conversation.

    Attributes:
        id: The row.
        channel: Where it arrived, or is to be asked.
        update_id: The channel's number, or None for a check-in.
        check_in_id: The check-in, or None for an update.
        address: The chat.
        payload: What it says; None for a check-in, and once it is done.
        received_at: When it was stored.
        state: How far it has come.
        attempts: How often it was claimed.
        error_kind: The kind of the last failure, or None.
    """

    id: int
    channel: str
    update_id: int | None
    check_in_id: int | None
    address: str
    payload: Mapping[str, object] | None
    received_at: datetime
    state: InboxState
    attempts: int
    error_kind: str | None


@dataclass(frozen=True)
class Released:
    """What became of claims whose worker died.

    Attributes:
        again: How many are to be tried again.
        set_aside: Those that were tried too often; their people are owed an apology.
    """

    again: int
    set_aside: tuple[InboxItem, ...]


def receive_update(session: Session, incoming: Update, received_at: datetime) -> bool:
    """Store an update; acknowledge it once the session is committed.

    Returns:
        Whether it is new; False for one that was stored before.
    """
    new_id = add_if_new(
        session,
        InboxRow,
        channel=incoming.channel,
        update_id=incoming.update_id,
        address=incoming.address,
        position=incoming.update_id,
        payload=dict(incoming.payload),
        received_at=received_at,
        not_before=received_at,
        state=InboxState.PENDING,
        attempts=0,
    )
    return new_id is not None


def enqueue_check_in(
    session: Session, check_in_id: int, channel: str, address: str, now: datetime
) -> bool:
    """Queue a check-in behind everything that has arrived in its chat.

    Returns:
        Whether it is new in the queue.
    """
    latest = session.execute(_latest_update(), {"where": channel}).scalar_one()
    new_id = add_if_new(
        session,
        InboxRow,
        channel=channel,
        check_in_id=check_in_id,
        address=address,
        position=latest or 0,
        received_at=now,
        not_before=now,
        state=InboxState.PENDING,
        attempts=0,
    )
    return new_id is not None


@cache
def _latest_update() -> Any:
    row = table_of(InboxRow)
    return select(func.max(row.c.update_id)).where(row.c.channel == bindparam("where"))


def claim_inbox(
    session: Session,
    *,
    now: datetime,
    limit: int,
    channel: str | None = None,
    crashes: int = 0,
) -> tuple[InboxItem, ...]:
    """Claim the oldest waiting row of up to `limit` chats, longest waiting chat first.

    Never two rows of one chat at once, by whatever process. Commit before working on them.

    Args:
        session: The session.
        now: The time, UTC.
        limit: How many at most.
        channel: Only this channel's, or None for all.
        crashes: Only those that were in work at so many deaths of a worker, or more.

    Returns:
        The claimed rows.
    """
    ids = claim(session, QUEUE, now=now, limit=limit, only=Only(channel, crashes))
    return _items(session, ids)


def finish_inbox(session: Session, item: InboxItem, now: datetime) -> None:
    """Note that a claimed row is answered, and erase what it said.

    Raises:
        ClaimLostError: When somebody else has it by now; roll back.
    """
    settle(
        session,
        QUEUE,
        item,
        state=InboxState.DONE,
        payload=None,
        finished_at=now,
        error_kind=None,
    )


def fail_inbox(
    session: Session,
    item: InboxItem,
    error_kind: str,
    *,
    now: datetime,
    retry_at: datetime | None,
) -> None:
    """Give a claimed row back for another try, or set it aside for good.

    Args:
        session: The session.
        item: The row as claimed.
        error_kind: The kind of error, never its text.
        now: The time, UTC.
        retry_at: When to try again, its chat waiting until then; None to set it aside, so that
            the chat goes on without it.

    Raises:
        ClaimLostError: When somebody else has it by now.
    """
    if retry_at is not None:
        settle(
            session,
            QUEUE,
            item,
            state=InboxState.PENDING,
            not_before=retry_at,
            error_kind=error_kind,
        )
        return
    settle(session, QUEUE, item, state=InboxState.POISONED, finished_at=now, error_kind=error_kind)
    if item.check_in_id is not None:
        fail_check_in(session, item.check_in_id)


def release_lost_inbox(
    session: Session, *, now: datetime, dead: Sequence[Held] | None, max_crashes: int
) -> Released:
    """Give back rows whose worker died (see `storage.leases.release_lost`)."""
    again, hopeless = release_lost(session, QUEUE, now=now, dead=dead, max_crashes=max_crashes)
    set_aside = _items(session, hopeless)
    for item in set_aside:
        if item.check_in_id is not None:
            fail_check_in(session, item.check_in_id)
    return Released(again, set_aside)


def retry_set_aside(session: Session, inbox_id: int, now: datetime) -> bool:
    """Try a row again that was set aside, after its cause was mended; whether there was one."""
    set_aside = (InboxRow.id == inbox_id, InboxRow.state == InboxState.POISONED)
    again = {"state": InboxState.PENDING, "not_before": now, "finished_at": None}
    return bool(change(session, update(InboxRow).where(*set_aside).values(**again)))


def waiting_in_chat(session: Session, channel: str, address: str) -> int:
    """How many rows of a chat wait or are worked on, to turn a flood away early."""
    unfinished = (InboxState.PENDING, InboxState.CLAIMED)
    return int(
        session.execute(
            select(func.count())
            .select_from(InboxRow)
            .where(
                InboxRow.channel == channel,
                InboxRow.address == address,
                InboxRow.state.in_(unfinished),
            )
        ).scalar_one()
    )


def _items(session: Session, ids: tuple[int, ...]) -> tuple[InboxItem, ...]:
    if not ids:
        return ()
    return all_of(
        session,
        InboxItem,
        select_records(InboxRow, InboxItem)
        .where(InboxRow.id.in_(ids))
        .order_by(InboxRow.received_at, InboxRow.id),
    )
