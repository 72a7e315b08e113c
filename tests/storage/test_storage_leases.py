"""Claims that are renewed stay with their worker; those that nobody renews are given back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from storage.database import Database
from storage.inbox import (
    QUEUE,
    InboxItem,
    Update,
    claim_inbox,
    finish_inbox,
    receive_update,
    release_lost_inbox,
)
from storage.leases import held_claims, renew_claims
from storage.outbox import QUEUE as OUTBOX
from storage.outbox import claim_outbox, release_lost_outbox, send_unasked
from storage.problems import ClaimLostError
from tests.storage.test_storage_races import run_together

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def claimed(session: Session, now: datetime, *numbers: int) -> tuple[InboxItem, ...]:
    """Updates of so many chats, all in work."""
    for number in numbers:
        receive_update(session, Update("telegram", number, f"chat {number}", {}), now)
    return claim_inbox(session, now=now, limit=len(numbers))


def test_a_claim_that_nobody_renewed_since_it_was_seen_is_given_back(
    session: Session, now: datetime
) -> None:
    (lost,) = claimed(session, now, 1)
    seen = held_claims(session, QUEUE)
    released = release_lost_inbox(session, now=now, dead=seen, max_crashes=3)
    assert (released.again, released.set_aside) == (1, ())
    (again,) = claim_inbox(session, now=now, limit=1)
    assert again.id == lost.id


@pytest.mark.parametrize("step", [SECOND, -SECOND, HOUR, -HOUR])
def test_a_claim_that_was_renewed_since_it_was_seen_stays_whatever_the_clock_says(
    session: Session, now: datetime, step: timedelta
) -> None:
    alive, _ = claimed(session, now, 1, 2)
    seen = held_claims(session, QUEUE)
    renew_claims(session, QUEUE, [alive], now + step)
    assert release_lost_inbox(session, now=now, dead=seen, max_crashes=3).again == 1
    (left,) = held_claims(session, QUEUE)
    assert (left.id, left.claimed_at) == (alive.id, now + step)
    finish_inbox(session, alive, now)


def test_a_claim_that_was_taken_over_is_not_renewed_by_who_had_it_before(
    session: Session, now: datetime
) -> None:
    (slow,) = claimed(session, now, 1)
    release_lost_inbox(session, now=now, dead=held_claims(session, QUEUE), max_crashes=3)
    (again,) = claim_inbox(session, now=now, limit=1)
    seen = held_claims(session, QUEUE)
    renew_claims(session, QUEUE, [slow], now + SECOND)
    assert held_claims(session, QUEUE) == seen
    with pytest.raises(ClaimLostError):
        finish_inbox(session, slow, now)
    finish_inbox(session, again, now)


def test_what_was_finished_or_given_back_is_not_claimed_by_being_renewed(
    session: Session, now: datetime
) -> None:
    done, returned = claimed(session, now, 1, 2)
    finish_inbox(session, done, now)
    release_lost_inbox(session, now=now, dead=held_claims(session, QUEUE), max_crashes=3)
    renew_claims(session, QUEUE, [done, returned], now + SECOND)
    assert held_claims(session, QUEUE) == ()


def test_no_dead_worker_releases_nothing(session: Session, now: datetime) -> None:
    claimed(session, now, 1)
    assert release_lost_inbox(session, now=now, dead=(), max_crashes=3).again == 0


def test_every_claim_is_given_back_when_nobody_else_can_be_working(
    session: Session, now: datetime
) -> None:
    claimed(session, now + HOUR, 1, 2)
    assert release_lost_inbox(session, now=now, dead=None, max_crashes=3).again == 2


def test_a_message_is_renewed_and_given_back_like_a_turn(session: Session, now: datetime) -> None:
    for chat in ("a", "b"):
        send_unasked(session, "telegram", chat, {"text": "hi"}, now)
    alive, lost = claim_outbox(session, now=now, limit=2)
    seen = held_claims(session, OUTBOX)
    renew_claims(session, OUTBOX, [alive], now + SECOND)
    assert release_lost_outbox(session, now=now, dead=seen, max_crashes=3) == 1
    (again,) = claim_outbox(session, now=now, limit=2)
    assert again.id == lost.id


def test_several_that_find_the_same_worker_dead_give_its_work_back_once(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        claimed(session, now, *range(20))
        seen = held_claims(session, QUEUE)
    released: list[int] = []

    def work() -> None:
        with database.session() as session:
            result = release_lost_inbox(session, now=now, dead=seen, max_crashes=9)
            released.append(result.again)

    run_together(work)
    assert sum(released) == 20
