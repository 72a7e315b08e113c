"""A check-in enters the conversation: whether now is the moment, and if so, what is said."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from actions.check_in.hours import NOWHERE
from bot.conversation.messages import Place, Reply
from bot.conversation.moment import whom_to_ask
from bot.conversation.rendering import replies_of
from bot.runtime.channel import CollectingChannel
from bot.runtime.in_process_actions import DATABASE_FAULT
from coach.checkin.schedule import zone_of
from nlu.values.zones import zone_at
from storage.check_ins import check_in_by_id
from storage.database import Database
from storage.problems import DatabaseUnavailable, MissingRowError
from storage.runners import Runner, runner_by_id

_INTENT = "EXTERNAL_check_in"
_OWN_QUESTION = "check_in"


@dataclass
class CheckIns:
    """Brings check-ins into the conversation.

    Attributes:
        agent: The loaded Rasa agent.
        database: Where people's data is.
    """

    agent: Agent
    database: Database

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        """Ask one check-in, or remind of it when it was asked before.

        Nothing is said when it is not the moment: a conversation is open (then it is put off),
        an emergency stands, it was answered meanwhile, or the runner stopped check-ins.

        Args:
            check_in_id: The check-in, as the queue's row names it.
            sent_at: The time, UTC.

        Returns:
            The replies; empty for none, and then there is nothing to send.

        Raises:
            DatabaseProblem: Try again later.
        """
        owes_answer = await self._owes_answer(check_in_id)
        runner = await asyncio.to_thread(self._whom, check_in_id, sent_at, owes_answer)
        if runner is None:
            return ()
        # An ordinary message in form: Rasa's own way for outside events takes no lock and carries
        # neither clock nor date. Nobody can type it: a runner's words never become a payload.
        channel = CollectingChannel()
        today = zone_of(runner.time_zone).date_of(sent_at)
        await self.agent.handle_message(
            UserMessage(
                f"/{_INTENT}" + json.dumps({"option": str(check_in_id)}),
                channel,
                runner.id,
                input_channel=channel.name(),
                metadata={"now": sent_at.isoformat(), "today": today.isoformat()},
            )
        )
        if any(message.get("custom") == DATABASE_FAULT for message in channel.messages):
            raise DatabaseUnavailable("An action could not use the database.")
        return replies_of(channel.messages)

    async def _owes_answer(self, check_in_id: int) -> bool:
        runner = await asyncio.to_thread(self._whose, check_in_id)
        tracker = runner and await self.agent.tracker_store.retrieve(runner.id)
        pending = str((tracker and tracker.get_slot("pending")) or "")
        return bool(pending) and pending.partition(":")[0] != _OWN_QUESTION

    def _whose(self, check_in_id: int) -> Runner | None:
        with self.database.session(read_only=True) as session:
            try:
                return runner_by_id(session, check_in_by_id(session, check_in_id).runner_id)
            except MissingRowError:
                return None

    def _whom(self, check_in_id: int, now: datetime, owes_answer: bool) -> Runner | None:
        with self.database.session() as session:
            return whom_to_ask(session, check_in_id, now, owes_answer=owes_answer)


def place_payload(place: Place) -> str:
    """A shared location as Rasa may see it: its time zone, never the place itself."""
    zone = zone_at(place.latitude, place.longitude)
    return "/set_time_zone" + json.dumps({"option": zone or NOWHERE})
