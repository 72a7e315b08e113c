"""Lines of advice, each with its rules and the people it is meant for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from coach.findings import ContentError, Findings
from coach.findings.vocabulary import RULE_ID
from coach.triage.assess import Assessment
from coach.triage.conditions import Condition, Truth
from coach.triage.language import parse
from coach.triage.levels import Level, Running
from coach.triage.table import TABLE

_PARTS = ("first", "do", "avoid", "running", "more")
_KEYS = {"text", "cites", "rows", "when", "running_is", "refused"}


@dataclass(frozen=True)
class Line:
    """One thing to say.

    Attributes:
        text: The words.
        cites: S and R rules behind them.
        rows: Said only when one of these rows of the decision table holds; always when empty.
        when: Said only when this holds of the findings; None for always.
        running_is: Said only with this running verdict; None for any.
        refused: Said only when answers that decide were declined.
    """

    text: str
    cites: tuple[str, ...]
    rows: frozenset[str] = frozenset()
    when: Condition | None = None
    running_is: Running | None = None
    refused: bool = False

    @property
    def unconditional(self) -> bool:
        """Whether it fits everybody."""
        return (self.rows, self.when, self.running_is, self.refused) == (
            frozenset(),
            None,
            None,
            False,
        )

    def fits(self, assessment: Assessment, findings: Findings) -> bool:
        """Whether it is meant for this person."""
        return (
            (not self.rows or not self.rows.isdisjoint(assessment.rows))
            and (self.running_is is None or self.running_is is assessment.running)
            and (not self.refused or bool(assessment.refused))
            and (self.when is None or self.when.truth(findings) is Truth.TRUE)
        )


@dataclass(frozen=True)
class LevelAdvice:
    """What is said at one level; see `advice.yml` for what each part is."""

    first: tuple[Line, ...]
    do: tuple[Line, ...]
    avoid: tuple[Line, ...]
    running: tuple[Line, ...]
    more: tuple[Line, ...]


def fitting(lines: Iterable[Line], assessment: Assessment, findings: Findings) -> Iterator[Line]:
    """The lines meant for this person, in order."""
    return (line for line in lines if line.fits(assessment, findings))


def read(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def line(entry: Mapping[str, Any]) -> Line:
    """Read one line.

    Raises:
        ContentError: When it is broken.
    """
    try:
        text = entry["text"]
        unknown = set(entry) - _KEYS
        if unknown or not isinstance(text, str) or not text.strip():
            raise ContentError(f"line {entry!r}: {', '.join(unknown) or 'has no text'}")
        return Line(
            text=text.strip(),
            cites=_checked(entry["cites"], RULE_ID.match, "rule"),
            rows=frozenset(_checked(entry.get("rows", ()), TABLE.ids.__contains__, "row")),
            when=parse(entry["when"], {}) if "when" in entry else None,
            running_is=Running(entry["running_is"]) if "running_is" in entry else None,
            refused=bool(entry.get("refused", False)),
        )
    except KeyError as missing:
        raise ContentError(f"line {entry!r}: {missing.args[0]!r} is missing") from None
    except (TypeError, AttributeError, ValueError) as wrong:
        raise ContentError(f"line {entry!r}: {wrong}") from None


def advice(data: Mapping[str, Any]) -> Mapping[Level, LevelAdvice]:
    """Read the advice of every level.

    Raises:
        ContentError: When a level or a part is missing or broken.
    """
    try:
        return {
            Level(name): LevelAdvice(
                **{part: tuple(line(entry) for entry in parts[part]) for part in _PARTS}
            )
            for name, parts in data.items()
        }
    except KeyError as missing:
        raise ContentError(f"advice: {missing.args[0]!r} is missing") from None
    except (TypeError, ValueError) as wrong:
        raise ContentError(f"advice: {wrong}") from None


def reasons(data: Mapping[str, Any]) -> Mapping[str, tuple[Line, ...]]:
    """Read the reasons of every row.

    Raises:
        ContentError: When a row below an emergency has no reason that always fits.
    """
    try:
        found = {row: tuple(line(entry) for entry in entries) for row, entries in data.items()}
    except (TypeError, AttributeError) as wrong:
        raise ContentError(f"reasons: {wrong}") from None
    emergencies = {row.id for row in TABLE.rows if row.level is Level.EMERGENCY}
    for row in TABLE.ids:
        if row not in emergencies and not (found.get(row) and found[row][-1].unconditional):
            raise ContentError(f"row {row}: has no reason that always fits")
    return found


def _checked(names: Iterable[Any], known: Any, kind: str) -> tuple[str, ...]:
    for name in names:
        if not isinstance(name, str) or not known(name):
            raise ContentError(f"no such {kind} {name!r}")
    return tuple(names)
