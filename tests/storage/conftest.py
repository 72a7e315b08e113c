"""Every storage test runs on a SQLite file and on a PostgreSQL server, both made by migrations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.database import Database, open_database
from storage.models import metadata
from storage.runners import Runner, find_or_create_runner
from tests.storage.samples import fill_two

NOW = datetime(2024, 3, 30, 9, 0, tzinfo=timezone.utc)
POSTGRES = os.environ.get("HAMMY_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1/postgres")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """An engine on the server that may create databases, or a skip that says why not."""
    engine = sa.create_engine(
        POSTGRES, isolation_level="AUTOCOMMIT", future=True, connect_args={"connect_timeout": 3}
    )
    try:
        engine.connect().close()
    except sa.exc.OperationalError:
        reason = "no PostgreSQL server; set HAMMY_TEST_POSTGRES_URL to one that may be used"
        if os.environ.get("HAMMY_REQUIRE_SERVICES") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def new_postgres_url(postgres_server: Any) -> Iterator[Callable[[], str]]:
    """Makes an empty database and gives its address; all are dropped at the end."""
    names: list[str] = []

    def make() -> str:
        name = f"hammy_test_{uuid4().hex}"
        with postgres_server.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
            # No test cuts the power, and waiting for the disk is most of its time.
            connection.execute(sa.text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
        names.append(name)
        return str(postgres_server.url.set(database=name).render_as_string(hide_password=False))

    yield make
    with postgres_server.connect() as connection:
        for name in names:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def reused_postgres_url(new_postgres_url: Callable[[], str]) -> str:
    return new_postgres_url()


@pytest.fixture
def emptied_postgres_url(reused_postgres_url: str) -> str:
    engine = sa.create_engine(reused_postgres_url, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return reused_postgres_url


@pytest.fixture(scope="session")
def migrated_postgres(new_postgres_url: Callable[[], str]) -> Iterator[Database]:
    database = open_database(new_postgres_url())
    database.upgrade()
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "hammy.db"
    database = open_database(f"sqlite:///{path}")
    database.upgrade()
    database.scrub()
    database.close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("emptied_postgres_url"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and no row."""
    if request.param == "postgresql":
        database = request.getfixturevalue("migrated_postgres")
        empty(database)
        yield database
        return
    path = tmp_path / "hammy.db"
    path.touch(mode=0o600)
    path.write_bytes(request.getfixturevalue("migrated_sqlite_file").read_bytes())
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session() as session:
        yield session


@pytest.fixture
def runner(session: Session) -> Runner:
    return find_or_create_runner(session, "telegram", "770011", NOW)


@pytest.fixture
def two_runners(database: Database) -> tuple[Runner, Runner]:
    """Two people with something in every table."""
    with database.session() as session:
        return fill_two(session, NOW)


def empty(database: Database) -> None:
    with database.session() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())
        session.execute(sa.text("DROP TABLE IF EXISTS events"))
