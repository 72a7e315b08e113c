"""Episodes, the findings in them, and the assessments made from those."""

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
    false,
    text,
)
from sqlalchemy.orm import Mapped

from storage.models.base import (
    Json,
    LongName,
    Names,
    OptionalJson,
    ShortName,
    UtcDateTime,
    models,
    one_of,
)
from storage.models.checks import pain_check
from storage.states import EpisodeStatus, HomeTestOutcome, HowKnown, SafetyHold, Side


@models.mapped
class EpisodeRow:
    """One injury of one subject, from the first word about it until it is closed."""

    __tablename__ = "episode"
    __table_args__ = (
        Index(
            "uq_episode_open",
            "runner_id",
            "subject",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    runner_id: Mapped[str] = Column(
        ForeignKey("runner.id", ondelete="CASCADE"), nullable=False, index=True
    )
    subject: Mapped[str] = Column(ShortName, nullable=False)
    side: Mapped[Side | None] = Column(one_of(Side, "side"))
    opened_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    closed_at: Mapped[datetime | None] = Column(UtcDateTime)
    status: Mapped[EpisodeStatus] = Column(one_of(EpisodeStatus, "status"), nullable=False)
    safety_hold: Mapped[SafetyHold] = Column(one_of(SafetyHold, "safety_hold"), nullable=False)
    plan: Mapped[Mapping[str, object]] = Column(Json, nullable=False)
    clearance: Mapped[Mapping[str, object] | None] = Column(OptionalJson)


@models.mapped
class FindingRow:
    """One observation of one finding; the current one has not been superseded."""

    __tablename__ = "finding"
    __table_args__ = (
        Index(
            "uq_finding_current",
            "episode_id",
            "finding",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
        Index(None, "episode_id", "finding"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    episode_id: Mapped[int] = Column(ForeignKey("episode.id", ondelete="CASCADE"), nullable=False)
    finding: Mapped[str] = Column(LongName, nullable=False)
    value: Mapped[object] = Column(Json, nullable=False)
    how_known: Mapped[HowKnown] = Column(one_of(HowKnown, "how_known"), nullable=False)
    observed_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    superseded_at: Mapped[datetime | None] = Column(UtcDateTime)
    rough: Mapped[bool] = Column(Boolean, nullable=False, default=False, server_default=false())


@models.mapped
class AssessmentRow:
    """One verdict with everything it stood on, so that it can be explained later."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "episode_id", "assessed_at"),)

    id: Mapped[int] = Column(Integer, primary_key=True)
    episode_id: Mapped[int] = Column(ForeignKey("episode.id", ondelete="CASCADE"), nullable=False)
    level: Mapped[str] = Column(ShortName, nullable=False)
    running: Mapped[str] = Column(ShortName, nullable=False)
    rows: Mapped[tuple[str, ...]] = Column(Names, nullable=False)
    rules: Mapped[tuple[str, ...]] = Column(Names, nullable=False)
    findings: Mapped[Mapping[str, object]] = Column(Json, nullable=False)
    assessed_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)


@models.mapped
class HomeTestRow:
    """One home test on one day, both sides compared (reference section 5)."""

    __tablename__ = "home_test"
    __table_args__ = (
        UniqueConstraint("episode_id", "test", "local_date"),
        pain_check("pain_good_side"),
        pain_check("pain_sore_side"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    episode_id: Mapped[int] = Column(ForeignKey("episode.id", ondelete="CASCADE"), nullable=False)
    test: Mapped[str] = Column(LongName, nullable=False)
    local_date: Mapped[date] = Column(Date, nullable=False)
    outcome: Mapped[HomeTestOutcome] = Column(one_of(HomeTestOutcome, "outcome"), nullable=False)
    pain_good_side: Mapped[float | None] = Column(Float)
    pain_sore_side: Mapped[float | None] = Column(Float)
    taken_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
