"""The kinds of imaginary runners, as their data file describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.findings import Value

_CHARACTERS = Path(__file__).with_name("characters.yml")


@dataclass(frozen=True)
class Leg:
    """How a leg heals.

    Attributes:
        worst: Worst pain in activity on the first day, 0 to 10.
        left: What is left of the pain each day; below 1 it heals.
        flares: By day, how much the pain rises on it.
    """

    worst: float
    left: float
    flares: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Sign:
    """A warning sign that is there one day: tapped by its option, or said in words."""

    day: int
    option: str
    words: str


@dataclass(frozen=True)
class Character:
    """A kind of runner.

    Attributes:
        id: Its name.
        about: What it is like, in a line.
        opening: What they say first.
        facts: What they tap in triage, beside what is unremarkable.
        hour: When they want to be asked, their own time.
        place: Where they are, in words.
        leg: How it heals.
        share: Share of days on which they answer.
        delay: The least and the most minutes until they answer.
        words: Share of answers in words instead of taps.
        late: Share of answers that come hours later.
        silent: First and last day without an answer; (0, 0) for none.
        travels: By day, latitude and longitude of where they are from then on.
        pauses: By day, for how many days they pause.
        nonsense: Share of answers that begin with something that cannot be taken.
        sign: The warning sign, or None.
    """

    id: str
    about: str
    opening: str
    facts: Mapping[str, Value]
    hour: time
    place: str
    leg: Leg
    share: float
    delay: tuple[int, int]
    words: float
    late: float = 0.0
    silent: tuple[int, int] = (0, 0)
    travels: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    pauses: Mapping[int, int] = field(default_factory=dict)
    nonsense: float = 0.0
    sign: Sign | None = None


@cache
def characters() -> Sequence[Character]:
    """Every kind, in the order of the file."""
    return tuple(_of(entry) for entry in yaml.safe_load(_CHARACTERS.read_text(encoding="utf-8")))


def _of(entry: Mapping[str, Any]) -> Character:
    answers = entry["answers"]
    low, high = answers["delay"]
    first, last = entry.get("silent", (0, 0))
    return Character(
        id=entry["id"],
        about=entry["about"],
        opening=entry["opening"],
        facts=entry["facts"],
        hour=time.fromisoformat(entry["hour"]),
        place=entry["place"],
        leg=Leg(**entry["leg"]),
        share=answers["share"],
        delay=(low, high),
        words=answers["words"],
        late=entry.get("late", 0.0),
        silent=(first, last),
        travels={day: (lat, long) for day, (lat, long) in entry.get("travels", {}).items()},
        pauses=entry.get("pauses", {}),
        nonsense=entry.get("nonsense", 0.0),
        sign=Sign(**entry["sign"]) if "sign" in entry else None,
    )
