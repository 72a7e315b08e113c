"""What was trained: exercises and runs, one entry each for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.daily_log import log_once
from storage.models import ExerciseLogRow, RunLogRow
from storage.rows import all_of, change, select_records
from storage.states import Logged


@dataclass(frozen=True)
class ExerciseEntry:
    """One exercise on one day; None stands for what was not told.

    Attributes:
        local_date: The runner's own date.
        exercise: Its id in the exercise library.
        step: Step of the ladder it belonged to.
        sets: How many sets.
        reps: How many repetitions a set.
        hold_seconds: How long each was held.
        pain: Worst pain in it, 0-10.
    """

    local_date: date
    exercise: str
    step: str | None = None
    sets: int | None = None
    reps: int | None = None
    hold_seconds: float | None = None
    pain: float | None = None


@dataclass(frozen=True)
class RunEntry:
    """The running of one day; None stands for what was not told.

    Attributes:
        local_date: The runner's own date.
        step: Step of the walk-jog ladder or of the speed ladder.
        minutes: Time on the feet.
        kilometres: How far.
        pain: Worst pain in it, 0-10.
        pain_rose: Whether pain climbed as they ran.
    """

    local_date: date
    step: str | None = None
    minutes: float | None = None
    kilometres: float | None = None
    pain: float | None = None
    pain_rose: bool | None = None


def log_exercise(session: Session, episode_id: int, entry: ExerciseEntry, now: datetime) -> Logged:
    """Log an exercise, or correct that day's entry of it.

    Raises:
        DatabaseProblem: When a value is out of its range; ranges are checked before.
    """
    return log_once(
        session,
        ExerciseLogRow,
        {
            "episode_id": episode_id,
            "local_date": entry.local_date,
            "exercise": entry.exercise,
        },
        {
            "step": entry.step,
            "sets": entry.sets,
            "reps": entry.reps,
            "hold_seconds": entry.hold_seconds,
            "pain": entry.pain,
        },
        {"logged_at": now},
    )


def log_run(session: Session, episode_id: int, entry: RunEntry, now: datetime) -> Logged:
    """Log the running of a day, or correct it.

    Raises:
        DatabaseProblem: When a value is out of its range; ranges are checked before.
    """
    return log_once(
        session,
        RunLogRow,
        {"episode_id": episode_id, "local_date": entry.local_date},
        {
            "step": entry.step,
            "minutes": entry.minutes,
            "kilometres": entry.kilometres,
            "pain": entry.pain,
            "pain_rose": entry.pain_rose,
        },
        {"logged_at": now},
    )


def remove_exercise(session: Session, episode_id: int, local_date: date, exercise: str) -> bool:
    """Take back an exercise that was not done after all; whether it was logged."""
    this_entry = (
        ExerciseLogRow.episode_id == episode_id,
        ExerciseLogRow.local_date == local_date,
        ExerciseLogRow.exercise == exercise,
    )
    return bool(change(session, delete(ExerciseLogRow).where(*this_entry)))


def remove_run(session: Session, episode_id: int, local_date: date) -> bool:
    """Take back a day's running that did not happen after all; whether it was logged."""
    this_day = (RunLogRow.episode_id == episode_id, RunLogRow.local_date == local_date)
    return bool(change(session, delete(RunLogRow).where(*this_day)))


def exercises_since(session: Session, episode_id: int, since: date) -> tuple[ExerciseEntry, ...]:
    """The exercises logged for a date and later, by date and name."""
    return all_of(
        session,
        ExerciseEntry,
        select_records(ExerciseLogRow, ExerciseEntry)
        .where(ExerciseLogRow.episode_id == episode_id, ExerciseLogRow.local_date >= since)
        .order_by(ExerciseLogRow.local_date, ExerciseLogRow.exercise),
    )


def runs_since(session: Session, episode_id: int, since: date) -> tuple[RunEntry, ...]:
    """The running logged for a date and later, by date."""
    return all_of(
        session,
        RunEntry,
        select_records(RunLogRow, RunEntry)
        .where(RunLogRow.episode_id == episode_id, RunLogRow.local_date >= since)
        .order_by(RunLogRow.local_date),
    )
