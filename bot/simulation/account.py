"""What became of imaginary runners, counted from the database after their weeks are over."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.simulation.people import Imaginary
from bot.simulation.world import CHANNEL, World
from coach.checkin import Verdict
from coach.checkin.schedule import NUDGE_AFTER
from coach.plan import PlanError, PlanState
from storage.check_ins import CheckIn, check_ins_since
from storage.episodes import episodes_of
from storage.runners import runner_of_chat
from storage.states import CheckInState, RunnerStatus

_PACKAGES = ("actions", "bot", "coach", "nlu", "storage")


@dataclass(frozen=True)
class Outcome:
    """One runner's weeks.

    Attributes:
        character: What they are like.
        sent: Check-ins that reached them.
        answered: Check-ins answered in full.
        late: Those answered on a later date, or after the time of the reminder.
        missed: Check-ins that were never answered.
        left_out: Check-ins that they skipped, or that were not asked for a good reason.
        phase: The phase their plan is in at the end, "closed", or "" without a plan.
        alarms: Check-ins that ended with a warning sign.
        stopped: Whether check-ins ended by themselves.
        failed: Check-ins that could not be sent.
    """

    character: str
    sent: int
    answered: int
    late: int
    missed: int
    left_out: int
    phase: str
    alarms: int
    stopped: bool
    failed: int


@dataclass(frozen=True)
class Account:
    """Everybody's weeks.

    Attributes:
        outcomes: One for each runner.
        reminded: Reminders that were sent.
        failures: What must not happen, in words, with how often it did.
    """

    outcomes: tuple[Outcome, ...]
    reminded: int
    failures: Mapping[str, int]


def account_of(world: World, end: datetime, errors: int) -> Account:
    """Count.

    Args:
        world: After its weeks.
        end: When they ended.
        errors: How many errors were logged meanwhile.
    """
    with world.database.session(read_only=True) as session:
        outcomes = tuple(_outcome(session, who) for who in world.people.values())
        gaps = sum(_gaps(session, who, end) for who in world.people.values())
    twice = sum(times - 1 for times in world.asked.values())
    failures = {
        "check-ins that could not be sent": sum(each.failed for each in outcomes),
        "dates asked about twice": twice,
        "dates that were left out": gaps,
        "turns that went wrong": world.apologies,
        "errors logged": errors,
    }
    return Account(outcomes, world.reminded, {k: v for k, v in failures.items() if v})


def _outcome(session: Session, who: Imaginary) -> Outcome:
    runner = runner_of_chat(session, CHANNEL, who.person.address)
    assert runner is not None
    found = check_ins_since(session, runner.id, date.min)
    states = [each.state for each in found]
    return Outcome(
        character=who.character.id,
        sent=sum(each.sent_at is not None for each in found),
        answered=states.count(CheckInState.ANSWERED),
        late=sum(_is_late(each) for each in found),
        missed=states.count(CheckInState.MISSED),
        left_out=states.count(CheckInState.SKIPPED),
        phase=_phase(session, runner.id),
        alarms=sum(each.verdict == Verdict.RED_FLAG.value for each in found),
        stopped=runner.status is RunnerStatus.STOPPED,
        failed=states.count(CheckInState.FAILED),
    )


def _is_late(check_in: CheckIn) -> bool:
    sent, answered = check_in.sent_at, check_in.answered_at
    return sent is not None and answered is not None and answered - sent > NUDGE_AFTER


def _phase(session: Session, runner_id: str) -> str:
    for episode in episodes_of(session, runner_id):
        try:
            if episode.plan:
                plan = PlanState.from_json(episode.plan)
                return "closed" if plan.at_rest else plan.phase.name
        except PlanError:
            return "unreadable"
    return ""


def _gaps(session: Session, who: Imaginary, end: datetime) -> int:
    """Dates without a check-in between the first and the last, while daily ones were due.

    A pause and a flight over the date line leave dates out, and so does the end of a plan.
    """
    if who.character.pauses or who.character.travels:
        return 0
    runner = runner_of_chat(session, CHANNEL, who.person.address)
    assert runner is not None
    days = [each.local_date for each in check_ins_since(session, runner.id, date.min)]
    if not days or _phase(session, runner.id) == "closed" or days[-1] > end.date():
        return 0
    return (days[-1] - days[0]).days + 1 - len(days)


class ErrorCount(logging.Handler):
    """Counts errors that our own code logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        if record.name.partition(".")[0] in _PACKAGES:
            self.count += 1


def by_character(account: Account) -> Iterator[tuple[str, tuple[Outcome, ...]]]:
    """The outcomes of each kind of runner, in the order of their first one."""
    kinds = dict.fromkeys(each.character for each in account.outcomes)
    for kind in kinds:
        yield kind, tuple(each for each in account.outcomes if each.character == kind)
