from __future__ import annotations

import re

import pytest

from coach.findings import VOCABULARY
from coach.findings.model import AnswerType
from nlu.extraction.engine import engine
from nlu.extraction.lexicon import load_concepts
from nlu.extraction.loading import load_rules, rule_files
from nlu.extraction.measures import PATTERNS_FOR
from nlu.extraction.model import State
from nlu.extraction.rules import Trait
from tests.nlu.extraction.sentences import load

READ_BY_VALUES = frozenset(
    {
        "pain_location",
        "pain_rest",
        "pain_walking",
        "pain_running",
        "days_since_onset",
        "days_self_managed",
        "test_shoe",
        "test_hip_height",
        "test_heel_press",
        "test_pain_max",
        "side",
        "subject",
    }
)
"""Values, answers to what was just asked, and whom a message is about."""


def test_every_finding_that_words_can_state_has_rules() -> None:
    assert set(engine().book.findings) == set(VOCABULARY) - READ_BY_VALUES


def test_rules_give_only_values_a_finding_can_take() -> None:
    for finding, rules in engine().book.findings.items():
        for wording in rules.wordings:
            if VOCABULARY[finding].answer is AnswerType.YES_NO:
                assert wording.value in (True, False)
            else:
                assert wording.value in VOCABULARY[finding].choices


def test_every_yes_no_finding_has_words_that_state_it() -> None:
    for finding, rules in engine().book.findings.items():
        if VOCABULARY[finding].answer is AnswerType.YES_NO:
            assert any(w.value is True and w.dropped is not State.PRESENT for w in rules.wordings)


def test_findings_yield_only_to_findings() -> None:
    for rules in engine().book.findings.values():
        assert rules.yields_to <= set(VOCABULARY)


def test_signs_of_the_emergency_rows_count_when_in_doubt() -> None:
    for finding in load_rules("findings/emergency.yml"):
        assert Trait.ALARM in engine().book.findings[finding].traits


READ_BY_THE_CONTEXT = frozenset(
    {
        "NEG_NO", "NEG_NOT", "NEG_RAISING", "NEG_FALSE", "NEVER_BEFORE", "NO_ANSWER", "GONE",
        "NOT_GONE", "DISTANT", "NOT_DISTANT", "ASK", "ASK_AT_START", "WHAT_IF", "READ_ABOUT",
        "DOUBT", "IF", "NOT_IF", "FEAR", "AWAIT", "FUTURE", "BODY_SUBJECT", "ASSERT", "CORRECTION",
        "RETRACTED", "REPORTS", "INJURED", "ABOUT_OTHER", "STRANGER", "NOW", "CHILD", "ADULT",
        "GONE_SURELY", "DISTANT_LEADING", "NOT_RETRACTED",
    }
)  # fmt: skip


def test_every_concept_is_used() -> None:
    named = set()
    for folder in ("concepts", "findings", "decoys"):
        for file in rule_files(folder):
            rules = load_rules(file)
            lines = list(rules.values()) if folder == "concepts" else [rules]
            named |= set(re.findall(r"[A-Z][A-Z_]+", str(lines)))
    named |= set(load_rules("guards.yml")["body_concepts"])
    assert set(load_concepts()) <= named | READ_BY_THE_CONTEXT


@pytest.mark.parametrize("finding", load("red_flags"))
def test_every_alarming_sign_is_tried_in_many_wordings(finding: str) -> None:
    sentences = load("red_flags")[finding]
    assert len(set(sentences)) >= 10


@pytest.mark.parametrize("name", sorted(PATTERNS_FOR))
def test_expressions_for_measures_compile(name: str) -> None:
    assert all(re.compile(line) for line in load_rules("measures.yml")[name])
