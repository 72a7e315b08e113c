"""Word lists as data: a name for each list of regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=8)
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return tuple((label, re.compile("|".join(words))) for label, words in rules.items())


def labels_in(text: str, name: str) -> Iterator[str]:
    """The labels of a list whose words stand in a text, in the list's order.

    Args:
        text: What the runner wrote.
        name: Name of the list's file.
    """
    lowered = text.lower()
    return (label for label, pattern in _patterns(name) if pattern.search(lowered))
