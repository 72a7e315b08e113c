"""Imaginary runners live through a week with all of Hammy, the trained model included."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from actions.services import Services, configured
from bot.conversation.engine import Engine
from bot.runtime.agent import load_agent
from bot.runtime.model import fitting_model
from bot.simulation.running import Lived, Request, simulate
from bot.simulation.whole import WholeHammy
from bot.simulation.world import Line
from storage.database import open_database


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Hammy with a database of its own, where nobody else is due."""
    url = f"sqlite:///{tmp_path_factory.mktemp('week') / 'hammy.db'}"
    database = open_database(url)
    database.upgrade()
    with configured(Services(database)):
        yield Engine(load_agent(fitting_model(), url), database)
    database.close()


@pytest.fixture(scope="module")
async def lived(alone: Engine) -> Lived:
    request = Request(runners=2, weeks=1, kinds=("good", "careless"), listen=True)
    return await simulate(request, alone.database, WholeHammy(alone))


@pytest.fixture
def chat(lived: Lived) -> Iterator[Line]:
    return iter(lived.world.chats["0"])


async def test_nothing_fails(lived: Lived) -> None:
    assert not lived.account.failures


async def test_they_are_asked_daily_and_answer(lived: Lived) -> None:
    assert all(each.sent >= 6 for each in lived.account.outcomes)
    good, careless = lived.account.outcomes
    assert good.answered >= 5
    assert careless.answered >= 3


async def test_a_chat_begins_with_what_hurts_and_ends_with_a_session(chat: Iterator[Line]) -> None:
    lines = list(chat)
    assert lines[0].by_runner
    assert "hamstring" in lines[0].text
    assert any(line.text.startswith("So that is 07:00 in London") for line in lines)
    assert any("Phase 4" in line.text for line in lines)
    assert all(earlier.at <= later.at for earlier, later in pairwise(lines))
