"""What the actions need from outside: the database and the clock.

Rasa makes the actions itself, so they cannot be handed anything. The program that runs them
configures this once; `rasa run actions` gets it from the environment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone

from storage.database import Database, open_database

_DEFAULT_ADDRESS = "sqlite:///data/hammy.db"


def utc_now() -> datetime:
    """The system's clock, UTC."""
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Services:
    """The outside world of the actions.

    Attributes:
        database: Where people's data is, its schema up to date.
        now: The clock, UTC; only used when a message does not say when it was sent.
    """

    database: Database
    now: Callable[[], datetime] = utc_now


_configured: Services | None = None


def configure(services: Services | None) -> None:
    """Set what `services` gives; None forgets it."""
    global _configured  # noqa: PLW0603 - Rasa leaves no other way in
    _configured = services


@contextmanager
def configured(services: Services) -> Iterator[None]:
    """Set what `services` gives for a while; what was set before comes back."""
    before = _configured
    configure(services)
    try:
        yield
    finally:
        configure(before)


def services() -> Services:
    """The configured services, or those of the environment.

    Raises:
        DatabaseProblem: The database of the environment cannot be used.
    """
    if _configured is None:
        database = open_database(os.environ.get("DATABASE_URL") or _DEFAULT_ADDRESS)
        database.upgrade()
        configure(Services(database))
    assert _configured is not None
    return _configured
