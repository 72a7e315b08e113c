"""Everything that is measured on the unseen sets, in the order of the report."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.unseen import meaning, signs, values
from benchmarks.unseen.measure import Measure
from benchmarks.unseen.results import STRONG, Result
from tests.nlu.heldout.agreement import EMERGENCY, URGENT


def measures(results: Sequence[Result]) -> list[Measure]:
    """Every measure of one run."""
    return [
        signs.recall("emergency_recall", "emergency findings: recall", EMERGENCY, results),
        signs.recall("urgent_recall", "urgent findings: recall", URGENT | {STRONG}, results),
        signs.some_alarm(results),
        signs.precision(results),
        signs.findings(results),
        signs.flips(results),
        *meaning.intents(results),
        *meaning.topics(results),
        *values.values(results),
        values.check_ins(results),
        signs.near_misses(results),
        signs.no_need(results),
    ]
