"""Reading content files so that a mistake is reported with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from coach.findings import VOCABULARY, ContentError, FindingId
from coach.findings.vocabulary import RULE_ID

Part = TypeVar("Part")


def read(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        ContentError: When it is missing or no YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as wrong:
        raise ContentError(f"{path.name}: {wrong}") from None


def under_name(name: str, build: Callable[..., Part], *args: Any) -> Part:
    """Build a part of the content; whatever is wrong with it is reported under its name.

    Raises:
        ContentError: When the part is broken.
    """
    try:
        return build(*args)
    except KeyError as missing:
        raise ContentError(f"{name}: {missing.args[0]!r} is missing") from None
    except (ContentError, TypeError, ValueError, AttributeError) as wrong:
        raise ContentError(f"{name}: {wrong}") from None


def text(value: Any) -> str:
    """One line of text.

    Raises:
        ContentError: When it is none.
    """
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"expected text, not {value!r}")
    return " ".join(value.split())


def texts(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Texts by name.

    Raises:
        ContentError: When one is none.
    """
    return MappingProxyType({name: text(value) for name, value in data.items()})


def rules(names: Iterable[Any]) -> tuple[str, ...]:
    """Ids of S and R rules.

    Raises:
        ContentError: When there is no such rule.
    """
    for name in names:
        if not isinstance(name, str) or not RULE_ID.match(name):
            raise ContentError(f"no such rule {name!r}")
    return tuple(names)


def findings(names: Iterable[Any]) -> tuple[FindingId, ...]:
    """Ids of findings.

    Raises:
        ContentError: When there is no such finding.
    """
    for name in names:
        if name not in VOCABULARY:
            raise ContentError(f"no such finding {name!r}")
    return tuple(names)


def only(data: Mapping[str, Any], keys: frozenset[str]) -> None:
    """Refuse keys that mean nothing, which are mostly misspelt ones.

    Raises:
        ContentError: When there is such a key.
    """
    unknown = set(data) - keys
    if unknown:
        raise ContentError(f"unknown keys {', '.join(sorted(map(str, unknown)))}")
