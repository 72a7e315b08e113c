"""Who may do the home tests (reference section 5)."""

from datetime import date, timedelta

import pytest

from coach.findings import Findings
from coach.home_tests import (
    Contraindication,
    Recovery,
    contraindications,
    reasons,
    suitable_tests,
    unanswered,
)
from coach.triage import assess
from tests.unit.triage.cases import MILD

TODAY = date(2024, 3, 10)
SIT = {"pain_location": ["sit_bone_low_buttock"]}
NO = Contraindication


def found(change, last_tested=None):
    findings = Findings({**MILD, **change})
    return contraindications(findings, assess(findings), last_tested, TODAY)


def test_somebody_with_mild_pain_and_nothing_else_may_test():
    assert found({}) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"breathless_or_chest_pain": True}, NO.SERIOUS_SIGN),
        ({"fever": True}, NO.SERIOUS_SIGN),
        ({"bruising": True}, NO.SERIOUS_SIGN),
        ({"onset": "sudden", "days_since_onset": 2}, NO.FRESH_INJURY),
        ({"onset": "sudden", "days_since_onset": 2.9}, NO.FRESH_INJURY),
        ({"gait_altered": True}, NO.LIMP),
        ({"pain_rest": 4}, NO.PAIN_AT_REST),
        ({"pain_rest": 3.5}, NO.PAIN_AT_REST),
        ({"tingling_or_numb_leg": True}, NO.NUMBNESS),
        ({"blood_thinner_or_bleeding_disorder": True}, NO.BLOOD_THINNER),
        ({"age_under_18": True, **SIT}, NO.YOUNG_SIT_BONE),
        ({"subject": "child_teen", **SIT}, NO.YOUNG_SIT_BONE),
        ({"prior_rupture_or_surgery": True}, NO.SURGERY),
    ],
)
def test_each_thing_that_rules_a_test_out(change, reason):
    assert reason in found(change)


@pytest.mark.parametrize(
    "change",
    [
        {"onset": "sudden", "days_since_onset": 3},
        {"onset": "gradual", "days_since_onset": 1},
        {"pain_rest": 3},
        {"age_under_18": True},
        SIT,
        {"recurrent_12mo": True},
    ],
)
def test_the_nearest_thing_that_does_not(change):
    assert found(change) == ()


@pytest.mark.parametrize(
    ("last_tested", "reason"),
    [
        (date(2024, 3, 10), (NO.TOO_SOON,)),
        (date(2024, 3, 9), ()),
        (None, ()),
    ],
)
def test_once_a_day_at_most(last_tested, reason):
    assert found({}, last_tested) == reason


@pytest.mark.parametrize(
    "change",
    [
        {"gait_altered": None},
        {"pain_rest": None},
        {"tingling_or_numb_leg": None},
        {"blood_thinner_or_bleeding_disorder": None},
        {"prior_rupture_or_surgery": None},
        {"onset": "unknown"},
        {"onset": "sudden", "days_since_onset": None},
        {"age_under_18": None, **SIT},
    ],
)
def test_what_was_not_answered_counts_against_a_test(change):
    assert NO.UNANSWERED in found(change)


def test_nothing_known_is_no_permission():
    findings = Findings()
    assert contraindications(findings, assess(findings), None, TODAY) == (NO.UNANSWERED,)


def test_every_reason_is_given_and_each_has_its_words():
    both = found({"gait_altered": True, "pain_rest": 5})
    assert {NO.LIMP, NO.PAIN_AT_REST} <= set(both)
    assert all(passage.text and passage.cites for passage in reasons(tuple(NO)))


@pytest.mark.parametrize(
    ("change", "left_out"),
    [
        ({}, False),
        ({**SIT, "onset": "gradual"}, True),
        ({**SIT, "onset": "unknown"}, True),
        ({**SIT, "onset": "sudden"}, False),
    ],
)
def test_the_hip_height_reach_is_left_out_with_a_sore_sit_bone_tendon(change, left_out):
    tests = suitable_tests(Findings({**MILD, **change}))
    assert tests == tuple(
        each
        for each in ("test_shoe", "test_hip_height", "test_heel_press")
        if not (left_out and each == "test_hip_height")
    )


def with_plan(change, **recovery):
    findings = Findings({**MILD, **change})
    known = Recovery(**{"flare": TODAY - timedelta(days=20), **recovery})
    return contraindications(findings, assess(findings), None, TODAY, known)


@pytest.mark.parametrize("onset", ["unknown", None])
def test_how_it_began_matters_no_more_when_the_plan_knows_that_it_is_long_ago(onset):
    assert NO.UNANSWERED in found({"onset": onset})
    assert with_plan({"onset": onset}) == ()


def test_a_flare_of_yesterday_is_no_long_time_ago():
    yesterday = TODAY - timedelta(days=1)
    assert NO.UNANSWERED in with_plan({"onset": "unknown"}, flare=yesterday)


def test_what_a_clinician_has_looked_at_is_no_reason_any_more():
    assert NO.SERIOUS_SIGN in with_plan({"bruising": True})
    assert with_plan({"bruising": True}, cleared=True) == ()


@pytest.mark.parametrize("flag", ["fever", "breathless_or_chest_pain"])
def test_an_urgent_sign_stays_one_whoever_has_looked(flag):
    assert NO.SERIOUS_SIGN in with_plan({flag: True}, cleared=True)


def test_what_is_missing_is_named_so_that_it_can_be_asked():
    findings = Findings(MILD).without("blood_thinner_or_bleeding_disorder", "pain_rest")
    assert unanswered(findings, TODAY) == ("pain_rest", "blood_thinner_or_bleeding_disorder")
