"""Claims whose worker is alive are renewed; those that nobody renews are given back.

How long ago a claim was renewed is never asked of the clock on the wall: machines disagree about
it, and it can be set. Whoever looks again and finds the very same claim knows that nobody has
renewed it meanwhile, and measures that time by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from storage.claims import Claimed, Queue
from storage.models.base import UtcDateTime
from storage.rows import all_of, change, select_records, table_of


@dataclass(frozen=True)
class Held:
    """A claim as it was seen; renewing it, giving it back or taking it anew makes it another.

    Attributes:
        id: The row.
        attempts: How often it has been claimed.
        claimed_at: What the worker's clock said when it claimed or last renewed it.
    """

    id: int
    attempts: int
    claimed_at: datetime


def held_claims(session: Session, queue: Queue) -> tuple[Held, ...]:
    """Every claim of a queue as it is now, by whatever worker."""
    statement = select_records(queue.model, Held)
    return all_of(session, Held, statement.where(table_of(queue.model).c.state == queue.taken))


def renew_claims(session: Session, queue: Queue, items: Iterable[Claimed], now: datetime) -> None:
    """Show that the worker of some claimed rows is alive; what it has lost by now stays lost."""
    row = table_of(queue.model)
    renewing = update(row).where(
        row.c.id == bindparam("row_id"),
        row.c.attempts == bindparam("attempt"),
        row.c.state == queue.taken,
    )
    claims = [
        {"row_id": item.id, "attempt": item.attempts, "moment": now}
        # Always in the same order, so that two workers never wait for each other.
        for item in sorted(items, key=lambda item: item.id)
    ]
    if claims:
        moment = bindparam("moment", type_=UtcDateTime)
        session.execute(renewing.values(claimed_at=moment), claims)


def release_lost(
    session: Session,
    queue: Queue,
    *,
    now: datetime,
    dead: Sequence[Held] | None,
    max_crashes: int,
) -> tuple[int, tuple[int, ...]]:
    """Give back rows whose worker died, and set aside those that have killed it too often.

    Args:
        session: The session.
        queue: Which queue.
        now: The time, UTC.
        dead: The claims whose worker is dead; one that was renewed since it was seen is left
            alone. None: the caller is the only one who works on the database, and has just
            started, so every claim is dead. Then a row is only set aside when it alone was in
            work, because otherwise any could be to blame.
        max_crashes: The so-manieth death sets a row aside.

    Returns:
        How many rows wait again, and the ids of those set aside.
    """
    if dead is not None and not dead:
        return 0, ()
    row = queue.model
    lost = (row.state == queue.taken,) if dead is None else _still(queue, dead)
    hopeless = _killers(session, queue, lost, max_crashes, alone=dead is None)
    if hopeless:
        setting_aside = update(row).where(row.id.in_(hopeless))
        change(
            session,
            setting_aside.values(
                state=queue.set_aside,
                crashes=row.crashes + 1,
                finished_at=now,
                error_kind="worker_died",
            ),
        )
    released = change(
        session,
        update(row)
        .where(*lost)
        .values(state=queue.waiting, claimed_at=None, crashes=row.crashes + 1),
    )
    return released, hopeless


def _still(queue: Queue, seen: Sequence[Held]) -> tuple[Any, ...]:
    """Claims that are as they were seen."""
    row = queue.model
    same = (
        and_(row.id == each.id, row.attempts == each.attempts, row.claimed_at == each.claimed_at)
        for each in seen
    )
    return (row.state == queue.taken, or_(*same))


def _killers(
    session: Session, queue: Queue, lost: tuple[Any, ...], max_crashes: int, *, alone: bool
) -> tuple[int, ...]:
    row = queue.model
    if alone:
        suspects = session.execute(select(func.count()).select_from(row).where(*lost)).scalar_one()
        if suspects > 1:
            return ()
    found = session.execute(
        select(row.id)
        .where(*lost, row.crashes + 1 >= max_crashes)
        .with_for_update(skip_locked=True)
    )
    return tuple(found.scalars())


def shorten_waits(session: Session, queue: Queue, now: datetime, longest: timedelta) -> None:
    """Let rows go that wait for longer than can be meant: the clock was set back meanwhile.

    Args:
        session: The session.
        queue: Which queue.
        now: The time, UTC, as it is now.
        longest: The longest wait that is meant.
    """
    row = queue.model
    too_long = (row.state == queue.waiting, row.not_before > now + longest)
    change(session, update(row).where(*too_long).values(not_before=now))
