"""The daily questions as typed data, and which of them are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.findings import VOCABULARY, ContentError

SIGNS = "signs"
EXERCISES = "exercises"
RAN = "ran"
OVERALL = "overall"
"""How the day was as a whole, where it was told without numbers."""
SUPPOSED = "supposed"
"""The scores that such words may mean; kept to be put to the runner, and no answer by itself."""
AGREED = "agreed"
"""Whether these are right."""
Answers = Mapping[str, Any]
"""What was answered so far, by field; None for asked and left open."""


@dataclass(frozen=True)
class Scale:
    """A pain score from 0 to 10.

    Attributes:
        id: Its field in the answers.
        ask: The question.
        said: How the score is named when it is said back.
        ask_look_in: The question once a month.
    """

    id: str
    ask: str
    said: str
    ask_look_in: str


@dataclass(frozen=True)
class Choice:
    """A question with a few answers.

    Attributes:
        id: Its field in the answers.
        ask: The question when it stands alone.
        options: Option to title.
    """

    id: str
    ask: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Sign:
    """One warning sign.

    Attributes:
        id: Its option.
        title: What the runner reads.
        finding: What it stands for.
    """

    id: str
    title: str
    finding: str


@dataclass(frozen=True)
class Questions:
    """All questions of a day."""

    scales: tuple[Scale, ...]
    anchors: str
    day: tuple[Choice, ...]
    rose: Choice
    agreed: Choice
    mood: Choice
    signs: tuple[Sign, ...]
    sign_texts: Mapping[str, str]


@dataclass(frozen=True)
class Wanted:
    """What is asked of this runner today.

    Attributes:
        exercises: Whether there is a session to ask about.
        mood: Whether today is a day to ask how they are.
        signs_first: Whether warning signs come before everything else.
    """

    exercises: bool = False
    mood: bool = False
    signs_first: bool = False


@cache
def questions() -> Questions:
    """The questions, read once.

    Raises:
        ContentError: The content file is broken.
    """
    data = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text(encoding="utf-8"))
    signs = tuple(
        Sign(sign["id"], sign["title"], sign["finding"]) for sign in data["signs"]["options"]
    )
    for sign in signs:
        if sign.finding not in VOCABULARY:
            raise ContentError(f"questions.yml: no finding {sign.finding!r}")
    return Questions(
        scales=tuple(_scale(one) for one in data["scales"]),
        anchors=data["anchors"],
        day=tuple(_choice(one) for one in data["day"]),
        rose=_choice(data["rose"]),
        agreed=_choice(data["agreed"]),
        mood=_choice({**data["mood"], "options": {str(n): str(n) for n in range(1, 6)}}),
        signs=signs,
        sign_texts={key: text for key, text in data["signs"].items() if isinstance(text, str)},
    )


def _scale(data: Mapping[str, Any]) -> Scale:
    return Scale(data["id"], data["ask"], data["said"], data.get("ask_look_in", data["ask"]))


def _choice(data: Mapping[str, Any]) -> Choice:
    return Choice(data["id"], data["ask"], dict(data["options"]))


def open_fields(answers: Answers, wanted: Wanted) -> tuple[str, ...]:
    """The fields that are still to be asked, in order.

    Args:
        answers: What was answered so far.
        wanted: What is asked of this runner today.
    """
    known = questions()
    scales = [scale.id for scale in known.scales]
    fields = [known.agreed.id, *scales] if supposed_scores(answers) else scales
    fields += [one.id for one in known.day if wanted.exercises or one.id != EXERCISES]
    if answers.get(RAN) is True:
        fields.append(known.rose.id)
    if wanted.mood:
        fields.append(known.mood.id)
    fields = [SIGNS, *fields] if wanted.signs_first else [*fields, SIGNS]
    return tuple(field for field in fields if field not in answers)


def supposed_scores(answers: Answers) -> dict[str, float]:
    """The scores that words without a number may mean and that were not told otherwise."""
    supposed: Mapping[str, float] = answers.get(SUPPOSED) or {}
    return {name: score for name, score in supposed.items() if name not in answers}


def asked_together(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of the next message: one, or all of the day's questions that are open."""
    together = {choice.id for choice in questions().day}
    if not fields or fields[0] not in together:
        return fields[:1]
    return tuple(field for field in fields if field in together)
