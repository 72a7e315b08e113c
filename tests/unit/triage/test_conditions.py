"""The language of the decision table, in three values."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.findings import ContentError, Findings
from coach.triage import TABLE
from coach.triage.conditions import Truth, ways
from coach.triage.language import parse
from coach.triage.table import load
from tests.unit.triage.cases import some_findings

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def truth(text, values):
    return parse(text, {}).truth(dict(Findings(values)))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("fever", {"fever": True}, TRUE),
        ("fever", {"fever": False}, FALSE),
        ("fever", {}, UNKNOWN),
        ("fever", {"fever": None}, UNKNOWN),
        ("fever is no", {"fever": False}, TRUE),
        ("fever is no", {"fever": True}, FALSE),
        ("fever is no", {}, UNKNOWN),
        ("not fever", {"fever": False}, TRUE),
        ("not fever", {"fever": True}, FALSE),
        ("not fever", {}, TRUE),
        ("onset is sudden", {"onset": "sudden"}, TRUE),
        ("onset is sudden", {"onset": "unknown"}, FALSE),
        ("onset is sudden", {}, UNKNOWN),
        ("pain_rest >= 8", {"pain_rest": 8}, TRUE),
        ("pain_rest >= 8", {"pain_rest": 7}, FALSE),
        ("pain_rest >= 8", {"pain_rest": 7.1}, TRUE),
        ("pain_walking = 0", {"pain_walking": 0}, TRUE),
        ("pain_walking = 0", {"pain_walking": 0.5}, FALSE),
        ("pain_running <= 3", {"pain_running": "not_tried"}, FALSE),
        ("pain_running is not_tried", {"pain_running": "not_tried"}, TRUE),
        ("pain_running is not_tried", {"pain_running": 0}, FALSE),
        ("days_since_onset < 3", {"days_since_onset": 2.9}, TRUE),
        ("days_since_onset < 3", {"days_since_onset": 3}, FALSE),
        ("pain_location in {calf, knee}", {"pain_location": ["knee", "other"]}, TRUE),
        ("pain_location in {calf, knee}", {"pain_location": ["other"]}, FALSE),
        ("pain_location unknown", {}, TRUE),
        ("pain_location unknown", {"pain_location": None}, TRUE),
        ("pain_location unknown", {"pain_location": ["calf"]}, FALSE),
        ("fever and bruising", {"fever": True}, UNKNOWN),
        ("fever and bruising", {"fever": False}, FALSE),
        ("fever or bruising", {"fever": True}, TRUE),
        ("fever or bruising", {"fever": False}, UNKNOWN),
        ("fever or bruising and dark_urine", {"fever": True, "dark_urine": False}, TRUE),
        ("(fever or bruising) and dark_urine", {"fever": True, "dark_urine": False}, FALSE),
        ("not (fever or bruising)", {"bruising": True}, FALSE),
    ],
)
def test_a_condition_is_true_false_or_unknown(text, values, expected):
    assert truth(text, values) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and fever",
        "fever and",
        "fever bruising",
        "(fever",
        "fever)",
        "elbow",
        "fever >= 3",
        "pain_rest",
        "pain_rest >= many",
        "onset",
        "onset is slow",
        "onset is no",
        "pain_location is calf",
        "pain_location in {elbow}",
        "pain_location in {calf",
        "fever & bruising",
        "not",
    ],
)
def test_what_is_not_in_the_language_is_refused(text):
    with pytest.raises(ContentError, match="condition"):
        parse(text, {})


def test_a_term_stands_for_its_condition():
    term = parse("fever or bruising", {})
    assert parse("term and dark_urine", {"term": term}).truth({"fever": True}) is UNKNOWN


@given(some_findings(), st.sampled_from(TABLE.rows))
def test_a_row_holds_exactly_when_one_of_its_ways_does(values, row):
    known = dict(Findings(values))
    by_ways = any(all(test.truth(known) is TRUE for test in way) for way in ways(row.when))
    assert by_ways == (row.when.truth(known) is TRUE)


def broken(tmp_path: Path, edit) -> Path:
    source = Path(load.__code__.co_filename).with_name("rows.yml")
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    edit(data)
    file = tmp_path / "rows.yml"
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda d: d.pop("otherwise"), "otherwise"),
        (lambda d: d["rows"][0].pop("level"), "level"),
        (lambda d: d["rows"][0].update(level="soon"), "soon"),
        (lambda d: d["rows"][0].update(running="maybe"), "maybe"),
        (lambda d: d["rows"][0].update(cites=["R99"]), "R99"),
        (lambda d: d["rows"][0].update(when="elbow"), "elbow"),
        (lambda d: d["rows"][0].update(alone_running_of="Z9"), "Z9"),
        (lambda d: d["rows"].append(d["rows"][0]), "twice"),
        (lambda d: d["must_know"].append("elbow"), "elbow"),
        (lambda d: d.update(rows=None), "rows.yml"),
    ],
)
def test_a_broken_table_is_refused_and_says_where(tmp_path, edit, complaint):
    with pytest.raises(ContentError, match=complaint):
        load(broken(tmp_path, edit))
