"""How it has gone: a picture of the last weeks, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from actions.handover.history import course_of
from actions.plan.keeping import plan_of
from actions.private_files import write_private
from actions.triage.case import open_case
from actions.turn import Turn
from coach.checkin.course import Course, CourseDay, Direction, Trend, trend_between, trend_within
from coach.plan import today

_DAYS = 28
_LISTED = 7
_WEEK, _FEW = 7, 3
_FEWEST_DRAWN = 2
_SCORES = (("activity", "in activity"), ("morning", "on waking"), ("rest", "at rest"))


@cache
def _texts() -> Mapping[str, str]:
    loaded: dict[str, str] = yaml.safe_load(
        Path(__file__).with_name("texts.yml").read_text(encoding="utf-8")
    )
    return loaded


def show_progress(turn: Turn) -> None:
    """The last weeks as a picture and in words; or that there is nothing yet."""
    course = course_of(turn, turn.today - timedelta(days=_DAYS - 1))
    if course is None:
        turn.respond("utter_no_progress_yet")
        return
    words = progress_text(course, _where(turn))
    if len(course.told) < _FEWEST_DRAWN:
        turn.say(words)
    else:
        turn.show(words, write_private(_texts()["picture"], _drawn(course)))


def progress_text(course: Course, phase: str) -> str:
    """What the picture shows, in words: the direction first, then the days.

    Args:
        course: The days; at least one has a score.
        phase: Where in the plan they are; "" without a plan.
    """
    parts = [
        "\n".join(
            [_texts()["title"], " ".join(_direction(course)), " ".join(_done(course, phase))]
        ),
        "\n".join([_texts()["days_head"], *map(_day, course.told[-_LISTED:])]),
    ]
    return "\n\n".join(parts)


def _direction(course: Course) -> Iterator[str]:
    scores = course.scores("activity")
    worst = trend_within(scores)
    if worst.was is None or worst.now is None:
        yield _texts()["pain_unknown"]
        return
    lately = _this_week(course)
    before, since = round(lately.was or 0), round(lately.now or 0)
    if since > before and worst.direction is not Direction.UP:
        yield _texts()["pain_up_lately"].format(was=before, now=since)
        return
    was, now = round(worst.was), round(worst.now)
    if not any(scores):
        yield _texts()["pain_none"].format(days=len(course.days))
    else:
        name = "level" if was == now else worst.direction.value
        yield _texts()[f"pain_{name}"].format(was=was, now=now)
    mornings = trend_within(course.scores("morning")).direction
    if mornings is Direction.UP or (mornings, worst.direction) == (Direction.DOWN, Direction.DOWN):
        yield _texts()[f"mornings_{mornings.value}"]


def _this_week(course: Course) -> Trend:
    """This week against the one before; unknown where too few days of either were told."""
    now = course.last(_WEEK).scores("activity")
    before = Course(course.days[:-_WEEK]).last(_WEEK).scores("activity")
    if min(len(now), len(before)) < _FEW:
        return Trend(Direction.UNKNOWN)
    return trend_between(before, now)


def _done(course: Course, phase: str) -> Iterator[str]:
    days = len(course.days)
    if days == 1:
        yield _texts()["done_one"]
    else:
        yield _texts()["done"].format(days=days, trained=course.trained, ran=course.ran)
    if phase:
        yield _texts()["at"].format(phase=phase)


def _day(day: CourseDay) -> str:
    scores = ((words, getattr(day, name)) for name, words in _SCORES)
    known = ", ".join(f"{words} {score:g}" for words, score in scores if score is not None)
    return _texts()["day"].format(day=_date(day.local_date), scores=known)


def _date(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _where(turn: Turn) -> str:
    case = open_case(turn)
    plan = plan_of(case) if case is not None else None
    if plan is None:
        return ""
    title = today(plan, turn.today).title
    return title[0].lower() + title[1:]


def _drawn(course: Course) -> bytes:
    # Matplotlib takes long to load, and most turns draw nothing.
    from actions.handover.picture import draw  # noqa: PLC0415

    return draw(course)
