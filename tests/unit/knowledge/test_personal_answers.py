"""The same question, asked by different people."""

import dataclasses

import pytest
from hypothesis import given, settings

from coach.knowledge import answer, facets, follow_up, library, title, topics
from coach.knowledge.conditions import Condition, Test
from coach.triage.levels import Level, Running

from .people import (
    BRUISED,
    EXAMPLES,
    FRESH_STRAIN,
    HEALED,
    MILD_THIGH,
    SIT_BONE,
    SLOW_TENDON,
    SPEED_PHASE,
    STRENGTH_PHASE,
    TIGHT,
    TINGLING,
    UNKNOWN,
    WALK_JOG,
    WALKING_PHASE,
    people,
    person,
)

NUMBERED = [
    "ice_or_heat",
    "how_long_recovery",
    "can_i_stretch",
    "can_i_run",
    "can_i_cycle",
    "can_i_swim",
    "foam_rolling",
    "does_rolling_break_tissue",
    "compression_sleeve",
    "why_recurring",
    "is_it_piriformis",
    "when_sprint",
    "when_jump",
    "tear_or_tightness",
    "strain_grade",
    "need_mri",
    "ibuprofen_painkillers",
    "rice",
    "complete_rest",
    "can_i_walk",
    "stairs",
    "can_i_lift",
    "which_exercises_first",
    "why_eccentric",
    "nordics_now",
    "warm_up",
    "what_to_strengthen",
    "tight_quads",
    "hills",
    "treadmill_or_road",
    "race_soon",
    "sitting_hurts",
    "driving_hurts",
    "late_bruise",
    "lump_or_dent",
    "both_hamstrings_sore",
    "calf_swollen",
    "numb_saddle",
    "pins_and_needles_foot",
    "child_injury",
    "massage",
    "injections_shockwave",
    "surgery",
    "yoga",
    "when_see_physio",
    "scared_to_run",
    "stay_fit",
    "lose_fitness",
    "cramp_or_strain",
    "old_injury_fine_now",
    "supplements",
    "reinjury_rate_60",
    "what_is_hamstring",
    "why_did_i_get_this",
    "common_and_lasting",
    "tightness_vs_injury_start",
    "running_on_sore_tendon",
    "stop_exercises_when_pain_free",
]
FURTHER = [
    "what_to_do_now",
    "what_not_to_do",
    "cross_training",
    "hot_bath",
    "sleep_position",
    "work_and_standing",
    "other_sports",
    "shoes",
    "taping",
    "alcohol",
    "sources",
    "diagnosis",
    "appointment",
    "blood_clot_worry",
    "cadence_or_form",
    "how_often_exercises",
    "pain_scale",
]
CASES = [
    pytest.param(topic, index, id=f"{topic.id}-{index}")
    for topic in topics()
    for index in range(len(topic.cases))
]


def test_every_topic_of_the_reference_and_the_further_ones_have_answers():
    assert len(NUMBERED) == 58
    assert set(library().topics) == {*NUMBERED, *FURTHER}


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_somebody_unknown_gets_the_general_answer_and_the_sharpening_question(topic):
    said = answer(topic.id, UNKNOWN)
    assert said.text == topic.general.text
    assert said.sharpen == topic.sharpen[0]
    assert not said.personal


def test_at_least_forty_topics_answer_two_people_differently():
    differing = [
        topic.id for topic in topics() if len({answer(topic.id, who).text for who in EXAMPLES}) > 1
    ]
    assert len(differing) >= 40


@pytest.mark.parametrize(("topic", "index"), CASES)
def test_every_case_speaks_to_somebody(topic, index):
    said = [answer(topic.id, who) for who in those_meant_by(topic.cases[index].when)]
    stem = topic.cases[index].text.split("{")[0]
    assert any(each.personal and each.text.startswith(stem) for each in said)


@settings(max_examples=30, deadline=None)
@given(people())
def test_everybody_gets_an_answer_to_everything(anybody):
    for topic in topics():
        said = answer(topic.id, anybody)
        assert said.text
        assert said.sources
        assert said.topic == topic.id


@pytest.mark.parametrize(
    ("topic", "who", "words"),
    [
        (
            "ice_or_heat",
            person({"onset": "sudden", "days_since_onset": 0.2}),
            "Ice, as it is",
        ),
        ("ice_or_heat", person({"onset": "sudden", "days_since_onset": 5}), "Heat now"),
        ("ice_or_heat", person({"onset": "gradual"}), "no 72-hour clock"),
        ("ice_or_heat", TINGLING, "Skip both"),
        ("nordics_now", FRESH_STRAIN, "far too soon"),
        ("nordics_now", STRENGTH_PHASE, "step B"),
        ("nordics_now", SPEED_PHASE, "two sets of five, once"),
        ("can_i_run", UNKNOWN, "you may try one easy flat run"),
        ("can_i_run", WALK_JOG, "your walk-jog step, J3"),
        ("can_i_run", SIT_BONE, "The article is stricter here"),
        ("can_i_run", SLOW_TENDON, "while you wait to be seen"),
        ("can_i_run", HEALED, "As it no longer hurts"),
        ("can_i_stretch", SIT_BONE, "squeezes the sore tendon"),
        ("can_i_stretch", TIGHT, "won't cure the tightness"),
        ("can_i_cycle", SIT_BONE, "The saddle presses"),
        ("can_i_cycle", BRUISED, "No cycling for now"),
        ("foam_rolling", FRESH_STRAIN, "here safety comes first"),
        ("foam_rolling", BRUISED, "Not over a bruise"),
        ("compression_sleeve", MILD_THIGH, "during or after your easy runs"),
        ("sitting_hurts", SIT_BONE, "Use a cushion"),
        ("sitting_hurts", SLOW_TENDON, "about 9 weeks"),
        ("massage", person({"blood_thinner_or_bleeding_disorder": True}), "blood thinners"),
        ("strain_grade", MILD_THIGH, "likely mild"),
        ("strain_grade", BRUISED, "worrying"),
        ("why_did_i_get_this", person({"recent_training_jump": True}), "You told me about more"),
        ("what_to_do_now", FRESH_STRAIN, "Ice in a cloth"),
        ("what_to_do_now", WALKING_PHASE, "Today's part of your plan"),
        ("hills", SPEED_PHASE, "downhill last"),
        ("race_soon", TIGHT, "Tightness alone doesn't rule it out"),
        ("alcohol", person({"age_under_18": True}), "as you are under 18"),
        ("supplements", person({"bone_stress_risk": True}), "weak bone"),
    ],
)
def test_what_known_people_hear(topic, who, words):
    assert words in answer(topic, who).text


def test_the_hours_since_it_happened_are_said():
    said = answer("ice_or_heat", person({"onset": "sudden", "days_since_onset": 10 / 24}))
    assert "about 10 hours since it happened" in said.text


def test_a_question_already_answered_is_not_the_sharpening_one():
    assert answer("ice_or_heat", person({"onset": "sudden"})).sharpen == "days_since_onset"


def test_a_declined_question_is_not_asked_again():
    assert answer("ice_or_heat", person({"onset": None})).sharpen == "days_since_onset"


def test_walking_known_from_a_check_in_needs_no_question():
    assert answer("hills", person(gait_normal=True)).sharpen == "tightness_only"


def test_too_little_known_is_a_no_with_the_question_that_would_help():
    said = answer("can_i_run", person({"onset": "gradual"}, level=Level.NEED_MORE_INFO))
    assert said.text.startswith("No running for now")
    assert said.sharpen == "gait_altered"
    assert said.allows == frozenset()


def test_pain_elsewhere_is_left_to_a_clinician():
    said = answer("can_i_run", person({"pain_location": ["calf"]}, level=Level.OUT_OF_SCOPE))
    assert "I only know pain at the back of the thigh" in said.text


def test_raised_numbers_mean_the_same_step_at_seventy_percent():
    said = answer("can_i_run", dataclasses.replace(WALK_JOG, pain_activity=4))
    assert "70 percent" in said.text


def test_flared_numbers_take_running_away_with_their_own_reason():
    said = answer("can_i_run", dataclasses.replace(WALK_JOG, pain_morning=5, baseline_morning=2))
    assert "This morning was at least 2 points worse" in said.text


def test_another_person_is_spoken_of_as_second_hand():
    friend = person({"subject": "other_adult", "onset": "gradual"})
    assert answer("ice_or_heat", friend).text.endswith("I only have it second-hand.")


def test_a_warning_sign_is_never_drawn_out_by_extra_words():
    teenager = person({"age_under_18": True})
    assert answer("numb_saddle", teenager).text == answer("numb_saddle", UNKNOWN).text


def test_titles_fit_a_button():
    assert title("ice_or_heat") == "Ice or heat?"
    assert all(len(topic.title) <= 30 for topic in topics())
    assert len({topic.title for topic in topics()}) == len(topics())


def test_an_unknown_topic_is_an_error():
    with pytest.raises(KeyError):
        answer("knitting", UNKNOWN)
    with pytest.raises(KeyError):
        follow_up("knitting", facets("ice_or_heat")[0], UNKNOWN)
    with pytest.raises(KeyError):
        title("knitting")


def those_meant_by(when: Condition):
    """People for whom a condition holds, with little else known about them."""
    for group in when.groups:
        state: dict[str, object] = {}
        findings: dict[str, object] = {}
        for test in group:
            _make_true(test, state, findings)
        yield person(findings, **state)
        # Some answers speak of a plan, or of a level that leaves running open.
        yield person(findings, **{"phase": "P4", **state})
        yield person(findings, **{"level": Level.MODIFIED_RUNNING, **state})


def _make_true(test: Test, state: dict[str, object], findings: dict[str, object]) -> None:
    value = min(test.value) if isinstance(test.value, frozenset) else test.value
    if test.sign == "unknown":
        return
    if test.sign == "known":
        value = {"jog_step": "J2", "phase": "P2"}[test.key]
    if test.key == "hours_since_onset":
        findings["days_since_onset"] = _near(test) / 24
    elif isinstance(value, float):
        findings[test.key] = _near(test)
    elif test.key in _OF_FINDINGS:
        findings.setdefault(*_OF_FINDINGS[test.key])
    elif test.key == "held_back":
        state["pain_activity"] = 4
    elif test.key == "pain_location":
        findings["pain_location"] = [value]
    elif test.key in _OF_STATE:
        state[test.key] = _OF_STATE[test.key](value)
    else:
        findings[test.key] = value


def _near(test: Test) -> float:
    return test.value + {"<": -1, ">": 1}.get(test.sign, 0)


_OF_FINDINGS = {
    "fresh": ("days_since_onset", 1),
    "sit_bone": ("pain_location", ["sit_bone_low_buttock"]),
}
_OF_STATE = {
    "level": Level,
    "running": Running,
    "rows": lambda row: (row,),
    "phase": str,
    "track": str,
    "jog_step": str,
    "strength_step": str,
    "gait_normal": bool,
}
