"""Somebody who is to be seen today: the reason each time, comfort for the wait, no exercises."""

import re

import pytest

from coach.knowledge import RUNNING_ACTIVITIES, answer, library, topics
from coach.triage.levels import Level
from coach.triage.table import TABLE

from .people import person

ROWS = [row for row in TABLE.ids if row.startswith("U")]
ASKS_TO_RUN = [
    topic.id for topic in topics() if not RUNNING_ACTIVITIES.isdisjoint(topic.general.allows)
]


def waiting(row, **findings):
    return person(findings, level=Level.URGENT_SAME_DAY, rows=(row,))


def eased(topic, row, **findings):
    return answer(topic, waiting(row, **findings)).until_seen or ""


@pytest.mark.parametrize("row", ROWS)
def test_each_urgent_row_has_its_reason(row):
    assert library().warnings.reasons[row] in answer("can_i_run", waiting(row)).text


@pytest.mark.parametrize("topic", ASKS_TO_RUN)
def test_every_way_of_asking_to_run_gets_a_no(topic):
    said = answer(topic, waiting("U2")).text
    assert said.endswith("And no running until you have been seen.")


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_the_warning_always_follows_and_nothing_is_permitted(topic, row):
    said = answer(topic.id, waiting(row))
    assert said.allows == frozenset()
    assert said.closed
    assert "seen today" in said.text


@pytest.mark.parametrize("each", library().warnings.meanwhile, ids=lambda each: each.text[:30])
def test_what_eases_the_wait_holds_no_exercise(each):
    exercise = r"\b(bridge|plank|nordic|reps|sets|jog|strength|go ahead)\b"
    assert not re.search(exercise, each.text, re.IGNORECASE)


@pytest.mark.parametrize("topic", ["which_exercises_first", "nordics_now", "what_to_strengthen"])
def test_a_question_about_exercises_gets_the_warning_alone(topic):
    assert eased(topic, "U2") == ""


def test_ice_is_for_an_injury_and_not_for_a_possible_clot_or_numb_skin():
    assert "Ice in a cloth" in eased("ice_or_heat", "U2")
    assert "Leave ice" in eased("ice_or_heat", "U1")
    assert "Leave ice" in eased("ice_or_heat", "U2", tingling_or_numb_leg=True)


def test_with_a_blood_thinner_no_tablet_without_a_pharmacist():
    said = eased("ibuprofen_painkillers", "U8", blood_thinner_or_bleeding_disorder=True)
    assert said.startswith("Only what a pharmacist or doctor agrees to")


@pytest.mark.parametrize(
    "state",
    [
        {"level": Level.EMERGENCY, "rows": ("E4",)},
        {"level": Level.URGENT_SAME_DAY, "rows": ("U2",), "looked_at": True},
        {"level": Level.MODIFIED_RUNNING, "safety_hold": True},
        {"level": Level.URGENT_SAME_DAY, "rows": ("U2",), "safety_text": "Get help now."},
    ],
    ids=str,
)
def test_nothing_is_said_beside_an_emergency_an_open_sign_or_a_doctors_advice(state):
    assert answer("ice_or_heat", person(**state)).until_seen is None
