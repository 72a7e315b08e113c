"""Reads the tables of expectations that lie next to these tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

TODAY = date(2024, 6, 12)
"""The Wednesday on which all tables are read."""


def table(name: str, part: str | None = None) -> list[Any]:
    """The rows of a table, or of one of its parts."""
    loaded = yaml.safe_load((Path(__file__).parent / "tables" / f"{name}.yml").read_text("utf-8"))
    rows: list[Any] = loaded if part is None else loaded[part]
    return rows
