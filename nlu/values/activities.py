"""The activities that a pain score can be about: walking, running, rest, stairs and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from nlu.values.numbers import ANY_NUMBER
from nlu.values.phrases import leading, listed, pattern, rules

_NUMBER = ANY_NUMBER.pattern
_LEFT = frozenset({"sitting", "rest"})
"""What one may be getting up from."""
_SAME_BREATH = re.compile(
    rf"(?: (?!and|but|then)(?:(?!{_NUMBER} )[a-z']+|at {_NUMBER}"
    rf"|{_NUMBER} (?:k|km|miles?|mins?|minutes?)))*? "
)
"""A few words on, without a score or a comma in between."""


class Activity(str, Enum):
    """What somebody is doing when it hurts, or does not."""

    REST = "rest"
    SITTING = "sitting"
    WALKING = "walking"
    RUNNING = "running"
    MORNING = "morning"
    STAIRS = "stairs"
    SPEED = "speed"
    CYCLING = "cycling"
    POSITION = "position"
    STANDING = "standing"
    DRIVING = "driving"
    NIGHT = "night"
    ACTIVITY = "activity"
    HOME_TEST = "home_test"


class Stance(str, Enum):
    """How the words before an activity bend what was said of it."""

    PLAIN = "plain"
    OPPOSITE = "opposite"
    """As in "unless I run", "but not running": the opposite of the value before it."""
    ONLY = "only"
    """As in "only when I run": there it hurts."""


@dataclass(frozen=True)
class Mention:
    """An activity named in a message; `start` and `end` count characters of `Text.plain`."""

    activity: Activity
    start: int
    end: int
    stance: Stance = Stance.PLAIN


def find_activities(plain: str) -> tuple[Mention, ...]:
    """Every activity named in a message, from left to right."""
    found: list[Mention] = []
    for match in _activity_pattern().finditer(plain):
        name = _activity_of()[match["activity"]]
        if name == "ignored" or _says_nothing(plain, match):
            continue
        mention = Mention(
            Activity(name), match.start("activity"), match.end(), _stance(plain, match)
        )
        if not _is_only_the_time(mention, found, plain):
            found.append(mention)
    return tuple(found)


def finding_of(activity: Activity) -> str | None:
    """The id of the finding that a pain score in this activity fills, or None."""
    findings: dict[str, str] = rules("contexts")["findings"]
    return findings.get(activity.value)


def _stance(plain: str, match: re.Match[str]) -> Stance:
    if match["opposite"] or _behind_pattern().match(plain, match.end()):
        return Stance.OPPOSITE
    return Stance.ONLY if match["only"] else Stance.PLAIN


def _says_nothing(plain: str, match: re.Match[str]) -> bool:
    """Plans, habits, questions, and what one was doing when it happened."""
    lead = plain[max(0, match.start() - 30) : match.start("activity")]
    if _activity_of()[match["activity"]] in _LEFT and _left_behind(lead):
        return True
    planned = leading("contexts", "ignored_before", "plan_fillers").search(lead)
    if planned and listed("contexts", "names_a_pain").match(plain, match.end() + 1):
        return False
    return bool(planned or listed("contexts", "ignored_after").match(plain, match.end() + 1))


def _left_behind(lead: str) -> bool:
    return leading("contexts", "left_behind", "plan_fillers").search(lead) is not None


def in_one_breath(first: Mention, second: Mention, plain: str) -> bool:
    """Whether two are named together, as an activity and when it was: "on the stairs at 6"."""
    return _SAME_BREATH.fullmatch(plain, first.end, second.start) is not None


def _is_only_the_time(mention: Mention, before: list[Mention], plain: str) -> bool:
    """Whether a morning is only when it happened: "my run this morning" is about the run."""
    if mention.activity is not Activity.MORNING or not before:
        return False
    if not plain.startswith(("this ", "in the "), mention.start):
        return False
    return in_one_breath(before[-1], mention, plain)


@cache
def _activity_of() -> dict[str, str]:
    return {
        phrase: activity
        for activity, phrases in rules("contexts")["contexts"].items()
        for phrase in phrases
    }


@cache
def _activity_pattern() -> re.Pattern[str]:
    table = rules("contexts")
    phrases = "|".join(sorted(map(re.escape, _activity_of()), key=len, reverse=True))
    fillers = "|".join(table["fillers"])
    opposite = "|".join(sorted(table["opposite_before"], key=len, reverse=True))
    only = "|".join(sorted(table["only_before"], key=len, reverse=True))
    return pattern(
        [
            rf"(?:(?:(?P<opposite>{opposite})|(?P<only>{only})) (?:(?:{fillers}) ){{0,5}})?"
            rf"(?P<activity>{phrases})"
        ]
    )


@cache
def _behind_pattern() -> re.Pattern[str]:
    phrases = "|".join(sorted(rules("contexts")["opposite_after"], key=len, reverse=True))
    return re.compile(
        rf"(?: (?:it|that|just|definitely))? (?:{phrases})(?= [.,!?;\n]|$| at all| yet| though)"
    )
