"""Backups of a SQLite file, by SQLite's own online copying."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from storage.addresses import make_private_file, sqlite_file
from storage.problems import DatabaseProblem, DatabaseUnavailable

SUFFIX = ".db"
_BUSY_SECONDS = 10.0


def back_up(address: URL, target: Path) -> None:
    """Copy the file's content at one moment into `target`."""
    with (
        _reporting("The backup failed"),
        closing(_open(_file(address))) as source,
        closing(_open(target)) as copy,
    ):
        source.backup(copy)
        # One plain file, not one that needs its log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        # Nor one that carries the remains of deleted rows away from where they can be erased.
        copy.execute("PRAGMA temp_store = MEMORY")
        copy.execute("VACUUM")
        _refuse_damaged(copy, target)


def restore(address: URL, source: Path) -> None:
    """Put a checked backup in the place of what the database holds."""
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as backup:
        try:
            _refuse_damaged(backup, source)
            names = {name for (name,) in backup.execute("SELECT name FROM sqlite_master")}
        except sqlite3.DatabaseError:
            raise DatabaseProblem(f"{source} is no backup of a SQLite database.") from None
        if not {"alembic_version", "runner"} <= names:
            raise DatabaseProblem(f"{source} is a database, but not one of Hammy's.")
        target = _file(address)
        make_private_file(target)
        with _reporting("The backup could not be put back"), closing(_open(target)) as database:
            database.execute("PRAGMA secure_delete = ON")
            backup.backup(database)


def _file(address: URL) -> Path:
    path = sqlite_file(address)
    if path is None:
        raise DatabaseProblem("Backups need a database address with a plain path.")
    return path


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise DatabaseProblem(f"{path} is damaged.")


@contextmanager
def _reporting(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseUnavailable(f"{what}: {error}.") from None
