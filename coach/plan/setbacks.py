"""What takes a plan back or stops it: the regression rule (section 6) and the safety rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coach.plan.entries import DayLog
from coach.plan.ladders import ladders, step_before
from coach.plan.model import Change, Hold, Phase
from coach.plan.position import Position, Runs, Strength, lately

PAUSE = timedelta(days=3)
"""No running on a bad day and the two after it: at least 48 hours."""
_SAME_FLARE = timedelta(days=2)
_LIMP_LIMIT = timedelta(days=7)
"""A limp this long is for a clinician (R18)."""
STALLED_AFTER = timedelta(days=14)
_REGRESSIONS_FOR_CLINICIAN = 2


def red_flag(position: Position) -> Position:
    """A warning sign: the plan stops until triage has been run again."""
    return replace(_without_streaks(position), hold=Hold.RED_FLAG).changed(Change.RED_FLAG)


def new_injury(position: Position, on: date) -> Position:
    """A sharp new sudden pain is a new injury: first phase, and triage again."""
    fresh = replace(
        _without_streaks(position),
        phase=Phase.P1,
        entered=on,
        flare=on,
        stepped=on,
        mornings=(),
        walked_normally=False,
        return_to=None,
        strength=Strength(),
        runs=Runs(days=position.runs.days),
        answers=(),
        easy_only=False,
        hold=_worse(position.hold, Hold.NEW_INJURY),
    )
    return fresh.changed(Change.NEW_INJURY)


def limp_for_a_week(position: Position, log: DayLog) -> bool:
    """Whether this day's limp has lasted a week (row C1)."""
    return (
        log.gait_normal is False
        and position.limp_since is not None
        and log.local_date - position.limp_since >= _LIMP_LIMIT
    )


def retriage(position: Position, why: Change) -> Position:
    """Everything waits for a new triage."""
    held = _worse(position.hold, Hold.RETRIAGE)
    return replace(_without_streaks(position), hold=held).changed(why)


def rescreen(position: Position) -> Position:
    """The next run waits for a new triage."""
    held = _worse(position.hold, Hold.RESCREEN)
    return replace(_without_streaks(position), hold=held).changed(Change.RESCREEN)


def step_back(position: Position, on: date) -> Position:
    """A bad day: no running for 48 hours and one phase back, until two clean days.

    Further bad days of the same flare start the 48 hours anew and count once. In the first phase
    there is nothing to go back to.
    """
    paused = replace(_without_streaks(position), no_run_before=on + PAUSE)
    if position.phase is Phase.PREHAB:
        return retriage(paused, Change.RELAPSE)
    if position.phase is Phase.P1:
        return paused
    if position.regressions and on - position.regressions[-1] <= _SAME_FLARE:
        return paused.changed(Change.STILL_SORE)
    back = position.phase.before
    paused = replace(
        enter(repeat_last_good(paused), back, on),
        # The first phase has an exit of its own, two days in a row.
        return_to=None if back is Phase.P1 else position.phase,
        flare=on if back is Phase.P1 else position.flare,
        walked_normally=position.walked_normally and back is not Phase.P1,
        regressions=lately(position.regressions, on),
    ).changed(Change.REGRESSED)
    if paused.recent_regressions(on) >= _REGRESSIONS_FOR_CLINICIAN:
        return replace(paused, clinician=paused.clinician or on).changed(Change.CLINICIAN)
    return paused


def repeat_last_good(position: Position) -> Position:
    """Back to the last step that went well: this one if it ever did, else the one before."""
    runs = replace(position.runs, pending=None)
    if not runs.clean and position.phase is Phase.P4:
        runs = replace(runs, jog=step_before(ladders().jog, runs.jog))
    if not runs.clean and position.phase is Phase.P6 and not runs.speed_done:
        runs = replace(runs, speed=step_before(ladders().speed, runs.speed))
    return replace(position, runs=replace(runs, clean=0, week_clean=0))


def stalled(position: Position, on: date) -> bool:
    """Whether there was no step forward in 14 days (row C7)."""
    return (
        position.phase is not Phase.PREHAB
        and not position.hold.closes_all
        and position.clinician is None
        and on - position.stepped >= STALLED_AFTER
    )


def enter(position: Position, phase: Phase, on: date) -> Position:
    """The start of a phase: what was counted towards the end of another counts no more."""
    runs = replace(position.runs, clean=0, pending=None, week_from=on, week_clean=0, weeks=0)
    strength = position.strength
    if phase is Phase.P3:
        strength = replace(strength, sessions=0)
    return replace(
        position,
        phase=phase,
        entered=on,
        ready_in_row=0,
        ready_on=None,
        zero_days=0,
        answers=(),
        runs=runs,
        strength=strength,
    )


def _without_streaks(position: Position) -> Position:
    return replace(
        position,
        clean_in_row=0,
        ready_in_row=0,
        ready_on=None,
        zero_days=0,
        clear_days=0,
        runs=replace(position.runs, pending=None),
        strength=replace(position.strength, pending=None),
    )


def _worse(one: Hold, other: Hold) -> Hold:
    return min(one, other, key=list(Hold).index)
