"""Queues whose clock was set, or whose program died again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.inbox import (
    QUEUE,
    Update,
    claim_inbox,
    fail_inbox,
    receive_update,
    release_lost_inbox,
)
from storage.leases import shorten_waits
from storage.outbox import claim_outbox, count_as_new, send_unasked

HOUR = timedelta(hours=1)


def receives(session: Session, number: int, at: datetime) -> None:
    receive_update(session, Update("telegram", number, f"chat {number}", {"text": "hi"}), at)


def test_what_arrived_before_the_clock_was_set_back_waits_until_that_is_noticed(
    session: Session, now: datetime
) -> None:
    receives(session, 1, now + HOUR)
    assert not claim_inbox(session, now=now, limit=1)
    shorten_waits(session, QUEUE, now, timedelta(0))
    assert claim_inbox(session, now=now, limit=1)


def test_a_wait_that_is_meant_is_kept(session: Session, now: datetime) -> None:
    receives(session, 1, now)
    (item,) = claim_inbox(session, now=now, limit=1)
    fail_inbox(session, item, "Fault", now=now, retry_at=now + timedelta(minutes=5))
    shorten_waits(session, QUEUE, now, timedelta(minutes=10))
    assert not claim_inbox(session, now=now, limit=1)


def test_a_message_that_waits_can_be_counted_as_new(session: Session, now: datetime) -> None:
    send_unasked(session, "telegram", "1", {"text": "hi"}, now - 50 * HOUR)
    count_as_new(session, now)
    (message,) = claim_outbox(session, now=now, limit=1)
    assert message.created_at == now


def test_only_what_was_in_work_at_so_many_deaths_is_claimed_when_asked_for(
    session: Session, now: datetime
) -> None:
    receives(session, 1, now)
    for death in range(2):
        assert not claim_inbox(session, now=now, limit=9, crashes=death + 1)
        claim_inbox(session, now=now, limit=1)
        moment = now + timedelta(seconds=1)
        release_lost_inbox(session, now=moment, dead=None, max_crashes=3)
    receives(session, 2, now)
    (suspect,) = claim_inbox(session, now=now, limit=9, crashes=2)
    assert suspect.update_id == 1


def test_of_several_rows_in_work_at_every_death_none_is_set_aside(
    session: Session, now: datetime
) -> None:
    for number in range(5):
        receives(session, number, now)
    moment = now + timedelta(seconds=1)
    for _ in range(9):
        assert len(claim_inbox(session, now=now, limit=5)) == 5
        released = release_lost_inbox(session, now=moment, dead=None, max_crashes=3)
        assert (released.again, released.set_aside) == (5, ())
    (suspect,) = claim_inbox(session, now=now, limit=1, crashes=2)
    released = release_lost_inbox(session, now=moment, dead=None, max_crashes=3)
    assert [item.id for item in released.set_aside] == [suspect.id]
