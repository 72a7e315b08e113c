"""Reads and checks the exercise library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coach.content_files import only, read, rules, text, under_name
from coach.exercises.model import Exercise, ExerciseId, OnTendonTrack
from coach.findings import ContentError

PHASES = ("P1", "P2", "P3", "P4", "P5", "P6", "prehab")
STEPS = ("A", "B", "C", "D", "E", "F")
_KEYS = frozenset(Exercise.__dataclass_fields__) - {"group"}


@cache
def library() -> Mapping[ExerciseId, Exercise]:
    """All exercises by id, in the order of the content files, read once.

    Raises:
        ContentError: When a content file is broken.
    """
    return load(Path(__file__).with_name("content"))


def load(folder: Path) -> Mapping[ExerciseId, Exercise]:
    """Read a folder of exercise files.

    Raises:
        ContentError: When an entry is broken; the message names it.
    """
    exercises: dict[ExerciseId, Exercise] = {}
    for path in sorted(folder.glob("*.yml")):
        for data in read(path):
            exercise = under_name(f"{path.name}, {data.get('id')}", _exercise, data, path.stem)
            if exercise.id in exercises:
                raise ContentError(f"{path.name}: {exercise.id} stands twice")
            exercises[exercise.id] = exercise
    return MappingProxyType(exercises)


def _exercise(data: Mapping[str, Any], group: str) -> Exercise:
    only(data, _KEYS)
    step = data.get("step")
    return Exercise(
        id=data["id"],
        name=text(data["name"]),
        also=_texts(data["also"]),
        group=group,
        purpose=text(data["purpose"]),
        steps=_texts(data["steps"]),
        feel=text(data["feel"]),
        mistakes=_texts(data["mistakes"]),
        easier=text(data["easier"]),
        harder=text(data["harder"]),
        equipment=text(data["equipment"]),
        dose=text(data["dose"]),
        stop=text(data["stop"]),
        phases=_known(data["phases"], PHASES),
        tendon=OnTendonTrack(data.get("tendon", OnTendonTrack.YES.value)),
        step=None if step is None else _known([step], STEPS)[0],
        cites=rules(data["cites"]),
    )


def _texts(items: Iterable[Any]) -> tuple[str, ...]:
    found = tuple(text(item) for item in items)
    if not found:
        raise ContentError("a list without entries")
    return found


def _known(items: Iterable[str], words: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(items)
    for item in found:
        if item not in words:
            raise ContentError(f"expected one of {', '.join(words)}, not {item!r}")
    return found
