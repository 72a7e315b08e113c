"""Every text that a runner can be told, wherever it is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
# Keys of the content files that hold no words for a runner.
_NOT_SAID = frozenset(
    {"id", "when", "where", "unless", "cites", "rules", "sources", "kind", "sharpen", "relates",
     "allows", "also", "exercises", "payload", "bar", "activities", "condition"}
)  # fmt: skip
# Files for clinicians, operators and the decision table.
_NOT_FOR_RUNNERS = frozenset({"rows.yml", "sources.yml", "examples.yml", "bench_talk.yml"})
# Makers of pages for clinicians.
_PAGES = frozenset({"answers_page", "traceability"})
_WORDS = 4
_OPENS = re.compile(r"[A-Z]")


@dataclass(frozen=True)
class Said:
    """One text.

    Attributes:
        place: The file it is in.
        text: The words, with blanks such as `{sign}` still open.
    """

    place: str
    text: str


def everything_said() -> Iterator[Said]:
    """Every text of the content files, the domain's responses and the actions' own words."""
    for room in ("coach", "actions", "bot"):
        for path in sorted((ROOT / room).rglob("*.yml")):
            if path.name not in _NOT_FOR_RUNNERS:
                yield from _of(path, yaml.safe_load(path.read_text(encoding="utf-8")))
    domain = ROOT / "domain.yml"
    yield from _of(domain, yaml.safe_load(domain.read_text(encoding="utf-8"))["responses"])
    for room in ("coach", "actions"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.stem in _PAGES:
                continue
            for text in _literals(ast.parse(path.read_text(encoding="utf-8"))):
                yield Said(path.relative_to(ROOT).as_posix(), text)


def _of(path: Path, content: Any) -> Iterator[Said]:
    for text in _strings(content):
        if len(text.split()) >= _WORDS:
            yield Said(path.relative_to(ROOT).as_posix(), text)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key not in _NOT_SAID:
                yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
    elif isinstance(node, str):
        yield node


def _literals(tree: ast.Module) -> Iterator[str]:
    """Sentences in code: no docstrings and nothing that is raised."""
    left_out = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Expr, ast.Raise))
        for part in ast.walk(node)
        if isinstance(node, ast.Raise) or part is node.value
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = id(node) not in left_out and len(node.value.split()) >= _WORDS
            if said and _OPENS.match(node.value):
                yield node.value
