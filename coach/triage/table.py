"""Reads and checks the decision table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from coach.findings import VOCABULARY, ContentError, FindingId
from coach.findings.vocabulary import RULE_ID
from coach.triage.conditions import Condition
from coach.triage.language import parse
from coach.triage.levels import Level, Running

RUNNING_OF_LEVEL: Mapping[Level, Running] = {
    Level.EMERGENCY: Running.NONE,
    Level.URGENT_SAME_DAY: Running.NONE,
    Level.SEE_CLINICIAN_DAYS: Running.NONE_UNTIL_SEEN,
    Level.STOP_SELF_MANAGE: Running.NONE,
    Level.MODIFIED_RUNNING: Running.EASY_ONLY,
    Level.TIGHTNESS_PREHAB: Running.NORMAL_BUILD,
    Level.INFO_ONLY: Running.NO_VERDICT,
    Level.OUT_OF_SCOPE: Running.NO_VERDICT,
    Level.NEED_MORE_INFO: Running.NO_VERDICT,
}
"""The running verdict of each level, where its row names no other."""


@dataclass(frozen=True)
class Row:
    """One row of the decision table.

    Attributes:
        id: Its name, such as "U2".
        level: The level it stands for.
        running: Its running verdict.
        when: When it holds.
        text: `when` as written in the file.
        cites: S and R rules behind it.
        all_asked: Whether it may hold only once everything that must be asked was asked.
        clearable: Whether what it stands on stays true for good, so that the go-ahead of a
            clinician who has seen the leg is what lifts it.
        alone_running_of: The row whose running verdict stands when this is the only row of its
            level, that row holds too, and no row says stop; or None.
    """

    id: str
    level: Level
    running: Running
    when: Condition
    text: str
    cites: tuple[str, ...]
    all_asked: bool
    clearable: bool
    alone_running_of: str | None


@dataclass(frozen=True)
class Table:
    """The whole decision table.

    Attributes:
        rows: From the most urgent to the least.
        must_know: Findings that need a value before an `all_asked` row may hold.
        must_ask: Findings that must have been asked before such a row may hold.
        refusal_stops: Findings whose refusal turns "nothing holds" into stop and self-manage.
        otherwise: Id of the result when nothing holds.
        otherwise_level: Its level.
        otherwise_refused: Its level after a refusal.
        otherwise_cites: Its rules.
    """

    rows: tuple[Row, ...]
    must_know: tuple[FindingId, ...]
    must_ask: tuple[FindingId, ...]
    refusal_stops: tuple[FindingId, ...]
    otherwise: str
    otherwise_level: Level
    otherwise_refused: Level
    otherwise_cites: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """All row ids in table order."""
        return (*(row.id for row in self.rows), self.otherwise)

    def cites(self, row_id: str) -> tuple[str, ...]:
        """The rules behind a row.

        Raises:
            KeyError: When there is no such row.
        """
        if row_id == self.otherwise:
            return self.otherwise_cites
        return self.row(row_id).cites

    def row(self, row_id: str) -> Row:
        """The row of this id.

        Raises:
            KeyError: When there is no such row.
        """
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)


def load(path: Path) -> Table:
    """Read a table.

    Args:
        path: A file in the form explained at the top of `rows.yml`.

    Raises:
        ContentError: When a part is missing, unknown or unreadable.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        terms: dict[str, Condition] = {}
        for name, text in data["terms"].items():
            terms[name] = parse(text, terms)
        rows = tuple(_row(entry, terms) for entry in data["rows"])
        table = Table(
            rows=rows,
            must_know=_findings(data["must_know"]),
            must_ask=_findings(data["must_ask"]),
            refusal_stops=_findings([*data["must_know"], *data["refusal_stops"]]),
            otherwise=data["otherwise"]["row"],
            otherwise_level=Level(data["otherwise"]["level"]),
            otherwise_refused=Level(data["otherwise"]["level_after_refusal"]),
            otherwise_cites=_rules(data["otherwise"]["cites"]),
        )
    except KeyError as missing:
        raise ContentError(f"{path.name}: {missing.args[0]!r} is missing") from None
    except (TypeError, AttributeError, ValueError) as wrong:
        raise ContentError(f"{path.name}: {wrong}") from None
    _check(table)
    return table


def _row(entry: Mapping[str, Any], terms: Mapping[str, Condition]) -> Row:
    level = Level(entry["level"])
    return Row(
        id=entry["row"],
        level=level,
        running=Running(entry.get("running", RUNNING_OF_LEVEL[level].value)),
        when=parse(entry["when"], terms),
        text=" ".join(entry["when"].split()),
        cites=_rules(entry["cites"]),
        all_asked=bool(entry.get("all_asked", False)),
        clearable=bool(entry.get("clearable", False)),
        alone_running_of=entry.get("alone_running_of"),
    )


def _findings(names: Sequence[str]) -> tuple[FindingId, ...]:
    for name in names:
        if name not in VOCABULARY:
            raise ContentError(f"no such finding {name!r}")
    return tuple(names)


def _rules(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if not isinstance(name, str) or not RULE_ID.match(name):
            raise ContentError(f"no such rule {name!r}")
    return tuple(names)


def _check(table: Table) -> None:
    if len(set(table.ids)) != len(table.ids):
        raise ContentError("a row id stands twice in the table")
    for row in table.rows:
        if row.alone_running_of is not None and row.alone_running_of not in table.ids:
            raise ContentError(f"row {row.id}: no such row {row.alone_running_of!r}")


TABLE = load(Path(__file__).with_name("rows.yml"))
"""The project's own table."""
