"""The channel's own texts, as data."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def channel_text(name: str, **values: object) -> str:
    """One text by its name, with its places filled in.

    Raises:
        KeyError: There is no such text, or a place is left empty.
    """
    return _texts()[name].format(**values)
