"""The few statements every feature is made of: read records, insert, change.

Rows are read column by column into frozen records, so nothing outside a session's lifetime can be
stale or trigger a query by accident.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.problems import MissingRowError

Record = TypeVar("Record")


def table_of(model: Any) -> Any:
    """The table behind a model; a statement on it spares the detour over mapped objects."""
    return model.__table__


@cache
def select_records(model: Any, record: Any) -> Any:
    """A `select` of the columns that a record's fields name, in the record's order."""
    return select(*(table_of(model).c[field.name] for field in fields(record)))


def all_of(
    session: Session, record: type[Record], statement: Any, **parameters: object
) -> tuple[Record, ...]:
    """Every row of a statement made by `select_records`, as records."""
    return tuple(record(*row) for row in session.execute(statement, parameters))


def first_of(session: Session, record: type[Record], statement: Any) -> Record | None:
    """The first row of a statement made by `select_records`, or None."""
    row = session.execute(statement.limit(1)).first()
    return None if row is None else record(*row)


def the_one(session: Session, record: type[Record], statement: Any) -> Record:
    """The row that must be there.

    Raises:
        MissingRowError: When it is not.
    """
    found = first_of(session, record, statement)
    if found is None:
        raise MissingRowError(f"no such {record.__name__}")
    return found


def change(session: Session, statement: Any, **parameters: object) -> int:
    """Run an update or delete; the number of rows it changed."""
    options = {"synchronize_session": False}
    return int(session.execute(statement, parameters, execution_options=options).rowcount)


def change_the_one(session: Session, statement: Any, what: str) -> None:
    """Run an update of a row that must be there.

    Raises:
        MissingRowError: When it is not.
    """
    if change(session, statement) == 0:
        raise MissingRowError(f"no such {what}")


def add(session: Session, model: Any, **values: object) -> Any:
    """Insert a row and return its primary key."""
    result = session.execute(insert(model).values(**values))
    return result.inserted_primary_key[0]


def add_if_new(session: Session, model: Any, **values: object) -> Any | None:
    """Insert a row unless a unique constraint says that it is there already.

    Args:
        session: The session.
        model: The table.
        **values: The row.

    Returns:
        The new primary key, or None when a row was there.
    """
    dialect = session.get_bind().dialect
    inserting = _inserting(model, dialect, tuple(values))
    result = session.connection().execute(inserting, values)
    return result.inserted_primary_key[0] if result.rowcount == 1 else None


@lru_cache(maxsize=64)
def _inserting(model: Any, dialect: Any, columns: tuple[str, ...]) -> Any:
    """Made ready once: SQLAlchemy itself would do so again for every single row."""
    of_dialect = postgresql if dialect.name == "postgresql" else sqlite
    statement = of_dialect.insert(table_of(model)).on_conflict_do_nothing()
    return statement.compile(dialect=dialect, column_keys=list(columns))
