"""Where every rule of the source article (S) and of safety and evidence (R) lives in the content.

`python -m coach.traceability` prints the page that is kept as `docs/rules.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from coach.wording import RULES

_ROOT = Path(__file__).parent
_CITING_KEYS = frozenset({"cites", "rules", "sources"})
_NAMING_KEYS = ("id", "row", "topic", "screen", "test", "name")


def citations(root: Path = _ROOT) -> dict[str, tuple[str, ...]]:
    """Rule id to the places that cite it, each as `file: entry`.

    Args:
        root: The folder whose YAML files are read.
    """
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(root.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        name = path.relative_to(root).as_posix()
        for rule, entry in _cited(content, ""):
            found[rule][f"{name}: {entry}" if entry else name] = None
    return {rule: tuple(places) for rule, places in found.items()}


def _cited(node: Any, entry: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        here = next((str(node[k]) for k in _NAMING_KEYS if isinstance(node.get(k), str)), entry)
        for key, value in node.items():
            if key in _CITING_KEYS and isinstance(value, list):
                yield from ((rule, here) for rule in value if isinstance(rule, str))
            else:
                named = here or (str(key) if isinstance(value, (Mapping, list)) else "")
                yield from _cited(value, named)
    elif isinstance(node, list):
        for part in node:
            yield from _cited(part, entry)


def page() -> str:
    """The page: every rule in its own words, its source, and where it is used."""
    used = citations()
    lines = [
        "# Where every rule lives",
        "",
        "S rules restate the source article; R rules are safety and evidence. Made by",
        "`python -m coach.traceability`; a test fails when this page or a rule is missing.",
        "",
        "| rule | what it says | used in |",
        "|---|---|---|",
    ]
    for rule, known in RULES.items():
        places = "<br>".join(used.get(rule, ()))
        lines.append(f"| {rule} | {known.statement} *({known.source})* | {places} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - this is a page maker
