"""The JSON line in and out of a stateless triage."""

import json

import pytest
from hypothesis import given

from coach.findings import FindingsError
from coach.triage import ASKABLE, TABLE, Level, Running, triage_json
from tests.unit.triage.cases import TIGHT, some_findings


def test_a_verdict_with_nothing_left_to_ask():
    assert triage_json({"findings": TIGHT}) == {
        "level": "tightness_prehab",
        "running": "normal_build",
        "rows": ["T"],
        "rules": ["S2", "S3", "S43", "S44", "S45", "S46", "S47", "S48", "S49", "S50"],
        "next_question": None,
        "bundle": None,
        "question_text": None,
    }


def test_an_open_triage_names_the_first_open_finding_of_the_screen_that_comes_next():
    result = triage_json({"findings": {"breathless_or_chest_pain": False}})
    assert result["next_question"] == "saddle_numbness"
    assert result["bundle"][0] == "saddle_numbness"
    assert "breathless_or_chest_pain" not in result["bundle"]
    assert result["question_text"]


@given(some_findings())
def test_every_line_has_the_fields_and_words_of_the_contract(values):
    result = triage_json({"findings": values})
    assert set(result) == {
        "level",
        "running",
        "rows",
        "rules",
        "next_question",
        "bundle",
        "question_text",
    }
    assert Level(result["level"])
    assert Running(result["running"])
    assert result["rows"] == [row for row in TABLE.ids if row in result["rows"]]
    assert json.loads(json.dumps(result)) == result
    asked = (result["next_question"], result["bundle"], result["question_text"])
    if result["bundle"] is None:
        assert asked == (None, None, None)
    else:
        assert result["next_question"] == result["bundle"][0]
        assert set(result["bundle"]) <= ASKABLE - set(values)


def test_other_keys_are_ignored():
    line = {"findings": {"fever": True}}
    assert triage_json({**line, "id": 7}) == triage_json(line)


@pytest.mark.parametrize(
    "line",
    [None, [], "findings", {}, {"finding": {}}, {"findings": None}, {"findings": [1]}],
)
def test_a_line_of_another_form_is_refused(line):
    with pytest.raises(FindingsError):
        triage_json(line)
