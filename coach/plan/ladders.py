"""Reads and checks the ladders of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.content_files import only, read, rules, text, under_name
from coach.exercises import ExerciseId
from coach.exercises import library as exercises
from coach.findings import ContentError
from coach.plan.dose import Dose, JogStep, Range

_ITEM_KEYS = frozenset({"exercise", "sets", "reps", "hold", "minutes", "side", "daily", "note"})


@dataclass(frozen=True)
class Prescribed:
    """One exercise with its dose.

    Attributes:
        exercise: Its id.
        dose: How much.
        note: What else to mind, or empty.
    """

    exercise: ExerciseId
    dose: Dose
    note: str = ""


@dataclass(frozen=True)
class Menu:
    """Some exercises with the rules behind them."""

    items: tuple[Prescribed, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class StrengthStep:
    """One step of the strength ladder.

    Attributes:
        id: "A" to "F".
        name: In a few words.
        items: What it holds.
        tendon: What it holds while a sit-bone tendon is sore; the same where nothing is said.
        cites: S and R rules behind it.
    """

    id: str
    name: str
    items: tuple[Prescribed, ...]
    tendon: tuple[Prescribed, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class NordicStage:
    """How many Nordics.

    Attributes:
        until: Number of clean sessions at which the next stage begins; None for the last.
        dose: How much.
        a_week: Sessions in 7 days.
    """

    until: int | None
    dose: Dose
    a_week: int


@dataclass(frozen=True)
class SpeedStep:
    """One step of the speed ladder."""

    id: str
    exercise: ExerciseId
    text: str


@dataclass(frozen=True)
class Ladders:
    """All ladders and menus.

    Attributes:
        strength: Steps "A" to "F".
        nordics: Stages of the last one.
        nordic: The exercise they are about.
        menus: By name: block, protect, walk, between, prehab.
        jog: Steps "J1" to "J6".
        speed: Steps "V1" to "V7".
        cites: Rules behind the ladders, by name.
    """

    strength: Mapping[str, StrengthStep]
    nordics: tuple[NordicStage, ...]
    nordic: ExerciseId
    menus: Mapping[str, Menu]
    jog: Mapping[str, JogStep]
    speed: Mapping[str, SpeedStep]
    cites: Mapping[str, tuple[str, ...]]

    def nordic_stage(self, sessions: int) -> NordicStage:
        """The stage after this many clean sessions."""
        return next(each for each in self.nordics if each.until is None or sessions < each.until)


_MENUS = ("block", "protect", "walk", "between", "prehab")


@cache
def ladders() -> Ladders:
    """The project's own ladders, read once.

    Raises:
        ContentError: When the file is broken.
    """
    return load(Path(__file__).with_name("ladders.yml"))


def load(path: Path) -> Ladders:
    """Read a file of ladders.

    Raises:
        ContentError: When a part is missing or broken.
    """
    return under_name(path.name, _ladders, read(path))


def next_step(steps: Iterable[str], step: str) -> str | None:
    """The step after one, or None for the last."""
    order = list(steps)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def step_before(steps: Iterable[str], step: str) -> str:
    """The step before one; the first stays the first."""
    order = list(steps)
    return order[max(0, order.index(step) - 1)]


def _ladders(data: Mapping[str, Any]) -> Ladders:
    nordics = data["nordics"]
    return Ladders(
        strength={each["id"]: _strength(each) for each in data["strength"]},
        nordics=tuple(_nordic_stage(each) for each in nordics["stages"]),
        nordic=_exercise(nordics["exercise"]),
        menus={name: _menu(data[name]) for name in _MENUS},
        jog={each["id"]: JogStep(**each) for each in data["jog"]["steps"]},
        speed={
            each["id"]: SpeedStep(each["id"], _exercise(each["exercise"]), text(each["text"]))
            for each in data["speed"]["steps"]
        },
        cites={name: rules(data[name]["cites"]) for name in ("jog", "speed", "nordics")},
    )


def _strength(data: Mapping[str, Any]) -> StrengthStep:
    items = _items(data["items"])
    return StrengthStep(
        id=data["id"],
        name=text(data["name"]),
        items=items,
        tendon=_items(data["tendon"]) if "tendon" in data else items,
        cites=rules(data["cites"]),
    )


def _nordic_stage(data: Mapping[str, Any]) -> NordicStage:
    dose = Dose(sets=data["sets"], reps=_range(data["reps"]))
    return NordicStage(until=data["until"], dose=dose, a_week=data["a_week"])


def _menu(data: Mapping[str, Any]) -> Menu:
    return Menu(items=_items(data["items"]), cites=rules(data["cites"]))


def _items(entries: Iterable[Mapping[str, Any]]) -> tuple[Prescribed, ...]:
    return tuple(_item(entry) for entry in entries)


def _item(data: Mapping[str, Any]) -> Prescribed:
    only(data, _ITEM_KEYS)
    dose = Dose(
        sets=data["sets"],
        reps=_range(data.get("reps")),
        hold=_range(data.get("hold")),
        minutes=_range(data.get("minutes")),
        each_side=bool(data.get("side", False)),
        times_a_day=data.get("daily", 1),
    )
    if [dose.reps, dose.hold, dose.minutes].count(None) != 2:
        raise ContentError(f"{data['exercise']}: one of reps, hold and minutes")
    return Prescribed(
        _exercise(data["exercise"]), dose, text(data["note"]) if "note" in data else ""
    )


def _exercise(name: str) -> ExerciseId:
    if name not in exercises():
        raise ContentError(f"there is no exercise {name!r}")
    return name


def _range(value: int | list[int] | None) -> Range | None:
    if value is None:
        return None
    return (value, value) if isinstance(value, int) else (value[0], value[1])
