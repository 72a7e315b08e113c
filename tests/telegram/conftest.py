"""A fake Bot API server and a migrated database for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Database, open_database
from tests.telegram.fake_api import FakeTelegram
from tests.telegram.talking import Bench, that_can_fail


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("telegram") / "hammy.db"
    database = open_database(f"sqlite:///{path}")
    database.upgrade()
    database.scrub()
    database.close()
    return path.read_bytes()


@pytest.fixture
def database(migrated_file: bytes, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "hammy.db"
    path.touch(mode=0o600)
    path.write_bytes(migrated_file)
    database = that_can_fail(open_database(f"sqlite:///{path}"))
    yield database
    database.close()


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    fake = FakeTelegram()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def bench(telegram: FakeTelegram, database: Database) -> Bench:
    return Bench(telegram, database)
