"""Typical people who ask, so that it can be seen what each of them is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.content_files import only, read, text, under_name
from coach.findings import VOCABULARY, AnswerType, FindingId, Findings
from coach.knowledge.context import PersonalContext
from coach.triage import Running, assess

_KEYS = frozenset({"name", "unknown", "findings", "state"})
_NOTHING_WRONG: Mapping[FindingId, Any] = {
    **{
        name: spec.yes_is_milder and name != "tightness_only"
        for name, spec in VOCABULARY.items()
        if spec.answer is AnswerType.YES_NO
    },
    "currently_symptomatic": True,
    "subject": "self",
    "pain_location": ["back_of_thigh"],
    "onset": "gradual",
    "days_since_onset": 10,
    "trend": "better",
    "days_self_managed": 0,
    "pain_rest": 0,
    "pain_walking": 0,
    "pain_running": 0,
}


@dataclass(frozen=True)
class Example:
    """One typical person.

    Attributes:
        name: Who it is, in a few words.
        context: What is known of them.
    """

    name: str
    context: PersonalContext


@cache
def examples() -> tuple[Example, ...]:
    """Every typical person, in the order of the file.

    Raises:
        ContentError: When the file is broken.
    """
    path = Path(__file__).with_name("examples.yml")
    return tuple(under_name(path.name, _example, each) for each in read(path))


def _example(data: Mapping[str, Any]) -> Example:
    only(data, _KEYS)
    name = text(data["name"])
    if data.get("unknown"):
        return Example(name, PersonalContext())
    findings = Findings({**_NOTHING_WRONG, **data["findings"]})
    assessment = assess(findings)
    state = dict(data.get("state", {}))
    running = Running(state.pop("running")) if "running" in state else assessment.running
    context = PersonalContext(
        findings=findings,
        level=assessment.level,
        running=running,
        rows=assessment.rows,
        **state,
    )
    return Example(name, context)
