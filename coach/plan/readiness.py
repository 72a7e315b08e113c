"""Whether a day meets the exit of the first two phases, which ask for days in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coach.plan.entries import DayLog
from coach.plan.grading import RUN_LIMIT, hurts_too_much
from coach.plan.model import Criterion, Phase
from coach.plan.position import Position

_PROTECT = timedelta(days=3)
_EASY = 2
_LONG_WALK = 30

WALK_QUESTION = {Phase.P1: Criterion.SLOW_WALK, Phase.P2: Criterion.LONG_WALK}
"""What is asked about the walking of a day when its log does not say it."""


def note_readiness(position: Position, log: DayLog, baseline: float | None) -> Position:
    """Count a day towards the exit of the first or second phase, once."""
    if position.ready_on == log.local_date:
        return position
    if _ready(position, _with_answers(position, log), baseline):
        in_row = position.ready_in_row + 1 if _follows(position, log) else 1
        return replace(position, ready_in_row=in_row, ready_on=log.local_date)
    if _only_walk_is_open(position, log, baseline):
        return position
    return replace(position, ready_in_row=0, ready_on=None)


def only_walk_is_open(position: Position) -> bool:
    """Whether a yes about the walking of the latest day would make it count."""
    log = position.latest
    # The day that brought somebody into a phase has done its part.
    if log is None or log.local_date in (position.ready_on, position.moved_on):
        return False
    return _only_walk_is_open(position, log, position.baseline)


def _only_walk_is_open(position: Position, log: DayLog, baseline: float | None) -> bool:
    question = WALK_QUESTION.get(position.phase)
    if question is None:
        return False
    told = log.walk_worsened if question is Criterion.SLOW_WALK else log.walk_minutes
    return told is None and _ready(position, _walked(log, question), baseline)


def _follows(position: Position, log: DayLog) -> bool:
    """Whether the day before counted: the last check-in, or in the second phase yesterday."""
    if position.phase is Phase.P1:
        return position.ready_on is not None and position.ready_on == position.told_before
    return position.ready_on == log.local_date - timedelta(days=1)


def _with_answers(position: Position, log: DayLog) -> DayLog:
    question = WALK_QUESTION.get(position.phase)
    given = None if question is None else position.answered(question)
    if given is None or question is None or not given.yes or given.on != log.local_date:
        return log
    return _walked(log, question)


def _walked(log: DayLog, question: Criterion) -> DayLog:
    """The day with what a yes to the question says; what the log itself says stands."""
    if question is Criterion.SLOW_WALK:
        return replace(log, walk_worsened=log.walk_worsened or False)
    return replace(
        log,
        walk_minutes=_LONG_WALK if log.walk_minutes is None else log.walk_minutes,
        walk_pain=1 if log.walk_pain is None else log.walk_pain,
    )


def _ready(position: Position, log: DayLog, baseline: float | None) -> bool:
    if log.red_flag is not False or hurts_too_much(log, baseline):
        return False
    # A day at 4 or 5 asks for less, so it cannot be one of the days that open the next phase.
    if log.worst_of_all is not None and log.worst_of_all > RUN_LIMIT:
        return False
    if position.phase is Phase.P1:
        return log.local_date - position.flare >= _PROTECT and _settled(log)
    return position.phase is Phase.P2 and _walks_well(log, baseline)


def _settled(log: DayLog) -> bool:
    easy = log.gait_normal is True and log.worst_pain is not None and log.worst_pain <= _EASY
    walks = log.walk_worsened is False or (log.walk_worsened is None and easy)
    return walks and log.pain_rest is not None and log.pain_rest <= _EASY


def _walks_well(log: DayLog, baseline: float | None) -> bool:
    pain = log.worst_pain if log.walk_pain is None else log.walk_pain
    return (
        log.gait_normal is True
        and (log.walk_minutes or 0) >= _LONG_WALK
        and pain is not None
        and pain <= 1
        and log.pain_morning is not None
        and (baseline is None or log.pain_morning <= baseline)
    )
