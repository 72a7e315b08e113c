"""Forgetting a runner."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.conversations import delete_conversation
from storage.ownership import personal_rows
from storage.rows import change
from storage.runners import Runner
from storage.scrubbing import owe_scrub


def delete_runner(session: Session, runner: Runner) -> dict[str, int]:
    """Delete every row of a runner in every table, and Rasa's conversation when it lies here.

    Taking the bytes out of SQLite's file too is owed from then on; `scrub_if_owed` does it.

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
    owe_scrub(session)
    return {**deleted, "conversation": conversation}
