"""Forgetting a runner."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.conversations import delete_conversation
from storage.ownership import personal_rows
from storage.rows import change
from storage.runners import Runner


def delete_runner(session: Session, runner: Runner) -> dict[str, int]:
    """Delete every row of a runner in every table, and Rasa's conversation when it lies here.

    After the session is committed, `Database.scrub` takes the deleted rows out of SQLite's log
    too.

    Args:
        session: The session.
        runner: Whose.

    Returns:
        How many rows were deleted, by table.
    """
    conversation = delete_conversation(session, runner.id)
    deleted = {
        table.name: change(session, delete(table).where(condition))
        for table, condition in personal_rows(runner)
    }
    return {**deleted, "conversation": conversation}
