"""What can go wrong with the database, said without anything a runner wrote."""

from __future__ import annotations

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)


class DatabaseProblem(Exception):
    """The database cannot be used as it is; the message tells an operator why."""


class DatabaseUnavailable(DatabaseProblem):
    """The database cannot be used right now: unreachable, locked, full or damaged. Try later."""


class MissingRowError(LookupError):
    """The row to be changed is not there, for one because its runner was deleted meanwhile."""


class ClaimLostError(Exception):
    """Work was claimed too long ago and has been given to somebody else; drop the result."""


def problem_from(error: DBAPIError) -> DatabaseProblem:
    """Translate a driver's error.

    Drivers quote the values of the failing row in their texts, so only the text of a failing
    connection is passed on.

    Args:
        error: What SQLAlchemy raised.

    Returns:
        The problem to raise instead.
    """
    driver_error = error.orig
    if isinstance(error, (OperationalError, InterfaceError)):
        lines = str(driver_error).strip().splitlines() or [type(driver_error).__name__]
        return DatabaseUnavailable(f"The database cannot be used now: {lines[0].strip()}")
    code = getattr(driver_error, "pgcode", None)
    kind = type(driver_error).__name__
    diagnosis = getattr(driver_error, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None)
    if code is None:
        # SQLite names tables and columns only.
        details = str(driver_error)
    else:
        details = ", ".join(str(part) for part in (code, constraint) if part)
    if isinstance(error, (IntegrityError, DataError)):
        return DatabaseProblem(f"The database refused this: {kind} ({details})")
    # A damaged file, a server that only lets read, a missing right: not the row's fault.
    return DatabaseUnavailable(f"The database cannot be used: {kind} ({details})")
