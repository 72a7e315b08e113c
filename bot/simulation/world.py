"""A fast clock, the real dispatcher, and imaginary runners around them."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.conversation.messages import Choice, Incoming, Reply, Words
from bot.conversation.texts import text
from bot.dispatch.dispatcher import Dispatcher, Pace
from bot.simulation.people import Deed, Imaginary, Plan
from bot.simulation.talks import Talk
from coach.checkin.schedule import zone_of
from storage.check_ins import check_in_by_id
from storage.database import Database
from storage.inbox import InboxItem, claim_inbox
from storage.outbox import answer, claim_outbox, confirm_outbox
from storage.runners import runner_of_chat
from storage.states import CheckInState

CHANNEL = "simulation"
TICK = timedelta(minutes=15)
_BETWEEN_TURNS = timedelta(seconds=20)
_LONGEST_TALK = 40
_BATCH = 500


@dataclass(frozen=True)
class Line:
    """One thing that was said.

    Attributes:
        at: When, on the runner's clock.
        by_runner: Whether the runner said it.
        text: What.
        buttons: What could be tapped under it, row by row.
    """

    at: datetime
    by_runner: bool
    text: str
    buttons: tuple[tuple[str, ...], ...] = ()


@dataclass
class World:
    """Some runners and the program that looks after them.

    Attributes:
        database: Theirs alone.
        talk: How they talk.
        people: By address.
        in_words: Whether they may use words.
        asked: How often each was asked for each date.
        apologies: How often Hammy had to say that something went wrong.
        chats: What was said, by address, of those that are listened to.
    """

    database: Database
    talk: Talk
    people: Mapping[str, Imaginary]
    in_words: bool
    asked: Counter[tuple[str, date]] = field(default_factory=Counter)
    reminded: int = 0
    apologies: int = 0
    chats: dict[str, list[Line]] = field(default_factory=dict)
    _plans: list[Plan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dispatcher = Dispatcher(self.database, channels=(CHANNEL,), pace=Pace(batch=_BATCH))
        for who in self.people.values():
            for at, deed in who.deeds():
                self._intend(who, at, deed)

    async def introduce(self, who: Imaginary, at: datetime) -> None:
        """A runner's first talk: what hurts, a verdict, and when to be asked."""
        character = who.character
        await self._converse(who, Words(character.opening), at)
        at += timedelta(minutes=10)
        hour = f"!set_check_in_time:{character.hour:%H.%M}"
        await self._say(who, Choice((hour,)), at)
        await self._say(who, Words(character.place), at + _BETWEEN_TURNS)

    async def live(self, start: datetime, end: datetime, passed: Callable[[], None]) -> None:
        """Let time pass.

        Args:
            start: From when, UTC.
            end: Until when.
            passed: Called after each tick of the clock.
        """
        now = start
        while now < end:
            now += TICK
            while self._plans and self._plans[0].at <= now:
                await self._do(heapq.heappop(self._plans))
            await asyncio.to_thread(self._dispatcher.tick, now)
            await self._deliver(now)
            passed()

    async def _do(self, plan: Plan) -> None:
        who = self.people[plan.whose]
        incoming = who.does(plan.deed, plan.at)
        if plan.deed is Deed.ANSWER:
            incoming = who.opens_with(plan.at, in_words=self.in_words)
        await self._converse(who, incoming, plan.at)

    async def _converse(self, who: Imaginary, first: Incoming | None, at: datetime) -> None:
        """Say something, then answer every question until none is open."""
        incoming = first or who.taps(at)
        for _ in range(_LONGEST_TALK):
            if incoming is None:
                return
            await self._say(who, incoming, at)
            at += _BETWEEN_TURNS
            incoming = who.taps(at)

    async def _say(self, who: Imaginary, incoming: Incoming, at: datetime) -> None:
        self._note(who, at, as_said(incoming, who.heard), None)
        replies = await self.talk.answer(who.person, incoming, sent_at=at)
        who.heard = ()
        self._hears(who, replies, at)

    def _hears(self, who: Imaginary, replies: tuple[Reply, ...], at: datetime) -> None:
        self.apologies += sum(reply.text == text("went_wrong") for reply in replies)
        who.listen(replies)
        for reply in replies:
            titles = tuple(tuple(button.title for button in row) for row in reply.buttons)
            self._note(who, at, reply.text, titles)

    async def _deliver(self, now: datetime) -> None:
        while items := await asyncio.to_thread(self._claimed, now):
            for item in items:
                assert item.check_in_id is not None
                replies = await self.talk.ask(item.check_in_id, sent_at=now)
                await asyncio.to_thread(self._carry, item, replies, now)
                if replies:
                    who = self.people[item.address]
                    self._hears(who, replies, now)
                    if (at := who.answers_at(now)) is not None:
                        self._intend(who, at, Deed.ANSWER)

    def _claimed(self, now: datetime) -> Sequence[InboxItem]:
        with self.database.session() as session:
            return claim_inbox(session, now=now, limit=_BATCH, channel=CHANNEL)

    def _carry(self, item: InboxItem, replies: Sequence[Reply], now: datetime) -> None:
        """The channel's part: the messages wait in the outbox, go out, and are confirmed."""
        assert item.check_in_id is not None
        with self.database.session() as session:
            check_in = check_in_by_id(session, item.check_in_id)
            answer(session, item, [{"text": reply.text} for reply in replies], now)
        if not replies:
            return
        if check_in.state is CheckInState.SENT:
            self.reminded += 1
        else:
            self.asked[(item.address, check_in.local_date)] += 1
        for _ in replies:
            with self.database.session() as session:
                for message in claim_outbox(session, now=now, limit=_BATCH, channel=CHANNEL):
                    confirm_outbox(session, message, None, now)

    def _intend(self, who: Imaginary, at: datetime, deed: Deed) -> None:
        plan = Plan(at, len(self._plans), who.person.address, deed)
        heapq.heappush(self._plans, plan)

    def _note(
        self, who: Imaginary, at: datetime, said: str, buttons: tuple[tuple[str, ...], ...] | None
    ) -> None:
        """Write down a chat that is listened to; only Hammy's words can have buttons."""
        chat = self.chats.get(who.person.address)
        if chat is None:
            return
        with self.database.session(read_only=True) as session:
            runner = runner_of_chat(session, CHANNEL, who.person.address)
        local = at.astimezone(zone_of(runner.time_zone if runner else None).info)
        chat.append(Line(local, buttons is None, said, buttons or ()))


def as_said(incoming: Incoming, shown: Sequence[Reply]) -> str:
    """What a runner says, as others would read it: words, or the titles of buttons."""
    if isinstance(incoming, Words):
        return incoming.text
    if isinstance(incoming, Choice):
        titles = {b.code: b.title for reply in shown for row in reply.buttons for b in row}
        return ", ".join(f"[{titles.get(code, code.strip('!'))}]" for code in incoming.codes)
    return f"({type(incoming).__name__.lower()})"
