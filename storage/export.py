"""Everything held about a runner, as plain JSON data."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.conversations import conversation_of
from storage.ownership import personal_rows
from storage.runners import Runner


def export_runner(session: Session, runner: Runner, now: datetime) -> dict[str, Any]:
    """Everything held about a runner.

    Args:
        session: The session; a read-only one will do.
        runner: Whose.
        now: The time, UTC, for the head of the file.

    Returns:
        Plain JSON data: "exported_at", "tables" with a list of rows under each table's name, and
        "conversation" with Rasa's events when they lie in this database.
    """
    tables = {
        table.name: [
            {name: _plain(value) for name, value in row._mapping.items()}
            for row in session.execute(
                select(*table.c).where(condition).order_by(*table.primary_key)
            )
        ]
        for table, condition in personal_rows(runner)
    }
    return {
        "exported_at": now.isoformat(),
        "tables": dict(reversed(tables.items())),
        "conversation": list(conversation_of(session, runner.id)),
    }


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value
