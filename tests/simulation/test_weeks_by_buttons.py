"""Imaginary runners of every kind live through two weeks without the language model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulation.account import Outcome
from bot.simulation.characters import characters
from bot.simulation.running import Lived, Request, simulate
from storage.database import Database, open_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("simulation") / "hammy.db"
    database = open_database(f"sqlite:///{path}")
    database.upgrade()
    yield database
    database.close()


@pytest.fixture(scope="module")
async def lived(database: Database) -> Lived:
    return await simulate(Request(runners=len(characters()), weeks=2), database)


def outcome(lived: Lived, kind: str) -> Outcome:
    return next(each for each in lived.account.outcomes if each.character == kind)


async def test_nothing_fails_and_everybody_is_asked_daily(lived: Lived) -> None:
    assert not lived.account.failures
    for each in lived.account.outcomes:
        days = each.sent + each.left_out
        assert days >= 13 or each.stopped or each.alarms or each.character == "travelling", each


async def test_one_who_does_what_the_plan_says_gets_on(lived: Lived) -> None:
    good = outcome(lived, "good")
    assert good.answered >= 12
    assert good.phase >= "P3"


async def test_one_who_falls_silent_is_left_in_peace(lived: Lived) -> None:
    silent = outcome(lived, "silent")
    assert silent.answered == 4
    assert silent.stopped


async def test_late_answers_count_as_late_and_not_as_missed(lived: Lived) -> None:
    assert outcome(lived, "late").late >= 3


async def test_a_warning_sign_is_an_alarm(lived: Lived) -> None:
    assert outcome(lived, "red_flag").alarms == 1
    assert outcome(lived, "good").alarms == 0
