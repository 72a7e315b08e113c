"""Every rule has words and a source, and every text rests on rules."""

from pathlib import Path

import pytest
import yaml

from coach import wording
from coach.findings import VOCABULARY, ContentError, Findings
from coach.triage import SCREENS, TABLE, assess
from coach.wording import RULES, HowRead, why_text
from coach.wording.emergency import load as load_emergency
from coach.wording.lines import advice, line, reasons
from coach.wording.rules import load as load_rules
from tests.unit.triage.cases import TIGHT

FOLDER = Path(wording.__file__).parent
S_RULES = [f"S{number}" for number in range(1, 71)]
R_RULES = [f"R{number}" for number in range(1, 43)]


def test_every_rule_has_its_words_in_order():
    assert list(RULES) == [*S_RULES, *R_RULES]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_one_short_sentence_with_a_named_source(rule):
    assert rule.statement.endswith(".")
    assert len(rule.statement) <= 140
    assert rule.statement[0].isupper()
    assert rule.source


def test_the_rules_of_the_article_name_the_article_and_the_others_do_not():
    (article,) = {rule.sources for name, rule in RULES.items() if name.startswith("S")}
    assert article[0].read is HowRead.WHOLE
    assert all(article[0] not in RULES[name].sources for name in R_RULES)


def test_no_two_rules_say_the_same():
    assert len({rule.statement for rule in RULES.values()}) == len(RULES)


def cited(value):
    """Every rule id under a "cites" or "rules" key, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "cites" else cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)


@pytest.mark.parametrize("file", ["advice.yml", "emergency.yml", "reasons.yml"])
def test_every_text_rests_on_rules_that_exist(file):
    rules = list(cited(yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))))
    assert rules
    assert set(rules) <= set(RULES)


def test_rows_screens_and_findings_rest_on_rules_that_have_words():
    rows = {rule for row in TABLE.ids for rule in TABLE.cites(row)}
    screens = {rule for screen in SCREENS for rule in screen.cites}
    findings = {rule for spec in VOCABULARY.values() for rule in spec.rules}
    assert rows | screens | findings <= set(RULES)


@pytest.mark.parametrize("row", [row for row in TABLE.rows if row.id.startswith("E")])
def test_an_emergency_text_rests_on_the_rules_of_its_row(row):
    data = yaml.safe_load((FOLDER / "emergency.yml").read_text(encoding="utf-8"))
    assert set(row.cites) <= set(data["rows"][row.id]["cites"])


@pytest.mark.parametrize("row", [row for row in TABLE.rows if not row.id.startswith("E")])
def test_a_reason_rests_on_rules_of_its_row(row):
    data = yaml.safe_load((FOLDER / "reasons.yml").read_text(encoding="utf-8"))
    for entry in data[row.id]:
        assert set(entry["cites"]) <= set(row.cites)


# Asking why


def test_why_gives_the_rules_in_words_with_their_sources_by_name():
    text = why_text(assess(Findings({"pop_or_snap": True, "gait_altered": True})))
    assert RULES["R10"].statement.removesuffix(".") in text
    assert RULES["R10"].sources[0].name in text
    assert "Amanda Brooks" in text


def test_why_starts_with_the_row_that_set_the_level():
    text = why_text(assess(Findings({"fever": True, "bruising": True})))
    assert text.index(RULES["R12"].statement.removesuffix(".")) < text.index(
        RULES["R18"].statement.removesuffix(".")
    )


def test_why_stays_short_and_says_that_there_is_more():
    text = why_text(assess(Findings(TIGHT)))
    assert text.count("•") == 5
    assert "and 6 more" in text


def test_why_names_no_rule_by_number():
    assert "S2 " not in why_text(assess(Findings(TIGHT)))


def test_why_is_honest_about_who_wrote_the_rules():
    assert "no clinician has checked" in why_text(assess(Findings({"fever": True})))


# Broken files


def written(tmp_path: Path, data: object) -> Path:
    file = tmp_path / "content.yml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


SOURCES = {"us": {"name": "us", "read": "none"}}


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"rules": {}}, "sources"),
        ({"sources": SOURCES, "rules": {"R99": {"says": "a.", "from": ["us"]}}}, "R99"),
        ({"sources": SOURCES, "rules": {"R1": {"says": "a.", "from": ["them"]}}}, "them"),
        ({"sources": SOURCES, "rules": {"R1": {"says": "a.", "from": []}}}, "R1"),
        ({"sources": SOURCES, "rules": {"R1": {"from": ["us"]}}}, "says"),
        (
            {"sources": SOURCES, "rules": {"R1": {"says": "a", "b.": None, "from": ["us"]}}},
            "nothing else",
        ),
        ({"sources": {"us": {"name": "us", "read": "twice"}}, "rules": {}}, "twice"),
    ],
)
def test_a_broken_rules_file_says_what_is_wrong(tmp_path, data, complaint):
    with pytest.raises(ContentError, match=complaint):
        load_rules(written(tmp_path, data))


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"cites": ["R1"]}, "text"),
        ({"text": "", "cites": ["R1"]}, "text"),
        ({"text": "a"}, "cites"),
        ({"text": "a", "cites": ["R99"]}, "R99"),
        ({"text": "a", "cites": ["R1"], "rows": ["Z1"]}, "Z1"),
        ({"text": "a", "cites": ["R1"], "when": "elbow"}, "elbow"),
        ({"text": "a", "cites": ["R1"], "running_is": "maybe"}, "maybe"),
        ({"text": "a", "cites": ["R1"], "colour": "red"}, "colour"),
    ],
)
def test_a_broken_line_says_what_is_wrong(entry, complaint):
    with pytest.raises(ContentError, match=complaint):
        line(entry)


def test_a_row_without_a_reason_for_everybody_is_named():
    data = yaml.safe_load((FOLDER / "reasons.yml").read_text(encoding="utf-8"))
    data["H1"] = [{"text": "a", "cites": ["R1"], "when": "fever"}]
    with pytest.raises(ContentError, match="H1"):
        reasons(data)
    del data["H1"]
    with pytest.raises(ContentError, match="H1"):
        reasons(data)


def test_a_level_without_a_part_is_refused():
    with pytest.raises(ContentError, match="first"):
        advice({"info_only": {"do": [], "avoid": [], "running": [], "more": []}})


@pytest.mark.parametrize("missing", ["E4", "call", "other_adult"])
def test_an_emergency_without_its_text_is_refused(tmp_path, missing):
    data = yaml.safe_load((FOLDER / "emergency.yml").read_text(encoding="utf-8"))
    for part in (data, data["rows"], data["drive"]):
        part.pop(missing, None)
    with pytest.raises(ContentError, match=missing):
        load_emergency(written(tmp_path, data))
