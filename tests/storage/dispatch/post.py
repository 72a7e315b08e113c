"""The other half of a check-in's way, for the dispatcher's tests: queues worked off at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from bot.dispatch.dispatcher import Dispatcher, Pace
from coach.checkin.schedule import first_slot, zone_of
from storage.check_ins import CheckIn, check_in_by_id, latest_check_ins
from storage.database import Database
from storage.inbox import InboxItem, claim_inbox
from storage.models import RunnerRow
from storage.outbox import answer, claim_outbox, confirm_outbox
from storage.runners import Runner, find_or_create_runner, record_consent, schedule_check_ins
from storage.states import CheckInState, RunnerStatus

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BATCH = 500


@dataclass
class Post:
    """Carries what the dispatcher queues, and remembers which dates each chat was asked for."""

    database: Database
    asked: Counter[tuple[str, date]] = field(default_factory=Counter)
    nudged: Counter[tuple[str, date]] = field(default_factory=Counter)
    moments: list[tuple[str, date, datetime]] = field(default_factory=list)

    def deliver(self, now: datetime) -> int:
        """Work off both queues, each row as one claimed turn and one sent message."""
        delivered = 0
        while items := self._claimed(now):
            for item in items:
                with self.database.session() as session:
                    assert item.check_in_id is not None
                    check_in = check_in_by_id(session, item.check_in_id)
                    answer(session, item, [{"text": "How was this morning?"}], now)
                is_nudge = check_in.state is CheckInState.SENT
                counted = self.nudged if is_nudge else self.asked
                counted[(item.address, check_in.local_date)] += 1
                if not is_nudge:
                    self.moments.append((item.address, check_in.local_date, now))
                delivered += 1
            self._send(now)
        return delivered

    def _claimed(self, now: datetime) -> tuple[InboxItem, ...]:
        with self.database.session() as session:
            return claim_inbox(session, now=now, limit=BATCH)

    def _send(self, now: datetime) -> None:
        with self.database.session() as session:
            for item in claim_outbox(session, now=now, limit=BATCH):
                confirm_outbox(session, item, None, now)


def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(database, pace=Pace(batch=BATCH))


def enrol(database: Database, address: str, now: datetime, zone: str, at: time) -> Runner:
    """A runner who wants check-ins from the next slot on."""
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", address, now)
        record_consent(session, runner.id, now)
        slot = first_slot(now, at, zone_of(zone))
        schedule_check_ins(
            session, runner.id, time_zone=zone, check_in_time=at, next_due_at=slot.slot_at
        )
    return runner


def run_through(post: Post, worker: Dispatcher, start: datetime, end: datetime) -> None:
    """Let time pass, looking only at moments at which something is due."""
    now = start
    while (due := next_due(post.database, end)) is not None:
        now = max(now, due)
        worker.tick(now)
        post.deliver(now)
        assert (later := next_due(post.database, end)) is None or later > due


def next_due(database: Database, end: datetime) -> datetime | None:
    with database.session(read_only=True) as session:
        due: datetime | None = session.execute(
            sa.select(sa.func.min(RunnerRow.next_due_at)).where(
                RunnerRow.status == RunnerStatus.ACTIVE, RunnerRow.next_due_at <= end
            )
        ).scalar_one()
        return due


def latest(database: Database, runner: Runner) -> CheckIn | None:
    with database.session(read_only=True) as session:
        found = latest_check_ins(session, runner.id, 1)
    return found[0] if found else None
