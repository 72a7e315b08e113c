"""What a later answer does to an earlier one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.findings import Findings
from coach.triage import Change, merge, verdict
from tests.unit.triage.cases import EMERGENCY_FLAGS, URGENT_FLAGS, some_findings


def merged(old, new, **how):
    return merge(Findings(old), new, **how)


def test_something_new_is_added_and_reported():
    result = merged({"fever": False}, {"bruising": True})
    assert result.findings == Findings({"fever": False, "bruising": True})
    assert result.changes == (Change("bruising", None, True),)
    assert result.to_confirm == ()


def test_the_same_again_is_no_change():
    assert merged({"bruising": True}, {"bruising": True}).changes == ()


WORSE = [
    ("bruising", False, True),
    ("tightness_only", True, False),
    ("both_legs_symmetric", True, False),
    ("pain_walking", 2, 5),
    ("pain_running", "not_tried", 3),
    ("onset", "gradual", "sudden"),
    ("onset", "gradual", "unknown"),
    ("trend", "better", "same"),
    ("trend", "same", "worse"),
    ("test_shoe", "negative", "positive"),
]


@pytest.mark.parametrize(("finding", "mild", "worrying"), WORSE)
def test_a_worse_answer_replaces_a_milder_one_at_any_time(finding, mild, worrying):
    result = merged({finding: mild}, {finding: worrying})
    assert result.findings[finding] == worrying
    assert result.changes == (Change(finding, mild, worrying),)
    assert result.to_confirm == ()


@pytest.mark.parametrize(("finding", "mild", "worrying"), WORSE)
def test_a_milder_answer_in_passing_does_not_replace_a_worse_one_and_is_asked_back(
    finding, mild, worrying
):
    result = merged({finding: worrying}, {finding: mild})
    assert result.findings[finding] == worrying
    assert result.changes == ()
    assert result.to_confirm == (finding,)


@pytest.mark.parametrize(("finding", "mild", "worrying"), WORSE)
@pytest.mark.parametrize("how", ["answered", "explicit", "corrected"])
def test_a_milder_answer_replaces_a_worse_one_when_it_is_about_exactly_that(
    finding, mild, worrying, how
):
    allowed = {"corrected": True} if how == "corrected" else {how: [finding]}
    result = merged({finding: worrying}, {finding: mild}, **allowed)
    assert result.findings[finding] == mild
    assert result.to_confirm == ()


def test_an_answer_to_another_question_eases_nothing():
    result = merged({"bruising": True}, {"bruising": False}, answered=["fever"])
    assert result.findings.present("bruising")


@pytest.mark.parametrize(("finding", "mild", "worrying"), WORSE)
def test_two_answers_in_one_message_count_as_the_worse_and_are_asked_back(finding, mild, worrying):
    for pairs in ([(finding, mild), (finding, worrying)], [(finding, worrying), (finding, mild)]):
        result = merged({}, pairs, answered=[finding])
        assert result.findings[finding] == worrying
        assert result.to_confirm == (finding,)


def test_not_sure_leaves_an_open_finding_declined():
    assert merged({}, {"fever": None}, answered=["fever"]).findings.declined("fever")


def test_not_sure_takes_nothing_back():
    assert merged({"fever": True}, {"fever": None}, answered=["fever"]).findings.present("fever")


def test_an_answer_replaces_an_earlier_not_sure():
    result = merged({"fever": None}, {"fever": False})
    assert result.findings.denied("fever")
    assert result.changes == (Change("fever", None, False),)


def test_becoming_declined_is_a_change():
    assert merged({}, {"fever": None}).changes == (Change("fever", None, None),)


def test_places_in_passing_add_up():
    result = merged({"pain_location": ["calf"]}, {"pain_location": ["back_of_thigh"]})
    assert result.findings.words("pain_location") == ("back_of_thigh", "calf")
    assert result.to_confirm == ()


def test_a_corrected_place_replaces_the_old_one():
    result = merged(
        {"pain_location": ["calf"]}, {"pain_location": ["back_of_thigh"]}, corrected=True
    )
    assert result.findings.words("pain_location") == ("back_of_thigh",)


def test_the_newest_side_stands():
    assert merged({"side": "left"}, {"side": "right"}).findings.choice("side") == "right"


def test_a_time_in_passing_does_not_move_the_onset():
    result = merged({"days_since_onset": 21}, {"days_since_onset": 1})
    assert result.findings.number("days_since_onset") == 21
    assert result.to_confirm == ("days_since_onset",)


def test_a_stated_time_moves_the_onset_either_way():
    for days in (1, 60):
        result = merged({"days_since_onset": 21}, {"days_since_onset": days}, corrected=True)
        assert result.findings.number("days_since_onset") == days


def test_taking_back_the_bruise_takes_back_its_size():
    result = merged({"bruising_large": True}, {"bruising": False}, answered=["bruising"])
    assert result.findings.implied().denied("bruising")
    assert result.findings.denied("bruising_large")


def test_a_bruise_denied_in_passing_keeps_a_big_one():
    result = merged({"bruising_large": True}, {"bruising": False})
    assert result.findings.present("bruising_large")
    assert result.to_confirm == ("bruising",)


def test_a_big_bruise_denied_as_a_bruise_in_the_same_breath_stands():
    result = merged({}, {"bruising": False, "bruising_large": True}, answered=["bruising"])
    assert result.findings.implied().present("bruising")


def test_an_adult_after_all_is_no_child():
    result = merged({"subject": "child_teen"}, {"age_under_18": False}, corrected=True)
    assert result.findings.implied().denied("age_under_18")


def test_an_age_in_passing_does_not_make_a_child_an_adult():
    result = merged({"subject": "child_teen"}, {"age_under_18": False})
    assert result.findings.implied().present("age_under_18")
    assert result.to_confirm == ("age_under_18",)


def test_no_limp_but_no_four_steps_counts_as_a_limp_and_is_asked_back():
    result = merged({"gait_altered": False}, {"unable_to_bear_weight": True})
    assert result.findings.present("gait_altered")
    assert result.to_confirm == ("gait_altered",)


@pytest.mark.parametrize("score", ["pain_walking", "pain_running", "pain_rest"])
def test_a_pain_score_makes_tightness_more_than_tightness(score):
    result = merged({"tightness_only": True}, {score: 2})
    assert result.findings.denied("tightness_only")
    assert result.to_confirm == ()


def test_a_pain_of_zero_leaves_tightness_alone():
    assert merged({"tightness_only": True}, {"pain_walking": 0}).findings.present("tightness_only")


def test_the_same_in_both_legs_does_not_fit_one_side():
    result = merged({"side": "left"}, {"both_legs_symmetric": True})
    assert result.findings.denied("both_legs_symmetric")
    assert result.to_confirm == ("both_legs_symmetric",)


def test_all_fine_does_not_fit_a_fresh_bruise():
    result = merged({"bruising": True}, {"currently_symptomatic": False}, corrected=True)
    assert result.findings.present("currently_symptomatic")
    assert result.to_confirm == ("currently_symptomatic",)


def test_all_fine_fits_an_old_operation_and_being_on_the_pill():
    old = {"prior_rupture_or_surgery": True, "clot_risk_factor": True, "recurrent_12mo": True}
    assert merged(old, {"currently_symptomatic": False}).to_confirm == ()


@given(some_findings(), some_findings())
def test_a_message_in_passing_never_lowers_an_emergency_or_urgent_sign(old, new):
    before = Findings(old)
    after = merge(before, new).findings
    for flag in (*EMERGENCY_FLAGS, *URGENT_FLAGS):
        if before.present(flag):
            assert after.present(flag)


@given(some_findings(), st.sampled_from([*EMERGENCY_FLAGS, *URGENT_FLAGS]))
def test_a_new_red_flag_always_gets_in(old, flag):
    before = Findings({**old, flag: False})
    after = merge(before, {flag: True}).findings
    assert after.present(flag)
    assert verdict(after).level.urgency >= verdict(Findings({**old, flag: True})).level.urgency
