"""The look back on each seventh day of a plan."""

from __future__ import annotations

from datetime import date, timedelta

from coach.checkin.course import (
    Course,
    Direction,
    Trend,
    course_of_plan,
    trend_between,
    trend_within,
)
from coach.checkin.phrases import Telling
from coach.plan import PlanState, Session

DAYS = 7
_ENOUGH = 3
_COUNTS = {1: "on one day"}


def week_text(plan: PlanState, session: Session, on: date) -> str:
    """How the week went, what was done and what comes next.

    Args:
        plan: The plan, with the date's answers in it.
        session: The session of the date.
        on: The runner's local date.

    Returns:
        A heading and one paragraph; "" when no week has ended since the answer before.
    """
    week = _week_ended(plan, on)
    if week is None or session.hold.closes_all:
        return ""
    course = course_of_plan(plan, on - timedelta(days=2 * DAYS - 1), on)
    telling = Telling(on)
    _tell_pain(telling, course)
    this = course.last(DAYS)
    telling.add("week", _done(this), trained=_days(this.trained), ran=_days(this.ran))
    if this.trained and not this.ran and session.may_run:
        telling.add("week", "not_run")
    what_next = " ".join(part for part in (session.next, session.progress) if part)
    return f"*Week {week}*\n{telling.text} {what_next}".strip()


def _done(week: Course) -> str:
    if week.trained and week.ran:
        return "done"
    if week.trained:
        return "done_no_run"
    return "done_only_run" if week.ran else "nothing_done"


def _week_ended(plan: PlanState, on: date) -> int | None:
    """The number of the week that ended on a date, or since the answer before it."""
    week = ((on - plan.started).days + 1) // DAYS
    latest = plan.told_before(on)
    told = 0 if latest is None else ((latest - plan.started).days + 1) // DAYS
    return week if week > told else None


def _tell_pain(telling: Telling, course: Course) -> None:
    worst = _trend(course, "activity")
    scores = course.last(DAYS).scores("activity")
    if len(scores) >= _ENOUGH and not any(scores):
        telling.add("week", "painless")
    elif worst.direction is Direction.UNKNOWN:
        telling.add("week", "few")
    else:
        was, now = _about(worst.was), _about(worst.now)
        level = "level" if now else "next_to_none"
        telling.add("week", level if was == now else worst.direction.value, was=was, now=now)
    mornings = _trend(course, "morning").direction
    if mornings is Direction.DOWN and worst.direction is Direction.DOWN:
        telling.add("week", "mornings_down")
    elif mornings is Direction.UP:
        telling.add("week", "mornings_up")


def _trend(course: Course, name: str) -> Trend:
    """This week against the one before, or within itself when that is too little known."""
    this = course.last(DAYS).scores(name)
    before = Course(course.days[:-DAYS]).scores(name)
    if min(len(this), len(before)) >= _ENOUGH:
        return trend_between(before, this)
    return trend_within(this)


def _about(score: float | None) -> float | None:
    return None if score is None else round(score)


def _days(count: int) -> str:
    return _COUNTS.get(count, f"on {count} days")
