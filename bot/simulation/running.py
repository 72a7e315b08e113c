"""Puts a simulation together and lets its weeks pass."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import cycle, islice
from zoneinfo import available_timezones

from actions.services import Services, configured
from bot.conversation.messages import Person
from bot.simulation.account import Account, ErrorCount, account_of
from bot.simulation.answering import all_told
from bot.simulation.characters import Character, characters
from bot.simulation.people import Imaginary
from bot.simulation.talks import ByButtons, Talk
from bot.simulation.world import CHANNEL, TICK, World
from coach.checkin.schedule import first_slot, zone_of
from storage.database import Database
from storage.episodes import record_findings, start_episode
from storage.runners import find_or_create_runner, record_consent, schedule_check_ins
from storage.states import HowKnown

BEGIN = datetime(2026, 3, 14, 10, tzinfo=timezone.utc)
"""A Saturday two weeks before Europe's clocks change, and after America's."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Request:
    """What is to be simulated.

    Attributes:
        runners: How many.
        weeks: For how long.
        seed: Where chance begins; the same one gives the same weeks.
        kinds: Which kinds of runners, in turn; empty for all.
        listen: Whether the first runner's chat is written down.
    """

    runners: int
    weeks: int
    seed: int = 1
    kinds: Sequence[str] = ()
    listen: bool = False

    @property
    def ticks(self) -> int:
        """How often the clock ticks, the first talks included."""
        return self.runners + int(_WEEK * self.weeks / TICK)


@dataclass(frozen=True)
class Lived:
    """A simulation that is over."""

    world: World
    account: Account


async def simulate(
    request: Request,
    database: Database,
    talk: Talk | None = None,
    passed: Callable[[], None] = lambda: None,
) -> Lived:
    """Let imaginary runners live through their weeks.

    Args:
        request: What is to be simulated.
        database: An empty one with its schema.
        talk: All of Hammy; None for buttons alone, in all zones of the world.
        passed: Called after each tick of the clock, and each first talk.
    """
    people = {str(n): _imaginary(n, kind, request.seed) for n, kind in enumerate(_kinds(request))}
    errors = ErrorCount()
    logging.getLogger().addHandler(errors)
    world = World(database, talk or ByButtons(database), people, in_words=talk is not None)
    if request.listen:
        world.chats["0"] = []
    with ExitStack() as own:
        own.callback(logging.getLogger().removeHandler, errors)
        if talk is None:
            own.enter_context(configured(Services(database)))
        for who in people.values():
            if talk is not None:
                await world.introduce(who, BEGIN)
            else:
                _enrol(database, who)
            passed()
        end = BEGIN + _WEEK * request.weeks
        await world.live(BEGIN + TICK, end, passed)
    return Lived(world, account_of(world, end, errors.count))


def _kinds(request: Request) -> Sequence[Character]:
    wanted = [each for each in characters() if not request.kinds or each.id in request.kinds]
    return list(islice(cycle(wanted), request.runners))


def _imaginary(number: int, character: Character, seed: int) -> Imaginary:
    person = Person(CHANNEL, str(number))
    return Imaginary(character, person, BEGIN, random.Random(f"{seed}/{number}"))


def _enrol(database: Database, who: Imaginary) -> None:
    """What the first talk leaves behind, for one who cannot have it without words."""
    zone = who.by.choice(sorted(available_timezones()))
    hour = who.character.hour
    slot = first_slot(BEGIN, hour, zone_of(zone))
    with database.session() as session:
        runner = find_or_create_runner(session, CHANNEL, who.person.address, BEGIN)
        record_consent(session, runner.id, BEGIN)
        episode = start_episode(session, runner.id, BEGIN)
        told = all_told(who.character.facts)
        record_findings(session, episode.id, told, how_known=HowKnown.SAID, observed_at=BEGIN)
        schedule_check_ins(
            session, runner.id, time_zone=zone, check_in_time=hour, next_due_at=slot.slot_at
        )
