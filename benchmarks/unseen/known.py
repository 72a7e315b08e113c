"""What the gate holds the pipeline to: floors, and the messages that are known to fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan
from pathlib import Path
from typing import Any

import yaml

from benchmarks.unseen.measure import Measure

FOLDER = Path(__file__).parents[2] / "tests" / "nlu"
FLOORS = FOLDER / "floors.yml"
KNOWN_FAILURES = FOLDER / "known_failures.yml"
MISSED = ("emergency_recall", "urgent_recall")
ALARMED = ("false_alarms",)
# Training on another machine may change a guess: one in a hundred, or one at all where there are
# fewer. What rules read is the same on every machine.
_SLACK = 0.01
_SLACK_CASES = 1
_BY_RULES = ("values_scale", "values_duration", "values_side", "values_location", "values_other")
_FLOORS_HEAD = """\
# What is measured on the unseen sets, and the floor (or ceiling) below which the tests fail.
# Recall of red flags and what rules read have no slack. Recording never lowers a floor.
# Written by `python -m benchmarks.nlu_report --record`.
"""
_KNOWN_HEAD = """\
# Messages that are known to fail; a message that fails and is not here fails the tests.
# Mend the class of problem, then record again; nothing is added by hand.
# Written by `python -m benchmarks.nlu_report --record`.
"""


@dataclass(frozen=True)
class Floor:
    """The worst value that passes.

    Attributes:
        measured: The value when it was recorded.
        floor: The smallest value that passes, or None.
        ceiling: The largest value that passes, or None.
    """

    measured: float
    floor: float | None = None
    ceiling: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value passes."""
        return (self.floor is None or value >= self.floor) and (
            self.ceiling is None or value <= self.ceiling
        )


def floors(path: Path = FLOORS) -> dict[str, Floor]:
    """The floor of every measure, by its id.

    Args:
        path: The table of floors of one set.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: Floor(**entry) for name, entry in data.items()}


def known_failures() -> dict[str, dict[str, frozenset[str]]]:
    """The signs that are known to fail, by list and message."""
    data = yaml.safe_load(KNOWN_FAILURES.read_text(encoding="utf-8"))
    return {
        name: {item["text"]: frozenset(item["signs"]) for item in group["messages"]}
        for name, group in data.items()
    }


def failing(measures: Sequence[Measure]) -> dict[str, dict[str, frozenset[str]]]:
    """The signs that fail now, by list and message."""
    return {
        "missed_red_flags": _signs(measures, MISSED),
        "false_alarms": _signs(measures, ALARMED),
    }


def record(measures: Sequence[Measure]) -> None:
    """Write what is reached now as what has to be reached from now on.

    A floor only rises here; whoever lowers one does it by hand and says why.
    """
    record_floors(measures, FLOORS)
    lists = {
        name: {
            "count": sum(map(len, messages.values())),
            "messages": [{"text": t, "signs": sorted(s)} for t, s in sorted(messages.items())],
        }
        for name, messages in failing(measures).items()
    }
    KNOWN_FAILURES.write_text(_KNOWN_HEAD + _yaml(lists), encoding="utf-8")


def record_floors(measures: Sequence[Measure], path: Path) -> None:
    """Write floors; one that is there already only rises.

    Args:
        measures: What is reached now.
        path: The table of floors of one set.
    """
    before = floors(path) if path.is_file() else {}
    table = {m.id: _kept(_floor(m), before.get(m.id)) for m in measures if not isnan(m.score.value)}
    path.write_text(_FLOORS_HEAD + _yaml(table), encoding="utf-8")


def _signs(measures: Sequence[Measure], ids: Sequence[str]) -> dict[str, frozenset[str]]:
    signs: dict[str, set[str]] = defaultdict(set)
    for measure in measures:
        if measure.id in ids:
            for failure in measure.failures:
                signs[failure.result.entry.text].add(failure.what)
    return {text: frozenset(found) for text, found in signs.items()}


def _floor(measure: Measure) -> dict[str, float]:
    value = measure.score.value
    strict = measure.id in (*MISSED, *_BY_RULES, "red_flag_messages")
    slack = 0.0 if strict else max(_SLACK, _SLACK_CASES / measure.score.cases)
    measured = round(value, 3)
    if measure.at_most:
        return {"measured": measured, "ceiling": ceil(1000 * (value + slack)) / 1000}
    return {"measured": measured, "floor": max(0.0, floor(1000 * (value - slack)) / 1000)}


def _kept(now: dict[str, float], before: Floor | None) -> dict[str, float]:
    """The stricter of two floors, with what is measured now."""
    if before is None:
        return now
    if before.floor is not None:
        now["floor"] = max(before.floor, now["floor"])
    if before.ceiling is not None:
        now["ceiling"] = min(before.ceiling, now["ceiling"])
    return now


def _yaml(data: Mapping[str, Any]) -> str:
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000))
