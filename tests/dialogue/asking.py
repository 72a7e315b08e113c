"""The same questions asked by different people: tables of questions in `answers/`.

A file of questions holds one entry for each topic
  topic     its id
  ask       the question in words
  answers   by person of `answers/people.yml`: words that the answer has, or a map of `has` and
            `hasnt`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.engine import Engine
from bot.conversation.messages import Person, Words
from coach.plan import Phase, PlanState
from storage.episodes import set_plan
from tests.dialogue.playing import do, transcript
from tests.dialogue.talk import Talk
from tests.unit.plan.cases import DAY_1, placed

ANSWERS = Path(__file__).with_name("answers")
_PEOPLE = "people"


@dataclass(frozen=True)
class Question:
    """One topic's question, and what different people are told.

    Attributes:
        topic: Its id.
        ask: The question in words.
        answers: By person, what the answer has to have and must not have.
    """

    topic: str
    ask: str
    answers: Mapping[str, Mapping[str, Sequence[str]]]


@cache
def people() -> Mapping[str, Mapping[str, Any]]:
    """Everybody who asks, by name."""
    loaded: dict[str, Mapping[str, Any]] = _read(ANSWERS / f"{_PEOPLE}.yml")
    return loaded


def questions() -> Iterator[Question]:
    """Every question of the tables."""
    for path in sorted(ANSWERS.glob("*.yml")):
        if path.stem == _PEOPLE:
            continue
        for entry in _read(path):
            answers = {who: _expected(words) for who, words in entry["answers"].items()}
            yield Question(entry["topic"], entry["ask"], answers)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _expected(words: Any) -> Mapping[str, Sequence[str]]:
    if not isinstance(words, dict):
        return {"has": _listed(words)}
    unknown = set(words) - {"has", "hasnt"}
    assert not unknown, f"unknown {unknown}"
    return {name: _listed(value) for name, value in words.items()}


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


class Crowd:
    """People who have told their story; each tells it once and asks as often as they like."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Talk] = {}

    async def asks(self, who: str, question: str) -> str:
        """What somebody is told to a question; where they stand is the same before and after."""
        talk = await self._talk(who)
        level = people()[who]["level"]
        _check(talk, level)
        await talk.turn(Words(question))
        said = talk.said()
        _check(talk, level)
        return said

    async def _talk(self, who: str) -> Talk:
        if who not in self._known:
            self._known[who] = await _open(self._engine, who)
        return self._known[who]


async def _open(engine: Engine, who: str) -> Talk:
    story = people()[who]
    talk = Talk(engine, Person("crowd", who))
    await talk.agree()
    for step in story["talk"]:
        await do(talk, step)
    if "plan" in story:
        phase = Phase(story["plan"])
        put_in_place(talk, placed(phase, day_of(talk), gait_normal=True, flags_clear=True))
    return talk


def day_of(talk: Talk) -> int:
    """Today as a day of the plans that `placed` makes."""
    return (talk.now.date() - DAY_1).days + 1


def put_in_place(talk: Talk, plan: PlanState) -> None:
    """Let somebody's plan be this one from now on."""
    episode = talk.episode()
    assert episode is not None
    with talk.database.session() as session:
        set_plan(session, episode.id, plan.to_json())


def _check(talk: Talk, level: str | None) -> None:
    found = talk.assessment()
    stands = found.level if found else None
    assert stands == level, f"level {stands}\n{transcript(talk)}"
