"""The rules behind the advice, in words, with their sources by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from coach.findings import ContentError
from coach.findings.vocabulary import RULE_ID


class HowRead(str, Enum):
    """How far a source was read when the rules were written."""

    WHOLE = "whole"
    ABSTRACT = "abstract"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True)
class Source:
    """Where a rule comes from.

    Attributes:
        name: What people are shown.
        read: How far it was read.
    """

    name: str
    read: HowRead


@dataclass(frozen=True)
class Rule:
    """One S or R rule.

    Attributes:
        id: Its name, such as "R10".
        statement: What it says, one plain sentence.
        sources: Where it comes from.
    """

    id: str
    statement: str
    sources: tuple[Source, ...]

    @property
    def source(self) -> str:
        """The names of its sources."""
        return "; ".join(source.name for source in self.sources)


def load(path: Path) -> Mapping[str, Rule]:
    """Read a rules file.

    Raises:
        ContentError: When a rule or source is broken or missing.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        sources = {
            key: Source(entry["name"], HowRead(entry["read"]))
            for key, entry in data["sources"].items()
        }
        rules = {name: _rule(name, entry, sources) for name, entry in data["rules"].items()}
    except KeyError as missing:
        raise ContentError(f"{path.name}: {missing.args[0]!r} is missing") from None
    except (TypeError, AttributeError, ValueError) as wrong:
        raise ContentError(f"{path.name}: {wrong}") from None
    return MappingProxyType(rules)


def _rule(name: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Rule:
    if not RULE_ID.match(name):
        raise ContentError(f"no such rule {name!r}")
    says, keys = entry["says"], entry["from"]
    if not isinstance(says, str) or not keys or set(entry) != {"says", "from"}:
        raise ContentError(f"rule {name}: needs words and a source, and nothing else")
    return Rule(name, says.strip(), tuple(sources[key] for key in keys))


RULES = load(Path(__file__).with_name("sources.yml"))
"""Every rule of the project by id, the S rules first, in order of number."""
