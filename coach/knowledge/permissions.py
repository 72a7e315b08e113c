"""What a person's state rules out, whatever they ask; the limits themselves are in `limits.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from coach.content_files import read, rules, under_name
from coach.findings import ContentError
from coach.knowledge.activities import RUNNING_ACTIVITIES, Activity
from coach.knowledge.conditions import Condition, parse
from coach.knowledge.context import PersonalContext

_GROUPS = {
    "everything": frozenset(Activity),
    "running": RUNNING_ACTIVITIES,
    "faster": RUNNING_ACTIVITIES - {Activity.RUN},
}


class Bar(str, Enum):
    """Why something is ruled out."""

    CLOSED = "closed"
    """An emergency, urgent or unresolved warning stands."""
    UNSEEN = "unseen"
    """A clinician has to look first."""
    RUNNING_OFF = "running_off"
    UNKNOWN = "unknown"
    """Too little is known to allow it."""
    OUT_OF_SCOPE = "out_of_scope"
    EASY_FIRST = "easy_first"
    """Only easy running is open."""
    HELD_BACK = "held_back"
    """Today's numbers allow no step forward."""
    FRESH = "fresh"
    """Under 72 hours since a sudden injury."""
    SETTLING = "settling"
    """The first phase of the plan."""
    SIT_BONE = "sit_bone"
    BRUISE = "bruise"
    BLEEDING = "bleeding"
    """Blood thinners or a bleeding disorder."""
    NUMB = "numb"
    CIRCULATION = "circulation"
    TOO_YOUNG = "too_young"
    NOT_READY = "not_ready"
    """A step of the ladder that comes first is still open."""
    NO_PLAN = "no_plan"


@dataclass(frozen=True)
class Limit:
    """One thing a state rules out.

    Attributes:
        bar: Why.
        activities: What.
        when: For whom.
        cites: S and R rules behind it.
    """

    bar: Bar
    activities: frozenset[Activity]
    when: Condition
    cites: tuple[str, ...]


def limit(activity: Activity, context: PersonalContext) -> Limit | None:
    """What keeps this person from doing this now, or None when nothing speaks against it.

    What is unknown rules out little: an answer that permits something to a person we know
    nothing of names its conditions.

    Args:
        activity: What an answer would permit.
        context: The person.
    """
    facts = context.facts
    return next(
        (each for each in limits() if activity in each.activities and each.when.holds(facts)),
        None,
    )


def permitted(context: PersonalContext) -> frozenset[Activity]:
    """Everything that nothing known about this person rules out."""
    return frozenset(activity for activity in Activity if limit(activity, context) is None)


@cache
def limits() -> tuple[Limit, ...]:
    """The project's own limits, read once.

    Raises:
        ContentError: When the file is broken.
    """
    return load_limits(Path(__file__).with_name("limits.yml"))


def load_limits(path: Path) -> tuple[Limit, ...]:
    """Read a file of limits.

    Raises:
        ContentError: When an entry is broken.
    """
    data = read(path)
    if not isinstance(data, list):
        raise ContentError(f"{path.name}: must be a list of limits")
    return tuple(under_name(path.name, _limit, item) for item in data)


def _limit(data: Mapping[str, Any]) -> Limit:
    return Limit(
        bar=Bar(data["bar"]),
        activities=_activities(data["activities"]),
        when=parse(data["when"]),
        cites=rules(data["cites"]),
    )


def _activities(names: Iterable[str]) -> frozenset[Activity]:
    return frozenset().union(*(_GROUPS.get(name) or {Activity(name)} for name in names))
