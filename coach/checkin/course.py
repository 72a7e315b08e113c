"""How it has gone: the days of some weeks side by side, and which way pain goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from statistics import mean

from coach.plan import Phase, PlanState

_CLEAR_CHANGE = 0.5
_ENOUGH = 4
_WEEK = 7
_FEW = 3
_DAY = timedelta(days=1)


class Direction(Enum):
    """Which way something goes."""

    DOWN = "down"
    UP = "up"
    LEVEL = "level"
    UNKNOWN = "unknown"
    """Too few days to tell."""


@dataclass(frozen=True)
class CourseDay:
    """One local date. None stands for what was not told.

    Attributes:
        local_date: The runner's own date.
        rest: Pain at rest, 0 to 10.
        activity: Worst pain in activity, 0 to 10.
        morning: Pain on waking, 0 to 10.
        trained: Whether exercises were done.
        ran: Whether they ran.
        phase: The phase of the plan they were in, or None when that is not known.
    """

    local_date: date
    rest: float | None = None
    activity: float | None = None
    morning: float | None = None
    trained: bool = False
    ran: bool = False
    phase: Phase | None = None

    @property
    def told(self) -> bool:
        """Whether there is any score."""
        return any(score is not None for score in (self.rest, self.activity, self.morning))


@dataclass(frozen=True)
class Course:
    """Days in a row, none left out.

    Attributes:
        days: The days, first to last.
    """

    days: tuple[CourseDay, ...]

    @property
    def told(self) -> tuple[CourseDay, ...]:
        """The days that have a score."""
        return tuple(day for day in self.days if day.told)

    @property
    def trained(self) -> int:
        """On how many days exercises were done."""
        return sum(day.trained for day in self.days)

    @property
    def ran(self) -> int:
        """On how many days they ran."""
        return sum(day.ran for day in self.days)

    def scores(self, name: str) -> tuple[float, ...]:
        """One kind of score, in order, of the days that have it.

        Args:
            name: rest, activity or morning.
        """
        found = (getattr(day, name) for day in self.days)
        return tuple(score for score in found if score is not None)

    def last(self, days: int) -> Course:
        """The last so many days."""
        return Course(self.days[-days:])

    def stretches(self) -> tuple[tuple[Phase, date, date], ...]:
        """The phases in order, each with its first and last day; unknown ones are left out."""
        runs = (
            (phase, tuple(days)) for phase, days in groupby(self.days, key=lambda day: day.phase)
        )
        return tuple(
            (phase, days[0].local_date, days[-1].local_date)
            for phase, days in runs
            if phase is not None
        )


@dataclass(frozen=True)
class Trend:
    """Which way a score goes.

    Attributes:
        direction: The way.
        was: What it was about before; None while the direction is unknown.
        now: What it is about now; None likewise.
    """

    direction: Direction
    was: float | None = None
    now: float | None = None


def trend_within(scores: Sequence[float]) -> Trend:
    """Which way scores go: the later half against the earlier one.

    Args:
        scores: In order of time; under four are too few to tell.
    """
    if len(scores) < _ENOUGH:
        return Trend(Direction.UNKNOWN)
    half = len(scores) // 2
    return trend_between(scores[:half], scores[-half:])


def trend_between(before: Sequence[float], after: Sequence[float]) -> Trend:
    """Which way scores have gone from one time to another; neither may be empty."""
    was, now = mean(before), mean(after)
    if abs(now - was) < _CLEAR_CHANGE:
        return Trend(Direction.LEVEL, was, now)
    return Trend(Direction.DOWN if now < was else Direction.UP, was, now)


def course_so_far(course: Course) -> Direction:
    """Which way the leg has gone since it began, by the scores of its days (R20, row C7).

    The week up to now is held against the first days. Pain or mornings that went up since then,
    or since the week before, are up, whatever else is better; no pain at all is down.

    Args:
        course: The days since it began; of a long one the last two months are enough.
    """
    worst = _since_the_beginning(course, "activity")
    found = {worst, _since_the_beginning(course, "morning")}
    if Direction.UP in found:
        return Direction.UP
    if worst is Direction.UNKNOWN:
        return Direction.UNKNOWN
    painless = not any(course.last(_WEEK).scores("activity"))
    return Direction.DOWN if painless or Direction.DOWN in found else Direction.LEVEL


def _since_the_beginning(course: Course, name: str) -> Direction:
    days = [day for day in course.days if getattr(day, name) is not None]
    if not days:
        return Direction.UNKNOWN
    week_began = course.days[-1].local_date - _DAY * (_WEEK - 1)
    now = [getattr(day, name) for day in days if day.local_date >= week_began]
    earlier = [day for day in days if day.local_date < week_began]
    week_before = [
        getattr(day, name) for day in earlier if day.local_date >= week_began - _DAY * _WEEK
    ]
    first = [getattr(day, name) for day in earlier[:_FEW]]
    if min(len(now), len(first)) < _FEW:
        return Direction.UNKNOWN
    if len(week_before) >= _FEW and trend_between(week_before, now).direction is Direction.UP:
        return Direction.UP
    return trend_between(first, now).direction


def course_of_plan(plan: PlanState, first: date, last: date) -> Course:
    """What a plan knows of the days from one date to another."""
    logs = {day: plan.log_on(day) for day in every_day(first, last)}
    return Course(
        tuple(
            CourseDay(
                day,
                rest=None if log is None else log.pain_rest,
                activity=None if log is None else log.worst_pain,
                morning=None if log is None else log.pain_morning,
                trained=log is not None and bool(log.exercises),
                ran=log is not None and log.ran,
                phase=plan.phase_on(day),
            )
            for day, log in logs.items()
        )
    )


def every_day(first: date, last: date) -> tuple[date, ...]:
    """All dates from one to another, both included."""
    return tuple(first + _DAY * ahead for ahead in range((last - first).days + 1))
