"""How an imaginary leg is on a day, and how its owner says so."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.simulation.characters import Character

_PHRASES = Path(__file__).with_name("phrases.yml")
_LIMPS_FROM = 5


@dataclass(frozen=True)
class Day:
    """What is so on one day, by the fields of a check-in; signs are options, () for none."""

    values: Mapping[str, object]
    signs: tuple[str, ...] = ()

    def options(self, field: str) -> tuple[str, ...]:
        """What is tapped for a field; () for one that this day says nothing of."""
        if field == "signs":
            return self.signs or ("none",)
        value = self.values.get(field)
        if value is None:
            return ()
        return ({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value),)


def day_of(character: Character, number: int, *, may_run: bool, by: random.Random) -> Day:
    """How a day is.

    Args:
        character: Whose.
        number: Which day since the check-ins began, from 1.
        may_run: Whether the last session had a run in it.
        by: Where chance comes from.
    """
    leg = character.leg
    flares = sum(rise * leg.left ** (number - day) for day, rise in leg.flares.items()
                 if day <= number)  # fmt: skip
    pain = leg.worst * leg.left**number + flares + by.choice((-0.5, 0, 0, 0.5))
    worst = max(0, min(10, round(pain)))
    morning = max(0, worst - by.choice((0, 1, 1)))
    sign = character.sign
    return Day(
        {
            "pain_morning": morning,
            "pain_activity": worst,
            "pain_rest": max(0, worst - 3),
            "gait_normal": worst < _LIMPS_FROM,
            "ran": may_run and worst < _LIMPS_FROM and by.random() < 0.6,
            "run_pain_rose": False,
            "exercises": "all" if by.random() < 0.85 else "none",
            "mood": by.choice((3, 4, 4, 5)),
        },
        signs=(sign.option,) if sign is not None and sign.day == number else (),
    )


def words_for(day: Day, by: random.Random) -> str:
    """A day in somebody's own words."""
    known, values = _phrases(), day.values
    return str(by.choice(known["answers"])).format(
        morning=values["pain_morning"],
        worst=values["pain_activity"],
        rest=values["pain_rest"],
        gait=by.choice(known["gait"][day.options("gait_normal")[0]]),
        run=by.choice(known["run"][day.options("ran")[0]]),
        work=by.choice(known["work"][day.options("exercises")[0]]),
    )


def nonsense(by: random.Random) -> str:
    """Something that answers nothing."""
    return str(by.choice(_phrases()["nonsense"]))


@cache
def _phrases() -> Any:
    return yaml.safe_load(_PHRASES.read_text(encoding="utf-8"))
