"""Reads the unseen sets and checks every entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.findings import VOCABULARY, FindingId, Findings
from coach.findings.model import AnswerType
from tests.nlu.heldout.expected import Expected, expected

FOLDER = Path(__file__).parent
DOMAIN = FOLDER.parents[2] / "domain.yml"
SETS = ("messages", "red_flags", "near_misses", "topics", "intents", "values", "check_ins")
TODAY = date(2026, 5, 6)
"""The runner's local date, a Wednesday, unless an entry has its own."""
CHECK_IN = "check_in"
EXERCISES = frozenset(
    {
        "bridge",
        "single_leg_bridge",
        "heel_dig",
        "bridge_walk_out",
        "band_leg_curl",
        "slide_curl",
        "ball_curl",
        "rdl",
        "extender",
        "diver",
        "glider",
        "nordic",
        "clamshell",
        "band_walk",
        "side_plank",
        "front_plank",
        "marching_bridge",
        "walk",
        "walk_jog",
        "bike",
        "swim",
        "yoga",
    }
)
_CHECK_IN_SCALES = ("pain_rest", "pain_activity", "pain_morning")
_CHECK_IN_YES_NO = ("gait_normal", "ran")
CHECK_IN_FIELDS = (*_CHECK_IN_SCALES, *_CHECK_IN_YES_NO, "exercises")
_COMMON = {"text", "note"}
_KEYS = {
    "messages": {"intent", "or_intent", "topics", "findings"},
    "red_flags": {"findings"},
    "near_misses": {"findings"},
    "topics": {"topic", "topics"},
    "intents": {"intent"},
    "values": {"pending", "today", "findings"},
    "check_ins": {CHECK_IN, "optional"},
}


class EntryProblem(ValueError):
    """An entry is broken; the message names the set, the text and what is wrong."""


@dataclass(frozen=True)
class Entry:
    """One message and what a careful physiotherapist reads from it.

    Attributes:
        text: What the runner wrote.
        today: The runner's local date when they wrote it.
        pending: Ids just asked about.
        intents: The main intent, then those that are as fair; empty when not judged.
        topics: Topics asked; empty when none is asked or they are not judged.
        findings: Every finding asserted present or denied now.
        optional: Findings (or check-in fields) that may be recorded or left out.
        optional_denied: Findings that may be recorded as denied, never as present.
        check_in: Every check-in field that is answered.
        note: The turn of language that makes it worth testing.
    """

    text: str
    today: date
    pending: tuple[str, ...]
    intents: tuple[str, ...]
    topics: tuple[str, ...]
    findings: Mapping[FindingId, Expected]
    optional: frozenset[str]
    optional_denied: frozenset[FindingId]
    check_in: Mapping[str, Expected]
    note: str


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """All entries of one set.

    Raises:
        EntryProblem: When one is broken.
    """
    data = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    if not isinstance(data, list):
        raise EntryProblem(f"{name}: must be a list")
    return tuple(entry_from(name, item) for item in data)


def all_entries() -> Iterator[tuple[str, Entry]]:
    """Every entry with the name of its set."""
    for name in SETS:
        for entry in entries(name):
            yield name, entry


@cache
def known_intents() -> frozenset[str]:
    """The intents of the assistant's domain."""
    return frozenset(yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"])


def entry_from(name: str, item: Any) -> Entry:
    """One entry of a set, checked.

    Args:
        name: The set, which decides what keys an entry may have.
        item: The entry as it is written.

    Raises:
        EntryProblem: It is broken.
    """
    text = item.get("text") if isinstance(item, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise EntryProblem(f"{name}: entry without a text: {item!r}")
    allowed = _COMMON | _KEYS[name]
    if "findings" in allowed:
        allowed |= {"optional", "optional_denied"}
    if stray := set(item) - allowed:
        raise EntryProblem(f"{name}: {text!r}: stray keys {sorted(stray)}")
    try:
        return Entry(
            text=text,
            today=date.fromisoformat(item["today"]) if "today" in item else TODAY,
            pending=_pending(name, item.get("pending", ())),
            intents=_intents(item),
            topics=_topics(item),
            findings=_findings(item),
            optional=_optional(name, item, "optional"),
            optional_denied=_optional(name, item, "optional_denied"),
            check_in=_check_in(item.get(CHECK_IN, {})),
            note=str(item.get("note", "")),
        )
    except (TypeError, ValueError) as wrong:
        raise EntryProblem(f"{name}: {text!r}: {wrong}") from None


def _pending(name: str, asked: str | list[str]) -> tuple[str, ...]:
    if name == "check_ins":
        return (CHECK_IN,)
    ids = (asked,) if isinstance(asked, str) else tuple(asked)
    return _among(ids, VOCABULARY, "finding")


def _intents(item: Mapping[str, Any]) -> tuple[str, ...]:
    main = [item["intent"]] if "intent" in item else []
    return _among((*main, *item.get("or_intent", ())), known_intents(), "intent")


def _topics(item: Mapping[str, Any]) -> tuple[str, ...]:
    topics = (item["topic"],) if "topic" in item else tuple(item.get("topics", ()))
    _among(tuple(f"ask_{topic}" for topic in topics), known_intents(), "intent")
    return topics


def _findings(item: Mapping[str, Any]) -> dict[FindingId, Expected]:
    read = {
        finding: expected(value, VOCABULARY[finding].numeric)
        for finding, value in item.get("findings", {}).items()
        if _among((finding,), VOCABULARY, "finding")
    }
    for finding, value in read.items():
        for example in value.examples:
            Findings({finding: example})
    return read


def _optional(name: str, item: Mapping[str, Any], key: str) -> frozenset[str]:
    if name == "check_ins":
        ids = _among(tuple(item.get(key, ())), CHECK_IN_FIELDS, "check-in field")
    else:
        ids = _among(tuple(item.get(key, ())), VOCABULARY, "finding")
    for finding in ids:
        if finding in {**item.get("findings", {}), **item.get(CHECK_IN, {})}:
            raise ValueError(f"{finding} is both expected and {key}")
        if key == "optional_denied" and VOCABULARY[finding].answer not in (
            AnswerType.YES_NO,
            AnswerType.SCALE,
        ):
            raise ValueError(f"{finding} cannot be denied")
    return frozenset(ids)


def _check_in(answers: Mapping[str, Any]) -> dict[str, Expected]:
    read: dict[str, Expected] = {}
    for field, value in answers.items():
        _among((field,), CHECK_IN_FIELDS, "check-in field")
        if field == "exercises":
            _among(tuple(value), EXERCISES, "exercise")
        elif field in _CHECK_IN_YES_NO and not isinstance(value, bool):
            raise ValueError(f"{field} is true or false")
        read[field] = expected(value, field in _CHECK_IN_SCALES)
        if field in _CHECK_IN_SCALES:
            for example in read[field].examples:
                Findings({"pain_rest": example})
    return read


def _among(ids: tuple[str, ...], known: Any, kind: str) -> tuple[str, ...]:
    for name in ids:
        if name not in known:
            raise ValueError(f"no {kind} is called {name!r}")
    return ids
