"""What is said around the plan and the training log."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("texts.yml")


@cache
def _texts() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def text(key: str, /, **values: object) -> str:
    """One text with its blanks filled.

    Raises:
        KeyError: There is no such text, or a blank is left.
    """
    return _texts()[key].format(**values)
