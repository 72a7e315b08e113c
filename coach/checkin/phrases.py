"""Ways of saying things, picked by date so that one day does not read like the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from coach.content_files import read, rules, text, under_name
from coach.findings import ContentError

_PLACEHOLDERS = frozenset(
    ["was", "now", "usual", "rise", "missed", "days", "phase", "trained", "ran"]
)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Phrase:
    """Some ways of saying one thing, with the rules behind it."""

    ways: tuple[str, ...]
    cites: tuple[str, ...]


Phrases = Mapping[str, Phrase]
_GROUPS = (
    "overall",
    "yesterday",
    "openings",
    "reasons",
    "advice",
    "missed",
    "reminders",
    "low_mood",
    "week",
)


@cache
def phrases() -> Mapping[str, Phrases]:
    """The project's own phrases by group and name, read once.

    Raises:
        ContentError: When the file is broken.
    """
    return load(Path(__file__).with_name("texts.yml"))


def load(path: Path) -> Mapping[str, Phrases]:
    """Read a file of phrases.

    Raises:
        ContentError: When a part is missing or broken.
    """
    return under_name(path.name, _groups, read(path))


class Telling:
    """A paragraph in the making for one date."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._parts: list[str] = []
        self._cites: list[str] = []

    def add(self, group: str, name: str, **values: float | str | None) -> None:
        """Say a phrase, in the way of this date."""
        phrase = phrases()[group][name]
        # Another starting point for each phrase, so that they do not turn in step.
        turn = self._on.toordinal() + crc32(f"{group} {name}".encode())
        shown = {key: _shown(value) for key, value in values.items() if value is not None}
        self.add_text(phrase.ways[turn % len(phrase.ways)].format(**shown), phrase.cites)

    def add_text(self, words: str, cites: Iterable[str]) -> None:
        """Say something that is worded elsewhere."""
        if words:
            self._parts.append(words)
            self._cites.extend(cites)

    @property
    def text(self) -> str:
        """The paragraph."""
        return " ".join(self._parts)

    @property
    def cites(self) -> tuple[str, ...]:
        """Every rule behind it, each once."""
        return tuple(dict.fromkeys(self._cites))


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _groups(data: Mapping[str, Any]) -> Mapping[str, Phrases]:
    return {group: {each["id"]: _phrase(each) for each in data[group]} for group in _GROUPS}


def _phrase(data: Mapping[str, Any]) -> Phrase:
    ways = tuple(text(way) for way in data["say"])
    if not ways:
        raise ContentError(f"{data['id']}: nothing to say")
    unknown = {name for way in ways for name in _PLACEHOLDER.findall(way)} - _PLACEHOLDERS
    if unknown:
        raise ContentError(f"{data['id']}: {min(unknown)!r} is nothing that can be filled in")
    return Phrase(ways, rules(data["cites"]))
