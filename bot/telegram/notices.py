"""Who is told what when a message could not be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.conversation.messages import Reply
from bot.conversation.texts import text
from bot.telegram.outgoing import payloads_of
from bot.telegram.texts import channel_text
from storage.inbox import InboxItem

_BETWEEN_ALERTS = timedelta(minutes=1)

Notice = tuple[str, dict[str, object]]
"""A chat and a message for it."""


class Notices:
    """Writes apologies to people and alerts to the operator."""

    def __init__(self, operator: str | None, now: Callable[[], datetime]) -> None:
        """Set it up.

        Args:
            operator: The chat that is told about faults, or None.
            now: The clock, UTC.
        """
        self._operator = operator
        self._now = now
        self._alerted_at: datetime | None = None
        (self._apology,) = payloads_of([Reply(text("went_wrong"))])

    def of(self, item: InboxItem, kind: str) -> tuple[Notice, ...]:
        """What to say about a row that was set aside; alerts come once a minute at most.

        Args:
            item: The row.
            kind: The kind of fault.
        """
        asked_for = item.check_in_id is None
        apologies: tuple[Notice, ...] = ((item.address, self._apology),) if asked_for else ()
        now = self._now()
        lately = self._alerted_at is not None and now - self._alerted_at < _BETWEEN_ALERTS
        if self._operator is None or lately:
            return apologies
        self._alerted_at = now
        (alert,) = payloads_of([Reply(channel_text("alert_set_aside", row=item.id, kind=kind))])
        return (*apologies, (self._operator, alert))
