"""One person talking to the real engine, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from bot.conversation.engine import Engine
from bot.conversation.messages import Choice, Command, Incoming, Person, Reply
from bot.simulation.answering import taps_in
from coach.findings import Value
from coach.triage import SCREENS
from storage.assessments import Assessment, latest_assessment
from storage.database import Database
from storage.episodes import Episode, current_episode, current_findings
from storage.runners import runner_of_chat

START = datetime(2026, 5, 6, 9, 0, tzinfo=timezone.utc)  # a Wednesday
TRIAGE_SCREENS = frozenset(screen.id for screen in SCREENS)
_SUBJECTS = ("self", "other_adult", "child_teen")
_MOST_SCREENS = 12


@dataclass
class Talk:
    """One person talking to Hammy, with a clock that only moves when told.

    Attributes:
        engine: The conversation engine.
        person: Who is talking.
        now: Their clock.
        replies: What was said last.
        log: The whole talk, for a failing test.
        screens: Every triage screen that was put to them, in order.
    """

    engine: Engine
    person: Person
    now: datetime = START
    replies: tuple[Reply, ...] = ()
    log: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)

    async def turn(self, incoming: Incoming, *, edited: bool = False) -> tuple[Reply, ...]:
        """Send something and keep what comes back."""
        self.now += timedelta(seconds=20)
        replies = await self.engine.answer(self.person, incoming, sent_at=self.now, edited=edited)
        self.hear(replies, f"> {incoming}")
        return self.replies

    def hear(self, replies: tuple[Reply, ...], after: str) -> None:
        """Keep what was said, after what it was said."""
        self.replies = replies
        self.log.append(after)
        for reply in self.replies:
            self.log.append(f"< {reply.text}")
            self.log += [f"    {[button.title for button in row]}" for row in reply.buttons]
        if (screen := self.asked_screen()) in TRIAGE_SCREENS:
            self.screens.append(str(screen))

    def wait(self, *, hours: float) -> None:
        """Let time pass."""
        self.now += timedelta(hours=hours)

    async def agree(self) -> None:
        """Start, and agree that things are stored."""
        await self.turn(Command("start"))
        await self.turn(Choice(("!give_consent",)))

    def codes(self) -> list[str]:
        """Everything that can be tapped now."""
        return [b.code for reply in self.replies for row in reply.buttons for b in row]

    def titles(self) -> list[str]:
        """Everything that can be tapped now, as the runner reads it."""
        return [b.title for reply in self.replies for row in reply.buttons for b in row]

    def asked_screen(self) -> str | None:
        """The screen that was put last, or None."""
        screens = {code.partition(".")[0] for code in self.codes() if not code.startswith("!")}
        return screens.pop() if len(screens) == 1 else None

    def said(self) -> str:
        """All that was said last."""
        return "\n".join(reply.text for reply in self.replies)

    def tapped(self, options: str | Sequence[str]) -> Choice:
        """A tap on options of the screen shown, or on any button by its code or title."""
        wanted = [options] if isinstance(options, str) else list(options)
        titles = dict(zip(self.titles(), self.codes(), strict=True))
        chosen = []
        for name in wanted:
            matching = [c for c in self.codes() if c == name or c.partition(".")[2] == name]
            matching += [titles[name]] if name in titles else []
            assert matching, f"no button {name!r} among {self.codes()}"
            chosen.append(matching[0])
        return Choice(tuple(chosen))

    async def finish(self, facts: Mapping[str, Value]) -> None:
        """Tap through every question that is still asked.

        Args:
            facts: What is so with this person. Any sign beside these is denied, any other
                number is 0 (days: 4), it came on gradually at the back of one thigh and gets
                better.
        """
        for _ in range(_MOST_SCREENS):
            screen = next((s for s in SCREENS if s.id == self.asked_screen()), None)
            if screen is None:
                return
            shown = {code.partition(".")[2] for code in self.codes()}
            taps = [tap for group in screen.groups for tap in taps_in(group, facts, shown)]
            await self.turn(self.tapped(taps))
        raise AssertionError("there is no end to the questions")

    def episode(self, about: str | None = None) -> Episode | None:
        """The open episode about somebody; by default the one assessed last."""
        with self.database.session() as session:
            runner = runner_of_chat(session, self.person.channel, self.person.address)
            if runner is None:
                return None
            found = [
                episode
                for subject in ([about] if about else _SUBJECTS)
                if (episode := current_episode(session, runner.id, subject=subject))
            ]
        return max(found, key=self._assessed_at, default=None)

    def assessment(self, about: str | None = None) -> Assessment | None:
        """The verdict that stands, if there is one."""
        episode = self.episode(about)
        if episode is None:
            return None
        with self.database.session() as session:
            return latest_assessment(session, episode.id)

    def known(self, about: str | None = None) -> dict[str, object]:
        """The findings that stand."""
        episode = self.episode(about)
        if episode is None:
            return {}
        with self.database.session() as session:
            rows = current_findings(session, episode.id)
        return {row.finding: row.value for row in rows}

    @property
    def database(self) -> Database:
        """Where it is kept what was told."""
        return self.engine.database

    def _assessed_at(self, episode: Episode) -> datetime:
        with self.database.session() as session:
            found = latest_assessment(session, episode.id)
        return found.assessed_at if found else episode.opened_at
