"""Once a day: remove what has been kept for its time."""

from __future__ import annotations

import logging
from datetime import datetime

from storage.database import Database
from storage.retention import RetentionRules, apply_retention
from storage.scrubbing import owe_scrub
from storage.settings import read_setting, write_setting

log = logging.getLogger(__name__)

_KEY = "upkeep.day"


def keep_house(database: Database, now: datetime, rules: RetentionRules | None = None) -> bool:
    """Apply the retention rules unless that was done today, by this or another process.

    Args:
        database: Where.
        now: The time, UTC.
        rules: How long things are kept; the usual rules when None.

    Returns:
        Whether it was done now.

    Raises:
        DatabaseProblem: It could not be done; it is tried again next time.
    """
    today = now.date().isoformat()
    with database.session(read_only=True) as session:
        if read_setting(session, _KEY) == today:
            return False
    people = 0
    while True:
        with database.session() as session:
            removed = apply_retention(session, now, rules or RetentionRules())
        people += removed.people
        if not removed.people:
            break
    with database.session() as session:
        write_setting(session, _KEY, today)
        # Once a day for what was erased without anybody asking, such as answered words.
        owe_scrub(session)
    log.info("upkeep done; %d people were forgotten", people)
    return True
