"""A clinician's question to the bot can be answered from the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.answers_page import page
from coach.knowledge import Topic, topics
from coach.knowledge.examples import examples
from coach.triage import Level

PAGE = Path(__file__).resolve().parents[2] / "docs" / "answers.md"


def section(topic: str) -> str:
    return page().partition(f'<a id="{topic}"></a>')[2].partition("\n### ")[0]


def row_of(topic: str, person: str) -> str:
    return next(line for line in section(topic).splitlines() if person in line)


def test_the_page_in_the_docs_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m coach.answers_page > docs/answers.md"
    )


def test_what_it_would_tell_a_day_2_strain_about_nordics() -> None:
    row = row_of("nordics_now", "Day 2 of a sudden strain")
    assert "far too soon" in row
    assert "R35" in row


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_every_topic_says_what_everybody_without_a_warning_is_told(topic: Topic) -> None:
    told = section(topic.id)
    for example in examples():
        assert (example.name in told) is not example.context.closed


def test_the_people_stand_at_every_level_and_phase() -> None:
    levels = {example.context.level for example in examples()} - {None}
    assert levels >= {level for level in Level if level.urgency and level is not Level.OUT_OF_SCOPE}
    assert {example.context.phase for example in examples()} >= {"P2", "P3", "P4", "P6"}
