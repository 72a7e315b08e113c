"""Sends what waits in the outbox, each chat in its order and at a speed that Telegram takes.

When the answer to a send got lost, the message may or may not have arrived, and the Bot API has
no way to ask. A missing answer to a hurt person is worse than one that comes twice, so answers
are sent again; a daily check-in is not, because tomorrow's comes anyway.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram import Message as SentMessage
from telegram.error import RetryAfter, TelegramError

from bot.operations.counters import SENDS
from bot.runtime.faults import describe
from bot.telegram.clock import Clock
from bot.telegram.faults import Outcome, TokenRefused, backoff, outcome_of, wanted_wait
from bot.telegram.health import Health
from bot.telegram.ledger import Ledger
from bot.telegram.outgoing import Message, Sort, UnreadableMessage
from bot.telegram.pace import Pace
from bot.telegram.pacing import Pacer
from bot.telegram.turnstile import Turnstile
from storage.outbox import OutboxItem

log = logging.getLogger(__name__)

_KEPT_FOR = timedelta(hours=24)
_MOST_STRANGE_TRIES = 5
_ABOUT_BUTTONS = ("button", "keyboard", "markup")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Sender:
    """Sends claimed messages."""

    def __init__(
        self, bot: Bot, ledger: Ledger, *, pace: Pace, clock: Clock, health: Health
    ) -> None:
        """Set it up; see the classes for what the parts are."""
        self._bot = bot
        self._ledger = ledger
        self._pace = pace
        self._clock = clock
        self._health = health
        self._pacer = Pacer(pace.rates)
        self._turnstile = Turnstile(pace.patience)

    async def work(self, item: OutboxItem) -> None:
        """Send one message, or put it back, or give it up.

        Raises:
            TokenRefused: Telegram does not know the token any more.
        """
        try:
            await self._work(item)
        except asyncio.CancelledError:
            await self._ledger.delay(item, 0, "stopped")
            raise
        except TokenRefused:
            raise
        except Exception as fault:
            log.error("outbox row %d could not be sent: %s", item.id, describe(fault))
            if item.attempts >= _MOST_STRANGE_TRIES:
                await self._give_up(item, type(fault).__name__)
            else:
                await self._ledger.delay(item, self._backoff(item), type(fault).__name__)

    async def _work(self, item: OutboxItem) -> None:
        if self._clock.was_set:
            # Nobody knows how old anything is until that has been dealt with.
            await self._ledger.delay(item, self._pace.clock, "ClockWasSet")
            return
        if self._clock.now() - item.created_at > _KEPT_FOR:
            await self._give_up(item, "TooOld")
            return
        try:
            message = Message.from_json(item.payload)
        except UnreadableMessage:
            await self._give_up(item, "UnreadableMessage")
            return
        await asyncio.sleep(self._pacer.wait_for_chat(item.address, time.monotonic()))
        await asyncio.sleep(self._pacer.wait_for_all(time.monotonic()))
        await self._turnstile.through(self._deliver(item, message))

    async def _deliver(self, item: OutboxItem, message: Message) -> None:
        try:
            sent = await self._send(item.address, message)
        except TelegramError as error:
            await self._after(error, item, message)
        else:
            SENDS.labels("sent").inc()
            await self._ledger.confirm(item, sent.message_id)

    async def _after(self, error: TelegramError, item: OutboxItem, message: Message) -> None:
        outcome, kind = outcome_of(error), type(error).__name__
        SENDS.labels(kind).inc()
        if outcome is Outcome.TOKEN_REFUSED:
            for_so_long = self._health.refused()
            await self._ledger.delay(item, self._backoff(item), kind)
            if for_so_long >= self._pace.refusals:
                raise TokenRefused
            return
        if outcome is Outcome.BLOCKED:
            log.info("a chat cannot be reached any more")
            await self._ledger.unreachable(item, kind)
        elif outcome is Outcome.REFUSED:
            await self._send_simpler(error, item, message)
        elif outcome is Outcome.UNCERTAIN and item.check_in_id is not None:
            await self._ledger.confirm(item, None)
        else:
            await self._ledger.delay(item, self._wait_after(error, item), kind)

    def _wait_after(self, error: TelegramError, item: OutboxItem) -> float:
        if isinstance(error, RetryAfter):
            return wanted_wait(error)
        return self._backoff(item)

    def _backoff(self, item: OutboxItem) -> float:
        return backoff(
            item.attempts, first=self._pace.first_backoff, longest=self._pace.longest_backoff
        )

    async def _send_simpler(
        self, refusal: TelegramError, item: OutboxItem, message: Message
    ) -> None:
        """Try once more with less that Telegram could dislike; the words matter most."""
        about_buttons = any(word in str(refusal).lower() for word in _ABOUT_BUTTONS)
        plain = message.sort is Sort.TEXT and not about_buttons
        simpler = message.plain() if plain else message.words_only()
        if simpler == message or not simpler.text:
            await self._give_up(item, type(refusal).__name__)
            return
        try:
            sent = await self._send(item.address, simpler)
        except TelegramError as error:
            if outcome_of(error) is Outcome.REFUSED:
                await self._give_up(item, type(error).__name__)
            else:
                await self._after(error, item, message)
        else:
            log.error("outbox row %d was refused and went out simpler", item.id)
            await self._ledger.confirm(item, sent.message_id)

    async def _give_up(self, item: OutboxItem, kind: str) -> None:
        log.error("gave outbox row %d up (%s)", item.id, kind)
        await self._ledger.drop(item, kind)

    async def _send(self, address: str, message: Message) -> SentMessage:
        chat = int(address) if address.lstrip("-").isdigit() else address
        entities = [MessageEntity(MessageEntity.BOLD, at, length) for at, length in message.bold]
        markup = _markup(message)
        file = await _file(message)
        if file is not None and message.sort is Sort.PHOTO:
            return await self._bot.send_photo(
                chat,
                file,
                caption=message.text or None,
                caption_entities=entities or None,
                reply_markup=markup,
            )
        if file is not None:
            return await self._bot.send_document(
                chat,
                file,
                caption=message.text or None,
                caption_entities=entities or None,
                reply_markup=markup,
            )
        return await self._bot.send_message(
            chat,
            message.text,
            entities=entities or None,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )


def _markup(message: Message) -> InlineKeyboardMarkup | None:
    if not message.keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=data) for label, data in row]
            for row in message.keyboard
        ]
    )


async def _file(message: Message) -> InputFile | None:
    """The picture or file; None when there is none, or a picture is missing from the disk."""
    attachment = message.attachment
    if attachment is None:
        return None
    try:
        content = await asyncio.to_thread(attachment.read)
    except OSError:
        log.error("a picture is missing: %s", attachment.name)
        return None
    return InputFile(content, filename=attachment.name)
