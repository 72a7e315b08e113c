"""The schema: made and moved forward by migrations only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.problems import DatabaseProblem, problem_from

# Any number will do, as long as every process asks for the same lock.
_UPGRADE_LOCK = 4_211_726


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all or none.

    Args:
        engine: The database.

    Raises:
        DatabaseProblem: When the schema is newer than this program, or cannot be changed.
    """
    try:
        with _migrating(engine) as connection:
            _refuse_newer(connection)
            command.upgrade(_config(connection), "head")
    except DBAPIError as error:
        raise problem_from(error) from None


def check(engine: Engine) -> None:
    """See that the schema is the one this program needs.

    Args:
        engine: The database.

    Raises:
        DatabaseProblem: When it is older or newer, or the database does not answer.
    """
    try:
        with engine.connect() as connection:
            _refuse_newer(connection)
            if _revision(connection) != _scripts().get_current_head():
                raise DatabaseProblem(
                    "The database has no up-to-date tables yet; run `hammy db upgrade`."
                )
    except DBAPIError as error:
        raise problem_from(error) from None


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction that nobody else migrates in."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            # Rebuilding a table must not delete the rows that point at it.
            _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK}
                    )
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise DatabaseProblem(
                        "The database holds rows that point at nothing; it was left as it was."
                    )
        finally:
            if sqlite:
                _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, setting: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _config(connection: Connection | None = None) -> Any:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _scripts() -> Any:
    return ScriptDirectory.from_config(_config())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: Connection) -> None:
    revision = _revision(connection)
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseProblem(
            "The database was made by a newer version of Hammy; install that version, "
            "or restore a backup from before the upgrade."
        )
