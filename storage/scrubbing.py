"""Deleted content is owed to be taken out of the raw file too; the debt survives a restart."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from storage.database import Database
from storage.settings import read_setting, write_setting

_KEY = "scrub.owed"


def owe_scrub(session: Session) -> None:
    """Note, together with a deletion, that its bytes are to be taken out of the file."""
    # Each debt has a mark of its own, so that a deletion during a scrub is not taken for paid.
    write_setting(session, _KEY, secrets.token_hex(8))


def scrub_if_owed(database: Database) -> bool:
    """Take what was deleted out of the file, unless that was done.

    Args:
        database: Where.

    Returns:
        Whether nothing is owed any more; False when somebody was in the way, then try again later.

    Raises:
        DatabaseProblem: The database cannot be used.
    """
    with database.session(read_only=True) as session:
        owed = read_setting(session, _KEY)
    if owed is None:
        return True
    if not database.scrub():
        return False
    with database.session() as session:
        if read_setting(session, _KEY) != owed:
            return False
        write_setting(session, _KEY, None)
    return True
