"""Real processes, a fake Bot API server over HTTP, and real databases that can be made to fail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.reliability.process import Machine
from tests.reliability.servers import Postgres, Server, new_postgres, new_redis
from tests.telegram.fake_api import FakeTelegram


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("reliability")


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    fake = FakeTelegram()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def machine(telegram: FakeTelegram, tmp_path: Path) -> Machine:
    return Machine(tmp_path, telegram.url)


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL cluster that only this test uses."""
    cluster = new_postgres()
    if cluster is None:
        pytest.skip("PostgreSQL is not installed")
    yield cluster
    cluster.end()


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, machine: Machine) -> str:
    """On which database the machine's program works."""
    if request.param == "PostgreSQL":
        machine.settings["DATABASE_URL"] = request.getfixturevalue("postgres").url
    return str(request.param)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    """A Redis server that only this test uses."""
    server = new_redis(tmp_path)
    if server is None:
        pytest.skip("Redis is not installed")
    yield server
    server.kill()
