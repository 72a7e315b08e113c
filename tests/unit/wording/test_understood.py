"""Saying back what was understood."""

import pytest
from hypothesis import given

from coach.findings import VOCABULARY, Findings
from coach.wording import duration, label, listed, understood_text
from tests.unit.triage.cases import some_findings


def back(values, said=None):
    return understood_text(Findings(values), list(values) if said is None else said)


def test_a_story_is_said_back_in_one_line():
    assert (
        back(
            {
                "pop_or_snap": True,
                "bruising": True,
                "bruising_large": True,
                "gait_altered": True,
                "side": "left",
                "days_since_onset": 1,
            }
        )
        == "So: a limp or changed stride, a pop or snap, a big bruise, left leg, one day ago."
    )


def test_denials_come_last_and_are_said_back_too():
    assert back({"bruising": False, "pain_walking": 2}) == "So: pain 2/10 walking, no bruise."


def test_only_what_this_message_said_is_said_back():
    known = {"bruising": True, "fever": False}
    assert back(known, ["fever"]) == "So: no temperature."


def test_nothing_said_gives_nothing_back():
    assert back({"bruising": True}, []) == ""


def test_a_declined_finding_is_not_said_back():
    assert back({"fever": None}) == ""


def test_what_goes_without_saying_is_left_out():
    assert back({"subject": "self", "currently_symptomatic": True, "tightness_only": False}) == ""


def test_no_bruise_is_said_once():
    assert back({"bruising": False, "bruising_large": False}) == "So: no bruise."


def test_a_long_list_of_denials_is_summed_up():
    denied = dict.fromkeys(["fever", "bruising", "gap_or_lump", "dark_urine", "very_unwell"], False)
    assert back(denied) == "So: none of the signs I asked about."
    assert back({**denied, "gait_altered": True}).endswith("stride, none of the other signs.")


@given(some_findings())
def test_whatever_is_known_can_be_said_back(values):
    findings = Findings(values)
    text = understood_text(findings, list(VOCABULARY))
    assert "{" not in text
    assert ", ," not in text
    for name in VOCABULARY:
        assert bool(label(name, findings)) == findings.known(name)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.01, "less than an hour"),
        (1 / 24, "one hour"),
        (0.125, "three hours"),
        (0.5, "12 hours"),
        (0.95, "one day"),
        (1, "one day"),
        (1.2, "one day"),
        (3, "three days"),
        (13, "13 days"),
        (14, "two weeks"),
        (21, "three weeks"),
        (60, "two months"),
        (365, "12 months"),
        (730, "two years"),
    ],
)
def test_a_span_of_time_is_said_in_the_unit_people_use(days, words):
    assert duration(days) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days_since_onset": 0}, "started today"),
        ({"days_since_onset": 14}, "two weeks ago"),
        ({"days_self_managed": 14}, "looking after it for two weeks"),
        ({"pain_rest": 0}, "no pain at rest"),
        ({"pain_rest": 3.5}, "pain 3.5/10 at rest"),
        ({"pain_running": "not_tried"}, "no run tried yet"),
        ({"pain_location": ["calf", "back_of_thigh"]}, "the back of the thigh and the calf"),
        ({"onset": "next_day_soreness"}, "soreness that came the next day"),
        ({"fever": False}, "no temperature"),
    ],
)
def test_a_value_in_words(values, words):
    (finding,) = values
    assert label(finding, Findings(values)) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_in_words(parts, words):
    assert listed(parts) == words


def test_a_pregnancy_is_said_and_not_what_it_may_lead_to():
    known = Findings({"pregnant_or_postpartum": True, "clot_risk_factor": True})
    assert understood_text(known, known) == "So: a pregnancy or recent birth."
