"""Gathers the days of one runner from check-ins, training log and plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from actions.plan.keeping import plan_of
from actions.triage.case import open_case
from actions.turn import Turn
from coach.checkin.course import Course, CourseDay, every_day
from storage.check_ins import CheckIn, check_ins_since
from storage.exercises import exercises_since, runs_since


def course_of(turn: Turn, since: date) -> Course | None:
    """The days from the first told one, or from a date if that is later.

    Args:
        turn: The turn.
        since: No day before this one.

    Returns:
        The days up to today, or up to yesterday while today is not told; None when none is told.
    """
    told = {
        each.local_date: each
        for each in check_ins_since(turn.session, turn.runner.id, since)
        if each.local_date <= turn.today and _has_score(each)
    }
    if not told:
        return None
    first, latest = min(told), max(told)
    last = turn.today if latest == turn.today else turn.today - timedelta(days=1)
    return _course(turn, told, every_day(first, max(last, latest)))


def _course(turn: Turn, told: Mapping[date, CheckIn], days: tuple[date, ...]) -> Course:
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    trained: set[date] = set()
    ran: set[date] = set()
    if case is not None:
        episode = case.episode.id
        trained = {each.local_date for each in exercises_since(turn.session, episode, days[0])}
        ran = {each.local_date for each in runs_since(turn.session, episode, days[0])}
    return Course(
        tuple(
            CourseDay(
                day,
                rest=_score(told.get(day), "pain_rest"),
                activity=_score(told.get(day), "pain_activity"),
                morning=_score(told.get(day), "pain_morning"),
                trained=day in trained,
                ran=day in ran,
                phase=plan.phase_on(day) if plan is not None else None,
            )
            for day in days
        )
    )


def _has_score(check_in: CheckIn) -> bool:
    names = ("pain_rest", "pain_activity", "pain_morning")
    return any(_score(check_in, name) is not None for name in names)


def _score(check_in: CheckIn | None, name: str) -> float | None:
    value = None if check_in is None else (check_in.answers or {}).get(name)
    return float(value) if isinstance(value, (int, float)) else None
