"""Reads every finding in a runner's free text: what is there, denied, or only sounds so.

`extract` is loaded on first use: it builds on `nlu.values`, which builds on the text model here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from nlu.extraction.model import Extraction, Mention, State, Value

if TYPE_CHECKING:
    from nlu.extraction.extractor import extract, understood

__all__ = ["Extraction", "Mention", "State", "Value", "extract", "understood"]


def __getattr__(name: str) -> Any:
    if name in {"extract", "understood"}:
        return getattr(import_module("nlu.extraction.extractor"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
