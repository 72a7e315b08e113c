"""How results are read."""

import pytest

from coach.findings import Findings
from coach.home_tests import Result, passed, reading
from coach.triage import Level, assess
from tests.unit.triage.cases import MILD, NOTHING_WRONG

SHOE, REACH, PRESS = "test_shoe", "test_hip_height", "test_heel_press"


def test_results_become_findings():
    read = reading([Result(SHOE, 0, 3), Result(REACH, 1, 0)])
    assert read.findings == {
        SHOE: "positive",
        REACH: "negative",
        PRESS: "not_done",
        "test_pain_max": 3,
    }


@pytest.mark.parametrize(
    ("results", "says"),
    [
        ([Result(SHOE, 0, 5)], "too sore for running"),
        ([Result(SHOE, 0, 4.5)], "too sore for running"),
        ([Result(SHOE, 0, 4)], "likely source"),
        ([Result(SHOE, 0, 0.5)], "likely source"),
        ([Result(SHOE, 0, 0)], "does not rule out"),
        ([Result(SHOE)], "No test was done"),
        ([], "No test was done"),
    ],
)
def test_each_result_in_words(results, says):
    assert says in reading(results).text


def test_pain_in_the_good_leg_makes_it_less_clear():
    assert "less clear" in reading([Result(SHOE, 2, 2)]).text
    assert "less clear" not in reading([Result(SHOE, 0, 2)]).text


def test_a_test_that_only_hurt_the_good_leg_is_never_read_as_all_clear():
    read = reading([Result(SHOE, 2, 0), Result(REACH, 0, 0)])
    assert not read.all_negative
    assert "less clear" in read.text


def test_all_negative_needs_a_test_that_was_done():
    assert reading([Result(SHOE, 0, 0)]).all_negative
    assert not reading([]).all_negative
    assert not reading([Result(SHOE, 0, 0), Result(REACH, 0, 1)]).all_negative


@pytest.mark.parametrize(
    ("pain", "level"),
    [(2, Level.MODIFIED_RUNNING), (4, Level.MODIFIED_RUNNING), (5, Level.STOP_SELF_MANAGE)],
)
def test_the_update_leads_to_the_row_of_the_reference(pain, level):
    update = reading([Result(SHOE, 0, pain)]).findings
    assert assess(Findings({**NOTHING_WRONG, **update})).level is level


def test_negative_tests_lower_nothing():
    update = reading([Result(SHOE, 0, 0)]).findings
    assert assess(Findings({**MILD, **update})).level is Level.MODIFIED_RUNNING


@pytest.mark.parametrize("sore", [None, 0, 1, 4, 5, 10])
def test_no_reading_claims_to_be_sure(sore):
    text = reading([Result(SHOE, 0, sore)]).text.lower()
    assert any(word in text for word in ("likely", "can't be sure", "not rule out", "no test"))


@pytest.mark.parametrize(
    ("results", "free_of_pain"),
    [
        ([Result(SHOE, 0, 0), Result(REACH, 0, 0), Result(PRESS, 0, 0)], True),
        ([Result(SHOE, 2, 0), Result(REACH, 0, 0), Result(PRESS, 0, 0)], True),
        ([Result(SHOE, 0, 0), Result(REACH, 0, 0)], None),
        ([Result(SHOE, 0, 0), Result(REACH, 0, 0), Result(PRESS, 0)], None),
        ([Result(SHOE, 0, 1)], False),
        ([], None),
    ],
)
def test_a_round_is_passed_only_when_each_test_was_done_without_pain(results, free_of_pain):
    assert passed([SHOE, REACH, PRESS], results) is free_of_pain
