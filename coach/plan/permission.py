"""Whether somebody may run on a date, and what is due. The only place that opens running."""

from __future__ import annotations

from datetime import date
from enum import Enum

from coach.plan.entries import missed_days
from coach.plan.ladders import Prescribed, ladders
from coach.plan.model import Grade, Hold, Phase, Track
from coach.plan.position import Position, within

RESCREEN_AFTER = 3
"""Missed days after which triage comes before the next run (section 7)."""
RETRIAGE_AFTER = 7
"""Missed days after which everything starts with triage."""
DEEP_STEPS = ("E", "F")
"""Strength steps with a deep hip bend, which the tendon track keeps shallow at first."""
_HOLDS = list(Hold)


class RunBar(str, Enum):
    """Why there is no run on a date."""

    HOLD = "hold"
    RESCREEN = "rescreen"
    PHASE = "phase"
    FLAGS_OPEN = "flags_open"
    """Warning signs were not asked or not answered."""
    LIMP = "limp"
    GAIT_OPEN = "gait_open"
    PAUSE = "pause"
    """The 48 hours after a step back."""
    RECOVERING = "recovering"
    """Two clean days have to come first."""
    WARY = "wary"
    """The last run was too much; one clean day has to come first."""
    DONE = "done"
    """There was a run today already."""
    REST_DAY = "rest_day"


def hold_on(position: Position, on: date) -> Hold:
    """What holds the plan on a date, days of silence included."""
    silent = Hold.NONE
    if position.phase is not Phase.PREHAB:
        missed = missed_days(position.last_seen, on)
        if missed >= RETRIAGE_AFTER:
            silent = Hold.RETRIAGE
        elif missed >= RESCREEN_AFTER:
            silent = Hold.RESCREEN
    return min(position.hold, silent, key=_HOLDS.index)


def run_bar(position: Position, on: date) -> RunBar | None:
    """What speaks against a run on a date, the most serious first; None when nothing does."""
    hold = hold_on(position, on)
    rest_day = not _rested(position, on)
    bars = (
        (RunBar.HOLD, hold.closes_all),
        (RunBar.RESCREEN, hold is Hold.RESCREEN),
        (RunBar.PHASE, not position.phase.runs),
        (RunBar.FLAGS_OPEN, not position.flags_clear),
        (RunBar.LIMP, position.gait_normal is False),
        (RunBar.GAIT_OPEN, position.gait_normal is None),
        (RunBar.PAUSE, position.pauses(on)),
        (RunBar.RECOVERING, position.return_to is not None or position.grade is Grade.BAD),
        (RunBar.WARY, position.runs.wary),
        (RunBar.DONE, on in position.runs.days),
        (RunBar.REST_DAY, rest_day),
    )
    return next((bar for bar, holds in bars if holds), None)


def speed_due(position: Position, on: date) -> bool:
    """Whether a session of the speed ladder is due: at most two in 7 days, never close together."""
    days = position.runs.speed_days
    return (
        position.phase is Phase.P6
        and not position.runs.speed_done
        and position.grade in (None, Grade.CLEAN)
        and not position.frozen(on)
        and not within(days, on, 3)
        and within(days, on, 7) < 2
    )


def planned_run(position: Position, on: date) -> str:
    """The step a run on this date counts for: of the jog or speed ladder, or "easy"."""
    if position.phase is Phase.P4:
        return position.runs.jog
    return position.runs.speed if speed_due(position, on) else "easy"


def strength_due(position: Position, on: date) -> bool:
    """Whether a strength session is due: a rest day between, and no more than a week holds."""
    days = position.strength.days
    rest, a_week = (2, 3) if position.phase in (Phase.P3, Phase.P4) else (3, 2)
    return on not in days and not within(days, on, rest) and within(days, on, 7) < a_week


def nordics_due(position: Position, on: date) -> bool:
    """Whether Nordics belong to a strength session on this date."""
    strength = position.strength
    if strength.step != "F":
        return False
    stages = ladders().nordics
    stage = ladders().nordic_stage(strength.nordics)
    # A stage stands for a week, so the next one opens a week after the last Nordics.
    opens_one = strength.nordics in {each.until for each in stages}
    done = within(strength.nordic_days, on, 7)
    return done == 0 if opens_one else done < stage.a_week


def strength_items(position: Position) -> tuple[Prescribed, ...]:
    """The exercises of the present strength step, for this person's track."""
    step = ladders().strength[position.strength.step]
    return step.tendon if spares_tendon(position) else step.items


def spares_tendon(position: Position) -> bool:
    """Whether deep hip bends have to wait because sitting still hurts (R38)."""
    return position.track is Track.TENDON and not position.sitting_settled


def _rested(position: Position, on: date) -> bool:
    """Whether a run today keeps to the phase's rest days."""
    days = position.runs.days
    if position.phase is Phase.P4:
        return not within(days, on, 2)
    if position.phase in (Phase.P5, Phase.P6):
        return within(days, on, 3) < 2
    return True
