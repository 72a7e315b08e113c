"""The vocabulary file and the checks on it."""

from pathlib import Path

import pytest
import yaml

from coach.findings import VOCABULARY, AnswerType, ContentError, Vocabulary

ENTRY = {
    "id": "bruising",
    "type": "yes_no",
    "group": "injury",
    "question": "Is there a bruise?",
    "present": "a bruise",
    "denied": "no bruise",
    "rules": ["S25"],
}


def load(tmp_path: Path, *entries: object) -> Vocabulary:
    file = tmp_path / "vocabulary.yml"
    file.write_text(yaml.safe_dump(list(entries)), encoding="utf-8")
    return Vocabulary.load(file)


def test_a_sound_entry_loads(tmp_path):
    assert load(tmp_path, ENTRY)["bruising"].present == "a bruise"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "maybe"}, "maybe"),
        ({"group": "arm"}, "arm"),
        ({"rules": ["S71"]}, "S71"),
        ({"rules": ["R43"]}, "R43"),
        ({"rules": ["R0"]}, "R0"),
        ({"id": "Big Bruise"}, "snake_case"),
        ({"present": ""}, "present"),
        ({"question": "Bruise"}, "question"),
        ({"question": 3}, "question"),
        ({"colour": "blue"}, "colour"),
        ({"implies": {"yes": "no_such_finding"}}, "no_such_finding"),
        ({"implies": {"large": "bruising"}}, "large"),
        ({"type": "choice", "choices": {"one": "one"}}, "two words"),
        ({"type": "choice", "choices": ["a", "b"]}, "choices"),
    ],
)
def test_a_broken_entry_is_named_with_what_is_wrong(tmp_path, change, complaint):
    with pytest.raises(ContentError, match=complaint):
        load(tmp_path, {**ENTRY, **change})


@pytest.mark.parametrize("key", ["type", "group", "question", "rules"])
def test_a_missing_key_is_named(tmp_path, key):
    with pytest.raises(ContentError, match=key):
        load(tmp_path, {name: value for name, value in ENTRY.items() if name != key})


def test_an_id_may_stand_only_once(tmp_path):
    with pytest.raises(ContentError, match="twice"):
        load(tmp_path, ENTRY, ENTRY)


def test_a_file_that_is_no_list_is_refused(tmp_path):
    file = tmp_path / "vocabulary.yml"
    file.write_text("bruising: yes", encoding="utf-8")
    with pytest.raises(ContentError, match="list"):
        Vocabulary.load(file)


@pytest.mark.parametrize("spec", VOCABULARY.values(), ids=list(VOCABULARY))
def test_labels_read_inside_a_sentence(spec):
    for label in (spec.present, spec.denied, *spec.choices.values()):
        assert not label.endswith((".", "?", "!"))
        assert not label[:1].isupper(), label


def test_number_labels_say_their_number():
    for spec in VOCABULARY.values():
        if spec.answer is AnswerType.SCALE:
            assert "{value}" in spec.present
        if spec.answer is AnswerType.DAYS:
            assert "{duration}" in spec.present
