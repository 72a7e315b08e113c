"""How long things are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_
from sqlalchemy.orm import Session

from storage.conversations import delete_old_conversations
from storage.deletion import delete_runner
from storage.models import InboxRow, OutboxRow, RunnerRow
from storage.rows import all_of, change, select_records
from storage.runners import Runner

_RUNNERS_AT_ONCE = 200


@dataclass(frozen=True)
class RetentionRules:
    """How many days things are kept.

    Attributes:
        messages: Envelopes of finished messages, for recognising repeated ones; texts set aside.
        conversations: Rasa's record of what was said.
        without_consent: A person who never agreed, counted from when they last wrote.
        silent: A person with everything, counted from when they last wrote.
    """

    messages: int = 7
    conversations: int = 30
    without_consent: int = 2
    silent: int = 365


@dataclass(frozen=True)
class Removed:
    """What was removed: counts of rows, and of whole people."""

    messages: int
    conversation_events: int
    people: int


def apply_retention(session: Session, now: datetime, rules: RetentionRules) -> Removed:
    """Remove what has been kept for its time.

    People are removed some hundred at a time, so that nobody has to wait for the database; call
    it again while any were.

    Args:
        session: The session.
        now: The time, UTC.
        rules: How long things are kept.

    Returns:
        What was removed.
    """
    return Removed(
        messages=_finished(session, OutboxRow, now - timedelta(days=rules.messages))
        + _finished(session, InboxRow, now - timedelta(days=rules.messages)),
        conversation_events=delete_old_conversations(
            session, now - timedelta(days=rules.conversations)
        ),
        people=_forgotten_people(session, now, rules),
    )


def _finished(session: Session, queue: Any, before: datetime) -> int:
    return change(session, delete(queue).where(queue.finished_at < before))


def _forgotten_people(session: Session, now: datetime, rules: RetentionRules) -> int:
    undecided_since = now - timedelta(days=rules.without_consent)
    silent_since = now - timedelta(days=rules.silent)
    people = all_of(
        session,
        Runner,
        select_records(RunnerRow, Runner)
        .where(
            or_(
                RunnerRow.last_seen_at < silent_since,
                and_(RunnerRow.consented_at.is_(None), RunnerRow.last_seen_at < undecided_since),
            )
        )
        .order_by(RunnerRow.last_seen_at)
        .limit(_RUNNERS_AT_ONCE),
    )
    for runner in people:
        delete_runner(session, runner)
    return len(people)
