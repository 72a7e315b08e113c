"""Claiming queued messages: the first of each chat, never two of one chat, chats in parallel.

PostgreSQL gives each worker other rows (`FOR UPDATE SKIP LOCKED`). SQLite lets one writer in at a
time, so the same statements are safe there without locks on rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Integer, String, and_, bindparam, exists, func, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from storage.models.base import UtcDateTime
from storage.problems import ClaimLostError
from storage.rows import change


class Claimed(Protocol):
    """A claimed row; `attempts` tells this claim from an earlier or later one of the same row."""

    @property
    def id(self) -> int:
        """The row."""
        ...

    @property
    def attempts(self) -> int:
        """How often the row has been claimed, this claim included."""
        ...


@dataclass(frozen=True)
class Queue:
    """How one table is used as a queue.

    Attributes:
        model: The table.
        waiting: The state of rows that wait.
        taken: The state of claimed rows.
        set_aside: The state of rows that failed too often.
        order: Columns that order the rows of a chat.
        first: Columns that say which chats come first when there are more than can be claimed.
    """

    model: Any
    waiting: str
    taken: str
    set_aside: str
    order: tuple[str, ...]
    first: tuple[Any, ...]


@dataclass(frozen=True)
class Only:
    """Which rows are to be claimed.

    Attributes:
        channel: Those of this channel's chats, or None for all.
        crashes: Those that were in work at so many deaths of a worker, or more.
    """

    channel: str | None = None
    crashes: int = 0


def claim(
    session: Session,
    queue: Queue,
    *,
    now: datetime,
    limit: int,
    only: Only,
) -> tuple[int, ...]:
    """Claim the first waiting row of up to `limit` chats that have none claimed.

    A chat whose first row has to wait (`not_before`) waits as a whole.

    Args:
        session: The session; the claim holds once it is committed.
        queue: Which queue.
        now: The time, UTC.
        limit: How many rows at most.
        only: Which rows are wanted.

    Returns:
        The ids of the claimed rows, most pressing first.
    """
    ready, taking = _statements(queue)
    asked = {"channel_asked": only.channel, "crashes": only.crashes}
    found = session.execute(ready, {"now": now, "at_most": limit, **asked})
    ids = tuple(found.scalars())
    if not ids:
        return ()
    try:
        with session.begin_nested():
            session.execute(taking, {"now": now, "ids": ids})
    except IntegrityError:
        # An older row of a chat came in and was claimed between our two looks; the unique index
        # on claimed rows stopped us. The next call finds the queue in order.
        return ()
    return ids


@cache
def _statements(queue: Queue) -> tuple[Any, Any]:
    """What finds the rows and what claims them; building them takes longer than running them."""
    row = queue.model
    now, channel = bindparam("now", type_=UtcDateTime), bindparam("channel_asked", type_=String)
    heads = _heads(queue)
    ready = (
        select(row.id)
        .join(
            heads,
            and_(
                row.channel == heads.c.channel,
                row.address == heads.c.address,
                getattr(row, queue.order[0]) == heads.c.first,
            ),
        )
        .where(
            row.state == queue.waiting,
            row.not_before <= now,
            row.crashes >= bindparam("crashes", type_=Integer),
            or_(channel.is_(None), row.channel == channel),
            ~_chat_has_earlier(queue),
            ~_chat_has_taken(queue),
        )
        .order_by(*queue.first, row.id)
        .limit(bindparam("at_most", type_=Integer))
        .with_for_update(skip_locked=True, of=row)
    )
    taking = (
        update(row)
        .where(row.id.in_(bindparam("ids", expanding=True)), row.state == queue.waiting)
        .values(state=queue.taken, claimed_at=now, attempts=row.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return ready, taking


def _heads(queue: Queue) -> Any:
    """Where each chat's waiting rows begin: one pass over an index, so a flood costs little."""
    row = aliased(queue.model)
    return (
        select(row.channel, row.address, func.min(getattr(row, queue.order[0])).label("first"))
        .where(row.state == queue.waiting)
        .group_by(row.channel, row.address)
        .subquery()
    )


def _chat_has_earlier(queue: Queue) -> Any:
    row, other = queue.model, aliased(queue.model)
    theirs = [getattr(other, name) for name in queue.order]
    ours = [getattr(row, name) for name in queue.order]
    return exists(
        select(other.id)
        .where(
            other.channel == row.channel,
            other.address == row.address,
            other.state == queue.waiting,
            tuple_(*theirs) < tuple_(*ours),
        )
        .correlate(row)
    )


def _chat_has_taken(queue: Queue) -> Any:
    row, other = queue.model, aliased(queue.model)
    return exists(
        select(other.id)
        .where(
            other.channel == row.channel,
            other.address == row.address,
            other.state == queue.taken,
        )
        .correlate(row)
    )


def settle(session: Session, queue: Queue, item: Claimed, **values: object) -> None:
    """Change a row that this claim holds.

    Args:
        session: The session.
        queue: Which queue.
        item: The row as it was claimed.
        **values: What it becomes.

    Raises:
        ClaimLostError: When the row is claimed anew or finished by somebody else. A row that is
            gone altogether was deleted at its runner's wish and needs no change.
    """
    row = queue.model
    mine = (row.id == item.id, row.state == queue.taken, row.attempts == item.attempts)
    if change(session, update(row).where(*mine).values(**values)) == 0 and is_there(
        session, queue, item
    ):
        raise ClaimLostError(f"row {item.id} of {row.__tablename__} is no longer ours")


def is_there(session: Session, queue: Queue, item: Claimed) -> bool:
    """Whether a claimed row still exists."""
    statement = select(func.count()).select_from(queue.model).where(queue.model.id == item.id)
    return bool(session.execute(statement).scalar_one())
