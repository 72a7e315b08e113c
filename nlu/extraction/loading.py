"""Reads the linguistic rules and phrases, which are YAML files next to this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

RULES_FOLDER = Path(__file__).parent / "rules"


class _WordsLoader(yaml.CSafeLoader):
    """YAML in which only true and false are yes and no: "on" and "no" are words here."""


_WordsLoader.yaml_implicit_resolvers = {
    first: [
        (tag, expression)
        for tag, expression in resolvers
        if not tag.endswith(":bool") or first in "tf"
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class RuleError(ValueError):
    """A rule file says something the engine cannot use."""


def load_rules(name: str) -> dict[str, Any]:
    """One rule file as a mapping.

    Raises:
        RuleError: The file holds no mapping.
    """
    return load_file(RULES_FOLDER / name)


def load_file(path: Path) -> dict[str, Any]:
    """A file of words as a mapping.

    Raises:
        RuleError: The file holds no mapping.
    """
    content = yaml.load(path.read_text("utf-8"), _WordsLoader)
    if not isinstance(content, dict):
        raise RuleError(f"{path.name}: expected a mapping")
    return content


def rule_files(folder: str) -> list[str]:
    """The names of the rule files in a sub-folder, in alphabetical order."""
    return sorted(f"{folder}/{path.name}" for path in (RULES_FOLDER / folder).glob("*.yml"))
