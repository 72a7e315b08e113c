"""Finding an exercise by the name somebody typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from rapidfuzz import fuzz, process

from coach.exercises.loading import library
from coach.exercises.model import Exercise, ExerciseId

_SURE = 88
"""Likeness in percent at which a misspelt name counts as meant."""
_LIKE = 60
_EMPTY_WORDS = re.compile(
    r"\b(the|a|an|my|some|of|exercises?|on|with|how|to|do|i|is|what|please|explain|show|me)\b"
)


def find(name: str, among: Collection[ExerciseId] = ()) -> Exercise | None:
    """The exercise somebody means, or None when that is not clear.

    Args:
        name: A name as typed: case, plurals, hyphens and small slips do not matter.
        among: Exercises of today's session; "the bridges" means one of these if it can.
    """
    wanted = _plain(name)
    if not wanted:
        return None
    exact = _names().get(wanted)
    meant = exact if exact in among else _nearest(wanted, among) or exact
    if meant is not None:
        return library()[meant]
    best = process.extractOne(wanted, _names().keys(), scorer=fuzz.ratio, score_cutoff=_SURE)
    return None if best is None else library()[_names()[best[0]]]


def mentioned(text: str, among: Collection[ExerciseId]) -> tuple[ExerciseId, ...]:
    """Those of these exercises whose name stands in a text, in the order given.

    Args:
        text: What somebody typed.
        among: The exercises to look for, such as those of today's session.
    """
    said = f" {_plain(text)} "
    named = {each for name, each in _names().items() if f" {name} " in said}
    return tuple(each for each in among if each in named)


def suggestions(name: str, limit: int = 3) -> tuple[Exercise, ...]:
    """Exercises with a name like the one typed, the likeliest first; empty when none is."""
    wanted = _plain(name)
    if not wanted:
        return ()
    found = process.extract(
        wanted, _names().keys(), scorer=fuzz.token_set_ratio, score_cutoff=_LIKE, limit=4 * limit
    )
    ids = dict.fromkeys(_names()[each[0]] for each in found)
    return tuple(library()[each] for each in list(ids)[:limit])


def _nearest(wanted: str, among: Collection[ExerciseId]) -> ExerciseId | None:
    """The one of these that goes by all the words typed; its own name counts before others."""
    named = {each: _plain(library()[each].name) for each in among if each in library()}
    ways = (
        [each for each, name in named.items() if name.startswith(wanted)],
        [each for each, name in named.items() if set(wanted.split()) <= set(name.split())],
        [each for each in named if _has_name_with(each, set(wanted.split()))],
    )
    return next((found[0] for found in ways if len(found) == 1), None)


def _has_name_with(exercise: ExerciseId, words: set[str]) -> bool:
    return any(words <= set(name.split()) for name, each in _names().items() if each == exercise)


@cache
def _names() -> dict[str, ExerciseId]:
    names: dict[str, ExerciseId] = {}
    for exercise in library().values():
        for name in (exercise.name, exercise.id, *exercise.also):
            # The first owner of a name keeps it; a test holds that no two claim the same.
            names.setdefault(_plain(name), exercise.id)
    return names


def _plain(name: str) -> str:
    """Lower case, no hyphens, no filler words, and no plural s."""
    words = _EMPTY_WORDS.sub(" ", re.sub(r"[^a-z0-9 ]+", " ", name.lower().replace("_", " ")))
    return " ".join(re.sub(r"(?<=[a-rt-z])s$", "", word) for word in words.split())
