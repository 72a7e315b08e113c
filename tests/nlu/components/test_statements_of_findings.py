from __future__ import annotations

import pytest

from nlu.components.statements import only_denies, says_something, statement
from tests.nlu.components.rankings import ranking


def test_a_finding_speaks_for_its_report() -> None:
    doubtful = ranking(report_tightness=0.3, report_bruising=0.2)
    assert statement(doubtful, {"bruising": True}).label == "report_bruising"


def test_the_classifier_chooses_among_the_reports_that_findings_speak_for() -> None:
    likely = ranking(report_limp=0.5, report_bruising=0.3)
    assert statement(likely, {"bruising": True, "gait_altered": True}).label == "report_limp"


def test_a_report_whose_finding_is_denied_is_none() -> None:
    findings = {"bruising": False, "gait_altered": True}
    assert statement(ranking(report_bruising=0.9), findings).label != "report_bruising"


def test_a_place_speaks_for_its_report() -> None:
    doubtful = ranking(report_hamstring_pain=0.3, report_lower_butt_pain=0.2)
    findings = {"pain_location": ["sit_bone_low_buttock"]}
    assert statement(doubtful, findings).label == "report_lower_butt_pain"


def test_a_message_that_only_denies_is_a_denial() -> None:
    findings = {"bruising": False, "pain_walking": 0, "side": "left"}
    assert statement(ranking(report_bruising=0.95), findings).label == "deny"


def test_an_ache_beside_denials_is_a_report() -> None:
    likely = ranking(report_hamstring_pain=0.7, deny=0.2)
    assert statement(likely, {"bruising": False}).label == "report_hamstring_pain"


def test_a_doubtful_ache_beside_denials_is_a_denial() -> None:
    likely = ranking(report_hamstring_pain=0.4, deny=0.4)
    assert statement(likely, {"bruising": False}).label == "deny"


def test_a_correction_that_denies_stays_a_correction() -> None:
    assert statement(ranking(correct=0.9), {"bruising": False}).label == "correct"


@pytest.mark.parametrize(
    ("findings", "denies"),
    [
        ({"bruising": False}, True),
        ({"bruising": False, "gait_altered": True}, False),
        ({"bruising": False, "pain_location": ["back_of_thigh"]}, False),
        ({"currently_symptomatic": False}, False),
        ({"side": "left"}, False),
        ({}, False),
    ],
)
def test_only_denying(findings: dict[str, object], denies: bool) -> None:
    assert only_denies(findings) is denies


@pytest.mark.parametrize(
    ("findings", "says"),
    [({}, False), ({"side": "left", "days_since_onset": 2}, False), ({"pop_or_snap": True}, True)],
)
def test_a_side_and_a_date_alone_state_nothing(findings: dict[str, object], says: bool) -> None:
    assert says_something(findings) is says
