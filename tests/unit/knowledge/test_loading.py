"""Broken content is refused, with the place and what is wrong with it."""

import shutil

import pytest
import yaml

from coach.findings import ContentError
from coach.knowledge import answer, loading, topics
from coach.knowledge.loading import load

from .people import UNKNOWN

FOLDER = loading.Path(loading.__file__).parent
GOOD = {
    "id": "knees_up",
    "title": "Knees up?",
    "cites": ["S1"],
    "sharpen": ["onset"],
    "general": {"text": "Only at parties."},
}


@pytest.fixture
def knowledge(tmp_path):
    """Loads the project's own files with other topics."""
    for name in ("refusals.yml", "riders.yml", "follow_ups.yml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    warnings = yaml.safe_load((FOLDER / "closed.yml").read_text())
    (tmp_path / "closed.yml").write_text(yaml.safe_dump({**warnings, "meanwhile": []}))
    (tmp_path / "content").mkdir()

    def loaded(*entries):
        (tmp_path / "content" / "topics.yml").write_text(yaml.safe_dump(list(entries)))
        return load(tmp_path)

    return loaded


def with_case(**case):
    return {**GOOD, "cases": [{"when": {"fresh": True}, "text": "Not yet.", **case}]}


def test_a_topic_is_read(knowledge):
    topic = knowledge(with_case(cites=["R28"])).topics["knees_up"]
    assert topic.title == "Knees up?"
    assert topic.group == "topics"
    assert topic.cases[0].cites == ("S1", "R28")
    assert topic.cites == ("S1", "R28")


def test_another_library_can_be_asked(knowledge):
    own = knowledge(GOOD)
    assert answer("knees_up", UNKNOWN, own).text == "Only at parties."
    assert [topic.id for topic in topics(own)] == ["knees_up"]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({**GOOD, "titel": "x"}, "knees_up: unknown keys titel"),
        ({key: GOOD[key] for key in GOOD if key != "title"}, "knees_up: 'title' is missing"),
        ({key: GOOD[key] for key in GOOD if key != "general"}, "knees_up: 'general' is missing"),
        ({**GOOD, "id": "Knees up"}, "without a proper id"),
        ({**GOOD, "cites": ["S71"]}, "no such rule 'S71'"),
        ({**GOOD, "cites": []}, "cites at least one rule"),
        ({**GOOD, "sharpen": ["shoe_size"]}, "no such finding 'shoe_size'"),
        ({**GOOD, "kind": "poem"}, "'poem' is not a valid Kind"),
        ({**GOOD, "relates": ["elbows_up"]}, "relates to 'elbows_up'"),
        ({**GOOD, "relates": ["knees_up"]}, "relates to 'knees_up'"),
        ({**GOOD, "general": {"text": " "}}, "expected text"),
        ({**GOOD, "general": {"text": "x", "when": {"fresh": True}}}, "is for everybody"),
        ({**GOOD, "general": {"text": "x", "allows": ["fly"]}}, "'fly' is not a valid Activity"),
        ({**GOOD, "general": {"text": "Since {since_onset}."}}, "may be unknown here"),
        ({**GOOD, "general": {"text": "Hello {name}."}}, "nothing that can be filled in"),
        (with_case(when={"moon": "full"}), "'moon', which is no finding"),
        (with_case(text="Step {jog_step}."), "may be unknown here"),
        ({**GOOD, "cases": [{"text": "x"}]}, "a case without `when`"),
        ({**GOOD, "follow_ups": {"colour": [{"text": "x"}]}}, "'colour' is not a valid Facet"),
        (
            {**GOOD, "follow_ups": {"why": [{"text": "x", "when": {"fresh": True}}]}},
            "why: the last answer is for everybody",
        ),
        (
            {**GOOD, "follow_ups": {"why": [{"text": "x"}, {"text": "y"}]}},
            "why: only the last answer may go without",
        ),
    ],
)
def test_a_broken_topic_is_explained(knowledge, entry, complaint):
    with pytest.raises(ContentError, match=complaint):
        knowledge(entry)


def test_a_topic_may_not_stand_twice(knowledge):
    with pytest.raises(ContentError, match="knees_up: this topic stands twice"):
        knowledge(GOOD, GOOD)


def test_a_file_that_is_no_list_is_explained(tmp_path, knowledge):
    knowledge(GOOD)
    (tmp_path / "content" / "topics.yml").write_text("id: knees_up")
    with pytest.raises(ContentError, match=r"topics\.yml: must be a list"):
        load(tmp_path)


def test_a_file_that_is_no_yaml_is_explained(tmp_path, knowledge):
    knowledge(GOOD)
    (tmp_path / "riders.yml").write_text("[")
    with pytest.raises(ContentError, match=r"riders\.yml"):
        load(tmp_path)


def test_a_missing_file_is_explained(tmp_path, knowledge):
    knowledge(GOOD)
    (tmp_path / "closed.yml").unlink()
    with pytest.raises(ContentError, match=r"closed\.yml"):
        load(tmp_path)


def test_every_activity_needs_words_for_a_no(tmp_path, knowledge):
    knowledge(GOOD)
    phrases = yaml.safe_load((tmp_path / "refusals.yml").read_text())
    del phrases["decline"]["race"]
    (tmp_path / "refusals.yml").write_text(yaml.safe_dump(phrases))
    with pytest.raises(ContentError, match=r"refusals\.yml: decline: nothing for 'race'"):
        load(tmp_path)


def test_every_bar_needs_a_reason(tmp_path, knowledge):
    knowledge(GOOD)
    phrases = yaml.safe_load((tmp_path / "refusals.yml").read_text())
    del phrases["reasons"]["bars"]["numb"]
    (tmp_path / "refusals.yml").write_text(yaml.safe_dump(phrases))
    with pytest.raises(ContentError, match=r"reasons: nothing for 'numb'"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            {"messages": [{"when": {"level": "emergency"}, "text": "Help.", "cites": ["R1"]}]},
            "the last message is for every warning",
        ),
        ({"reasons": {"U99": "Because."}}, "reasons: no such row 'U99'"),
        (
            {"meanwhile": [{"topics": ["elbows_up"], "text": "Wait.", "cites": ["R1"]}]},
            "meanwhile: no such topic 'elbows_up'",
        ),
    ],
)
def test_a_mistake_in_the_warnings_is_named(tmp_path, knowledge, change, complaint):
    knowledge(GOOD)
    warnings = yaml.safe_load((tmp_path / "closed.yml").read_text())
    (tmp_path / "closed.yml").write_text(yaml.safe_dump({**warnings, **change}))
    with pytest.raises(ContentError, match=complaint):
        load(tmp_path)
