"""Days going by for one person: the real dispatcher sends, the clock jumps from tick to tick."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.conversation.check_ins import CheckIns
from bot.conversation.messages import Reply
from bot.dispatch.dispatcher import Dispatcher
from coach.checkin.schedule import Zone, zone_of
from storage import inbox, outbox
from storage.check_ins import CheckIn, check_ins_since
from storage.runners import Runner, runner_of_chat
from storage.states import CheckInState
from tests.dialogue.talk import Talk

TICK = timedelta(minutes=30)
_MANY = 100
_WAITING = (CheckInState.PENDING,)


@dataclass(frozen=True)
class Arrived:
    """One message that came without being asked for.

    Attributes:
        at: When, by the person's own clock.
        replies: What it says; of several parts at once.
    """

    at: datetime
    replies: tuple[Reply, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join(reply.text for reply in self.replies)


@dataclass
class Days(Talk):
    """One person's talk over days and weeks.

    Attributes:
        arrived: What came unasked since time was last let pass.
    """

    arrived: list[Arrived] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dispatcher = Dispatcher(self.engine.database, channels=(self.person.channel,))
        self._check_ins = CheckIns(self.engine.agent, self.engine.database)

    async def live(self, span: timedelta) -> None:
        """Let time pass, with check-ins and reminders coming as they are due."""
        self.arrived = []
        until = self.now + span
        while self.now < until:
            self.now = min(until, self._next_moment())
            await self._tick()

    async def live_until_asked(self, days: int) -> None:
        """Let time pass until something comes by itself, or for so many days."""
        until = self.now + timedelta(days=days)
        self.arrived = []
        while self.now < until and not self.arrived:
            self.now = self._next_moment()
            await self._tick()

    def me(self) -> Runner:
        """The person as stored."""
        with self.database.session(read_only=True) as session:
            found = runner_of_chat(session, self.person.channel, self.person.address)
        assert found is not None, "they have not agreed yet"
        return found

    def zone(self) -> Zone:
        """Where they are; UTC while that is not known."""
        return zone_of(self.me().time_zone)

    def check_ins(self) -> tuple[CheckIn, ...]:
        """All their check-ins, by date."""
        with self.database.session(read_only=True) as session:
            return check_ins_since(session, self.me().id, date.min)

    def _next_moment(self) -> datetime:
        """The next tick, or before it the next moment for which something is planned."""
        due = [self.me().next_due_at]
        due += [each.due_at for each in self.check_ins()[-1:] if each.state in _WAITING]
        ahead = [moment for moment in due if moment is not None and moment > self.now]
        return min([_next_tick(self.now), *ahead])

    async def _tick(self) -> None:
        await asyncio.to_thread(self._dispatcher.tick, self.now)
        with self.database.session() as session:
            waiting = inbox.claim_inbox(
                session, now=self.now, limit=_MANY, channel=self.person.channel
            )
        for item in waiting:
            assert item.check_in_id is not None
            replies = await self._check_ins.ask(item.check_in_id, sent_at=self.now)
            self._deliver(item, replies)

    def _deliver(self, item: inbox.InboxItem, replies: tuple[Reply, ...]) -> None:
        payloads = [{"text": reply.text} for reply in replies]
        with self.database.session() as session:
            outbox.answer(session, item, payloads, self.now)
        for _ in replies:
            with self.database.session() as session:
                for message in outbox.claim_outbox(
                    session, now=self.now, limit=_MANY, channel=self.person.channel
                ):
                    outbox.confirm_outbox(session, message, "1", self.now)
        if not replies or item.address != self.person.address:
            return
        at = self.now.astimezone(self.zone().info)
        self.arrived.append(Arrived(at, replies))
        self.hear(replies, f"{at:%a %d %b %H:%M}")


def _next_tick(moment: datetime) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + ((moment - day) // TICK + 1) * TICK
