"""Which sessions count: done when they were open, and settled by the next morning (R33)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coach.exercises import library
from coach.plan.entries import DayLog
from coach.plan.grading import RUN_LIMIT, run_was_clean, settled_next_morning
from coach.plan.ladders import ladders, step_before
from coach.plan.model import Change, Grade, Phase
from coach.plan.permission import (
    RunBar,
    hold_on,
    nordics_due,
    planned_run,
    run_bar,
    speed_due,
    strength_due,
    strength_items,
)
from coach.plan.position import Pending, Position, Runs, lately

_DAY = timedelta(days=1)
_UNCLEAN_BEFORE_EASING = 2


def judge_pending(position: Position, log: DayLog, baseline: float | None) -> Position:
    """Let this morning say whether yesterday's sessions were good.

    A session whose next morning was not told does not count.
    """
    settled = settled_next_morning(log, baseline)
    return _judge_strength(_judge_run(position, log, settled), log, settled)


def note_sessions(position: Position, before: Position, log: DayLog) -> Position:
    """Note what was done today, to be judged tomorrow.

    Args:
        position: Where the plan stands now.
        before: Where it stood before this day was told; what was open then counts.
        log: The day.
    """
    return _note_strength(_note_run(position, before, log), before, log)


def _judge_run(position: Position, log: DayLog, settled: bool | None) -> Position:
    pending = position.runs.pending
    if pending is None:
        return position
    runs = replace(position.runs, pending=None)
    if settled and log.local_date - pending.on == _DAY:
        runs = _counted(runs, pending, position.phase)
    return replace(position, runs=runs)


def _counted(runs: Runs, pending: Pending, phase: Phase) -> Runs:
    if phase is Phase.P4 and pending.step == runs.jog:
        # The last step opens the next phase, and that asks for 0 to 1.
        good = pending.pain <= (1 if runs.jog == "J6" else RUN_LIMIT)
        return replace(runs, clean=runs.clean + good)
    if phase is Phase.P6 and pending.step == runs.speed:
        # Speed asks for no pain at all (S35).
        return replace(runs, clean=runs.clean + (pending.pain == 0))
    return replace(runs, week_clean=runs.week_clean + 1)


def _judge_strength(position: Position, log: DayLog, settled: bool | None) -> Position:
    strength = position.strength
    pending = strength.pending
    if pending is None:
        return position
    strength = replace(strength, pending=None)
    if settled is None or log.local_date - pending.on != _DAY:
        return replace(position, strength=strength)
    if not settled or pending.pain > RUN_LIMIT:
        return _eased(replace(position, strength=replace(strength, unclean=strength.unclean + 1)))
    nordics = strength.nordics + (pending.on in strength.nordic_days)
    same = pending.step == strength.step
    return replace(
        position,
        strength=replace(
            strength,
            clean=strength.clean + same,
            unclean=0,
            sessions=strength.sessions + 1,
            nordics=nordics,
        ),
    )


def _eased(position: Position) -> Position:
    strength = position.strength
    if strength.unclean < _UNCLEAN_BEFORE_EASING or strength.step == "A":
        return position
    lower = step_before(ladders().strength, strength.step)
    eased = replace(strength, step=lower, clean=0, unclean=0)
    return replace(position, strength=eased).changed(Change.EASED_STRENGTH)


def _note_run(position: Position, before: Position, log: DayLog) -> Position:
    if not log.ran:
        return position
    bar = run_bar(before, log.local_date)
    planned = planned_run(before, log.local_date)
    step = log.run_step or (planned if before.phase is Phase.P4 else "easy")
    asked = bar in (None, RunBar.GAIT_OPEN, RunBar.FLAGS_OPEN) and step in (planned, "easy")
    runs = replace(position.runs, days=lately(position.runs.days, log.local_date))
    if step == planned and speed_due(before, log.local_date):
        runs = replace(runs, speed_days=lately(runs.speed_days, log.local_date))
    pain = log.worst_run_pain
    if asked and pain is not None and run_was_clean(log) and _full(position):
        runs = replace(runs, pending=Pending(log.local_date, step, pain))
    noted = replace(position, runs=runs)
    return noted if asked else noted.changed(Change.RAN_UNASKED)


def _note_strength(position: Position, before: Position, log: DayLog) -> Position:
    worked = [each for each in log.exercises if library()[each.exercise].step is not None]
    # The holds of the walking phase are for every day; they take no place from a session.
    if not worked or not before.phase.strengthens:
        return position
    strength = replace(position.strength, days=lately(position.strength.days, log.local_date))
    nordic = any(each.exercise == ladders().nordic for each in worked)
    nordic_open = nordic and nordics_due(before, log.local_date)
    if nordic:
        strength = replace(strength, nordic_days=lately(strength.nordic_days, log.local_date))
    opened = (
        not hold_on(before, log.local_date).closes_all
        and strength_due(before, log.local_date)
        and (nordic_open or not nordic)
    )
    step = before.strength.step
    steps = {library()[each.exercise].step for each in worked}
    tells = [each.pain for each in log.exercises if each.pain is not None]
    pain = max(tells) if tells else log.worst_pain
    judged = pain is not None and (pain > RUN_LIMIT or _full(position))
    if opened and judged and pain is not None and steps & _that_count(before):
        strength = replace(strength, pending=Pending(log.local_date, step, pain))
    return replace(position, strength=strength)


def _full(position: Position) -> bool:
    """Whether the day's session was the whole of it; on a day of caution it is lighter."""
    return position.grade not in (Grade.BAD, Grade.CAUTION)


def _that_count(position: Position) -> set[str | None]:
    """Steps of the ladder whose exercises make a session of the present one."""
    items = strength_items(position)
    return {position.strength.step, *(library()[each.exercise].step for each in items)}
