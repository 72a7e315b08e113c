"""Reads and fills in what the plan says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.content_files import read, rules, text, under_name
from coach.content_files import texts as plain_texts
from coach.findings import ContentError
from coach.plan.model import Change, Criterion, Hold, Phase
from coach.plan.permission import RunBar
from coach.plan.position import Position


@dataclass(frozen=True)
class Said:
    """A text with the rules behind it."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class PhaseText:
    """What is said about a phase.

    Attributes:
        name: What it is called.
        aim: What it is for.
        feel: What to feel.
        stop: When to stop.
        next: What comes next.
        opens: What opens it.
        cites: S and R rules behind it.
    """

    name: str
    aim: str
    feel: str
    stop: str
    next: str
    opens: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class PlanTexts:
    """Everything the plan says, by name."""

    phases: Mapping[Phase, PhaseText]
    care: Mapping[str, Said]
    bars: Mapping[str, Said]
    holds: Mapping[str, Said]
    changes: Mapping[str, Said]
    refusals: Mapping[str, Said]
    log_problems: Mapping[str, Said]
    asks: Mapping[str, Said]
    answers: Mapping[str, Said]
    progress: Mapping[str, str]


_PHASE_TEXTS = ("name", "aim", "feel", "stop", "next", "opens")


@cache
def texts() -> PlanTexts:
    """The project's own texts, read once.

    Raises:
        ContentError: When the file is broken.
    """
    return load(Path(__file__).with_name("texts.yml"))


def load(path: Path) -> PlanTexts:
    """Read a file of plan texts.

    Raises:
        ContentError: When a part is missing or broken.
    """
    return under_name(path.name, _texts, read(path))


def change_text(changes: Iterable[Change], position: Position) -> Said:
    """What happened, in the order given, with the steps somebody is on now."""
    found = [texts().changes[change.value] for change in changes]
    return Said(
        text=" ".join(filled(said.text, position) for said in found),
        cites=tuple(dict.fromkeys(rule for said in found for rule in said.cites)),
    )


def filled(words: str, position: Position) -> str:
    """A text with the steps somebody is on."""
    phase = position.phase
    return words.format(
        jog=position.runs.jog,
        speed=position.runs.speed,
        strength=position.strength.step,
        phase=f"phase {phase.number} ({texts().phases[phase].name})"
        if phase is not Phase.PREHAB
        else texts().phases[phase].name,
    )


def _texts(data: Mapping[str, Any]) -> PlanTexts:
    loaded = PlanTexts(
        phases={Phase(each["id"]): _phase(each) for each in data["phases"]},
        care={name: _said(each) for name, each in data["care"].items()},
        bars=_by_id(data["bars"]),
        holds=_by_id(data["holds"]),
        changes=_by_id(data["changes"]),
        refusals=_by_id(data["refusals"]),
        log_problems=_by_id(data["log_problems"]),
        asks=_by_id(data["asks"]),
        answers=_by_id(data["answers"]),
        progress=plain_texts(data["progress"]),
    )
    _all_there("phases", loaded.phases, Phase)
    _all_there("bars", loaded.bars, (each.value for each in RunBar))
    _all_there("holds", loaded.holds, (each.value for each in Hold if each.closes_all))
    _all_there("changes", loaded.changes, (each.value for each in Change))
    _all_there("asks", loaded.asks, (each.value for each in Criterion))
    return loaded


def _phase(data: Mapping[str, Any]) -> PhaseText:
    words = {name: text(data[name]) for name in _PHASE_TEXTS}
    return PhaseText(**words, cites=rules(data["cites"]))


def _by_id(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, Said]:
    return {each["id"]: _said(each) for each in entries}


def _said(data: Mapping[str, Any]) -> Said:
    return Said(text=text(data["text"]), cites=rules(data["cites"]))


def _all_there(part: str, found: Iterable[object], wanted: Iterable[object]) -> None:
    missing = set(wanted) ^ set(found)
    if missing:
        raise ContentError(f"{part}: missing or unknown {', '.join(sorted(map(str, missing)))}")
