"""The words that rows use for their state; stored as their values."""

from __future__ import annotations

from enum import Enum


class RunnerStatus(str, Enum):
    """Where a runner stands with daily check-ins."""

    NEW = "new"
    """Has not chosen check-ins yet."""
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    BLOCKED = "blocked"
    """The channel has proven that messages no longer reach this chat."""


class EpisodeStatus(str, Enum):
    """Whether an injury is still being looked after."""

    OPEN = "open"
    CLOSED = "closed"


class SafetyHold(str, Enum):
    """The level that closed all talk about exercises, until it is resolved."""

    NONE = "none"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class HowKnown(str, Enum):
    """How a finding came to be known."""

    SAID = "said"
    ASKED = "asked"
    BUTTON = "button"
    CHECK_IN = "checkin"
    TEST = "test"


class Side(str, Enum):
    """Which leg an episode is about."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class CheckInState(str, Enum):
    """How far one day's check-in has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    MISSED = "missed"
    FAILED = "failed"


class CheckInKind(str, Enum):
    """What a check-in asks: the daily screen, or the monthly look-in after discharge."""

    DAILY = "daily"
    MONTHLY = "monthly"


class HomeTestOutcome(str, Enum):
    """What a home test showed (reference section 5)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NOT_DONE = "not_done"


class InboxState(str, Enum):
    """How far an incoming update has come."""

    PENDING = "pending"
    CLAIMED = "claimed"
    DONE = "done"
    POISONED = "poisoned"


class OutboxState(str, Enum):
    """How far an outgoing message has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


class Logged(str, Enum):
    """What logging an entry did."""

    NEW = "new"
    SAME = "same"
    """The very same entry was there already; nothing changed."""
    CORRECTED = "corrected"
    """An entry for that day was there and now holds the new values."""
