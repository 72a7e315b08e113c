"""The wording rules (reference section 9), held over all that the bot can say."""

from __future__ import annotations

import re
from statistics import mean

import pytest

from .banned import BANNED
from .everything_said import Said, everything_said
from .readability import grade

HARDEST_GRADE = 8
GRADE_OF_ALL = 5
SHORT = 6
"""The grade of a handful of words says nothing."""
EVERYTHING = tuple(everything_said())
# It has to be said in these words with every result (S70).
HAS_TO_BE_SAID = ("This is general information, no diagnosis and no personal plan.",)
_LONG_LIST = 3
_NAMES = re.compile(r"ciprofloxacin|levofloxacin", re.IGNORECASE)
_BLANK = re.compile(r"\{\w+\}")


def as_read(text: str) -> str:
    """A text as it is read: names as one word, and the items of a long list one by one."""
    for sentence in HAS_TO_BE_SAID:
        text = text.replace(sentence, "")
    plain = _BLANK.sub("this", _NAMES.sub("drug", text))
    sentences = re.split(r"(?<=[.!?:;])\s+", plain)
    return " ".join(
        re.sub(r",|:|;", ".", each) if each.count(",") >= _LONG_LIST else each.rstrip(":;") + "."
        for each in sentences
    )


@pytest.mark.parametrize("said", EVERYTHING, ids=lambda said: f"{said.place}: {said.text[:40]}")
def test_nothing_banned_is_said_and_everything_is_easy_to_read(said: Said) -> None:
    for what, pattern in BANNED.items():
        assert not re.search(pattern, said.text, re.IGNORECASE), what
    if len(said.text.split()) > SHORT:
        assert grade(as_read(said.text)) <= HARDEST_GRADE


def test_taken_together_it_is_for_young_readers() -> None:
    grades = [grade(as_read(said.text)) for said in EVERYTHING if len(said.text.split()) > SHORT]
    assert mean(grades) <= GRADE_OF_ALL


def test_the_texts_come_from_every_place_that_speaks() -> None:
    places = {said.place for said in EVERYTHING}
    assert places >= {
        "domain.yml",
        "bot/conversation/texts.yml",
        "actions/check_in/texts.yml",
        "actions/plan/texts.yml",
        "actions/triage/lead.py",
        "coach/knowledge/content/running.yml",
        "coach/plan/texts.yml",
        "coach/wording/emergency.yml",
    }
