"""What a new triage result does to a plan that is under way."""

from __future__ import annotations

from dataclasses import replace

from coach.plan.entries import Screened
from coach.plan.model import Change, Hold, Phase, Screening
from coach.plan.position import Position, Runs, Strength
from coach.plan.setbacks import enter, red_flag, rescreen, step_back

_STARTS_ANEW = (Hold.RED_FLAG, Hold.RETRIAGE)


def screened(position: Position, entry: Screened) -> Position:
    """Where a plan stands after triage was run again.

    A level that needs a clinician stops it. Otherwise the plan goes on where it was, or further
    back when the level says so; never further on.
    """
    if entry.cleared:
        again = _start_over(_resumed(position, entry), entry)
        return replace(again, cleared=entry.local_date).changed(Change.CLEARED)
    if entry.screening is Screening.BARRED:
        return red_flag(replace(position, cleared=None))
    if entry.screening is Screening.UNDECIDED:
        return position if position.hold is not Hold.NONE else rescreen(position)
    return _ON_LEVEL[entry.screening](_resumed(position, entry), position.hold, entry)


def _stop(position: Position, held: Hold, entry: Screened) -> Position:
    relapsed = position.phase is Phase.PREHAB
    if relapsed or held in _STARTS_ANEW or held is Hold.NEW_INJURY or entry.sudden:
        return _start_over(position, entry)
    if position.phase.runs:
        return step_back(position, entry.local_date)
    return position


def _nothing_found(position: Position, held: Hold, entry: Screened) -> Position:
    """Whoever has to start anew does so in the first phase; else nothing speaks for going back."""
    anew = held in _STARTS_ANEW or held is Hold.NEW_INJURY
    return _start_over(position, entry) if anew else position


def _easy(position: Position, held: Hold, entry: Screened) -> Position:
    later = position.phase in (Phase.P5, Phase.P6)
    if position.phase is Phase.PREHAB or (held is Hold.RETRIAGE and later):
        # The same door as for anybody at this level, with the steps to be earned again.
        runs = replace(position.runs, jog="J1")
        back = replace(position, runs=runs, discharged=None, return_to=None, flare=entry.flare)
        return enter(back, Phase.P4, entry.local_date)
    return position


def _free(position: Position, held: Hold, _: Screened) -> Position:
    # Whatever the numbers say, a sharp new pain goes through the first phase.
    return position if held is Hold.NEW_INJURY else replace(position, easy_only=False)


def _resumed(position: Position, entry: Screened) -> Position:
    going = replace(
        position,
        hold=Hold.NONE,
        last_seen=entry.local_date,
        latest=None,
        grade=None,
        gait_normal=entry.gait_normal,
        flags_clear=entry.flags_clear,
        limp_since=entry.flare if entry.gait_normal is False else None,
    )
    if position.hold is Hold.NONE or _told_with_it(position, entry):
        going = replace(going, latest=position.latest, grade=position.grade)
    if position.hold is Hold.NONE:
        return going
    fresh = going if position.hold is Hold.RESCREEN else replace(going, stepped=entry.local_date)
    return fresh.changed(Change.RESUMED)


def _told_with_it(position: Position, entry: Screened) -> bool:
    """Whether the questions after some silence came with a day's answers, which then count on."""
    latest = position.latest
    return (
        position.hold is Hold.RESCREEN
        and latest is not None
        and latest.local_date == entry.local_date
    )


def _start_over(position: Position, entry: Screened) -> Position:
    anew = replace(
        position,
        flare=entry.flare,
        stepped=entry.local_date,
        mornings=(),
        walked_normally=False,
        strength=Strength(),
        runs=Runs(days=position.runs.days),
        discharged=None,
        return_to=None,
        easy_only=False,
        limp_since=entry.local_date if entry.gait_normal is False else None,
    )
    return enter(anew, Phase.P1, entry.local_date)


_ON_LEVEL = {
    Screening.STOP: _stop,
    Screening.NOTHING_FOUND: _nothing_found,
    Screening.EASY: _easy,
    Screening.FREE: _free,
}
