"""The one conversation: consent first, then Rasa, whatever the channel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.constants import DEFAULT_INTENTS
from sqlalchemy.exc import InterfaceError, OperationalError

from actions.control.commands import COMMANDS
from actions.privacy.deleting import DELETE_EVERYTHING
from actions.safety.doorstep import safety_text
from bot.conversation.check_ins import place_payload
from bot.conversation.codes import ForgedCode, payload_of
from bot.conversation.doorstep import AGREE, Doorstep, Welcome
from bot.conversation.messages import (
    Choice,
    Command,
    Incoming,
    Person,
    Place,
    Reply,
    Unreadable,
    Words,
)
from bot.conversation.rendering import replies_of
from bot.conversation.texts import text, unreadable
from bot.runtime.channel import CollectingChannel
from bot.runtime.faults import describe
from bot.runtime.in_process_actions import DATABASE_FAULT
from coach.checkin.schedule import zone_of
from nlu.components.context import PENDING
from nlu.components.earlier import EARLIER
from nlu.values.zones import find_zone
from storage.database import Database
from storage.deletion import delete_runner
from storage.problems import DatabaseUnavailable, problem_from
from storage.runners import (
    Runner,
    find_or_create_runner,
    record_consent,
    runner_of_chat,
)

log = logging.getLogger(__name__)

_LONGEST_WORDS = 16_384
"""More than Telegram takes at once: a story pasted into the terminal is read to its end."""
_UTC = "UTC"
_OUTSIDE_EVENT = "EXTERNAL_"


@dataclass
class Engine:
    """Answers people through Rasa; see `bot.conversation.messages.Conversation`.

    Attributes:
        agent: The loaded Rasa agent.
        database: Where people's data is.
    """

    agent: Agent
    database: Database

    def __post_init__(self) -> None:
        self._doorstep = Doorstep(self._safety_text)
        self._button_intents = _button_intents(self.agent.domain.intents)

    async def warm_up(self) -> None:
        """Read a sentence for nobody, so that the first person does not wait for what is lazy."""
        await self._safety_text("a bit sore behind the left thigh since Sunday, walking is fine")
        await self._in_thread(lambda: find_zone("London"))

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime, edited: bool = False
    ) -> tuple[Reply, ...]:
        """Answer one turn, never with silence.

        Raises:
            DatabaseUnavailable: The database cannot be used now and nothing was said; the same
                turn may be tried again.
        """
        try:
            replies = await self._answer(person, incoming, sent_at, edited)
        except DatabaseUnavailable:
            raise
        except (OperationalError, InterfaceError) as fault:
            # Rasa reads and keeps the conversation with its own sessions.
            raise problem_from(fault) from None
        except Exception as fault:
            log.error("a turn failed: %s", describe(fault))
            replies = ()
        return replies or (Reply(text("went_wrong")),)

    async def _answer(
        self, person: Person, incoming: Incoming, sent_at: datetime, edited: bool
    ) -> tuple[Reply, ...]:
        runner = await self._in_thread(lambda: self._known(person, sent_at))
        # Somebody whose yes was kept, but whose words could not be answered then, says yes again.
        again = incoming == Choice((AGREE,)) and self._doorstep.held(person)
        if runner is not None and not again:
            return await self._converse(runner, incoming, sent_at, edited)
        outcome = await self._doorstep.answer(person, incoming)
        if not isinstance(outcome, Welcome):
            return outcome
        runner = await self._in_thread(lambda: self._welcome(person, sent_at))
        if not outcome.words:
            return await self._converse(runner, Command("start"), sent_at, edited)
        replies: tuple[Reply, ...] = ()
        for words in outcome.words:
            replies = await self._converse(runner, Words(words), sent_at, edited)
        self._doorstep.forget(person)
        return replies

    @staticmethod
    async def _in_thread(work: Callable[[], Any]) -> Any:
        return await asyncio.to_thread(work)

    def _known(self, person: Person, now: datetime) -> Runner | None:
        with self.database.session() as session:
            runner = runner_of_chat(session, person.channel, person.address)
            if runner is None or runner.consented_at is None:
                return None
            return find_or_create_runner(session, person.channel, person.address, now)

    def _welcome(self, person: Person, now: datetime) -> Runner:
        with self.database.session() as session:
            runner = find_or_create_runner(session, person.channel, person.address, now)
            record_consent(session, runner.id, now)
            return runner

    async def _safety_text(self, words: str, earlier: Sequence[str] = ()) -> str | None:
        parsed = await self.agent.processor.parse_message(
            UserMessage(_plain(words), metadata={PENDING: [], EARLIER: list(earlier)})
        )
        return safety_text(parsed.get("findings") or {})

    async def _converse(
        self, runner: Runner, incoming: Incoming, sent_at: datetime, edited: bool
    ) -> tuple[Reply, ...]:
        if isinstance(incoming, Unreadable):
            return await self._unreadable(runner, incoming, sent_at, edited)
        if isinstance(incoming, Words) and not incoming.text.strip():
            return (Reply(text("nothing_said")),)
        if isinstance(incoming, Command) and incoming.name not in COMMANDS:
            return (Reply(text("unknown_command")),)
        try:
            words = self._rasa_text(incoming)
        except ForgedCode:
            return (Reply(text("stale_button")),)
        return await self._ask_rasa(runner, words, sent_at, edited)

    async def _unreadable(
        self, runner: Runner, incoming: Unreadable, sent_at: datetime, edited: bool
    ) -> tuple[Reply, ...]:
        remark = Reply(unreadable(incoming.kind))
        if not incoming.caption.strip():
            return (remark,)
        replies = await self._converse(runner, Words(incoming.caption), sent_at, edited)
        return (remark, *replies)

    def _rasa_text(self, incoming: Incoming) -> str:
        if isinstance(incoming, Choice):
            return payload_of(incoming.codes, self._button_intents)
        if isinstance(incoming, Command):
            return f"/{COMMANDS[incoming.name].intent}"
        if isinstance(incoming, Words):
            return _plain(incoming.text)
        assert isinstance(incoming, Place)
        return place_payload(incoming)

    async def _ask_rasa(
        self, runner: Runner, words: str, sent_at: datetime, edited: bool
    ) -> tuple[Reply, ...]:
        channel = CollectingChannel()
        zone = zone_of(runner.time_zone or _UTC).info
        await self.agent.handle_message(
            UserMessage(
                words,
                channel,
                runner.id,
                input_channel=channel.name(),
                metadata={
                    "now": sent_at.isoformat(),
                    "today": sent_at.astimezone(zone).date().isoformat(),
                    "edited": edited,
                },
            )
        )
        effects = [message.get("custom") for message in channel.messages]
        if DELETE_EVERYTHING in effects:
            forgotten: tuple[Reply, ...] = await self._in_thread(lambda: self._forget(runner))
            return forgotten
        replies = replies_of(channel.messages)
        if DATABASE_FAULT not in effects:
            return replies
        if not replies:
            raise DatabaseUnavailable("An action could not use the database.")
        return (*replies, Reply(text("went_wrong")))

    def _forget(self, runner: Runner) -> tuple[Reply, ...]:
        with self.database.session() as session:
            delete_runner(session, runner)
        return (Reply(text("deleted")),)


def _button_intents(intents: Iterable[str]) -> frozenset[str]:
    """What a button may name: nothing that steers Rasa itself or stands for an outside event."""
    return frozenset(
        intent
        for intent in intents
        if intent not in DEFAULT_INTENTS and not intent.startswith(_OUTSIDE_EVENT)
    )


def _plain(words: str) -> str:
    """A runner's words as Rasa may see them: never as a payload that drives the dialogue."""
    return words[:_LONGEST_WORDS].lstrip(" \t\r\n/").strip() or "?"
