"""Rasa's own record of the conversations, when it lies in the same database.

Rasa makes and fills the table `events`; here it is only read for a person's export, and emptied.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import case, column, delete, func, inspect, or_, select, table
from sqlalchemy.orm import Session

from storage.rows import change

_EVENTS: Any = table(
    "events",
    column("id"),
    column("sender_id"),
    column("type_name"),
    column("timestamp"),
    column("data"),
)


def conversations_are_here(session: Session) -> bool:
    """Whether Rasa keeps its conversations in this database."""
    return bool(inspect(session.connection()).has_table(_EVENTS.name))


def conversation_of(session: Session, sender_id: str) -> tuple[object, ...]:
    """Every event of a conversation, in order, as Rasa wrote it."""
    if not conversations_are_here(session):
        return ()
    statement = (
        select(_EVENTS.c.data).where(_EVENTS.c.sender_id == sender_id).order_by(_EVENTS.c.id)
    )
    return tuple(json.loads(data) for data in session.execute(statement).scalars())


def delete_conversation(session: Session, sender_id: str) -> int:
    """Delete every event of a conversation; how many there were."""
    if not conversations_are_here(session):
        return 0
    return change(session, delete(_EVENTS).where(_EVENTS.c.sender_id == sender_id))


def delete_old_conversations(session: Session, before: datetime) -> int:
    """Delete events before a moment, but for what a conversation still goes on from.

    Rasa reads a conversation from the start of its latest session, so events before that start
    can go at any time; a conversation without one goes when its last event is old.

    Args:
        session: The session.
        before: The moment, UTC.

    Returns:
        How many events there were.
    """
    if not conversations_are_here(session):
        return 0
    event = _EVENTS.c
    conversation = (
        select(
            event.sender_id,
            func.max(event.timestamp).label("latest_event"),
            func.max(case((event.type_name == "session_started", event.timestamp))).label(
                "latest_start"
            ),
        )
        .group_by(event.sender_id)
        .subquery()
    )
    end = before.timestamp()
    outlived = (
        select(event.id)
        .join(conversation, conversation.c.sender_id == event.sender_id)
        .where(
            event.timestamp < end,
            or_(event.timestamp < conversation.c.latest_start, conversation.c.latest_event < end),
        )
    )
    return change(session, delete(_EVENTS).where(event.id.in_(outlived)))
