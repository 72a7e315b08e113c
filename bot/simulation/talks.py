"""The two ways in which imaginary runners can talk: to all of Hammy, or past the language model."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.check_in.action import ActionCheckIn, ActionPauseCheckIns, ActionSetTimeZone
from actions.check_in.dispatch import take_check_in
from actions.reading import Heard, Tapped
from actions.triage.asking import Pending, owner_of
from actions.turn import Turn, TurnAction
from bot.conversation.messages import Choice, Incoming, Person, Place, Reply
from bot.conversation.moment import whom_to_ask
from bot.conversation.rendering import reply_of
from coach.checkin.schedule import zone_of
from nlu.values.zones import zone_at
from storage.database import Database
from storage.runners import Runner, runner_of_chat

_ACTIONS: Mapping[str, type[TurnAction]] = {
    "EXTERNAL_check_in": ActionCheckIn,
    "pause_check_ins": ActionPauseCheckIns,
    "set_time_zone": ActionSetTimeZone,
}


class Talk(Protocol):
    """How a runner and Hammy talk."""

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime
    ) -> tuple[Reply, ...]:
        """Say something to Hammy; what she says to it."""
        ...

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        """Have a check-in asked whose turn has come; nothing when it is not the moment."""
        ...


@dataclass
class ByButtons:
    """The real actions and rules, answered by buttons: no words, so no language model.

    Attributes:
        database: Where people's data is.
    """

    database: Database
    _slots: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime
    ) -> tuple[Reply, ...]:
        """See `Talk.answer`.

        Raises:
            ValueError: It is words, which nobody here can read.
        """
        heard = heard_of(incoming)
        return await asyncio.to_thread(self._answer, person, heard, sent_at)

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        """See `Talk.ask`."""
        return await asyncio.to_thread(self._ask, check_in_id, sent_at)

    def _answer(self, person: Person, heard: Heard, at: datetime) -> tuple[Reply, ...]:
        with self.database.session() as session:
            runner = runner_of_chat(session, person.channel, person.address)
            assert runner is not None
            return self._turn(session, runner, heard, at)

    def _ask(self, check_in_id: int, at: datetime) -> tuple[Reply, ...]:
        with self.database.session() as session:
            # Who talks by buttons ends each talk at once, so no other question is ever open.
            runner = whom_to_ask(session, check_in_id, at, owes_answer=False)
            if runner is None:
                return ()
            heard = Heard("EXTERNAL_check_in", argument=str(check_in_id))
            return self._turn(session, runner, heard, at)

    def _turn(
        self, session: Session, runner: Runner, heard: Heard, at: datetime
    ) -> tuple[Reply, ...]:
        said = CollectingDispatcher()
        slots = self._slots.setdefault(runner.id, {})
        today = zone_of(runner.time_zone).date_of(at)
        turn = Turn(session, runner, at, today, heard, said, slots)
        if heard.intent in _ACTIONS:
            _ACTIONS[heard.intent]().act(turn)
        elif not take_check_in(turn) and (owner := owner_of(Pending.of(turn))) is not None:
            owner.answer(turn)
        slots.update(turn.changes)
        # Ready-made responses are filled in by Rasa; here their name must do.
        return tuple(
            reply_of({**each, "text": each["text"] or each["response"]}) for each in said.messages
        )


def heard_of(incoming: Incoming) -> Heard:
    """A button or a shared place as the actions hear it.

    Raises:
        ValueError: It is anything else.
    """
    if isinstance(incoming, Place):
        return Heard("set_time_zone", argument=zone_at(incoming.latitude, incoming.longitude) or "")
    if not isinstance(incoming, Choice):
        raise ValueError("only buttons can be read without the model")
    first = incoming.codes[0]
    if first.startswith("!"):
        intent, _, argument = first[1:].partition(":")
        return Heard(intent, argument=argument)
    options = tuple(code.partition(".")[2] for code in incoming.codes)
    return Heard("choose", tapped=Tapped(first.partition(".")[0], options))
