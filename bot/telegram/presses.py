"""Pressed buttons: every press is answered, and only a true answer reaches the conversation."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter, TelegramError

from bot.conversation.messages import Choice
from bot.conversation.texts import text
from bot.telegram.faults import Outcome, outcome_of, wanted_wait
from bot.telegram.keyboards import Key, Keyboard, Kind, find, frozen, ticked_codes, toggled
from bot.telegram.reading import Pressed
from bot.telegram.texts import channel_text
from storage.inbox import InboxItem

log = logging.getLogger(__name__)

_MOST_KEYBOARDS = 5_000
_LONGEST_TOAST = 200
_WORTH_WAITING = 3.0


def markup_of(rows: Keyboard) -> InlineKeyboardMarkup | None:
    """A keyboard as Telegram takes it; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, callback_data=key.data) for key in row] for row in rows]
    )


@dataclass
class _Memory:
    """What became of a keyboard lately.

    Two quick presses both tell of the keyboard before the first of them took effect. What was
    made of it here is the truth, unless the press tells of a state that we have never seen.
    """

    latest: Keyboard
    seen: set[tuple[str, ...]] = field(default_factory=set)
    answered_by: int | None = None


class Presses:
    """Deals with pressed buttons."""

    def __init__(self, bot: Bot, *, seconds: float) -> None:
        """Set it up.

        Args:
            bot: Talks to Telegram.
            seconds: The most that one request may take; none of them is worth keeping a person
                waiting for the answer itself.
        """
        self._bot = bot
        self._seconds = seconds
        self._memories: OrderedDict[tuple[str, str], _Memory] = OrderedDict()

    async def choice(self, item: InboxItem, pressed: Pressed) -> Choice | None:
        """What a press says to the conversation, or None when it says nothing.

        Args:
            item: The row that the press came in.
            pressed: The press.
        """
        key = pressed.key
        memory = self._recall(item, pressed) if key is not None else None
        if memory is not None and memory.answered_by not in (None, item.id):
            await self._answer(pressed)
            return None
        if key is None or memory is None or key.kind is Kind.SHOWN:
            await self._answer(pressed, text("stale_button"))
            return None
        if key.kind is Kind.TOGGLE:
            await self._toggle(item, pressed, key, memory)
            return None
        codes = ticked_codes(memory.latest) if key.kind is Kind.DONE else (key.code,)
        if not codes:
            await self._answer(pressed, channel_text("nothing_ticked"))
            return None
        memory.answered_by = item.id
        await asyncio.gather(
            self._answer(pressed), self._show(item, pressed, frozen(memory.latest, codes))
        )
        return Choice(codes)

    def _recall(self, item: InboxItem, pressed: Pressed) -> _Memory | None:
        """What is known of the keyboard; None when the pressed button is not on it."""
        assert pressed.key is not None
        place = (item.address, pressed.key.token)
        memory = self._memories.get(place)
        if memory is not None and memory.answered_by not in (None, item.id):
            return memory
        if find(pressed.keyboard, pressed.key) is None:
            return None
        state = ticked_codes(pressed.keyboard)
        if memory is None or state not in memory.seen:
            answered_by = memory.answered_by if memory else None
            memory = _Memory(pressed.keyboard, {state}, answered_by)
            self._memories[place] = memory
        self._memories.move_to_end(place)
        if len(self._memories) > _MOST_KEYBOARDS:
            self._memories.popitem(last=False)
        return memory

    async def _toggle(self, item: InboxItem, pressed: Pressed, key: Key, memory: _Memory) -> None:
        memory.latest = toggled(memory.latest, key)
        memory.seen.add(ticked_codes(memory.latest))
        await asyncio.gather(self._answer(pressed), self._show(item, pressed, memory.latest))

    async def _answer(self, pressed: Pressed, toast: str | None = None) -> None:
        await self._try(
            self._bot.answer_callback_query(
                pressed.query_id,
                text=toast[:_LONGEST_TOAST] if toast else None,
                read_timeout=self._seconds,
            )
        )

    async def _show(self, item: InboxItem, pressed: Pressed, keyboard: Keyboard) -> None:
        def edit() -> Coroutine[Any, Any, object]:
            return self._bot.edit_message_reply_markup(
                chat_id=int(item.address),
                message_id=pressed.message_id,
                reply_markup=markup_of(keyboard),
                read_timeout=self._seconds,
            )

        wait = await self._try(edit())
        if wait is not None and wait <= _WORTH_WAITING:
            await asyncio.sleep(wait)
            await self._try(edit())

    async def _try(self, request: Coroutine[Any, Any, object]) -> float | None:
        """Make a request that may fail; seconds to wait when Telegram asks for that."""
        try:
            await request
        except RetryAfter as error:
            return wanted_wait(error)
        except TelegramError as error:
            # Too old to be answered, or it looks like that already: nothing a person misses.
            if outcome_of(error) is not Outcome.REFUSED:
                log.warning("a press could not be shown (%s)", type(error).__name__)
        return None
