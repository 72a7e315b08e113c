"""What a check-in tells was done, and the date that it counts for.

Somebody who is asked in the morning tells of the day before. A run of yesterday that counted for
today would put the day of rest, and the morning that judges the run, one day too late.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from actions.check_in.questions import EXERCISES, RAN, questions
from actions.turn import Turn
from coach.checkin.schedule import zone_of
from coach.exercises import library
from coach.plan import DayLog, Done, PlanState
from coach.plan import today as session_of
from nlu.remarks.training import days_back
from storage.check_ins import CheckIn

DONE_ON = "done_on"
"""Field of the answers: the date that what was done counts for, as an ISO date."""
DONE_NAMED = "done_named"
"""Field of the answers: whether the runner named the day before ("ran 20 min yesterday")."""

_ALL, _NONE = "all", "none"
_MORNING_ENDS = time(12)
_OF_TODAY = re.compile(
    r"\b(today|this morning|just (now|did|done|ran|back)|before breakfast)\b", re.I
)
_COMPARED = re.compile(r"\b(as|than|like|since|from) (yesterday|last night)\b", re.I)
_COMFORT = 3
_DAY = timedelta(days=1)


def done_on(turn: Turn, check_in: CheckIn, values: Mapping[str, Any]) -> dict[str, Any]:
    """The date for what a message says was done, as an answer to keep; nothing if it says none."""
    if not {RAN, EXERCISES} & set(values):
        return {}
    day = check_in.local_date
    of_today = bool(_OF_TODAY.search(turn.heard.text))
    if _names_yesterday(turn, check_in) and not of_today:
        return {DONE_ON: (day - _DAY).isoformat(), DONE_NAMED: True}
    if DONE_ON in (check_in.answers or {}) and not of_today:
        return {}  # said before, and a later question is about the same day
    morning = zone_of(turn.runner.time_zone).time_of(turn.now) < _MORNING_ENDS
    before = morning and day == turn.today and not of_today
    return {DONE_ON: (day - _DAY if before else day).isoformat()}


def _names_yesterday(turn: Turn, check_in: CheckIn) -> bool:
    words = _COMPARED.sub(" ", turn.heard.text)
    back = days_back(words, turn.today) if words.strip() else 0
    return turn.today - _DAY * back == check_in.local_date - _DAY


def run_known(check_in: CheckIn, values: Mapping[str, Any], plan: PlanState) -> bool:
    """Whether a run that is told of by the name of its day is in the plan already."""
    before = plan.log_on(check_in.local_date - _DAY)
    told = values.get(RAN) is True and values.get(DONE_NAMED) is True
    return told and before is not None and before.ran


def done_fields(answers: Mapping[str, Any], plan: PlanState, day: date) -> dict[str, Any]:
    """What was done on a date, as fields of the plan's day log; what was not told is left out."""
    fields: dict[str, Any] = {}
    if answers.get(RAN) is not None:
        fields["ran"] = answers[RAN]
    rose = answers.get(questions().rose.id)
    if answers.get(RAN) is True and rose is not None:
        fields["run_pain_rose"] = rose
    exercises = _exercises(answers.get(EXERCISES), plan, day)
    if exercises is not None:
        fields["exercises"] = exercises
    return fields


def date_of_done(
    answers: Mapping[str, Any], plan: PlanState, told_on: date, *, complete: bool
) -> date | None:
    """The date that what was done is logged for.

    The day before only where that day was told, or named by the runner, and all was well: what
    went wrong stays with the day of which the pain was told, so that the plan answers it at once
    and once only.

    Args:
        answers: What was told.
        plan: The plan.
        told_on: The date of the check-in.
        complete: Whether nothing is left to ask.

    Returns:
        The date, or None while that cannot be said yet.
    """
    before = plan.log_on(told_on - _DAY)
    named = answers.get(DONE_NAMED) is True and told_on - _DAY >= plan.open_since
    if answers.get(DONE_ON) in (None, told_on.isoformat()) or not (before or named):
        return told_on
    if before is not None and before.ran and answers.get(RAN) is True:
        return told_on - _DAY  # known by then, from other words
    needed = ["pain_activity", "gait_normal", RAN]
    needed += [questions().rose.id] if answers.get(RAN) is True else []
    if not complete and not set(needed) <= set(answers):
        return None
    worst = answers.get("pain_activity")
    well = worst is not None and worst <= _COMFORT and answers.get("gait_normal") is True
    rose = answers.get(questions().rose.id) is True
    return told_on - _DAY if well and not rose else told_on


def as_of_yesterday(fields: Mapping[str, Any], log: DayLog, pain: float | None) -> dict[str, Any]:
    """What was done the day before, beside what that day's log knows by itself.

    Args:
        fields: What was told today.
        log: What was told then.
        pain: The worst pain since, which stands for that of the run and the exercises.
    """
    told: dict[str, Any] = {}
    if fields.get("ran") is True:
        told = {"ran": True, "run_pain_rose": fields.get("run_pain_rose")}
        told["run_pain"] = pain if log.run_pain is None else log.run_pain
    if exercises := fields.get("exercises"):
        known = {each.exercise for each in log.exercises}
        new = (Done(each.exercise, pain) for each in exercises if each.exercise not in known)
        told["exercises"] = (*log.exercises, *new)
    return told


def _exercises(said: object, plan: PlanState, day: date) -> tuple[Done, ...] | None:
    """What was done; None where the names were not told."""
    if said == _ALL:
        return tuple(Done(each) for each in _session_of(plan, day))
    if isinstance(said, list):
        return tuple(Done(each) for each in said if each in library())
    return () if said == _NONE else None


def _session_of(plan: PlanState, day: date) -> tuple[str, ...]:
    """The exercises of a date as they were given, whatever of them is logged by now."""
    log = plan.log_on(day)
    if log is not None and log.exercises:
        return tuple(each.exercise for each in log.exercises)
    position = plan.before(day + _DAY)
    return tuple(item.exercise for item in session_of(PlanState(plan.started, position), day).items)
