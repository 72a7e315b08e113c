"""A database that cannot be used for a while: nothing is said, and the same turn works later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text as sql

from bot.conversation.engine import Engine
from bot.conversation.messages import Choice, Command, Person, Words
from storage.problems import DatabaseUnavailable
from tests.dialogue.talk import Talk

pytestmark = pytest.mark.model

STORY = Words("pulled my left hamstring in a sprint an hour ago, no pop")
EVERY_TABLE = ["runner", "episode", "finding", "assessment", "events"]


@contextmanager
def without(engine: Engine, table: str) -> Iterator[None]:
    """The database without one of its tables."""
    _rename(engine, table, f"{table}_away")
    try:
        yield
    finally:
        _rename(engine, f"{table}_away", table)


def _rename(engine: Engine, old: str, new: str) -> None:
    with engine.database.session() as session:
        session.execute(sql(f"ALTER TABLE {old} RENAME TO {new}"))


@pytest.mark.parametrize("table", EVERY_TABLE)
async def test_a_turn_that_could_not_use_the_database_can_be_tried_again(
    engine: Engine, request: pytest.FixtureRequest, table: str
) -> None:
    talk = Talk(engine, Person("test", request.node.name))
    await talk.agree()
    with without(engine, table), pytest.raises(DatabaseUnavailable):
        await talk.turn(STORY)
    await talk.turn(STORY)
    assert talk.asked_screen() == "emergency"
    assert talk.known()["onset"] == "sudden"


async def test_the_open_question_survives_a_fault(
    engine: Engine, request: pytest.FixtureRequest
) -> None:
    talk = Talk(engine, Person("test", request.node.name))
    await talk.agree()
    await talk.turn(STORY)
    with without(engine, "events"), pytest.raises(DatabaseUnavailable):
        await talk.turn(Words("none of these"))
    await talk.turn(Words("none of these"))
    assert talk.asked_screen() not in (None, "emergency")
    assert talk.known()["saddle_numbness"] is False


@pytest.mark.parametrize("table", ["runner", "finding"])
async def test_what_was_written_before_consent_is_answered_after_a_fault(
    engine: Engine, request: pytest.FixtureRequest, table: str
) -> None:
    talk = Talk(engine, Person("test", request.node.name))
    await talk.turn(Command("start"))
    await talk.turn(STORY)
    agree = Choice(("!give_consent",))
    with without(engine, table), pytest.raises(DatabaseUnavailable):
        await talk.turn(agree)
    await talk.turn(agree)
    assert talk.asked_screen() == "emergency"
