"""What is said once all is clear: what brought it on for this person, and two habits."""

import pytest

from coach.findings import Findings
from coach.plan import prevention_text
from tests.wording.banned import BANNED
from tests.wording.readability import grade

PEOPLE = {
    "more training": {"recent_training_jump": True},
    "a sudden pull": {"onset": "sudden"},
    "a sore sit bone": {"onset": "gradual", "pain_location": ["sit_bone_low_buttock"]},
    "a repeat": {"recurrent_12mo": True},
    "much at once": {"recent_training_jump": True, "onset": "sudden", "recurrent_12mo": True},
    "nothing told": {},
}


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("more training", "more speed, hills or miles"),
        ("a sudden pull", "one sudden hard pull"),
        ("a sore sit bone", "sore tendon at the sit bone"),
        ("a repeat", "an earlier injury"),
        ("nothing told", "I can't tell what brought it on"),
    ],
)
def test_what_brought_it_on_is_said_back(person, words):
    assert words in prevention_text(Findings(PEOPLE[person])).text


def test_several_causes_are_said_together():
    text = prevention_text(Findings(PEOPLE["much at once"])).text
    assert "miles than the leg was ready for and one sudden hard pull and an earlier" in text


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_hears_of_strength_twice_a_week_and_a_warm_up(person):
    said = prevention_text(Findings(PEOPLE[person]))
    assert "twice a week" in said.text
    assert "ten minutes of warm-up" in said.text
    assert {"S43", "S47"} <= set(said.cites)


@pytest.mark.parametrize("person", PEOPLE)
def test_it_is_plain_and_promises_nothing(person):
    import re

    text = prevention_text(Findings(PEOPLE[person])).text
    assert grade(text) <= 7.5
    assert not [what for what, pattern in BANNED.items() if re.search(pattern, text, re.I)]
