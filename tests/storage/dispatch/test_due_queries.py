"""What the dispatcher asks the database every few seconds is answered from indexes.

Its cost then depends on how many are due, and not on how many people there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.figures import figures
from tests.storage.dispatch.crowd import settle
from tests.storage.dispatch.post import Post, dispatcher, enrol

NOW = datetime(2026, 1, 5, 7, tzinfo=timezone.utc)
PEOPLE, DAYS = 2_000, 3
_OF_PEOPLE = r"(runner|check_in)\b"
_BY_MOMENT = "ix_check_in_state_nudged_at_sent_at"
_WHOLE_TABLE = {
    "sqlite": re.compile(rf"SCAN {_OF_PEOPLE}"),
    "postgresql": re.compile(rf"Seq Scan on {_OF_PEOPLE}"),
}

Statement = tuple[str, Any]


@contextmanager
def statements(database: Database) -> Iterator[list[Statement]]:
    """Everything that is asked of a database meanwhile, as its driver gets it."""
    heard: list[Statement] = []

    def hear(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        heard.append((statement, parameters))

    sa.event.listen(database.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", hear)


def plan_of(database: Database, statement: Statement) -> str:
    words = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
    text, parameters = statement
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{words} {text}", parameters)
        return "\n".join(" ".join(map(str, row)) for row in rows)


def reads_everybody(database: Database, heard: list[Statement]) -> list[str]:
    """The statements that read a whole table of people or check-ins."""
    whole_table = _WHOLE_TABLE[database.engine.dialect.name]
    asked = [s for s in heard if re.match(r"(SELECT|UPDATE|DELETE)", s[0])]
    assert asked
    return [s[0] for s in asked if whole_table.search(plan_of(database, s))]


@pytest.fixture
def crowded(database: Database) -> Database:
    settle(database, NOW, people=PEOPLE, days=DAYS)
    # The first look of a day tidies up as well, which is no matter of every few seconds.
    dispatcher(database).tick(NOW - timedelta(minutes=1))
    return database


def test_looking_when_nobody_is_due_reads_nobody(crowded: Database) -> None:
    worker = dispatcher(crowded)
    with statements(crowded) as heard:
        worker.tick(NOW)
    assert reads_everybody(crowded, heard) == []


def test_asking_those_who_are_due_reads_nobody_else(crowded: Database) -> None:
    for number in range(3):
        enrol(crowded, f"due {number}", NOW - timedelta(hours=1), "Europe/Lisbon", time(7))
    worker, post = dispatcher(crowded), Post(crowded)
    with statements(crowded) as heard:
        worker.tick(NOW)
    assert reads_everybody(crowded, heard) == []
    post.deliver(NOW)
    assert len(post.asked) == 3


def test_reminding_reads_only_those_who_were_not_reminded(crowded: Database) -> None:
    enrol(crowded, "silent", NOW - timedelta(hours=1), "Europe/Lisbon", time(7))
    worker, post = dispatcher(crowded), Post(crowded)
    worker.tick(NOW)
    post.deliver(NOW)
    later = NOW + timedelta(hours=3, minutes=1)
    with statements(crowded) as heard:
        worker.tick(later)
    assert reads_everybody(crowded, heard) == []
    looking = next(s for s in heard if "nudged_at IS NULL" in s[0])
    assert _BY_MOMENT in plan_of(crowded, looking)
    post.deliver(later)
    assert sum(post.nudged.values()) == 1


def test_the_operators_figures_are_counted_from_an_index(crowded: Database) -> None:
    with statements(crowded) as heard, crowded.session(read_only=True) as session:
        figures(session, now=NOW, check_ins_since=NOW - timedelta(days=1))
    by_check_in = [s for s in heard if "check_in" in s[0]]
    assert reads_everybody(crowded, by_check_in) == []
