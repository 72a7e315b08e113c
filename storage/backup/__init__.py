"""A whole copy of the database while it is in use, and the way back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from storage.addresses import database_address
from storage.backup import postgres, sqlite
from storage.backup.files import private_target
from storage.database import open_database
from storage.problems import DatabaseProblem

__all__ = ["back_up", "restore", "suffix_for"]


def suffix_for(url: str) -> str:
    """How a backup of this database's kind is named: `.db` for SQLite, `.dump` for PostgreSQL.

    Raises:
        DatabaseProblem: The address cannot be used.
    """
    return sqlite.SUFFIX if _is_sqlite(url) else postgres.SUFFIX


def back_up(url: str, target: Path) -> None:
    """Copy the whole database as it is at one moment; nobody has to stop working.

    The file can be read by its owner only. It appears under its name when it is whole, and an
    older file of that name is never overwritten.

    Args:
        url: The database's address.
        target: The file to make.

    Raises:
        DatabaseProblem: It could not be made; nothing is left behind.
    """
    database = open_database(url)
    try:
        database.check(writing=False)
    finally:
        database.close()
    with private_target(target) as partial:
        (sqlite if _is_sqlite(url) else postgres).back_up(database_address(url), partial)


def restore(url: str, source: Path, *, replace: bool = False) -> None:
    """Put a backup back and bring its schema up to date.

    Args:
        url: The database's address; nobody else may be using it.
        source: A file that `back_up` made on the same kind of database.
        replace: Whether people who are in the database now may be lost.

    Raises:
        DatabaseProblem: The file is no backup or is damaged, the database holds people and may
            not be replaced, or it cannot be written. The database is then as it was.
    """
    if not source.is_file():
        raise DatabaseProblem(f"There is no backup {source}.")
    if not replace and _holds_people(url):
        raise DatabaseProblem(
            "The database holds people already; back it up first, then use --replace."
        )
    (sqlite if _is_sqlite(url) else postgres).restore(database_address(url), source)
    database = open_database(url)
    try:
        database.upgrade()
        database.scrub()
    finally:
        database.close()


def _is_sqlite(url: str) -> bool:
    return bool(database_address(url).get_backend_name() == "sqlite")


def _holds_people(url: str) -> bool:
    database = open_database(url)
    try:
        with database.session(read_only=True) as session:
            if not inspect(session.connection()).has_table("runner"):
                return False
            people: int = session.execute(text("SELECT count(*) FROM runner")).scalar_one()
            return bool(people)
    finally:
        database.close()
