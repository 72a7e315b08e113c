"""Imaginary runners talking to all of Hammy: the trained model, Rasa and every action."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rasa.core.channels.channel import UserMessage

from bot.conversation.check_ins import CheckIns
from bot.conversation.engine import Engine
from bot.conversation.messages import Incoming, Person, Reply
from bot.runtime.channel import CollectingChannel
from storage.check_ins import check_in_by_id
from storage.runners import runner_of_chat

_NEW_SESSION = "/session_start"


@dataclass
class WholeHammy:
    """Talks as Telegram and the terminal do; see `bot.simulation.talks.Talk`.

    Rasa ends a session by the computer's clock. Here days pass in seconds, so a session is ended
    when it would have been by the runner's clock.

    Attributes:
        engine: The conversation.
    """

    engine: Engine
    _last: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._check_ins = CheckIns(self.engine.agent, self.engine.database)
        minutes = self.engine.agent.domain.session_config.session_expiration_time
        self._session = timedelta(minutes=minutes)

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime
    ) -> tuple[Reply, ...]:
        """See `Talk.answer`."""
        with self.engine.database.session(read_only=True) as session:
            runner = runner_of_chat(session, person.channel, person.address)
        if runner is not None:
            await self._begin_session(runner.id, sent_at)
        return await self.engine.answer(person, incoming, sent_at=sent_at)

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        """See `Talk.ask`."""
        with self.engine.database.session(read_only=True) as session:
            runner_id = check_in_by_id(session, check_in_id).runner_id
        await self._begin_session(runner_id, sent_at)
        return await self._check_ins.ask(check_in_id, sent_at=sent_at)

    async def _begin_session(self, runner_id: str, at: datetime) -> None:
        before = self._last.get(runner_id)
        self._last[runner_id] = at
        if before is not None and at - before > self._session:
            channel = CollectingChannel()
            await self.engine.agent.handle_message(
                UserMessage(_NEW_SESSION, channel, runner_id, input_channel=channel.name())
            )
