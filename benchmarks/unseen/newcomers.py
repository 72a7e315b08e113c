"""Messages by people who knew neither the rules nor the examples, in two halves.

What fails in the first half is mended by its class; the second is only ever counted, so it tells
how the next stranger will be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from benchmarks.unseen import meaning, signs
from benchmarks.unseen.measure import Measure
from benchmarks.unseen.results import STRONG, Result, result_of
from nlu.parsing import Parser
from tests.nlu.heldout.agreement import EMERGENCY, URGENT
from tests.nlu.heldout.loading import Entry, entry_from

FOLDER = Path(__file__).parents[2] / "tests" / "nlu" / "newcomers"
FLOORS = FOLDER / "floors.yml"
HALVES = ("mended_by", "kept_back")
SETS = {
    "signs": "red_flags",
    "near_misses": "near_misses",
    "messages": "messages",
    "vignettes": "messages",
    "questions": "topics",
}
"""Each file, and the unseen set whose kind of entries it holds."""


def entries(half: str) -> list[tuple[str, Entry]]:
    """The messages of a half with the kind of each.

    Args:
        half: One of `HALVES`.
    """
    return [
        (kind, entry_from(kind, item))
        for name, kind in SETS.items()
        for item in yaml.safe_load((FOLDER / half / f"{name}.yml").read_text(encoding="utf-8"))
    ]


def newcomers(parser: Parser, half: str) -> list[Measure]:
    """How a half is read.

    Args:
        parser: The trained pipeline.
        half: One of `HALVES`.
    """
    results = [result_of(parser, *one) for one in entries(half)]
    return [replace(one, id=f"{half}_{one.id}") for one in _measures(results)]


def _measures(results: Sequence[Result]) -> list[Measure]:
    told = [result for result in results if result.name == "messages"]
    return [
        signs.recall("signs", "signs: recall", EMERGENCY | URGENT | {STRONG}, results),
        signs.some_alarm(results),
        signs.precision(results),
        signs.near_misses(results),
        signs.findings(told),
        signs.flips(told),
        meaning.topic_accuracy(results),
    ]
