"""One entry after the other: from a position and an entry to the next position."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from coach.plan.counting import judge_pending, note_sessions
from coach.plan.entries import Answers, DayLog, Entry, Screened, Seen
from coach.plan.grading import RUN_LIMIT, grade, hurts_too_much, ran_too_hard, warns
from coach.plan.model import Change, Criterion, Grade, Hold, Phase
from coach.plan.moves import CLEAN_DAYS_TO_RETURN, move_on
from coach.plan.permission import hold_on
from coach.plan.position import GivenAnswer, Position
from coach.plan.readiness import note_readiness
from coach.plan.screening import screened
from coach.plan.setbacks import (
    PAUSE,
    limp_for_a_week,
    new_injury,
    red_flag,
    repeat_last_good,
    rescreen,
    retriage,
    stalled,
    step_back,
)

_ANSWERS_COUNT_FOR_DAYS = 1
"""A criterion answered today can open a step on the strength of a day told this long ago."""
_SETTLED = 1


def advance(position: Position, entry: Entry) -> Position:
    """Where a plan stands after one more entry. Entries come in the order of their dates."""
    if position.changed_on != entry.local_date:
        position = replace(position, changed_on=entry.local_date, changes=())
    if isinstance(entry, DayLog):
        return _day(position, entry)
    if isinstance(entry, Answers):
        return _answers(position, entry)
    if isinstance(entry, Screened):
        return screened(_after_silence(position, entry.local_date), entry)
    return _seen(position, entry)


def _day(before: Position, log: DayLog) -> Position:
    baseline = before.baseline
    position = _told(_after_silence(before, log.local_date), log, grade(log, baseline))
    if warns(log):
        return red_flag(position)
    if log.sharp_pain:
        return new_injury(position, log.local_date)
    if limp_for_a_week(position, log):
        return retriage(position, Change.LIMP_WEEK)
    if position.hold.closes_all:
        return _note_only(position, before, log)
    position = judge_pending(position, log, baseline)
    position = note_sessions(position, before, log)
    position = _read(position, before, log)
    position = _streaks(position, log, baseline)
    position = move_on(position, log.local_date)
    if stalled(position, log.local_date):
        return replace(position, clinician=log.local_date).changed(Change.CLINICIAN)
    return position


def _after_silence(position: Position, on: date) -> Position:
    hold = hold_on(position, on)
    if hold is position.hold:
        return position
    if hold is Hold.RETRIAGE:
        return retriage(position, Change.RETRIAGE)
    return rescreen(position)


def _told(position: Position, log: DayLog, read: Grade) -> Position:
    """The facts of a day, whatever follows from them."""
    limping = log.gait_normal is False
    sitting = position.sitting_settled
    return replace(
        position.with_morning(log.pain_morning),
        last_seen=log.local_date,
        latest=log,
        told_before=None if position.latest is None else position.latest.local_date,
        grade=read,
        gait_normal=log.gait_normal,
        flags_clear=log.red_flag is False,
        # Whatever else a bad day leads to, no triage shortens the 48 hours after it.
        no_run_before=log.local_date + PAUSE if read is Grade.BAD else position.no_run_before,
        limp_since=(position.limp_since or log.local_date) if limping else None,
        sitting_settled=sitting if log.pain_sitting is None else log.pain_sitting <= _SETTLED,
    )


def _note_only(position: Position, before: Position, log: DayLog) -> Position:
    """While everything waits for triage nothing counts, but a run is known to have been."""
    noted = note_sessions(position, before, log)
    runs = replace(noted.runs, pending=None)
    return replace(noted, runs=runs, strength=replace(noted.strength, pending=None))


def _read(position: Position, before: Position, log: DayLog) -> Position:
    """What the day's numbers ask for."""
    if position.grade is Grade.BAD and not _limp_expected(before, position, log):
        position = step_back(position, log.local_date)
    elif position.discharged is not None and _hurts_again(log):
        position = retriage(position, Change.RELAPSE)
    elif _asks_for_less(position, log):
        position = position.changed(Change.LIGHTER)
    if ran_too_hard(log):
        return _too_hard(position)
    if position.runs.wary and position.grade is Grade.CLEAN:
        return replace(position, runs=replace(position.runs, wary=False))
    return position


def _hurts_again(log: DayLog) -> bool:
    """Whether a leg that was well hurts more than training may bring with it (R33)."""
    return (log.worst_of_all or 0) > RUN_LIMIT or ran_too_hard(log)


def _asks_for_less(position: Position, log: DayLog) -> bool:
    # A run that was too much has an answer of its own.
    own_answer = ran_too_hard(log) and position.phase.runs
    caution = position.grade is Grade.CAUTION and position.phase is not Phase.P1
    return caution and not own_answer


def _limp_expected(before: Position, position: Position, log: DayLog) -> bool:
    """Whether the day is bad for nothing but a limp that has never gone yet.

    Somebody who was sent to the first two phases with a limp (row H1) has not gone back by it.
    """
    if hurts_too_much(log, before.baseline):
        return False
    early = position.phase is Phase.P2 and not before.walked_normally
    return early or position.phase is Phase.P1


def _too_hard(position: Position) -> Position:
    if Change.REGRESSED in position.changes or not position.phase.runs:
        return replace(position, runs=replace(position.runs, wary=True))
    repeated = repeat_last_good(position)
    wary = replace(repeated.runs, wary=True)
    return replace(repeated, runs=wary).changed(Change.REPEAT_LAST_GOOD)


def _streaks(position: Position, log: DayLog, baseline: float | None) -> Position:
    position = note_readiness(position, log, baseline)
    clear = log.all_clear
    clean_in_row = position.clean_in_row + 1 if position.grade is Grade.CLEAN else 0
    return replace(
        position,
        clean_in_row=clean_in_row,
        zero_days=position.zero_days + 1 if clear else 0,
        clear_days=position.clear_days + 1 if clear else 0,
        walked_normally=position.walked_normally or log.gait_normal is True,
        easy_only=position.easy_only and clean_in_row < CLEAN_DAYS_TO_RETURN,
    )


def _answers(position: Position, entry: Answers) -> Position:
    new = dict(entry.given)
    kept = tuple(each for each in position.answers if each.criterion not in new)
    given = tuple(GivenAnswer(criterion, yes, entry.local_date) for criterion, yes in new.items())
    answered = replace(
        position,
        answers=(*kept, *given),
        sitting_settled=new.get(Criterion.SITTING, position.sitting_settled),
    )
    latest = position.latest
    if latest is None or (entry.local_date - latest.local_date).days > _ANSWERS_COUNT_FOR_DAYS:
        return answered
    if latest.local_date == entry.local_date:
        answered = note_readiness(answered, latest, answered.baseline)
    return move_on(answered, entry.local_date)


def _seen(position: Position, entry: Seen) -> Position:
    seen = replace(
        position,
        clinician=None,
        regressions=(),
        stepped=entry.local_date,
        cleared=entry.local_date,
    )
    return seen.changed(Change.CLEARED)
