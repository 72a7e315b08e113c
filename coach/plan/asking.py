"""Which criteria to ask about on a day (S33 to S35 and the exits that need an answer)."""

from __future__ import annotations

from datetime import date, timedelta

from coach.plan.model import Criterion, Phase
from coach.plan.moves import (
    ALL_CLEAR_DAYS,
    BEFORE_DISCHARGE,
    BEFORE_JOGGING,
    BEFORE_SPEED,
    SESSIONS_OF_STRENGTH,
)
from coach.plan.permission import DEEP_STEPS, spares_tendon
from coach.plan.position import Position
from coach.plan.readiness import WALK_QUESTION, only_walk_is_open

_ASK_AGAIN = timedelta(days=3)
"""After a no, the same question waits this long."""


def open_questions(position: Position, on: date) -> tuple[Criterion, ...]:
    """The criteria whose answers can open something now, in the order to ask them."""
    wanted = (*_of_today(position, on), *_wanted(position), *_of_tendon(position))
    return tuple(each for each in wanted if _due(position, each, on))


def _of_today(position: Position, on: date) -> tuple[Criterion, ...]:
    """What today's log leaves open about walking, when nothing else stands in the way."""
    latest = position.latest
    if latest is None or latest.local_date != on or not only_walk_is_open(position):
        return ()
    return (WALK_QUESTION[position.phase],)


def _wanted(position: Position) -> tuple[Criterion, ...]:
    phase = position.phase
    if position.return_to is not None:
        return ()
    if phase is Phase.P3 and position.strength.sessions >= SESSIONS_OF_STRENGTH:
        return BEFORE_JOGGING
    if phase is Phase.P5 and position.runs.weeks:
        return _of_build(position)
    if phase is Phase.P6 and position.runs.speed_done and position.clear_days >= ALL_CLEAR_DAYS:
        return BEFORE_DISCHARGE
    return ()


def _of_build(position: Position) -> tuple[Criterion, ...]:
    if not position.says_yes(Criterion.USUAL_VOLUME) or position.zero_days < ALL_CLEAR_DAYS:
        return (Criterion.USUAL_VOLUME,)
    tests = () if position.tests_excused else (Criterion.HOME_TESTS,)
    return (*tests, *BEFORE_SPEED)


def _of_tendon(position: Position) -> tuple[Criterion, ...]:
    waits = position.phase.strengthens and position.strength.step in DEEP_STEPS
    return (Criterion.SITTING,) if waits and spares_tendon(position) else ()


def _due(position: Position, criterion: Criterion, on: date) -> bool:
    answered = position.answered(criterion)
    if answered is None:
        return True
    if criterion in WALK_QUESTION.values():
        return answered.on != on
    return not answered.yes and on - answered.on >= _ASK_AGAIN
