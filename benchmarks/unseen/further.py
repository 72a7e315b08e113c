"""The sets beside the measured ones: long messages, red flags in two messages or in jest, variants.

Their tests name every message that is misread; here they are only counted for the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from nlu.components.finding_extractor import FINDINGS
from nlu.parsing import Parser
from tests.nlu.extraction.test_adversarial import CALM_TWISTS, NEAR_MISSES, SIGNS, TWISTS
from tests.nlu.heldout.agreement import alarms

_FOLDER = Path(__file__).parents[2] / "tests" / "nlu"
_TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Count:
    """How many cases of one set are misread.

    Attributes:
        title: What is counted.
        misread: How many are read wrongly.
        cases: How many there are.
    """

    title: str
    misread: int
    cases: int


def further(parser: Parser) -> list[Count]:
    """Every further set, counted with a trained model.

    Args:
        parser: The trained pipeline.
    """
    return [
        _missed("long messages: signs missed", parser, _entries("rambling/signs")),
        _alarming("long messages without a sign: alarms", parser, _entries("rambling/ordinary")),
        _missed("red flags told in two messages: missed", parser, _entries("twisted/split")),
        _missed("red flags told in jest: missed", parser, _entries("twisted/joking")),
        *_variants(),
    ]


def present(parser: Parser, texts: Iterable[str]) -> set[str]:
    """The findings that some messages of one runner, sent one after the other, tell as present."""
    said: set[str] = set()
    earlier: list[str] = []
    for text in texts:
        found = parser.parse(text, earlier=earlier, today=_TODAY)[FINDINGS]
        earlier.append(text)
        said |= {name for name, value in found.items() if value is True} | alarms(found)
    return said


def texts_of(entry: Mapping[str, Any]) -> list[str]:
    """The one message of an entry, or the two that it is told in."""
    return list(entry.get("said") or [entry["text"]])


def _entries(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8")))


def _missed(title: str, parser: Parser, entries: list[dict[str, Any]]) -> Count:
    cases = misread = 0
    for entry in entries:
        wanted = _signs(entry["findings"])
        cases += len(wanted)
        misread += len(wanted - present(parser, texts_of(entry)))
    return Count(title, misread, cases)


def _signs(findings: Mapping[str, Any] | list[str]) -> set[str]:
    """The findings of an entry that tell a sign: those named, or those labelled as present."""
    if isinstance(findings, list):
        return set(findings)
    return {name for name, value in findings.items() if value is True and alarms({name: True})}


def _alarming(title: str, parser: Parser, entries: list[dict[str, Any]]) -> Count:
    loud = [
        entry
        for entry in entries
        if {name for name in present(parser, texts_of(entry)) if alarms({name: True})}
        - set(entry["findings"])
    ]
    return Count(title, len(loud), len(entries))


def _variants() -> list[Count]:
    """The most that may be misread of each kind of twist, as the tests hold it (rules alone)."""
    missed = [
        Count(f"red flags twisted: {kind}", known, len(SIGNS))
        for kind, (_, known) in TWISTS.items()
    ]
    alarming = [
        Count(f"near misses twisted: {kind}", known, len(NEAR_MISSES))
        for kind, (_, known) in CALM_TWISTS.items()
    ]
    return [*missed, *alarming]
