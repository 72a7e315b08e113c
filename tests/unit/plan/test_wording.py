"""How plan, exercises, home tests and check-ins are worded (reference section 9)."""

import re

import pytest

from coach.checkin.phrases import phrases
from coach.exercises import library
from coach.findings.vocabulary import RULE_ID
from coach.home_tests import content
from coach.plan import Phase, session_text, texts, today
from tests.unit.plan.cases import SORE_TENDON, on, placed
from tests.wording.banned import BANNED
from tests.wording.readability import grade

HARDEST_GRADE = 7.5
SHORT = 6
"""The grade of a handful of words says nothing; they are read with what stands around them."""
FILLED = {
    "phase": "phase 4 (Walk-jog)",
    "jog": "J2",
    "speed": "V2",
    "strength": "B",
    "was": "4",
    "now": "2",
    "usual": "1",
    "rise": "1",
    "missed": "4",
    "days": "5",
    "trained": "on 3 days",
    "ran": "on one day",
    "done": "1",
    "of": "2",
}


def of_plan():
    told = texts()
    for phase in told.phases.values():
        yield from ((part, phase.cites) for part in (phase.aim, phase.feel, phase.stop))
        yield from ((part, phase.cites) for part in (phase.next, phase.opens))
    for group in (
        told.care,
        told.bars,
        told.holds,
        told.changes,
        told.refusals,
        told.log_problems,
        told.asks,
    ):
        yield from ((said.text, said.cites) for said in group.values())


def of_home_tests():
    told = content()
    for test in told.tests.values():
        parts = (test.get_ready, *test.steps, test.positive, test.ask, test.note)
        yield from ((part, test.cites) for part in parts)
    for passage in (told.warm_up, told.skipped_hip_height):
        yield passage.text, passage.cites
    for group in (told.reasons, told.readings):
        yield from ((passage.text, passage.cites) for passage in group.values())
    yield from ((words, ("S37",)) for words in (*told.answers.values(), told.both_legs))


def of_exercises():
    for exercise in library().values():
        yield from ((part, exercise.cites) for part in exercise.texts)


def of_check_ins():
    for group in phrases().values():
        for phrase in group.values():
            yield from ((way, phrase.cites) for way in phrase.ways)


SOURCES = {
    "plan": of_plan,
    "home tests": of_home_tests,
    "exercises": of_exercises,
    "check-ins": of_check_ins,
}
EVERY = [
    pytest.param(text, cites, id=f"{name}: {text[:40]}")
    for name, source in SOURCES.items()
    for text, cites in source()
]


@pytest.mark.parametrize(("text", "cites"), EVERY)
def test_each_text_is_plain_and_says_nothing_forbidden(text, cites):
    shown = text.format(**FILLED)
    if len(shown.split()) > SHORT:
        assert grade(shown) <= HARDEST_GRADE
    for what, pattern in BANNED.items():
        assert not re.search(pattern, shown, re.IGNORECASE), what
    assert cites
    assert all(RULE_ID.match(rule) for rule in cites)


@pytest.mark.parametrize(("text", "cites"), EVERY)
def test_no_country_stands_alone_in_emergency_numbers(text, cites):
    numbers = set(re.findall(r"\b(?:999|112|911|111)\b", text))
    assert not numbers or (numbers == {"999", "112", "911"} and "local emergency number" in text)


@pytest.mark.parametrize("exercise", library().values(), ids=lambda each: each.id)
def test_an_exercise_as_a_whole_is_easy_to_read(exercise):
    assert grade(" ".join(exercise.texts)) <= 6


@pytest.mark.parametrize("findings", [None, SORE_TENDON], ids=["standard", "tendon"])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_session_as_a_whole_is_easy_to_read(phase, findings):
    options = {"findings": findings} if findings else {}
    assert grade(session_text(today(placed(phase, **options), on(1)))) <= 6


def test_what_opens_the_next_phase_are_signs_and_no_dates():
    for phase in texts().phases.values():
        assert not re.search(r"\bin \d+ weeks?\b|\bby (Mon|Tues|week)", phase.opens)
