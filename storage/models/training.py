"""Check-ins and what was trained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped

from storage.models.base import (
    LongName,
    OptionalJson,
    ShortName,
    UtcDateTime,
    models,
    one_of,
)
from storage.models.checks import not_negative, pain_check
from storage.states import CheckInKind, CheckInState


@models.mapped
class CheckInRow:
    """One day's check-in; a runner has at most one for each local date."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("runner_id", "local_date"),
        Index(None, "state", "due_at"),
        Index(None, "state", "nudged_at", "sent_at"),
        not_negative("attempts"),
        # Buttons carry the id, so it must never come back for another day or person.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    runner_id: Mapped[str] = Column(ForeignKey("runner.id", ondelete="CASCADE"), nullable=False)
    episode_id: Mapped[int | None] = Column(
        ForeignKey("episode.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CheckInKind] = Column(one_of(CheckInKind, "kind"), nullable=False)
    local_date: Mapped[date] = Column(Date, nullable=False)
    slot_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    due_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    state: Mapped[CheckInState] = Column(one_of(CheckInState, "state"), nullable=False)
    attempts: Mapped[int] = Column(Integer, nullable=False)
    claimed_at: Mapped[datetime | None] = Column(UtcDateTime)
    sent_at: Mapped[datetime | None] = Column(UtcDateTime)
    nudged_at: Mapped[datetime | None] = Column(UtcDateTime)
    answered_at: Mapped[datetime | None] = Column(UtcDateTime)
    answers: Mapped[Mapping[str, object] | None] = Column(OptionalJson)
    verdict: Mapped[str | None] = Column(ShortName)


@models.mapped
class ExerciseLogRow:
    """One exercise on one day; logging it again corrects it."""

    __tablename__ = "exercise_log"
    __table_args__ = (
        UniqueConstraint("episode_id", "local_date", "exercise"),
        not_negative("sets"),
        not_negative("reps"),
        not_negative("hold_seconds"),
        pain_check("pain"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    episode_id: Mapped[int] = Column(ForeignKey("episode.id", ondelete="CASCADE"), nullable=False)
    local_date: Mapped[date] = Column(Date, nullable=False)
    exercise: Mapped[str] = Column(LongName, nullable=False)
    step: Mapped[str | None] = Column(ShortName)
    sets: Mapped[int | None] = Column(Integer)
    reps: Mapped[int | None] = Column(Integer)
    hold_seconds: Mapped[float | None] = Column(Float)
    pain: Mapped[float | None] = Column(Float)
    logged_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)


@models.mapped
class RunLogRow:
    """The running of one day; a day has at most one step of the ladder."""

    __tablename__ = "run_log"
    __table_args__ = (
        UniqueConstraint("episode_id", "local_date"),
        not_negative("minutes"),
        not_negative("kilometres"),
        pain_check("pain"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    episode_id: Mapped[int] = Column(ForeignKey("episode.id", ondelete="CASCADE"), nullable=False)
    local_date: Mapped[date] = Column(Date, nullable=False)
    step: Mapped[str | None] = Column(ShortName)
    minutes: Mapped[float | None] = Column(Float)
    kilometres: Mapped[float | None] = Column(Float)
    pain: Mapped[float | None] = Column(Float)
    pain_rose: Mapped[bool | None] = Column(Boolean)
    logged_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
