"""Results of the three home tests, one of each for a day (reference section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from storage.daily_log import log_once
from storage.models import HomeTestRow
from storage.rows import all_of, first_of, select_records
from storage.states import HomeTestOutcome, Logged


@dataclass(frozen=True)
class HomeTestResult:
    """One test on one day.

    Attributes:
        test: Its finding id, such as "test_shoe".
        local_date: The runner's own date.
        outcome: Positive, negative or not done.
        taken_at: When, UTC; the next one waits a day from here.
        pain_good_side: Pain on the good leg, 0-10, or None when not told.
        pain_sore_side: Pain on the sore leg, 0-10, or None when not told.
    """

    test: str
    local_date: date
    outcome: HomeTestOutcome
    taken_at: datetime
    pain_good_side: float | None = None
    pain_sore_side: float | None = None


def record_home_test(session: Session, episode_id: int, result: HomeTestResult) -> Logged:
    """Keep a result, or correct that day's result of the same test.

    Raises:
        DatabaseProblem: When a pain is out of its range; ranges are checked before.
    """
    return log_once(
        session,
        HomeTestRow,
        {"episode_id": episode_id, "test": result.test, "local_date": result.local_date},
        {
            "outcome": result.outcome,
            "pain_good_side": result.pain_good_side,
            "pain_sore_side": result.pain_sore_side,
        },
        {"taken_at": result.taken_at},
    )


def latest_home_test(session: Session, episode_id: int, test: str) -> HomeTestResult | None:
    """The last result of one test, or None."""
    return first_of(
        session,
        HomeTestResult,
        select_records(HomeTestRow, HomeTestResult)
        .where(HomeTestRow.episode_id == episode_id, HomeTestRow.test == test)
        .order_by(HomeTestRow.local_date.desc()),
    )


def home_tests_of(session: Session, episode_id: int) -> tuple[HomeTestResult, ...]:
    """All results of an episode, by date and test."""
    return all_of(
        session,
        HomeTestResult,
        select_records(HomeTestRow, HomeTestResult)
        .where(HomeTestRow.episode_id == episode_id)
        .order_by(HomeTestRow.local_date, HomeTestRow.test),
    )
