"""What is kept about a person, in their words."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def privacy_notice() -> str:
    """The notice; lines between `*` and `*` are headings."""
    return Path(__file__).with_name("notice.md").read_text(encoding="utf-8").strip()
