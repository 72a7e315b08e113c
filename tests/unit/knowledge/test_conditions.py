import pytest

from coach.findings import ContentError
from coach.knowledge.conditions import parse

from .people import person


def holds(when, **known):
    findings = known.pop("findings", {})
    return parse(when).holds(person(findings, **known).facts)


def test_all_keys_of_a_map_must_hold():
    when = {"phase": "P3", "gait_normal": True}
    assert holds(when, phase="P3", gait_normal=True)
    assert not holds(when, phase="P3", gait_normal=False)


def test_one_map_of_a_list_is_enough():
    when = [{"phase": "P1"}, {"sit_bone": True}]
    assert holds(when, findings={"pain_location": ["sit_bone_low_buttock"]})
    assert not holds(when, findings={"pain_location": ["back_of_thigh"]})


def test_any_word_of_a_list_fits():
    assert holds({"phase": ["P1", "P2"]}, phase="P2")
    assert not holds({"phase": ["P1", "P2"]}, phase="P3")


def test_one_of_several_places_is_enough():
    places = {"pain_location": ["back_of_thigh", "deep_buttock"]}
    assert holds({"pain_location": "deep_buttock"}, findings=places)


@pytest.mark.parametrize(
    ("spec", "hours", "expected"),
    [
        ("<72", 71, True),
        ("<72", 72, False),
        ("<=72", 72, True),
        (">=72", 72, True),
        (">72", 72, False),
        (48, 48, True),
        (48, 47, False),
    ],
)
def test_numbers_compare(spec, hours, expected):
    findings = {"days_since_onset": hours / 24}
    assert holds({"hours_since_onset": spec}, findings=findings) is expected


@pytest.mark.parametrize(
    "when", [{"phase": "P1"}, {"bruising": False}, {"pain_rest": "<3"}, {"onset": "sudden"}]
)
def test_what_is_unknown_satisfies_nothing(when):
    assert not holds(when)


def test_a_declined_answer_is_unknown():
    assert not holds({"bruising": False}, findings={"bruising": None})
    assert holds({"bruising": "unknown"}, findings={"bruising": None})


def test_an_onset_nobody_can_name_is_unknown():
    assert holds({"onset": "unknown"}, findings={"onset": "unknown"})
    assert not holds({"onset": "known"}, findings={"onset": "unknown"})


def test_known_needs_a_value():
    assert holds({"jog_step": "known"}, jog_step="J2")
    assert not holds({"jog_step": "known"})


def test_a_word_beside_a_scale_compares_with_no_number():
    assert not holds({"pain_running": "<3"}, findings={"pain_running": "not_tried"})


def test_todays_number_goes_before_the_finding():
    assert holds({"pain_rest": 1}, findings={"pain_rest": 6}, pain_rest=1)
    assert holds({"pain_rest": 6}, findings={"pain_rest": 6})


@pytest.mark.parametrize(
    ("when", "complaint"),
    [
        ({"mood": 3}, "'mood', which is no finding and no state"),
        ({"level": "stop"}, "level is never 'stop'"),
        ({"pain_location": ["thigh"]}, "pain_location is never 'thigh'"),
        ({"rows": ["Z1"]}, "rows is never 'Z1'"),
        ({"bruising": "yes"}, "bruising is a yes/no fact"),
        ({"hours_since_onset": "72 hours"}, "hours_since_onset is a number"),
        ({"hours_since_onset": True}, "hours_since_onset is a number"),
        ({}, "must be a map of keys"),
        ([], "must be a map of keys"),
        ("fresh", "must be a map of keys"),
    ],
)
def test_a_broken_condition_is_explained(when, complaint):
    with pytest.raises(ContentError, match=complaint):
        parse(when)
