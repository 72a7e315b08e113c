from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from storage.database import Database
from storage.episodes import Episode, start_episode
from storage.exercises import (
    ExerciseEntry,
    RunEntry,
    exercises_since,
    log_exercise,
    log_run,
    remove_exercise,
    remove_run,
    runs_since,
)
from storage.home_tests import (
    HomeTestResult,
    home_tests_of,
    latest_home_test,
    record_home_test,
)
from storage.problems import DatabaseProblem
from storage.runners import Runner, find_or_create_runner
from storage.states import HomeTestOutcome, Logged

SATURDAY = date(2024, 3, 30)
SUNDAY = date(2024, 3, 31)
BRIDGE = ExerciseEntry(SATURDAY, "double_bridge", step="B", sets=3, reps=12, pain=1)
JOG = RunEntry(SATURDAY, step="J2", minutes=12, kilometres=1.8, pain=1, pain_rose=False)


@pytest.fixture
def episode(session: Session, runner: Runner, now: datetime) -> Episode:
    return start_episode(session, runner.id, now)


def test_an_exercise_is_logged(session: Session, episode: Episode, now: datetime) -> None:
    assert log_exercise(session, episode.id, BRIDGE, now) is Logged.NEW
    assert exercises_since(session, episode.id, SATURDAY) == (BRIDGE,)


def test_the_same_exercise_told_twice_counts_once(
    session: Session, episode: Episode, now: datetime
) -> None:
    log_exercise(session, episode.id, BRIDGE, now)
    assert log_exercise(session, episode.id, BRIDGE, now) is Logged.SAME
    assert exercises_since(session, episode.id, SATURDAY) == (BRIDGE,)


def test_a_later_word_about_an_exercise_corrects_it(
    session: Session, episode: Episode, now: datetime
) -> None:
    log_exercise(session, episode.id, BRIDGE, now)
    corrected = replace(BRIDGE, pain=4)
    assert log_exercise(session, episode.id, corrected, now) is Logged.CORRECTED
    assert exercises_since(session, episode.id, SATURDAY) == (corrected,)


def test_what_is_not_told_again_stays_known(
    session: Session, episode: Episode, now: datetime
) -> None:
    log_exercise(session, episode.id, BRIDGE, now)
    only_pain = ExerciseEntry(SATURDAY, BRIDGE.exercise, pain=2)
    assert log_exercise(session, episode.id, only_pain, now) is Logged.CORRECTED
    assert exercises_since(session, episode.id, SATURDAY) == (replace(BRIDGE, pain=2),)


def test_the_same_exercise_on_another_day_is_another_entry(
    session: Session, episode: Episode, now: datetime
) -> None:
    sunday = replace(BRIDGE, local_date=SUNDAY)
    log_exercise(session, episode.id, sunday, now)
    log_exercise(session, episode.id, BRIDGE, now)
    assert exercises_since(session, episode.id, SATURDAY) == (BRIDGE, sunday)
    assert exercises_since(session, episode.id, SUNDAY) == (sunday,)


def test_an_exercise_can_be_taken_back(session: Session, episode: Episode, now: datetime) -> None:
    log_exercise(session, episode.id, BRIDGE, now)
    assert remove_exercise(session, episode.id, SATURDAY, BRIDGE.exercise)
    assert not remove_exercise(session, episode.id, SATURDAY, BRIDGE.exercise)
    assert exercises_since(session, episode.id, SATURDAY) == ()


def test_a_day_has_one_run_which_can_be_corrected_and_taken_back(
    session: Session, episode: Episode, now: datetime
) -> None:
    assert log_run(session, episode.id, JOG, now) is Logged.NEW
    assert log_run(session, episode.id, JOG, now) is Logged.SAME
    rose = RunEntry(SATURDAY, pain_rose=True)
    assert log_run(session, episode.id, rose, now) is Logged.CORRECTED
    assert runs_since(session, episode.id, SATURDAY) == (replace(JOG, pain_rose=True),)
    assert remove_run(session, episode.id, SATURDAY)
    assert runs_since(session, episode.id, SATURDAY) == ()


@pytest.mark.parametrize("pain", [-1, 10.5, 12])
def test_a_pain_off_the_scale_is_not_stored(database: Database, now: datetime, pain: float) -> None:
    with database.session() as session:
        runner = find_or_create_runner(session, "telegram", "1", now)
        episode = start_episode(session, runner.id, now)
    with pytest.raises(DatabaseProblem), database.session() as session:
        log_exercise(session, episode.id, replace(BRIDGE, pain=pain), now)
    with database.session() as session:
        assert exercises_since(session, episode.id, SATURDAY) == ()


def shoe_test(now: datetime) -> HomeTestResult:
    return HomeTestResult(
        test="test_shoe",
        local_date=SATURDAY,
        outcome=HomeTestOutcome.POSITIVE,
        taken_at=now,
        pain_good_side=0,
        pain_sore_side=3,
    )


def test_a_home_test_compares_both_sides(session: Session, episode: Episode, now: datetime) -> None:
    assert record_home_test(session, episode.id, shoe_test(now)) is Logged.NEW
    assert latest_home_test(session, episode.id, "test_shoe") == shoe_test(now)
    assert latest_home_test(session, episode.id, "test_heel_press") is None


def test_a_home_test_counts_once_a_day_and_can_be_corrected(
    session: Session, episode: Episode, now: datetime
) -> None:
    record_home_test(session, episode.id, shoe_test(now))
    assert record_home_test(session, episode.id, shoe_test(now)) is Logged.SAME
    corrected = replace(shoe_test(now), pain_sore_side=5.0)
    assert record_home_test(session, episode.id, corrected) is Logged.CORRECTED
    assert home_tests_of(session, episode.id) == (corrected,)


def test_the_latest_home_test_is_that_of_the_latest_day(
    session: Session, episode: Episode, now: datetime
) -> None:
    sunday = replace(shoe_test(now + timedelta(days=1)), local_date=SUNDAY)
    record_home_test(session, episode.id, sunday)
    record_home_test(session, episode.id, shoe_test(now))
    assert latest_home_test(session, episode.id, "test_shoe") == sunday
    assert home_tests_of(session, episode.id) == (shoe_test(now), sunday)
