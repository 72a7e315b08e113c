"""The durable inbox and outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped

from storage.models.base import LongName, OptionalJson, ShortName, UtcDateTime, models, one_of
from storage.models.checks import not_negative
from storage.states import InboxState, OutboxState


@models.mapped
class InboxRow:
    """One incoming update, or one check-in entering the conversation, until it is answered.

    `position` orders a chat: an update's own number, and for a check-in the highest number its
    channel has seen, so that it comes after everything that had arrived by then.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update_id"),
        Index(None, "state", "channel", "address", "position", "id"),
        Index(None, "channel", "address"),
        # Not even a fault in the program can work on two updates of one chat at once.
        Index(
            "uq_inbox_claimed",
            "channel",
            "address",
            unique=True,
            sqlite_where=text("state = 'claimed'"),
            postgresql_where=text("state = 'claimed'"),
        ),
        # A check-in waits in its chat's queue at most once.
        Index(
            "uq_inbox_check_in_waiting",
            "check_in_id",
            unique=True,
            sqlite_where=text("state IN ('pending', 'claimed')"),
            postgresql_where=text("state IN ('pending', 'claimed')"),
        ),
        not_negative("attempts"),
        not_negative("crashes"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    channel: Mapped[str] = Column(ShortName, nullable=False)
    update_id: Mapped[int | None] = Column(BigInteger)
    check_in_id: Mapped[int | None] = Column(
        ForeignKey("check_in.id", ondelete="CASCADE"), index=True
    )
    address: Mapped[str] = Column(LongName, nullable=False)
    position: Mapped[int] = Column(BigInteger, nullable=False)
    payload: Mapped[Mapping[str, object] | None] = Column(OptionalJson)
    received_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    not_before: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    state: Mapped[InboxState] = Column(one_of(InboxState, "state"), nullable=False)
    attempts: Mapped[int] = Column(Integer, nullable=False)
    crashes: Mapped[int] = Column(Integer, nullable=False, default=0)
    claimed_at: Mapped[datetime | None] = Column(UtcDateTime)
    finished_at: Mapped[datetime | None] = Column(UtcDateTime)
    error_kind: Mapped[str | None] = Column(LongName)


@models.mapped
class OutboxRow:
    """One message on its way to a chat, until the channel has accepted it."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("inbox_id", "sequence"),
        Index(None, "state", "channel", "address", "id"),
        Index(None, "channel", "address"),
        Index(
            "uq_outbox_sending",
            "channel",
            "address",
            unique=True,
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        not_negative("attempts"),
        not_negative("crashes"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    channel: Mapped[str] = Column(ShortName, nullable=False)
    address: Mapped[str] = Column(LongName, nullable=False)
    inbox_id: Mapped[int | None] = Column(ForeignKey("inbox.id", ondelete="SET NULL"))
    check_in_id: Mapped[int | None] = Column(
        ForeignKey("check_in.id", ondelete="SET NULL"), index=True
    )
    sequence: Mapped[int] = Column(Integer, nullable=False)
    payload: Mapped[Mapping[str, object] | None] = Column(OptionalJson)
    created_at: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    not_before: Mapped[datetime] = Column(UtcDateTime, nullable=False)
    state: Mapped[OutboxState] = Column(one_of(OutboxState, "state"), nullable=False)
    attempts: Mapped[int] = Column(Integer, nullable=False)
    crashes: Mapped[int] = Column(Integer, nullable=False, default=0)
    claimed_at: Mapped[datetime | None] = Column(UtcDateTime)
    finished_at: Mapped[datetime | None] = Column(UtcDateTime)
    message_id: Mapped[str | None] = Column(LongName)
    error_kind: Mapped[str | None] = Column(LongName)
    forget: Mapped[bool] = Column(Boolean, nullable=False)
