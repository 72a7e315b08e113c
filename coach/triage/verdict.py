"""From findings to level and running verdict, by the decision table alone."""

from __future__ import annotations

from dataclasses import dataclass

from coach.findings import FindingId, Findings
from coach.triage.conditions import Truth, Values
from coach.triage.levels import Level, Running
from coach.triage.table import RUNNING_OF_LEVEL, TABLE, Row, Table


@dataclass(frozen=True)
class Verdict:
    """What the table says.

    Attributes:
        level: The level of the first row that holds.
        running: Whether this person may run.
        rows: Every row that holds, in table order; the catch-all row alone when none does.
        rules: The S and R rules behind those rows, each once, in table order.
        refused: Findings the person declined that hold the verdict back.
    """

    level: Level
    running: Running
    rows: tuple[str, ...]
    rules: tuple[str, ...]
    refused: tuple[FindingId, ...]


def verdict(findings: Findings) -> Verdict:
    """Apply the decision table.

    Args:
        findings: Everything known, denied or declined so far.
    """
    return verdict_of(dict(findings.implied()), TABLE)


def verdict_of(values: Values, table: Table) -> Verdict:
    """Apply a decision table to values whose implications are already drawn.

    Args:
        values: Finding ids with their values; None for a declined one.
        table: The table.
    """
    asked = everything_asked(values, table)
    held = tuple(
        row
        for row in table.rows
        if (asked or not row.all_asked) and row.when.truth(values) is Truth.TRUE
    )
    refused = tuple(name for name in table.refusal_stops if refused_answer(values, name))
    if not held:
        level = table.otherwise_refused if refused else table.otherwise_level
        return Verdict(
            level=level,
            running=RUNNING_OF_LEVEL[level],
            rows=(table.otherwise,),
            rules=table.otherwise_cites,
            refused=refused,
        )
    rules = dict.fromkeys(rule for row in held for rule in row.cites)
    return Verdict(
        level=held[0].level,
        running=_running(held),
        rows=tuple(row.id for row in held),
        rules=tuple(rules),
        refused=refused,
    )


def everything_asked(values: Values, table: Table) -> bool:
    """Whether all that must be known is known, and all that must be asked was asked."""
    return all(name in values for name in table.must_ask) and all(
        values.get(name) is not None and not refused_answer(values, name)
        for name in table.must_know
    )


def refused_answer(values: Values, finding: FindingId) -> bool:
    """Whether a finding was asked and the answer leaves it open ("not sure" counts)."""
    # `unknown` is a word of onset: the person was asked and cannot say.
    return finding in values and values[finding] in (None, "unknown")


def _running(held: tuple[Row, ...]) -> Running:
    first = held[0]
    if first.alone_running_of is None:
        return first.running
    others = [row for row in held if row is not first]
    blocked = any(row.level in (first.level, Level.STOP_SELF_MANAGE) for row in others)
    freed = [row for row in others if row.id == first.alone_running_of]
    return freed[0].running if freed and not blocked else first.running
