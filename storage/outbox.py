"""The durable outbox: a message stays until the channel has accepted it, in its chat's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from storage.check_in_delivery import confirm_check_in_sent, fail_check_in
from storage.claims import Only, Queue, claim, is_there, settle
from storage.inbox import QUEUE as INBOX
from storage.inbox import InboxItem, finish_inbox
from storage.leases import Held, release_lost
from storage.models import OutboxRow
from storage.rows import add, add_if_new, all_of, change, select_records
from storage.scrubbing import owe_scrub
from storage.states import OutboxState

QUEUE = Queue(
    model=OutboxRow,
    waiting=OutboxState.PENDING,
    taken=OutboxState.SENDING,
    set_aside=OutboxState.DROPPED,
    order=("id",),
    # Somebody who has just written is waiting; a check-in can come a second later.
    first=(OutboxRow.check_in_id.isnot(None),),
)


@dataclass(frozen=True)
class OutboxItem:
    """A message on its way.

    Attributes:
        id: The row.
        channel: Where it goes.
        address: The chat it goes to.
        inbox_id: What it answers, or None.
        check_in_id: The check-in it asks, or None.
        sequence: Its place among the replies to the same update, from 0.
        payload: The message as JSON; None once it is sent or dropped.
        created_at: When it was put here.
        state: How far it has come.
        attempts: How often sending was begun.
        message_id: The channel's number for it, once it is sent.
        error_kind: The kind of the last failure, or None.
        forget: Whether the row itself goes once it is sent: a goodbye to a deleted runner.
    """

    id: int
    channel: str
    address: str
    inbox_id: int | None
    check_in_id: int | None
    sequence: int
    payload: Mapping[str, object] | None
    created_at: datetime
    state: OutboxState
    attempts: int
    message_id: str | None
    error_kind: str | None
    forget: bool


def answer(
    session: Session, item: InboxItem, replies: Sequence[Mapping[str, object]], now: datetime
) -> None:
    """Finish a claimed inbox row and queue its replies: both or neither.

    When the row was deleted with its runner during this very turn, the replies are the goodbye;
    they leave nothing behind.

    Args:
        session: The session.
        item: The row as claimed.
        replies: The messages as JSON, in order.
        now: The time, UTC.

    Raises:
        ClaimLostError: When somebody else has the row by now; roll back, send nothing.
    """
    finish_inbox(session, item, now)
    known = is_there(session, INBOX, item)
    for sequence, payload in enumerate(replies):
        add_if_new(
            session,
            OutboxRow,
            channel=item.channel,
            address=item.address,
            inbox_id=item.id if known else None,
            check_in_id=item.check_in_id if known else None,
            sequence=sequence,
            payload=dict(payload),
            created_at=now,
            not_before=now,
            state=OutboxState.PENDING,
            attempts=0,
            forget=not known,
        )


def send_unasked(
    session: Session, channel: str, address: str, payload: Mapping[str, object], now: datetime
) -> int:
    """Queue a message that answers nothing: a nudge, an apology, an alert; its row's id."""
    return int(
        add(
            session,
            OutboxRow,
            channel=channel,
            address=address,
            sequence=0,
            payload=dict(payload),
            created_at=now,
            not_before=now,
            state=OutboxState.PENDING,
            attempts=0,
            forget=False,
        )
    )


def claim_outbox(
    session: Session,
    *,
    now: datetime,
    limit: int,
    channel: str | None = None,
    crashes: int = 0,
) -> tuple[OutboxItem, ...]:
    """Claim the next message of up to `limit` chats, answers before check-ins.

    Never two messages of one chat at once. Commit before sending them.

    Args:
        session: The session.
        now: The time, UTC.
        limit: How many at most.
        channel: Only this channel's, or None for all.
        crashes: Only those that were in work at so many deaths of a worker, or more.

    Returns:
        The claimed messages.
    """
    ids = claim(session, QUEUE, now=now, limit=limit, only=Only(channel, crashes))
    if not ids:
        return ()
    statement = select_records(OutboxRow, OutboxItem).where(OutboxRow.id.in_(ids))
    return all_of(session, OutboxItem, statement.order_by(*QUEUE.first, OutboxRow.id))


def confirm_outbox(
    session: Session, item: OutboxItem, message_id: str | None, now: datetime
) -> None:
    """Note that the channel accepted a message, and erase what it said.

    Args:
        session: The session.
        item: The message as claimed.
        message_id: The channel's number for it, or None when that is not known.
        now: The time, UTC.

    Raises:
        ClaimLostError: When somebody else sends it by now: the runner gets it twice.
    """
    settle(
        session,
        QUEUE,
        item,
        state=OutboxState.SENT,
        payload=None,
        message_id=message_id,
        finished_at=now,
        error_kind=None,
    )
    if item.check_in_id is not None:
        confirm_check_in_sent(session, item.check_in_id, now)
    _forget(session, item)


def drop_outbox(session: Session, item: OutboxItem, error_kind: str, now: datetime) -> None:
    """Give a message up, and erase what it said; the chat's next one may go.

    Args:
        session: The session.
        item: The message as claimed.
        error_kind: Why, as the kind of error, never its text.
        now: The time, UTC.

    Raises:
        ClaimLostError: When somebody else sends it by now.
    """
    settle(
        session,
        QUEUE,
        item,
        state=OutboxState.DROPPED,
        payload=None,
        finished_at=now,
        error_kind=error_kind,
    )
    _not_sent(session, item)


def delay_outbox(session: Session, item: OutboxItem, not_before: datetime, error_kind: str) -> None:
    """Put a message back until a moment, and with it the rest of its chat, nobody else.

    Raises:
        ClaimLostError: When somebody else sends it by now.
    """
    settle(
        session,
        QUEUE,
        item,
        state=OutboxState.PENDING,
        not_before=not_before,
        error_kind=error_kind,
    )


def drop_chat(session: Session, channel: str, address: str, error_kind: str, now: datetime) -> int:
    """Give up everything that waits for a chat which can no longer be reached; how many."""
    waiting = (
        OutboxRow.channel == channel,
        OutboxRow.address == address,
        OutboxRow.state == OutboxState.PENDING,
    )
    given_up = all_of(session, OutboxItem, select_records(OutboxRow, OutboxItem).where(*waiting))
    change(
        session,
        update(OutboxRow)
        .where(*waiting)
        .values(state=OutboxState.DROPPED, payload=None, finished_at=now, error_kind=error_kind),
    )
    for item in given_up:
        _not_sent(session, item)
    return len(given_up)


def release_lost_outbox(
    session: Session, *, now: datetime, dead: Sequence[Held] | None, max_crashes: int
) -> int:
    """Put messages back whose sender died, and drop those that killed it too often.

    A message that was accepted just before its sender died is sent a second time: the one gap
    that a channel without idempotency of its own leaves.

    Args:
        session: The session.
        now: The time, UTC.
        dead: The claims whose sender is dead; None for all of them (see
            `storage.leases.release_lost`).
        max_crashes: The so-manieth death drops a message.

    Returns:
        How many wait again.
    """
    again, dropped = release_lost(session, QUEUE, now=now, dead=dead, max_crashes=max_crashes)
    if dropped:
        these = OutboxRow.id.in_(dropped)
        change(session, update(OutboxRow).where(these).values(payload=None))
        for item in all_of(session, OutboxItem, select_records(OutboxRow, OutboxItem).where(these)):
            _not_sent(session, item)
    return again


def count_as_new(session: Session, now: datetime) -> None:
    """Count everything that is still to be sent as put here now, because the clock was set."""
    unsent = OutboxRow.state.in_((OutboxState.PENDING, OutboxState.SENDING))
    change(session, update(OutboxRow).where(unsent).values(created_at=now))


def _not_sent(session: Session, item: OutboxItem) -> None:
    if item.check_in_id is not None:
        fail_check_in(session, item.check_in_id)
    _forget(session, item)


def _forget(session: Session, item: OutboxItem) -> None:
    if item.forget:
        change(session, delete(OutboxRow).where(OutboxRow.id == item.id))
        owe_scrub(session)
