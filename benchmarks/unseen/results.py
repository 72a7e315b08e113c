"""Runs the trained pipeline over the unseen sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any

from rasa.shared.nlu.constants import INTENT

from nlu.components.finding_extractor import FINDINGS
from nlu.components.message_reader import SUGGESTIONS, TOPIC, TOPICS
from nlu.components.reading import CHECK_IN
from nlu.parsing import Parser
from tests.nlu.heldout.agreement import EMERGENCY, STRONG_REST_PAIN, URGENT, Comparison, compare
from tests.nlu.heldout.loading import Entry, all_entries

STRONG = "pain_rest"
_READ = (FINDINGS, TOPIC, TOPICS, CHECK_IN, SUGGESTIONS)


@dataclass(frozen=True)
class Result:
    """One unseen message and what the pipeline made of it.

    Attributes:
        name: The set the message is from.
        entry: The message with its labels.
        parsed: The intent, findings, topics, check-in and suggestions that were read.
        milliseconds: How long it took, by the clock on the wall.
        computing: Milliseconds of it that this process computed, however busy the machine was.
    """

    name: str
    entry: Entry
    parsed: Mapping[str, Any]
    milliseconds: float
    computing: float

    @property
    def findings(self) -> Mapping[str, Any]:
        """The findings that were read."""
        return self.parsed["findings"] or {}

    @property
    def comparison(self) -> Comparison:
        """The findings that were read against the labels."""
        return compare(self.entry, self.findings)


def run(parser: Parser) -> list[Result]:
    """Parse every unseen message once, after a first one that warms up."""
    labelled = list(all_entries())
    result_of(parser, *labelled[0])
    return [result_of(parser, name, entry) for name, entry in labelled]


def of(results: Iterable[Result], *names: str) -> list[Result]:
    """The results of some sets."""
    return [result for result in results if result.name in names]


def labelled_alarms(entry: Entry) -> frozenset[str]:
    """The emergency and urgent findings that the labels say are present."""
    signs = {f for f, label in entry.findings.items() if f in EMERGENCY | URGENT and label.present}
    rest = entry.findings.get(STRONG)
    if rest is not None and rest.low is not None and rest.low >= STRONG_REST_PAIN:
        signs.add(STRONG)
    return frozenset(signs)


def result_of(parser: Parser, name: str, entry: Entry) -> Result:
    """Parse one message.

    Args:
        parser: The trained pipeline.
        name: The set it is from.
        entry: The message with its labels.
    """
    clock, computed = perf_counter(), thread_time()
    message = parser.message(entry.text, pending=entry.pending, today=entry.today)
    computing = 1000 * (thread_time() - computed)
    parsed = {key: message.get(key) for key in _READ} | {"intent": message.get(INTENT)["name"]}
    return Result(name, entry, parsed, 1000 * (perf_counter() - clock), computing)
