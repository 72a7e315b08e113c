"""What is said where a day's answers have moved the level."""

import pytest

from coach.findings import Findings
from coach.triage import Level, assess
from coach.wording import changed_text
from tests.unit.triage.cases import MILD, NOTHING_WRONG

LIMPING = {**MILD, "gait_altered": True, "days_since_onset": 3}


def said(before, findings):
    known = Findings(findings)
    return changed_text(before, assess(known), known)


def test_a_level_that_rose_is_named_with_its_reason():
    words = said(Level.MODIFIED_RUNNING, LIMPING)
    assert "Stop running for now" in words
    assert "limp or changed stride" in words


def test_a_level_that_dropped_promises_no_running():
    words = said(Level.STOP_SELF_MANAGE, MILD)
    assert "Walking is normal" in words
    assert "step by step, as the plan says" in words
    assert "easy running" not in words


@pytest.mark.parametrize("findings", [MILD, LIMPING])
def test_a_level_that_stands_is_not_spoken_of(findings):
    assert said(assess(Findings(findings)).level, findings) == ""


def test_a_first_level_is_no_change():
    assert said(Level.NEED_MORE_INFO, MILD) == ""


def test_every_sentence_ends_once():
    findings = {**NOTHING_WRONG, "pain_walking": 2}
    for words in (said(Level.MODIFIED_RUNNING, findings), said(Level.STOP_SELF_MANAGE, MILD)):
        assert ".." not in words
