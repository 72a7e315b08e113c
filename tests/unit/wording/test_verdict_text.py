"""What each verdict says, and what no verdict ever says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.findings import Findings
from coach.triage import TABLE, Level, assess
from coach.wording import emergency_text, found_in, more_text, safety_net, verdict_text
from tests.unit.triage.cases import (
    EMERGENCY_FLAGS,
    MILD,
    NOTHING_WRONG,
    SORE_BOTH,
    TIGHT,
    mostly_quiet,
    some_findings,
)
from tests.unit.triage.test_decision_table import CLAUSES, EXAMPLES

PEOPLE = some_findings() | mostly_quiet()
SAFETY_NET = (
    "breathlessness or chest pain",
    "numbness between the legs",
    "bladder or bowel trouble",
    "cold or pale leg",
    "calf swelling",
    "fever",
    "spreading weakness",
    "rock-hard painful thigh",
    "walking becomes impossible",
)
NEVER = re.compile(
    r"just a strain|no pain,? no gain|safe to race|\bgrade [0-4i]|\d ?mg\b|guarantee|you have a\b"
    r"|i promise|fully heal|will heal|push through|overweight|lazy|as a (doctor|clinician|physio)"
    r"|\b(S|R)\d+\b|all clear",
    re.IGNORECASE,
)
FIRST_WORDS = {
    Level.URGENT_SAME_DAY: "seen today",
    Level.SEE_CLINICIAN_DAYS: "within a few days",
    Level.MODIFIED_RUNNING: "easy running only",
    Level.TIGHTNESS_PREHAB: "likely",
    Level.INFO_ONLY: "nothing hurts",
    Level.OUT_OF_SCOPE: "only cover the back of the thigh and the low buttock",
    Level.NEED_MORE_INFO: "stop and self-manage",
}


def said(values):
    findings = Findings(values)
    return "\n\n".join(verdict_text(assess(findings), findings))


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


@given(PEOPLE)
@settings(max_examples=200)
def test_below_an_emergency_every_verdict_says_when_to_get_help_and_that_it_is_general(values):
    findings = Findings(values)
    assessment = assess(findings)
    text = "\n\n".join(verdict_text(assessment, findings))
    if assessment.level is Level.EMERGENCY:
        assert "General" not in text
    else:
        assert all(sign in text for sign in SAFETY_NET)
        assert text.endswith("general information, no diagnosis and no personal plan.")


@given(PEOPLE)
@settings(max_examples=200)
def test_a_running_permission_never_comes_without_its_stop_rule(values):
    findings = Findings(values)
    assessment = assess(findings)
    if assessment.running.allowed:
        assert "Stop if" in said(values)
        assert "No running" not in said(values)


@given(PEOPLE)
@settings(max_examples=200)
def test_no_verdict_says_what_must_never_be_said(values):
    findings = Findings(values)
    for text in [said(values), *more_text(assess(findings), findings)]:
        assert not NEVER.search(text)
        assert "{" not in text


@pytest.mark.parametrize(("level", "words"), FIRST_WORDS.items())
def test_the_first_line_names_the_level(level, words):
    of_level = [v for _, v, _ in CLAUSES if assess(Findings(v)).level is level]
    assert of_level
    for values in of_level:
        assert words in said(values).split("\n")[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"gait_altered": True}, "Stop running for now"),
        ({**MILD, "age_under_18": None}, "Until we know more, treat this as stop and self-manage"),
        (SORE_BOTH, "muscle soreness"),
        (TIGHT, "tightness, not an injury"),
    ],
)
def test_the_first_line_fits_the_row_as_well(values, words):
    assert words in said(values).split("\n")[0]


@pytest.mark.parametrize(
    "values", [example[1] for example in EXAMPLES], ids=[example[0] for example in EXAMPLES]
)
def test_the_worked_examples_fit_a_short_message(values):
    assert len(said(values)) < 900


@given(PEOPLE)
@settings(max_examples=100)
def test_even_the_worst_story_stays_readable(values):
    assert len(said(values)) < 1500


@pytest.mark.parametrize("row", [row for row in TABLE.rows if row.level is not Level.EMERGENCY])
def test_every_row_that_is_a_reason_is_given_as_one(row):
    values = next(
        v for name, v, _ in CLAUSES if name == row.id and assess(Findings(v)).rows[0] == row.id
    )
    text = said(values)
    if row.level in (Level.INFO_ONLY, Level.OUT_OF_SCOPE):
        assert "Why:" not in text
    else:
        assert re.search(r"Why:\n• [A-Z0-9]", text)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"pop_or_snap": True, "gait_altered": True}, "A pop or snap and a limp"),
        ({"pain_rest": 9}, "Pain 9/10 at rest"),
        ({"bruising": True}, "A bruise can mean"),
        ({"bruising": True, "bruising_large": True}, "A big bruise can mean"),
        ({"pain_walking": 2}, "Pain 2/10 walking"),
        ({"leg_hot_red": True}, "Hot or red skin can point"),
        ({"tingling_or_numb_leg": True}, "Tingling or numbness in the leg can come from a nerve"),
        ({**MILD, "fever": None}, "still missing"),
        (NOTHING_WRONG, "does not add up"),
    ],
)
def test_a_reason_names_what_was_found(values, reason):
    assert f"• {reason}" in said(values) or reason in said(values)


def test_a_finding_is_not_given_as_a_reason_twice():
    text = said({"pop_or_snap": True, "gait_altered": True})
    assert text.count("limp") == 1
    assert text.count("pop or snap") == 1


def test_a_denied_finding_is_no_reason():
    text = said({"pop_or_snap": True, "gait_altered": True, "bruising": False})
    assert "bruise" not in text


def test_more_than_three_reasons_are_summed_up():
    text = said(
        {
            "fever": True,
            "unable_to_bear_weight": True,
            "fluoroquinolone": True,
            "foot_drop_or_spreading_weakness": True,
            "leg_hot_red": True,
        }
    )
    why = text.split("Why:\n")[1].split("\n\n")[0].split("\n")
    assert len(why) == 4
    assert why[-1].startswith("• And ")


def test_since_when_is_no_reason():
    findings = Findings(
        {"gait_altered": True, "days_since_onset": 10, "pain_location": ["back_of_thigh"]}
    )
    assert found_in("C1", findings) == ("gait_altered",)


def test_the_safety_net_goes_with_every_reply_only_after_a_refusal():
    asked = dict.fromkeys(EMERGENCY_FLAGS, False)
    assert safety_net(Findings(asked)) == ""
    assert safety_net(Findings({})) == ""
    refused = safety_net(Findings({**asked, "dark_urine": None}))
    assert all(sign in refused for sign in SAFETY_NET)


def test_what_makes_a_row_hold_leaves_out_the_place_and_what_is_not_there():
    findings = Findings(
        {"pop_or_snap": True, "gait_altered": True, "gap_or_lump": False, "pain_location": ["calf"]}
    )
    assert found_in("U2", Findings({**findings, "pain_location": ["back_of_thigh"]})) == (
        "pop_or_snap",
        "gait_altered",
    )
    assert found_in("U2", findings) == ()
    assert found_in("N", findings) == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"fluoroquinolone": True}, "Call whoever prescribed the antibiotic today."),
        ({"calf_or_whole_leg_swelling": True}, "or wrap"),
        ({"age_under_18": True, "onset": "sudden", "gait_altered": True}, "X-ray"),
        ({"groin_or_deep_bone_pain": True, "night_rest_pain": True}, "hopping"),
        ({"groin_or_deep_bone_pain": True}, "No running at all"),
        ({"pop_or_snap": True, "gait_altered": True}, "No stretching, rolling, massage or tests"),
        ({"onset": "sudden", "days_since_onset": 0}, "No running until 72 hours have passed"),
        ({"morning_after_worse": True}, "until mornings are back"),
        ({"pain_running": 6}, "stop and walk home"),
        (MILD, "judge again tomorrow morning"),
        (SORE_BOTH, "cola-coloured pee"),
        (TIGHT, "No stretching marathons"),
    ],
)
def test_what_a_row_asks_for_is_said(values, words):
    assert words in said(values)


def test_an_urgent_verdict_names_the_emergency_number_in_local_words():
    assert "your local emergency number (999 UK, 112 EU, 911 US)" in said({"fever": True})


def test_an_urgent_verdict_gives_no_exercises():
    text = said({"fever": True})
    for word in ("bridge", "Warm up", "strength twice", "easy run"):
        assert word not in text


@pytest.mark.parametrize(
    ("days", "ice", "warmth"), [(0, True, False), (2, True, False), (3, False, True)]
)
def test_ice_in_the_first_72_hours_and_warmth_after(days, ice, warmth):
    text = said({"gait_altered": True, "onset": "gradual", "days_since_onset": days})
    assert ("Ice in a cloth" in text) == ice
    assert ("Warmth is fine now" in text) == warmth
    assert ("no heat" in text) == ice


def test_without_a_date_ice_and_warmth_are_tied_to_the_hours():
    text = said({"gait_altered": True})
    assert "Ice in a cloth for the first 72 hours, warmth after that" in text
    assert "For the first 3 days no heat" in text


def test_a_sit_bone_is_spared_long_sitting():
    assert "sitting" in said({**MILD, "pain_location": ["sit_bone_low_buttock"]})
    assert "sitting" not in said({**MILD, "pain_location": ["back_of_thigh"]})


def test_a_long_story_that_may_run_says_how_and_until_when():
    text = said({**MILD, "days_since_onset": 50, "trend": "same"})
    assert "Running until then: easy" in text


@pytest.mark.parametrize("subject", ["other_adult", "child_teen"])
def test_advice_for_somebody_else_says_that_it_is_second_hand(subject):
    text = said({"subject": subject, "gait_altered": True})
    assert "second-hand" in text
    assert not re.search(r"\byou(r|rself)?\b", text.replace("your local emergency number", ""))


def test_a_young_runner_is_asked_to_involve_a_parent():
    assert "parent or carer" in said({"age_under_18": True, "gait_altered": True})
    assert "parent or carer" not in said({"age_under_18": False, "gait_altered": True})


# Emergencies


@pytest.mark.parametrize("flag", EMERGENCY_FLAGS)
@pytest.mark.parametrize("subject", ["self", "other_adult", "child_teen"])
def test_an_emergency_is_one_short_paragraph_of_at_most_two_sentences(flag, subject):
    findings = Findings({flag: True, "subject": subject})
    text = verdict_text(assess(findings), findings)
    assert text == [emergency_text(assess(findings), findings)]
    assert len(sentences(text[0])) <= 2
    assert len(text[0]) <= 300
    assert not text[0].endswith("?")
    assert "your local emergency number (999 UK, 112 EU, 911 US)" in text[0]


@pytest.mark.parametrize("flag", EMERGENCY_FLAGS)
def test_an_emergency_has_nothing_more_to_read(flag):
    findings = Findings({**MILD, flag: True})
    assert more_text(assess(findings), findings) == []


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("tense_swollen_severe", "Take off any wrap"),
        ("deformity_or_major_trauma", "Keep the leg still"),
        ("saddle_numbness", "emergency department"),
        ("self_harm_thoughts", "crisis line"),
        ("breathless_or_chest_pain", "Do not drive yourself"),
    ],
)
def test_an_emergency_says_the_one_thing_that_matters(flag, words):
    assert words in said({flag: True})


def test_thoughts_of_self_harm_are_met_without_talk_of_the_injury():
    text = said({"self_harm_thoughts": True, "bruising": True})
    for word in ("hamstring", "running", "bruise", "drive"):
        assert word not in text


def test_somebody_else_is_not_told_to_drive():
    text = said({"breathless_or_chest_pain": True, "subject": "other_adult"})
    assert "Do not let them drive." in text
    assert "yourself" not in text


@given(some_findings(), st.sampled_from(EMERGENCY_FLAGS))
@settings(max_examples=50)
def test_nothing_stands_beside_an_emergency(values, flag):
    findings = Findings({**values, flag: True})
    text = "\n\n".join(verdict_text(assess(findings), findings))
    assert len(sentences(text)) <= 2
    assert "•" not in text
