"""Many runners with a past, written at once: what the dispatcher has to find its few among."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from storage.database import Database
from storage.models import CheckInRow, RunnerRow
from storage.states import CheckInKind, CheckInState, RunnerStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_AT_ONCE = 5_000


def settle(database: Database, now: datetime, *, people: int, days: int) -> None:
    """Put people into a database of whom nobody is due.

    Each was asked on so many days before. Half have answered all of them; the others have missed
    some, and were reminded of today's, which they have not answered.

    Args:
        database: An empty one.
        now: Everybody's next check-in is half a day to a day after this.
        people: How many.
        days: How many days each was asked.
    """
    runners = (_runner(number, now) for number in range(people))
    check_ins = (
        _check_in(number, day, now) for number in range(people) for day in range(1, days + 1)
    )
    _write(database, RunnerRow, runners)
    _write(database, CheckInRow, check_ins)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _write(database: Database, model: Any, rows: Iterator[dict[str, object]]) -> None:
    while some := list(islice(rows, _AT_ONCE)):
        with database.session() as session:
            session.execute(sa.insert(model.__table__), some)


def _id(number: int) -> str:
    return str(UUID(int=number + 1))


def _runner(number: int, now: datetime) -> dict[str, object]:
    paused = number % 50 == 49
    return {
        "id": _id(number),
        "channel": "telegram",
        "address": str(number),
        "time_zone": "Europe/Lisbon",
        "check_in_time": time(7),
        "status": RunnerStatus.PAUSED if paused else RunnerStatus.ACTIVE,
        "paused_until": now + 5 * DAY if paused else None,
        "next_due_at": now + DAY * (0.5 + (number % 1_000) / 2_000),
        "created_at": now - 400 * DAY,
        "last_seen_at": now - HOUR,
    }


def _check_in(number: int, days_ago: int, now: datetime) -> dict[str, object]:
    silent = number % 2 == 1
    slot = now - days_ago * DAY + HOUR
    states = (CheckInState.SENT if days_ago == 1 else CheckInState.MISSED, CheckInState.ANSWERED)
    return {
        "runner_id": _id(number),
        "kind": CheckInKind.DAILY,
        "local_date": slot.date(),
        "slot_at": slot,
        "due_at": slot,
        "state": states[0] if silent else states[1],
        "attempts": 1,
        "claimed_at": slot,
        "sent_at": slot,
        "nudged_at": slot + 3 * HOUR if silent else None,
    }
