"""How answers are worded: plain, short, and never what the wording rules forbid."""

import re

import pytest
from hypothesis import given, settings

from coach.knowledge import answer, facets, follow_up, library, topics
from coach.triage.levels import Level
from coach.triage.table import TABLE
from tests.wording.banned import BANNED
from tests.wording.readability import grade

from .people import people, person

MOST_CHARACTERS = 450
HARDEST_GRADE = 7
EVERY_TEXT = [
    *(
        pytest.param(entry.text, id=f"{topic.id}-{number}")
        for topic in topics()
        for number, entry in enumerate(topic.entries)
    ),
    *(
        pytest.param(entry.text, id=facet.value)
        for facet, entries in library().follow_ups.items()
        for entry in entries
    ),
    *(pytest.param(rider.text, id="rider") for rider in library().riders),
    *(pytest.param(message.text, id="closed") for message in library().warnings.messages),
    *(pytest.param(each.text, id="until seen") for each in library().warnings.meanwhile),
    *(pytest.param(text, id="why today") for text in library().warnings.reasons.values()),
    *(
        pytest.param(text, id="reason")
        for words in (
            library().phrases.row_reasons,
            library().phrases.phase_reasons,
            library().phrases.bar_reasons,
            library().phrases.today,
        )
        for text in words.values()
    ),
]


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_nothing_forbidden_is_said(text):
    for what, pattern in BANNED.items():
        assert not re.search(pattern, text, re.IGNORECASE), what


@settings(max_examples=60, deadline=None)
@given(people())
def test_answers_are_short_and_easy_for_everybody(anybody):
    for topic in topics():
        said = [answer(topic.id, anybody)]
        said += [follow_up(topic.id, facet, anybody) for facet in facets(topic.id)]
        for each in said:
            assert len(each.text) <= MOST_CHARACTERS, each.text
            assert grade(each.text) <= HARDEST_GRADE, each.text
            assert not re.search(r"[{}]|  |\bNone\b [a-z]*\.|\.\.|: \.", each.text), each.text


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_each_text_alone_is_easy(text):
    filled = text.replace("{since_onset}", "about 20 hours").replace("{reason}", "")
    assert grade(filled) <= HARDEST_GRADE


@pytest.mark.parametrize(
    "warning", [{"level": Level.EMERGENCY}, {"level": Level.URGENT_SAME_DAY}, {"safety_hold": True}]
)
def test_safety_messages_are_short_and_easy(warning):
    text = answer("can_i_run", person(**warning)).text
    assert len(text) <= MOST_CHARACTERS
    assert grade(text) <= HARDEST_GRADE
    assert not text.endswith("?")


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_no_country_stands_alone_in_emergency_numbers(text):
    numbers = re.findall(r"\b(?:999|112|911|111)\b", text)
    if numbers:
        assert set(numbers) == {"999", "112", "911"}
        assert "local emergency number" in text


def test_every_row_that_stops_running_has_its_reason():
    phrases = library().phrases
    stopping = [row.id for row in TABLE.rows if row.id[0] in "CH"]
    assert set(stopping) <= set(phrases.row_reasons)
    assert {row for row in stopping if row[0] == "H"} <= set(phrases.row_signs)


def test_no_reason_is_given_for_a_row_that_does_not_exist():
    phrases = library().phrases
    assert {*phrases.row_reasons, *phrases.row_signs} <= set(TABLE.ids)


def test_signs_name_no_dates():
    phrases = library().phrases
    signs = [
        *phrases.row_signs.values(),
        *phrases.phase_signs.values(),
        *phrases.bar_signs.values(),
        *phrases.today_signs.values(),
        phrases.usual_sign,
    ]
    assert not any(re.search(r"\b(weeks|months?|tomorrow|\w+day,)\b", sign) for sign in signs)
