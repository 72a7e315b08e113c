"""What a set of findings accepts, refuses and says about itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.findings import VOCABULARY, AnswerType, Findings, FindingsError, FindingSpec


def values_of(spec: FindingSpec) -> st.SearchStrategy[object]:
    if spec.answer is AnswerType.YES_NO:
        return st.booleans()
    if spec.answer is AnswerType.CHOICES:
        return st.lists(st.sampled_from(list(spec.choices)), min_size=1)
    if spec.answer is AnswerType.CHOICE:
        return st.sampled_from(list(spec.choices))
    top = 10 if spec.answer is AnswerType.SCALE else 400
    numbers = st.integers(0, top) | st.floats(0, top)
    return numbers | st.sampled_from(list(spec.choices)) if spec.choices else numbers


ANY_FINDINGS = st.fixed_dictionaries(
    {}, optional={name: st.none() | values_of(spec) for name, spec in VOCABULARY.items()}
)


@given(ANY_FINDINGS)
def test_the_json_form_survives_a_round_trip(values):
    findings = Findings.from_json(values)
    assert Findings.from_json(json.loads(json.dumps(findings.to_json()))) == findings


@given(ANY_FINDINGS)
def test_each_finding_is_either_known_or_declined_or_never_asked(values):
    findings = Findings(values)
    for name in VOCABULARY:
        states = [findings.known(name), findings.declined(name), name not in findings]
        assert states.count(True) == 1


@given(ANY_FINDINGS)
def test_nothing_is_present_and_denied_at_once(values):
    findings = Findings(values)
    assert not any(findings.present(name) and findings.denied(name) for name in VOCABULARY)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"elbow_pain": True}, "elbow_pain"),
        ({"bruising": "yes"}, "bruising"),
        ({"bruising": 1}, "bruising"),
        ({"pain_rest": True}, "pain_rest"),
        ({"pain_rest": 11}, "0 to 10"),
        ({"pain_rest": -1}, "0 to 10"),
        ({"pain_rest": float("nan")}, "pain_rest"),
        ({"pain_rest": "not_tried"}, "pain_rest"),
        ({"pain_rest": "3"}, "pain_rest"),
        ({"pain_running": "never"}, "not_tried"),
        ({"days_since_onset": -0.5}, "days_since_onset"),
        ({"days_since_onset": float("inf")}, "days_since_onset"),
        ({"days_since_onset": 10**300}, "days_since_onset"),
        ({"onset": "slowly"}, "gradual"),
        ({"onset": ["sudden"]}, "onset"),
        ({"pain_location": "calf"}, "list"),
        ({"pain_location": ["elbow"]}, "back_of_thigh"),
        ({"pain_location": [["calf"]]}, "pain_location"),
        ({"side": "middle"}, "left"),
        ({"test_shoe": 4}, "positive"),
        ([], "object"),
        (None, "object"),
        ("pain", "object"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line_that_names_it(data, named):
    with pytest.raises(FindingsError) as refused:
        Findings.from_json(data)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250


def test_null_means_asked_and_declined():
    findings = Findings({"fever": None})
    assert findings.declined("fever")
    assert not findings.known("fever")
    assert not findings.denied("fever")


def test_a_run_not_tried_is_a_word_and_no_number():
    findings = Findings({"pain_running": "not_tried"})
    assert findings.choice("pain_running") == "not_tried"
    assert findings.number("pain_running") is None
    assert not findings.present("pain_running")
    assert not findings.denied("pain_running")


def test_a_scale_is_present_above_zero_and_denied_at_zero():
    assert Findings({"pain_walking": 0.5}).present("pain_walking")
    assert Findings({"pain_walking": 0}).denied("pain_walking")


def test_a_whole_number_is_kept_as_a_whole_number():
    assert Findings({"pain_rest": 3.0}).to_json() == {"pain_rest": 3}
    assert isinstance(Findings({"pain_rest": 3.0})["pain_rest"], int)


def test_an_empty_list_of_places_says_nothing():
    assert "pain_location" not in Findings({"pain_location": []})


def test_the_order_of_places_does_not_matter():
    one = Findings({"pain_location": ["calf", "back_of_thigh", "calf"]})
    other = Findings({"pain_location": ["back_of_thigh", "calf"]})
    assert one == other
    assert hash(one) == hash(other)
    assert one.words("pain_location") == ("back_of_thigh", "calf")


def test_changing_gives_a_copy_and_leaves_the_first_alone():
    first = Findings({"bruising": False})
    second = first.with_({"bruising": True, "fever": False})
    assert first.denied("bruising")
    assert second.present("bruising")
    assert "bruising" not in second.without("bruising")


@pytest.mark.parametrize(
    ("stated", "implied", "value"),
    [
        ({"bruising_large": True}, "bruising", True),
        ({"bruising_large": True, "bruising": False}, "bruising", True),
        ({"bruising": False}, "bruising_large", False),
        ({"bruising": False, "bruising_large": None}, "bruising_large", False),
        ({"subject": "child_teen"}, "age_under_18", True),
        ({"subject": "child_teen", "age_under_18": False}, "age_under_18", True),
    ],
)
def test_what_is_said_implies_more(stated, implied, value):
    assert Findings(stated).implied()[implied] is value


@pytest.mark.parametrize(
    ("stated", "left_open"),
    [
        ({"bruising": True}, "bruising_large"),
        ({"bruising_large": False}, "bruising"),
        ({"subject": "other_adult"}, "age_under_18"),
        ({"subject": "self"}, "age_under_18"),
    ],
)
def test_what_is_not_implied_stays_open(stated, left_open):
    assert left_open not in Findings(stated).implied()
