"""The fixed texts around the conversation, as data."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def text(name: str) -> str:
    """One text by its name.

    Raises:
        KeyError: There is no such text.
    """
    return str(_texts()[name])


def unreadable(kind: str) -> str:
    """What to say to a kind of message that cannot be read."""
    kinds = _texts()["unreadable"]
    return str(kinds.get(kind, kinds["other"]))
