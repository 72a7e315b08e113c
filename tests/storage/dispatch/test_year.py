"""A simulated year of runners all over the world: one check-in for each due local date.

The schedule, the dispatcher and the database are the real ones; on PostgreSQL two replicas work
on it at once. Clock changes, travel, new hours, pauses, blocked chats and outages are in it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.dispatch.dispatcher import Dispatcher
from coach.checkin.schedule import NUDGE_AFTER
from storage.database import Database, open_database
from storage.models import CheckInRow, InboxRow, RunnerRow
from storage.runners import mark_blocked, mark_unblocked, runner_of_chat
from storage.states import CheckInState, InboxState, RunnerStatus
from tests.storage.check_in_talk.talk import Talk
from tests.storage.dispatch.lives import DAY, Change, Event, Life, in_order, lives
from tests.storage.dispatch.post import dispatcher, enrol

UTC = timezone.utc
SPRING, AUTUMN = datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 10, 12, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
STEP, OUTAGE = timedelta(minutes=30), timedelta(hours=6)
SEED = 20_260_101
SOONEST = (
    sa.select(sa.func.min(RunnerRow.next_due_at)).where(RunnerRow.status == RunnerStatus.ACTIVE),
    sa.select(sa.func.min(RunnerRow.paused_until)).where(RunnerRow.status == RunnerStatus.PAUSED),
    sa.select(sa.func.min(CheckInRow.due_at)).where(CheckInRow.state == CheckInState.PENDING),
    sa.select(sa.func.min(CheckInRow.sent_at)).where(
        CheckInRow.state == CheckInState.SENT, CheckInRow.nudged_at.is_(None)
    ),
)

CHECK_IN, INBOX = CheckInRow.__table__, InboxRow.__table__
_these = CHECK_IN.c.id.in_(sa.bindparam("ids", expanding=True))
SENT = sa.update(CHECK_IN).where(_these).values(state=CheckInState.SENT, sent_at=sa.bindparam("at"))
ANSWERED = sa.update(CHECK_IN).where(_these).values(state=CheckInState.ANSWERED)
DONE = (
    sa.update(INBOX)
    .where(INBOX.c.state == InboxState.PENDING)
    .values(state=InboxState.DONE, finished_at=sa.bindparam("at"))
)


@dataclass
class World:
    """Some lives and the dispatchers that look after them.

    Attributes:
        workers: The replicas; each has a connection of its own.
        asked: How often each chat was asked for each of its dates.
        nudged: How often it was reminded of one.
    """

    database: Database
    workers: Sequence[Dispatcher]
    asked: Counter[tuple[str, date]] = field(default_factory=Counter)
    nudged: Counter[tuple[str, date]] = field(default_factory=Counter)

    def run(self, people: Sequence[Life], start: datetime, end: datetime, outage: datetime) -> None:
        happening = in_order(people)
        now = start
        while (soonest := self._soonest(happening)) is not None and soonest <= end:
            now = max(now + STEP, start + STEP * -((start - soonest) // STEP))
            if outage < now < outage + OUTAGE:
                now = outage + OUTAGE
            if now > end:
                break  # a reminder that waits for the next look is of the time after
            while happening and happening[0][0].at <= now:
                self._happens(*happening.pop(0))
            self._tick(now)
            self._deliver(now)

    def _happens(self, event: Event, life: Life) -> None:
        with self.database.session() as session:
            if event.change is Change.BLOCK:
                mark_blocked(session, "telegram", life.address)
            elif event.change is Change.UNBLOCK:
                mark_unblocked(session, "telegram", life.address)
            else:
                runner = runner_of_chat(session, "telegram", life.address)
                assert runner is not None
                Talk(session, runner, event.at).press(event.change.value, event.said)

    def _soonest(self, happening: Sequence[tuple[Event, Life]]) -> datetime | None:
        """The next moment at which there is something to do; a look in between changes nothing."""
        with self.database.session(read_only=True) as session:
            found = [session.execute(each).scalar_one() for each in SOONEST]
        found[-1] = found[-1] and found[-1] + NUDGE_AFTER
        found += [event.at for event, _ in happening[:1]]
        return min((moment for moment in found if moment is not None), default=None)

    def _tick(self, now: datetime) -> None:
        """All replicas look at the same moment."""
        racers = [threading.Thread(target=worker.tick, args=(now,)) for worker in self.workers]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()

    def _deliver(self, now: datetime) -> None:
        """Everything queued is asked, and two of three answer at once."""
        with self.database.session() as session:
            queued = session.execute(
                sa.select(CheckInRow.id, CheckInRow.state, InboxRow.address, CheckInRow.local_date)
                .join(CheckInRow, CheckInRow.id == InboxRow.check_in_id)
                .where(InboxRow.state == InboxState.PENDING)
            ).all()
            answered: list[int] = []
            for check_in, state, address, day in queued:
                nudge = state is CheckInState.SENT
                (self.nudged if nudge else self.asked)[(address, day)] += 1
                if (int(address) + day.toordinal()) % 3 and not nudge:
                    answered.append(check_in)
            asked = [each.id for each in queued if each.state is not CheckInState.SENT]
            for statement, values in (
                (SENT, {"ids": asked, "at": now}),
                (ANSWERED, {"ids": answered}),
                (DONE, {"at": now}),
            ):
                session.execute(statement, values)


@contextmanager
def replicas(database: Database) -> Iterator[Sequence[Dispatcher]]:
    """Two on a server, one on a file."""
    if database.engine.dialect.name == "sqlite":
        yield (dispatcher(database),)
        return
    other = open_database(database.engine.url.render_as_string(hide_password=False))
    yield (dispatcher(database), dispatcher(other))
    other.close()


@pytest.mark.parametrize(
    ("count", "start", "days"),
    [
        pytest.param(40, SPRING, 24, id="spring"),
        pytest.param(40, AUTUMN, 24, id="autumn"),
        pytest.param(1000, NEW_YEAR, 365, id="year", marks=pytest.mark.full),
    ],
)
def test_everybody_is_asked_once_for_each_due_date(
    database: Database, count: int, start: datetime, days: int
) -> None:
    end = start + DAY * days
    people = lives(count, start, end, SEED)
    for life in people:
        enrol(database, life.address, start, life.stays[0].zone, life.stays[0].hour)
    with replicas(database) as workers:
        world = World(database, workers)
        world.run(people, start, end, outage=start + DAY * (days // 2) + timedelta(hours=5))
    due = {(life.address, day) for life in people for day in life.due()}
    caught_up = {(life.address, day) for life in people for day in life.may_be_caught_up()}
    assert [each for each, times in world.asked.items() if times > 1] == []
    assert sorted(due - set(world.asked)) == []
    assert sorted(set(world.asked) - due - caught_up) == []
    assert set(world.nudged.values()) <= {1}
    print(f"{len(world.asked)} check-ins, {len(world.nudged)} reminders")  # noqa: T201
