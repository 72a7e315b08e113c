from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from storage.database import Database
from storage.runners import (
    Runner,
    due_runners,
    find_or_create_runner,
    runner_by_id,
    schedule_check_ins,
)

REPEATED_HOUR = datetime(2024, 10, 27, 1, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
same_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def schedule(session: Session, runner: Runner, moment: datetime) -> None:
    schedule_check_ins(
        session,
        runner.id,
        time_zone="Europe/Lisbon",
        check_in_time=time(7, 0),
        next_due_at=moment,
    )


@same_database
@given(
    moment=st.datetimes(
        min_value=datetime(1990, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_an_aware_moment_comes_back_as_the_same_moment_in_utc(
    database: Database, moment: datetime
) -> None:
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", "770011", moment)
        schedule(session, runner, moment)
    with database.session() as session:
        held = runner_by_id(session, runner.id)
    assert held is not None
    assert held.next_due_at == moment.astimezone(timezone.utc)
    assert held.next_due_at.tzinfo is timezone.utc


@pytest.mark.parametrize("fold", [0, 1])
def test_both_passes_of_the_repeated_hour_are_told_apart(
    session: Session, runner: Runner, fold: int
) -> None:
    moment = REPEATED_HOUR.replace(fold=fold)
    schedule(session, runner, moment)
    held = runner_by_id(session, runner.id)
    assert held is not None
    assert held.next_due_at == datetime(2024, 10, 27, 0 + fold, 30, tzinfo=timezone.utc)


def test_a_moment_without_zone_is_refused(database: Database, now: datetime) -> None:
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", "770011", now)
    with pytest.raises(StatementError, match="with their zone"), database.session() as session:
        schedule(session, runner, now.replace(tzinfo=None))


@same_database
@given(seconds=st.integers(-90_000, 90_000), zone=st.sampled_from([-12, 0, 5, 14]))
def test_moments_compare_as_moments_in_the_database(
    database: Database, now: datetime, seconds: int, zone: int
) -> None:
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", "770011", now)
        due_at = (now + timedelta(seconds=seconds)).astimezone(timezone(timedelta(hours=zone)))
        schedule(session, runner, due_at)
        assert (due_runners(session, now=now, limit=1) != ()) == (seconds <= 0)
