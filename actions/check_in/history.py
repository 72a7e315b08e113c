"""What is known of the days before: for a check-in that knows yesterday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any

from actions.check_in.questions import Wanted, questions
from actions.check_in.texts import text
from actions.turn import Turn
from coach.checkin import yesterday_text
from coach.checkin.schedule import Silence, silence_after, zone_of
from coach.plan import Hold, PlanState
from storage.check_ins import CheckIn, latest_check_ins
from storage.episodes import Episode, current_episode
from storage.states import CheckInKind, CheckInState

_LOOKED_AT = 12
_MOOD_EVERY = 3
_LOW_MOOD = 2
_NEW, _AT_HOME = 2, 6
_A_WEEK = timedelta(days=7)
_UNANSWERED = (CheckInState.MISSED, CheckInState.SENT)


def days_silent(turn: Turn, check_in: CheckIn) -> int:
    """Days from when the runner last wrote to a check-in."""
    wrote = zone_of(turn.runner.time_zone).date_of(turn.runner.last_seen_at)
    return (check_in.local_date - wrote).days


class Practice(Enum):
    """How well somebody knows the check-ins."""

    NEW = "new"
    SOME = "some"
    AT_HOME = "at_home"


def earlier(turn: Turn, check_in: CheckIn) -> tuple[CheckIn, ...]:
    """The check-ins before one, latest first."""
    found = latest_check_ins(turn.session, turn.runner.id, _LOOKED_AT)
    return tuple(each for each in found if each.local_date < check_in.local_date)


def silence(turn: Turn, check_in: CheckIn) -> Silence:
    """What the days without an answer before a check-in call for."""
    unanswered = 0
    for each in earlier(turn, check_in):
        if each.state not in _UNANSWERED or each.sent_at is None or each.answers:
            break
        unanswered += 1
    step = silence_after(unanswered)
    spoke_lately = turn.now - turn.runner.last_seen_at < _A_WEEK
    return Silence.RESCREEN if step is Silence.STOP and spoke_lately else step


def practice(turn: Turn, check_in: CheckIn) -> Practice:
    """How well the runner knows how this goes."""
    answered = sum(bool(each.answers) for each in earlier(turn, check_in))
    if answered < _NEW:
        return Practice.NEW
    return Practice.SOME if answered < _AT_HOME else Practice.AT_HOME


def wanted(turn: Turn, check_in: CheckIn) -> Wanted:
    """What is asked of this runner on that day."""
    if check_in.kind is CheckInKind.MONTHLY:
        return Wanted()
    told = ((each.answers or {}).get("mood") for each in earlier(turn, check_in))
    mood = next((each for each in told if isinstance(each, int)), None)
    low = mood is not None and mood <= _LOW_MOOD
    return Wanted(
        exercises=_trains(current_episode(turn.session, turn.runner.id)),
        mood=low or check_in.local_date.toordinal() % _MOOD_EVERY == 0,
        signs_first=silence(turn, check_in) is Silence.RESCREEN,
    )


def _trains(episode: Episode | None) -> bool:
    """Whether there is a plan, and nothing that has to be seen first."""
    if episode is None or not episode.plan:
        return False
    return PlanState.from_json(episode.plan).position.hold is not Hold.RED_FLAG


def day_line(check_in: CheckIn, episode: Episode | None) -> str:
    """As in "Day 9, phase 3", by the plan; "" before there is one."""
    if episode is None or not episode.plan:
        return ""
    begun = date.fromisoformat(str(episode.plan["started"]))
    day = (check_in.local_date - begun).days + 1
    phase = str(episode.plan["phase"])
    if day < 1:
        return ""
    if phase.startswith("P"):
        return text("day_phase", day=day, phase=phase.removeprefix("P"))
    return text("day", day=day)


def memory_line(turn: Turn, check_in: CheckIn, episode: Episode | None) -> str:
    """What is remembered of the last answer, by the plan or else in numbers; "" for nothing."""
    if episode is not None and episode.plan:
        known = yesterday_text(PlanState.from_json(episode.plan), check_in.local_date)
        if known:
            return known
    return last_time(turn, check_in)


def numbers(answers: Mapping[str, Any] | None) -> str:
    """The scores of a day in words: "2 on waking, 3 at worst"; "" for none."""
    known = answers or {}
    return ", ".join(
        f"{known[scale.id]:g} {scale.said}"
        for scale in questions().scales
        if isinstance(known.get(scale.id), (int, float))
    )


def last_time(turn: Turn, check_in: CheckIn) -> str:
    """What was told last, as a sentence; "" when nothing was."""
    for each in earlier(turn, check_in):
        said = numbers(each.answers)
        if said:
            ago = (check_in.local_date - each.local_date).days
            if ago == 1:
                return text("yesterday", numbers=said)
            return text("last_time", ago=ago, numbers=said)
    return ""
