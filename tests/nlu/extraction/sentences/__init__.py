"""The sentences the extractor is held to, as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from nlu.extraction import Value, extract

TODAY = date(2025, 6, 18)
"""A Wednesday."""
_FOLDER = Path(__file__).parent


def load(name: str) -> Any:
    """The content of one file of sentences."""
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))


def by_phenomenon(name: str) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Each sentence of a file grouped by phenomenon, with exactly the findings it states."""
    for group in load(name):
        for sentence, findings in group["sentences"]:
            yield group["phenomenon"], sentence, findings


def findings_of(sentence: str, *pending: str) -> dict[str, Value]:
    """What a sentence states."""
    return dict(extract(sentence, pending=pending, today=TODAY).findings)
