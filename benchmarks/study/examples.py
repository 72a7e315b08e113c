"""What the candidates learn from and what they are judged on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.unseen.meaning import INTENT_SETS
from bot.settings import PROJECT_ROOT
from tests.nlu.heldout.loading import Entry, entries

TRAINING = PROJECT_ROOT / "nlu" / "training"
_EXAMPLE = re.compile(r"^\s*- (?P<text>.*\S)\s*$")


@dataclass(frozen=True)
class Example:
    """A message and the intents that are right for it, the main one first."""

    text: str
    intents: tuple[str, ...]


def training_examples(folder: Path = TRAINING) -> list[Example]:
    """Every training example, in the order of the files."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for group in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = group.get("examples", "").splitlines() if "intent" in group else []
            matches = [match for line in lines if (match := _EXAMPLE.match(line))]
            found += [Example(match["text"], (group["intent"],)) for match in matches]
    return found


def unseen_examples() -> dict[str, list[Example]]:
    """The unseen sets that say what a message is, by name."""
    return {name: _judged(entries(name)) for name in INTENT_SETS}


def _judged(held: Sequence[Entry]) -> list[Example]:
    """Messages with one right answer; several topics in one are another matter."""
    examples = []
    for entry in held:
        asked = tuple(f"ask_{topic}" for topic in entry.topics)
        if intents := entry.intents or (asked if len(asked) == 1 else ()):
            examples.append(Example(entry.text, intents))
    return examples
