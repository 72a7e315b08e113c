"""Which rows of which table belong to a runner: the one place export and deletion rely on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from storage.models import EpisodeRow, SettingRow, metadata
from storage.runners import Runner

IMPERSONAL = frozenset({SettingRow.__tablename__})
"""Tables that hold nothing of any person."""


def personal_rows(runner: Runner) -> Iterator[tuple[Any, Any]]:
    """Each table that can hold something of a runner, with the condition for their rows.

    Args:
        runner: Whose.

    Yields:
        The table and the condition; tables that point at others come first.

    Raises:
        LookupError: When a table is neither impersonal nor says whose its rows are.
    """
    for table in reversed(metadata.sorted_tables):
        if table.name not in IMPERSONAL:
            yield table, _belongs(table, runner)


def _belongs(table: Any, runner: Runner) -> Any:
    columns = table.c
    if table.name == "runner":
        return columns.id == runner.id
    if "address" in columns:
        return (columns.channel == runner.channel) & (columns.address == runner.address)
    if "runner_id" in columns:
        return columns.runner_id == runner.id
    if "episode_id" in columns:
        theirs = select(EpisodeRow.id).where(EpisodeRow.runner_id == runner.id)
        return columns.episode_id.in_(theirs)
    raise LookupError(f"nothing says whose the rows of {table.name} are")
