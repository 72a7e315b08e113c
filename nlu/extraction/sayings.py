"""Hides words that only sound like a sign, where they are said of something else."""

from __future__ import annotations

from collections.abc import Iterable

from nlu.extraction.engine import engine
from nlu.extraction.lexicon import Occurrence
from nlu.extraction.matching import Scene, counted
from nlu.extraction.patterns import Pattern


def hide_sayings(scene: Scene) -> None:
    """Take sayings out of a message, but for what the rules show whatever stands beside it.

    What takes a sign away has to be said of it: "want to kill myself, marathon in May" is no
    saying about a marathon.
    """
    shown = _shown(scene)
    for pattern, decoy in list(engine().decoys.candidates(scene)):
        for place, parts in scene.find(pattern):
            hidden = counted(pattern, place, parts).words
            if scene.breaks_off(pattern, parts) or not shown.isdisjoint(hidden):
                continue
            if not _excepted(scene, place, decoy.unless):
                scene.hide(hidden)
    scene.settle()


def _shown(scene: Scene) -> set[int]:
    return {
        word
        for pattern in engine().book.shown
        for place, parts in scene.find(pattern)
        if not scene.breaks_off(pattern, parts)
        for word in counted(pattern, place, parts).words
    }


def _excepted(scene: Scene, place: Occurrence, unless: Iterable[Pattern]) -> bool:
    sentences = scene.content.sentences
    return any(
        sentences[other.start] == sentences[place.start]
        for pattern in unless
        for other, _ in scene.find(pattern)
    )
