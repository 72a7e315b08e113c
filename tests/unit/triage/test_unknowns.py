"""What is not known, or not said, never frees a run."""

import pytest

from coach.findings import Findings
from coach.triage import ASKABLE, TABLE, Level, Running, assess, verdict
from coach.triage.conditions import findings_in
from tests.unit.triage.cases import MILD, NOTHING_WRONG, SORE_BOTH, TIGHT

FREED = [MILD, TIGHT, SORE_BOTH]
NAMED_BY_THE_RULE = {
    "gait_altered",
    "pain_walking",
    "onset",
    "pop_or_snap",
    "bruising",
    "tingling_or_numb_leg",
    "radiates_below_knee",
    "calf_or_whole_leg_swelling",
    "leg_hot_red",
    "throbbing_no_injury",
    "clot_risk_factor",
    "age_under_18",
    "days_since_onset",
}


def without(values, *findings):
    return {name: value for name, value in values.items() if name not in findings}


def test_what_must_be_known_covers_all_that_is_named():
    assert set(TABLE.must_know) >= NAMED_BY_THE_RULE


def test_what_must_be_known_covers_every_urgent_and_clinician_sign_that_is_asked():
    signs = {
        finding
        for row in TABLE.rows
        if row.level in (Level.URGENT_SAME_DAY, Level.SEE_CLINICIAN_DAYS)
        for finding in findings_in(row.when)
    }
    # The trend and the time of care only ever count once known, tightness is a mild sign, and an
    # unknown place has a meaning of its own.
    asked_but_not_required = {"trend", "days_self_managed", "tightness_only", "pain_location"}
    assert (signs & ASKABLE) - asked_but_not_required <= set(TABLE.must_know)


@pytest.mark.parametrize("values", FREED, ids=["M", "T", "T0"])
@pytest.mark.parametrize("finding", [n for n in TABLE.must_know if n != "bruising_large"])
def test_running_is_not_freed_while_something_that_must_be_known_is_open(values, finding):
    result = assess(Findings(without(values, finding)))
    assert not result.running.allowed
    assert finding in result.bundle


@pytest.mark.parametrize("values", FREED, ids=["M", "T", "T0"])
@pytest.mark.parametrize("finding", [n for n in TABLE.must_know if n != "bruising_large"])
def test_declining_something_that_must_be_known_means_stop(values, finding):
    result = assess(Findings({**values, finding: None}))
    assert result.level is Level.STOP_SELF_MANAGE
    assert result.running is Running.NONE
    assert finding in result.refused or finding == "pain_walking"
    assert result.next_question != finding


def test_no_bruise_answers_the_question_about_a_big_one():
    assert verdict(Findings(without(TIGHT, "bruising_large"))).rows == ("T",)


def test_a_bruise_of_unknown_size_is_still_seen_within_days():
    values = {**without(TIGHT, "bruising_large"), "bruising": True}
    assert verdict(Findings(values)).rows[0] == "C1"


def test_not_knowing_how_it_started_is_no_answer():
    result = assess(Findings({**TIGHT, "onset": "unknown"}))
    assert result.level is Level.STOP_SELF_MANAGE
    assert result.rows == ("N",)
    assert result.screen is None


@pytest.mark.parametrize("finding", TABLE.must_ask)
def test_an_emergency_sign_must_have_been_asked(finding):
    result = assess(Findings(without(TIGHT, finding)))
    assert not result.running.allowed
    assert result.next_question == finding


@pytest.mark.parametrize("finding", TABLE.must_ask)
def test_an_emergency_sign_left_unanswered_lets_the_triage_go_on(finding):
    result = assess(Findings({**TIGHT, finding: None}))
    assert result.rows == ("T",)
    assert result.screen is None


@pytest.mark.parametrize("finding", ["pain_walking", "pain_running", "pain_rest"])
def test_a_declined_pain_score_is_read_as_the_worse_one(finding):
    assert assess(Findings({**MILD, finding: None})).level is Level.STOP_SELF_MANAGE


@pytest.mark.parametrize("finding", ["pain_walking", "pain_running", "pain_rest"])
def test_an_unknown_pain_score_is_asked(finding):
    assert finding in assess(Findings(without(MILD, finding))).bundle


def test_an_unknown_trend_is_asked_and_frees_nothing_meanwhile():
    result = assess(Findings(without({**MILD, "days_since_onset": 50}, "trend")))
    assert result.next_question == "trend"
    assert "C7" not in result.rows


def test_a_declined_trend_does_not_send_anyone_to_a_clinician():
    result = assess(Findings({**MILD, "days_since_onset": 50, "trend": None}))
    assert result.rows == ("M",)
    assert result.screen is None


def test_a_refusal_does_not_weaken_what_holds_anyway():
    result = verdict(Findings({"fever": None, "bruising": True}))
    assert result.rows == ("C1",)


def test_refusing_everything_means_stop_and_ends():
    values = dict.fromkeys(NOTHING_WRONG)
    result = assess(Findings(values))
    assert result.level is Level.STOP_SELF_MANAGE
    assert result.rows == ("N",)
    assert result.screen is None


def test_refusing_is_not_needed_while_questions_are_open():
    result = assess(Findings({}))
    assert result.level is Level.NEED_MORE_INFO
    assert result.refused == ()
