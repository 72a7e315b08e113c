"""Runners and the settings of the program itself."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import Column, Index, Time, UniqueConstraint
from sqlalchemy.orm import Mapped

from storage.models.base import Json, LongName, ShortName, UtcDateTime, Uuid, models, one_of
from storage.states import RunnerStatus


@models.mapped
class RunnerRow:
    """One person on one channel; the id is random and is also Rasa's sender id."""

    __tablename__ = "runner"
    __table_args__ = (
        UniqueConstraint("channel", "address"),
        Index(None, "status", "next_due_at"),
        Index(None, "status", "paused_until"),
    )

    id: Mapped[str] = Column(Uuid, primary_key=True)
    channel: Mapped[str] = Column(ShortName, nullable=False)
    address: Mapped[str] = Column(LongName, nullable=False)
    consented_at: Mapped[datetime | None] = Column(UtcDateTime)
    language: Mapped[str | None] = Column(ShortName)
    time_zone: Mapped[str | None] = Column(LongName)
    check_in_time: Mapped[time | None] = Column(Time)
    status: Mapped[RunnerStatus] = Column(one_of(RunnerStatus, "status"), nullable=False)
    status_before_block: Mapped[RunnerStatus | None] = Column(
        one_of(RunnerStatus, "status_before_block")
    )
    paused_until: Mapped[datetime | None] = Column(UtcDateTime)
    next_due_at: Mapped[datetime | None] = Column(UtcDateTime)
    created_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    last_seen_at: Mapped[datetime] = Column(UtcDateTime, nullable=False, index=True)


@models.mapped
class SettingRow:
    """A value the program keeps for itself, such as the polling offset; nothing of a person."""

    __tablename__ = "setting"

    key: Mapped[str] = Column(LongName, primary_key=True)
    value: Mapped[object] = Column(Json, nullable=False)
