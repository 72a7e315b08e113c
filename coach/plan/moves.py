"""Steps forward: by criteria, never by dates, and one a day at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from coach.plan.ladders import ladders, next_step
from coach.plan.model import Change, Criterion, Grade, Hold, Phase
from coach.plan.position import Position
from coach.plan.setbacks import enter

CLEAN_DAYS_TO_RETURN = 2
CLEAN_SESSIONS = 2
"""Clean sessions of a step before the next one, on the jog and the strength ladder."""
SESSIONS_OF_STRENGTH = 4
ALL_CLEAR_DAYS = 14
READY_DAYS = 2
_WEEK = timedelta(days=7)
_RUNS_IN_A_GOOD_WEEK = 2

BEFORE_JOGGING = (Criterion.SINGLE_LEG_BRIDGE, Criterion.HEEL_PRESS, Criterion.BRISK_WALK)
BEFORE_SPEED = (Criterion.EQUAL_MOVEMENT, Criterion.EQUAL_STRENGTH)
BEFORE_DISCHARGE = (
    Criterion.EQUAL_MOVEMENT,
    Criterion.EQUAL_STRENGTH,
    Criterion.PAIN_FREE_STEPS,
    Criterion.CONFIDENT,
)


def move_on(position: Position, on: date) -> Position:
    """The one step forward this day allows, the most important first; or none."""
    if position.hold is not Hold.NONE or position.moved_on == on:
        return position
    for move in _MOVES:
        moved = move(position, on)
        if moved is not None:
            return moved
    return position


def _returned(position: Position, on: date) -> Position | None:
    """Back to the phase before a step back, after two clean days."""
    if position.return_to is None or position.clean_in_row < CLEAN_DAYS_TO_RETURN:
        return None
    back = enter(position, position.return_to, on)
    return replace(back, return_to=None, moved_on=on).changed(Change.RETURNED)


def _left_early_phase(position: Position, on: date) -> Position | None:
    if position.phase not in (Phase.P1, Phase.P2) or position.ready_on != on:
        return None
    if position.ready_in_row < READY_DAYS:
        return None
    return _next_phase(position, on)


def _left_strength(position: Position, on: date) -> Position | None:
    opened = (
        position.phase is Phase.P3
        and _steady(position, on)
        and position.strength.sessions >= SESSIONS_OF_STRENGTH
        and position.says_yes(*BEFORE_JOGGING)
    )
    return _next_phase(position, on) if opened else None


def _left_walk_jog(position: Position, on: date) -> Position | None:
    opened = (
        position.phase is Phase.P4
        and _steady(position, on)
        and position.runs.jog == "J6"
        and position.runs.clean >= CLEAN_SESSIONS
    )
    return _next_phase(position, on) if opened else None


def _left_build(position: Position, on: date) -> Position | None:
    tested = position.tests_excused or position.says_yes(Criterion.HOME_TESTS)
    opened = (
        position.phase is Phase.P5
        and _steady(position, on)
        and position.zero_days >= ALL_CLEAR_DAYS
        and tested
        and position.says_yes(Criterion.USUAL_VOLUME, *BEFORE_SPEED)
    )
    return _next_phase(position, on) if opened else None


def _discharged(position: Position, on: date) -> Position | None:
    opened = (
        position.phase is Phase.P6
        and _steady(position, on)
        and position.runs.speed_done
        and position.clear_days >= ALL_CLEAR_DAYS
        and position.says_yes(*BEFORE_DISCHARGE)
    )
    if not opened:
        return None
    # Fourteen clear days say what this person's usual morning is now.
    closed = replace(position, discharged=on, mornings=(0.0, 0.0, 0.0))
    return _forward(enter(closed, Phase.PREHAB, on), Change.DISCHARGED, on)


def _jog_step(position: Position, on: date) -> Position | None:
    if position.phase is not Phase.P4 or not _steady(position, on):
        return None
    step = next_step(ladders().jog, position.runs.jog)
    if step is None or position.runs.clean < CLEAN_SESSIONS:
        return None
    moved = replace(position, runs=replace(position.runs, jog=step, clean=0))
    return _forward(moved, Change.JOG_STEP, on)


def _build_week(position: Position, on: date) -> Position | None:
    runs = position.runs
    if position.phase is not Phase.P5 or not _steady(position, on):
        return None
    if on - (runs.week_from or on) < _WEEK or runs.week_clean < _RUNS_IN_A_GOOD_WEEK:
        return None
    further = replace(runs, week_from=on, week_clean=0, weeks=runs.weeks + 1)
    return _forward(replace(position, runs=further), Change.BUILD_WEEK, on)


def _speed_step(position: Position, on: date) -> Position | None:
    runs = position.runs
    if position.phase is not Phase.P6 or runs.speed_done or not _steady(position, on):
        return None
    if not runs.clean:
        return None
    step = next_step(ladders().speed, runs.speed)
    further = replace(runs, speed=step or runs.speed, speed_done=step is None, clean=0)
    return _forward(replace(position, runs=further), Change.SPEED_STEP, on)


def _strength_step(position: Position, on: date) -> Position | None:
    strength = position.strength
    step = next_step(ladders().strength, strength.step)
    if (
        step is None
        or not position.phase.strengthens
        or position.grade is not Grade.CLEAN
        or position.return_to is not None
        or strength.clean < CLEAN_SESSIONS
    ):
        return None
    moved = replace(position, strength=replace(strength, step=step, clean=0, unclean=0))
    return _forward(moved, Change.STRENGTH_STEP, on)


def _steady(position: Position, on: date) -> bool:
    """Whether running may go on: a clean day, nothing to return to, no two steps back lately."""
    return position.grade is Grade.CLEAN and position.return_to is None and not position.frozen(on)


def _next_phase(position: Position, on: date) -> Position:
    ahead = replace(position, return_to=None)
    return _forward(enter(ahead, position.phase.after, on), Change.PHASE, on)


def _forward(position: Position, change: Change, on: date) -> Position:
    return replace(position, moved_on=on, stepped=on, clinician=None).changed(change)


_MOVES: tuple[Callable[[Position, date], Position | None], ...] = (
    _returned,
    _left_early_phase,
    _left_strength,
    _left_walk_jog,
    _left_build,
    _discharged,
    _jog_step,
    _build_week,
    _speed_step,
    _strength_step,
)
