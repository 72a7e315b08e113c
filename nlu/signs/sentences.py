"""The sentences the net learns from: `sentences/*.yml`, one file a finding.

Under `says` stands one sentence a line that states the finding, and after ` + ` what else it
states; under `sounds_like` what only sounds like it. A line of either is no example of any
finding that is not named with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.findings import VOCABULARY
from nlu.extraction.loading import RuleError, load_file

FOLDER = Path(__file__).parent / "sentences"
_AND = " + "


@dataclass(frozen=True)
class Sentence:
    """One sentence and the findings it states."""

    text: str
    findings: frozenset[str]


def load_sentences() -> list[Sentence]:
    """Every sentence of every file.

    Raises:
        RuleError: A file names a finding that does not exist.
    """
    return [one for path in sorted(FOLDER.glob("*.yml")) for one in _sentences(path)]


def left_to_rules() -> frozenset[str]:
    """The findings that the net does not tell."""
    return frozenset(
        path.stem for path in FOLDER.glob("*.yml") if load_file(path).get("told_by") == "rules"
    )


def _sentences(path: Path) -> Iterator[Sentence]:
    content = load_file(path)
    finding = path.stem
    for line in str(content.get("says", "")).splitlines():
        yield _sentence(path, line, finding)
    for line in str(content["sounds_like"]).splitlines():
        yield _sentence(path, line)


def _sentence(path: Path, line: str, *stated: str) -> Sentence:
    text, *further = line.split(_AND)
    findings = frozenset((*stated, *further))
    if unknown := findings - set(VOCABULARY):
        raise RuleError(f"{path.name}: no finding is called {sorted(unknown)}")
    return Sentence(text, findings)
