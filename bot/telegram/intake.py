"""Takes updates in as they come, by polling or webhook, and stores them before anything else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.messages import Reply
from bot.runtime.faults import describe
from bot.telegram.client import ALLOWED_UPDATES
from bot.telegram.ledger import CHANNEL, Arrivals, Ledger
from bot.telegram.outgoing import payloads_of
from bot.telegram.texts import channel_text
from storage.inbox import Update
from storage.problems import DatabaseProblem, DatabaseUnavailable

log = logging.getLogger(__name__)

_LARGEST_NUMBER = 2**63
_GONE = ("left", "kicked")
_NOT_STORABLE = (DatabaseProblem, ValueError, TypeError, ArithmeticError, RecursionError)
"""What the database, its driver or the encoding to JSON raise for the fault of one update."""


@dataclass(frozen=True)
class Declined:
    """Something from a chat that we do not talk in."""

    address: str


@dataclass(frozen=True)
class Ignored:
    """Something that asks for nothing."""


@dataclass(frozen=True)
class Malformed:
    """Something that is no update; only its number may be known."""

    update_id: int | None


Arrival = Update | Declined | Ignored | Malformed


def arrival_of(raw: object) -> Arrival:
    """What an update is to the inbox, told from as little of it as possible."""
    if not isinstance(raw, Mapping):
        return Malformed(None)
    update_id = number_of(raw)
    if update_id is None:
        return Malformed(None)
    kind_of_update = next((kind for kind in ALLOWED_UPDATES if kind in raw), None)
    if kind_of_update is None:
        return Ignored()
    content = raw[kind_of_update]
    chat = _chat_of(content)
    if chat is None:
        return Malformed(update_id)
    address, kind = chat
    if kind == "private":
        return Update(CHANNEL, update_id, address, dict(raw))
    return Ignored() if _was_removed(content) else Declined(address)


def number_of(raw: object) -> int | None:
    """An update's number, or None when it has none that can be stored."""
    number = raw.get("update_id") if isinstance(raw, Mapping) else None
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 <= number < _LARGEST_NUMBER else None


def _chat_of(content: object) -> tuple[str, str] | None:
    """Address and kind of the chat."""
    if not isinstance(content, Mapping):
        return None
    # A pressed button names its chat through the message that it belongs to.
    holder = content if "chat" in content else content.get("message")
    chat = holder.get("chat") if isinstance(holder, Mapping) else None
    if not isinstance(chat, Mapping):
        return None
    number, kind = chat.get("id"), chat.get("type")
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(kind, str):
        return None
    return (str(number), kind) if abs(number) < _LARGEST_NUMBER else None


def _was_removed(content: object) -> bool:
    """Whether this only says that the bot is no member of that chat any more."""
    member = content.get("new_chat_member") if isinstance(content, Mapping) else None
    return isinstance(member, Mapping) and member.get("status") in _GONE


class Intake:
    """Stores updates and wakes the worker."""

    def __init__(
        self, ledger: Ledger, on_new: Callable[[], None], *, operator: str | None = None
    ) -> None:
        """Set it up.

        Args:
            ledger: Where updates are stored.
            on_new: Called after something new was stored.
            operator: The operator's chat; when it is a group, it is not declined.
        """
        self._ledger = ledger
        self._on_new = on_new
        self._operator = operator
        (self._too_fast,) = payloads_of([Reply(channel_text("too_fast"))])
        (self._declined,) = payloads_of([Reply(channel_text("group_declined"))])

    async def take(self, batch: Sequence[object]) -> None:
        """Store what came; once this returns, it is safe to acknowledge all of it.

        Args:
            batch: Updates as they came, in order. What is no update is set aside with a line in
                the log, and never holds up the rest.

        Raises:
            DatabaseUnavailable: Nothing may be acknowledged.
        """
        arrivals = [arrival_of(raw) for raw in batch]
        for arrival in arrivals:
            if isinstance(arrival, Malformed):
                log.error("set a malformed update aside (update %s)", arrival.update_id)
        wanted = [a for a in arrivals if self._is_wanted(a)]
        if not wanted:
            return
        try:
            await self._store(wanted)
        except DatabaseUnavailable:
            raise
        except _NOT_STORABLE:
            await self._store_one_by_one(wanted)
        self._on_new()

    def _is_wanted(self, arrival: Arrival) -> bool:
        if isinstance(arrival, Declined):
            return arrival.address != self._operator
        return isinstance(arrival, Update)

    async def _store(self, wanted: Sequence[Arrival]) -> None:
        await self._ledger.receive(
            Arrivals(
                updates=tuple(a for a in wanted if isinstance(a, Update)),
                to_decline=tuple(
                    dict.fromkeys(a.address for a in wanted if isinstance(a, Declined))
                ),
            ),
            too_fast=self._too_fast,
            declined=self._declined,
        )

    async def _store_one_by_one(self, wanted: Sequence[Arrival]) -> None:
        for arrival in wanted:
            try:
                await self._store([arrival])
            except DatabaseUnavailable:
                raise
            except _NOT_STORABLE as problem:
                log.error("set an update aside that cannot be stored: %s", describe(problem))
