"""Every topic, asked by people in different states: each is told what fits them."""

from __future__ import annotations

import re

import pytest

from bot.conversation.engine import Engine
from coach.knowledge import topics
from tests.dialogue.asking import Crowd, Question, questions

pytestmark = pytest.mark.model

QUESTIONS = list(questions())
ABOUT_EXERCISE = re.compile(
    r"\b(bridges?|exercises?|stretch|roll|nordics?|massage|walk-jog|sets of|bands?|cycling|swim)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def crowd(engine: Engine) -> Crowd:
    """People whose stories are told once for all questions."""
    return Crowd(engine)


def test_every_topic_is_asked_by_at_least_two_people() -> None:
    asked = {question.topic: len(question.answers) for question in QUESTIONS}
    assert set(asked) == {topic.id for topic in topics()}
    assert not [topic for topic, people in asked.items() if people < 2]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.topic)
async def test_different_people_get_different_answers(crowd: Crowd, question: Question) -> None:
    told = {}
    for who, expected in question.answers.items():
        said = await crowd.asks(who, question.ask)
        lowered = said.casefold()
        for words in expected.get("has", ()):
            assert words.casefold() in lowered, f"{who}: no {words!r} in {said!r}"
        for words in expected.get("hasnt", ()):
            assert words.casefold() not in lowered, f"{who}: {words!r} in {said!r}"
        told[who] = said
    assert len(set(told.values())) == len(told), told


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.topic)
async def test_who_is_to_be_seen_today_hears_the_warning_and_nothing_of_exercises(
    crowd: Crowd, question: Question
) -> None:
    said = await crowd.asks("urgent", question.ask)
    assert "seen today" in said
    assert not ABOUT_EXERCISE.search(said)
