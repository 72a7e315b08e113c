"""Reads and checks the knowledge files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coach.content_files import findings, only, read, rules, text, texts, under_name
from coach.findings import ContentError
from coach.knowledge.activities import Activity
from coach.knowledge.conditions import Condition, parse
from coach.knowledge.model import (
    Entry,
    Facet,
    Kind,
    Library,
    Phrases,
    Rider,
    Topic,
    TopicId,
)
from coach.knowledge.permissions import Bar
from coach.knowledge.warning import Warnings, load_warnings

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "since_onset": ("fresh", "hours_since_onset", "days_since_onset"),
    "jog_step": ("jog_step",),
    "strength_step": ("strength_step",),
    "reason": (),
    "sign": (),
}
"""What a text may have filled in, and the facts of which its condition must ensure one."""
_TOPIC_KEYS = frozenset(
    {
        "id",
        "title",
        "kind",
        "cites",
        "sharpen",
        "relates",
        "decline",
        "general",
        "cases",
        "follow_ups",
    }
)
_ENTRY_KEYS = frozenset({"when", "text", "allows", "cites"})
_ID = re.compile(r"[a-z][a-z0-9_]*\Z")


@cache
def library() -> Library:
    """The project's own knowledge, read once.

    Raises:
        ContentError: When a content file is broken.
    """
    return load(Path(__file__).parent)


def load(folder: Path) -> Library:
    """Read all knowledge files.

    Args:
        folder: Holds `content/*.yml` (topics), `refusals.yml`, `closed.yml`, `riders.yml` and
            `follow_ups.yml`.

    Raises:
        ContentError: When a file or an entry is broken; the message names both.
    """
    topics = _topics(sorted((folder / "content").glob("*.yml")))
    return Library(
        topics=topics,
        phrases=under_name("refusals.yml", _phrases, read(folder / "refusals.yml")),
        warnings=under_name("closed.yml", _warnings, folder / "closed.yml", topics),
        riders=under_name("riders.yml", _riders, read(folder / "riders.yml")),
        follow_ups=under_name("follow_ups.yml", _follow_ups, read(folder / "follow_ups.yml")),
    )


def _topics(paths: Iterable[Path]) -> Mapping[TopicId, Topic]:
    topics: dict[TopicId, Topic] = {}
    for path in paths:
        entries = read(path)
        if not isinstance(entries, list):
            raise ContentError(f"{path.name}: must be a list of topics")
        for data in entries:
            name = data.get("id") if isinstance(data, dict) else None
            if not isinstance(name, str) or not _ID.match(name):
                raise ContentError(f"{path.name}: a topic without a proper id: {name!r}")
            if name in topics:
                raise ContentError(f"{path.name}, {name}: this topic stands twice")
            topics[name] = under_name(f"{path.name}, {name}", _topic, data, path.stem)
    for topic in topics.values():
        for other in topic.relates:
            if other not in topics or other == topic.id:
                raise ContentError(f"{topic.id}: relates to {other!r}, which is no other topic")
    return MappingProxyType(topics)


def _topic(data: Mapping[str, Any], group: str) -> Topic:
    only(data, _TOPIC_KEYS)
    cites = rules(data["cites"])
    if not cites:
        raise ContentError("a topic cites at least one rule")
    cases = tuple(_entry(item, cites) for item in data.get("cases", ()))
    if any(case.when is None for case in cases):
        raise ContentError("a case without `when` would hide those after it")
    general = _entry(data["general"], cites)
    if general.when is not None:
        raise ContentError("the general answer is for everybody, so without `when`")
    return Topic(
        id=data["id"],
        title=text(data["title"]),
        group=group,
        kind=Kind(data.get("kind", Kind.ADVICE.value)),
        general=general,
        cases=cases,
        sharpen=findings(data["sharpen"]),
        relates=tuple(data.get("relates", ())),
        decline=text(data["decline"]) if "decline" in data else None,
        follow_ups=_follow_ups(data.get("follow_ups", {}), cites),
    )


def _follow_ups(
    data: Mapping[str, Any], cites: tuple[str, ...] = ()
) -> Mapping[Facet, tuple[Entry, ...]]:
    facets: dict[Facet, tuple[Entry, ...]] = {}
    for name, items in data.items():
        entries = tuple(_entry(item, cites) for item in items)
        if not entries or any(entry.when is None for entry in entries[:-1]):
            raise ContentError(f"{name}: only the last answer may go without `when`")
        if entries[-1].when is not None:
            raise ContentError(f"{name}: the last answer is for everybody, so without `when`")
        facets[Facet(name)] = entries
    return MappingProxyType(facets)


def _entry(data: Mapping[str, Any], cites: tuple[str, ...]) -> Entry:
    only(data, _ENTRY_KEYS)
    when = parse(data["when"]) if "when" in data else None
    words = text(data["text"])
    _check_placeholders(words, when)
    return Entry(
        text=words,
        when=when,
        allows=tuple(Activity(name) for name in data.get("allows", ())),
        cites=tuple(dict.fromkeys((*cites, *rules(data.get("cites", ()))))),
    )


def _check_placeholders(words: str, when: Condition | None) -> None:
    for name in _PLACEHOLDER.findall(words):
        if name not in _NEEDS:
            raise ContentError(f"{{{name}}} is nothing that can be filled in")
        if _NEEDS[name] and (when is None or not when.ensures(*_NEEDS[name])):
            raise ContentError(f"{{{name}}} may be unknown here: name it in `when`")


def _phrases(data: Mapping[str, Any]) -> Phrases:
    reasons, signs = data["reasons"], data["signs"]
    decline = {Activity(name): text(words) for name, words in data["decline"].items()}
    missing = set(Activity) - set(decline)
    if missing:
        raise ContentError(f"decline: nothing for {min(missing).value!r}")
    bar_reasons = {Bar(name): text(words) for name, words in reasons["bars"].items()}
    wordless = set(Bar) - {Bar.CLOSED} - set(bar_reasons)
    if wordless:
        raise ContentError(f"reasons: nothing for {min(wordless).value!r}")
    return Phrases(
        decline=decline,
        bar_declines={Bar(name): text(words) for name, words in data["no_verdict"].items()},
        today=texts(reasons["today"]),
        row_reasons=texts(reasons["rows"]),
        phase_reasons=texts(reasons["phases"]),
        bar_reasons=bar_reasons,
        row_signs=texts(signs["rows"]),
        phase_signs=texts(signs["phases"]),
        bar_signs={Bar(name): text(words) for name, words in signs["bars"].items()},
        today_signs=texts(signs["today"]),
        usual_sign=text(signs["usual"]),
        sign=text(signs["sentence"]),
    )


def _warnings(path: Path, topics: Mapping[TopicId, Topic]) -> Warnings:
    warnings = load_warnings(path)
    for each in warnings.meanwhile:
        strange = each.topics - set(topics)
        if strange:
            raise ContentError(f"meanwhile: no such topic {min(strange)!r}")
    return warnings


def _riders(data: Iterable[Mapping[str, Any]]) -> tuple[Rider, ...]:
    return tuple(
        Rider(
            text=text(item["text"]),
            when=parse(item["when"]),
            unless=text(item["unless"]),
            cites=rules(item["cites"]),
        )
        for item in data
    )
