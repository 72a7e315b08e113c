"""From a database address in the settings to one that SQLAlchemy can open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.problems import DatabaseProblem

POSTGRES_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""How long a server that has vanished without a word is waited for: seconds, the last one in
milliseconds. Without it a question that is on its way would be waited for for a quarter of an
hour."""

_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg2")
_EXAMPLES = "sqlite:////path/to/hammy.db or postgresql://user@host/database"


def database_address(text: str) -> URL:
    """Read a database address.

    Args:
        text: A URL as operators write it; `postgres://` is understood too.

    Returns:
        The URL with its driver.

    Raises:
        DatabaseProblem: When it is no address, or of a database that is not supported.
    """
    try:
        url: Any = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise DatabaseProblem(
            f"The database address cannot be read; write it like {_EXAMPLES}."
        ) from None
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg2")
    if url.drivername != "sqlite":
        raise DatabaseProblem(
            f"Databases of the kind {url.drivername!r} are not supported; "
            f"use an address like {_EXAMPLES}."
        )
    if url.database in (None, "", ":memory:"):
        raise DatabaseProblem(
            "A database in memory would forget everybody at the next start; "
            "give the path of a file, like sqlite:////path/to/hammy.db."
        )
    return url


def sqlite_file(url: URL) -> Path | None:
    """The file behind a SQLite address, or None for an address in SQLite's own URI form."""
    name = str(url.database)
    return None if name.startswith("file:") else Path(name)


def make_private_file(path: Path) -> None:
    """Make a missing database file that only its owner can read; SQLite's side files follow it.

    Args:
        path: The file; a missing folder is made too, for its owner only.

    Raises:
        DatabaseProblem: When it cannot be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600))
    except OSError as error:
        reason = error.strerror or "it is a folder"
        raise DatabaseProblem(f"The database file {path} cannot be opened: {reason}.") from None
