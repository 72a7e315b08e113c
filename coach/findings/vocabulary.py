"""Reads and checks the vocabulary file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from coach.findings.model import AnswerType, FindingGroup, FindingId, FindingSpec

RULE_ID = re.compile(r"(S([1-9]|[1-6]\d|70)|R([1-9]|[1-3]\d|4[0-2]))\Z")
_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_KEYS = {
    "id",
    "type",
    "group",
    "question",
    "present",
    "denied",
    "choices",
    "implies",
    "yes_is_milder",
    "rules",
}


class ContentError(ValueError):
    """A content file is broken; the message names the file's entry and what is wrong with it."""


class Vocabulary(Mapping[FindingId, FindingSpec]):
    """All findings by id, in the order they are asked."""

    def __init__(self, specs: Mapping[FindingId, FindingSpec]) -> None:
        self._specs = MappingProxyType(dict(specs))

    def __getitem__(self, finding: FindingId) -> FindingSpec:
        return self._specs[finding]

    def __iter__(self) -> Iterator[FindingId]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read a vocabulary file.

        Args:
            path: A YAML list of entries, as explained at the top of `vocabulary.yml`.

        Raises:
            ContentError: When an entry is broken.
        """
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(entries, list):
            raise ContentError(f"{path.name}: must be a list of findings")
        specs: dict[FindingId, FindingSpec] = {}
        for entry in entries:
            spec = _spec(entry)
            if spec.id in specs:
                raise ContentError(f"finding {spec.id}: listed twice")
            specs[spec.id] = spec
        for spec in specs.values():
            for word, target in spec.implies.items():
                if target not in specs or specs[target].answer is not AnswerType.YES_NO:
                    raise ContentError(f"finding {spec.id}: {word!r} implies unknown {target!r}")
        return cls(specs)


def _spec(entry: Any) -> FindingSpec:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ContentError(f"finding without an id: {entry!r}")
    name = entry["id"]
    unknown = set(entry) - _KEYS
    if unknown:
        raise ContentError(f"finding {name}: unknown keys {', '.join(sorted(map(str, unknown)))}")
    try:
        spec = FindingSpec(
            id=name,
            answer=AnswerType(entry["type"]),
            group=FindingGroup(entry["group"]),
            question=_text(entry, "question"),
            present=_text(entry, "present", default=""),
            denied=_text(entry, "denied", default=""),
            choices=_words(entry, "choices"),
            implies=_words(entry, "implies"),
            yes_is_milder=bool(entry.get("yes_is_milder", False)),
            rules=tuple(entry["rules"]),
        )
    except KeyError as missing:
        raise ContentError(f"finding {name}: {missing.args[0]} is missing") from None
    except (TypeError, ValueError) as wrong:
        raise ContentError(f"finding {name}: {wrong}") from None
    _check(spec)
    return spec


def _text(entry: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = entry[key] if default is None else entry.get(key, default)
    if not isinstance(value, str):
        raise ContentError(f"finding {entry['id']}: {key} must be text")
    return value.strip()


def _words(entry: Mapping[str, Any], key: str) -> Mapping[str, str]:
    value = entry.get(key, {})
    if not isinstance(value, dict) or not all(
        isinstance(word, str) and isinstance(label, str) for word, label in value.items()
    ):
        raise ContentError(f"finding {entry['id']}: {key} must map words to texts")
    return MappingProxyType(dict(value))


def _check(spec: FindingSpec) -> None:
    if not _ID.match(spec.id):
        raise ContentError(f"finding {spec.id}: an id is snake_case")
    if not spec.question.endswith(("?", ".", ")")):
        raise ContentError(f"finding {spec.id}: the question does not end like one")
    if spec.answer in (AnswerType.CHOICE, AnswerType.CHOICES):
        if len(spec.choices) < 2:
            raise ContentError(f"finding {spec.id}: a choice needs at least two words")
    elif not spec.present or not spec.denied:
        raise ContentError(f"finding {spec.id}: present and denied labels are missing")
    for word in spec.implies:
        if word != "yes" and word not in spec.choices:
            raise ContentError(f"finding {spec.id}: implies from unknown word {word!r}")
    for rule in spec.rules:
        if not isinstance(rule, str) or not RULE_ID.match(rule):
            raise ContentError(f"finding {spec.id}: no such rule {rule!r}")


VOCABULARY = Vocabulary.load(Path(__file__).with_name("vocabulary.yml"))
"""The project's own vocabulary."""
