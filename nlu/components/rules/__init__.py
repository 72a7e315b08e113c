"""Words and decisions of the pipeline that are data; the YAML files say what each list is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def load_words(name: str) -> dict[str, Any]:
    """One of the YAML files beside this module."""
    content: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / name).read_text(encoding="utf-8")
    )
    return content
