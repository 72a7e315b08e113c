"""Keeping it away: what brought it on for this person, and the habits that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.content_files import only, read, rules, text, under_name
from coach.findings import Findings
from coach.knowledge.conditions import Condition, parse
from coach.plan.texts import Said


@dataclass(frozen=True)
class Cause:
    """One thing that brings hamstring trouble on.

    Attributes:
        when: Which findings point to it.
        brought: How it is said back.
        so: What follows from it.
        cites: S and R rules behind it.
    """

    when: Condition
    brought: str
    so: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Prevention:
    """What is said once all is clear.

    Attributes:
        causes: What may have brought it on.
        lead: How the causes are introduced.
        unknown: What is said when nothing told points to a cause.
        habits: The two habits for everybody.
    """

    causes: tuple[Cause, ...]
    lead: str
    unknown: Said
    habits: Said


def prevention_text(findings: Findings) -> Said:
    """What brought it on for this person, as far as they told, and how to keep it away.

    Args:
        findings: What was known of the leg.
    """
    told = _prevention()
    known = [cause for cause in told.causes if cause.when.holds(findings)]
    if not known:
        return Said(f"{told.unknown.text}\n{told.habits.text}", _cites(told.unknown, told.habits))
    brought = " and ".join(cause.brought for cause in known)
    lines = [told.lead.format(causes=brought), *(cause.so for cause in known), told.habits.text]
    return Said("\n".join(lines), _cites(*known, told.habits))


def _cites(*parts: Said | Cause) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for part in parts for rule in part.cites))


@cache
def _prevention() -> Prevention:
    path = Path(__file__).with_name("prevention.yml")
    return under_name(path.name, _read, read(path))


def _read(data: Mapping[str, Any]) -> Prevention:
    only(data, frozenset({"lead", "causes", "unknown", "habits"}))
    return Prevention(
        causes=tuple(
            Cause(
                when=parse(each["when"]),
                brought=text(each["brought"]),
                so=text(each["so"]),
                cites=rules(each["cites"]),
            )
            for each in data["causes"]
        ),
        lead=text(data["lead"]),
        unknown=_said(data["unknown"]),
        habits=_said(data["habits"]),
    )


def _said(data: Mapping[str, Any]) -> Said:
    return Said(text=text(data["text"]), cites=rules(data["cites"]))
