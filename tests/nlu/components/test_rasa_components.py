from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.classifier import MessageClassifier
from nlu.components.context import Context
from nlu.components.featurizer import SentenceVectorFeaturizer
from nlu.components.finding_extractor import FindingExtractor
from nlu.components.message_reader import MessageReader
from nlu.encoder import VECTOR_WIDTH

EXAMPLES = {
    "ask_can_i_cycle": ("can I cycle", "is biking ok", "may I ride my bike"),
    "ask_ice_or_heat": ("ice or heat", "should I ice it", "is a cold pack good"),
    "report_pop": ("I felt a pop", "heard a snap", "something popped in my leg"),
    "thank": ("thanks", "thank you so much", "cheers for that"),
}
TODAY = date(2026, 11, 20)

Read = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, encoder_directory: Path) -> Read:
    """The four components trained, stored and loaded again, as Rasa would."""
    context = ExecutionContext(GraphSchema({}), node_name="node")
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("components"))
    resource = Resource("classifier")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HAMMY_DATA_DIR", str(encoder_directory))

        def make(kind: Any, way: str) -> Any:
            return getattr(kind, way)(kind.get_default_config(), storage, resource, context)

        featurizer = make(SentenceVectorFeaturizer, "create")
        examples = [
            Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts
        ]
        data = featurizer.process_training_data(TrainingData(examples))
        make(MessageClassifier, "create").train(data)
        chain = [
            featurizer,
            make(FindingExtractor, "create"),
            make(MessageClassifier, "load"),
            make(MessageReader, "create"),
        ]

    def read(text: str, tracker: DialogueStateTracker | None = None, **metadata: Any) -> Any:
        messages = [Message({TEXT: text, "metadata": {"today": TODAY.isoformat(), **metadata}})]
        for component in chain:
            reads_tracker = isinstance(component, FindingExtractor | MessageReader)
            messages = component.process(messages, *([tracker] if reads_tracker else []))
        return messages[0].as_dict(only_output_properties=True)

    return read


def test_a_message_gets_one_vector(read: Read, encoder_directory: Path) -> None:
    message = Message({TEXT: "can I run"})
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HAMMY_DATA_DIR", str(encoder_directory))
        config = SentenceVectorFeaturizer.get_default_config()
        SentenceVectorFeaturizer(config, "featurizer").process([message])
    _, sentence = message.get_dense_features(TEXT)
    assert sentence.features.shape == (1, VECTOR_WIDTH)


def test_an_unseen_wording_finds_its_intent_and_topic(read: Read) -> None:
    found = read("would it be alright to go cycling?")
    assert found["intent"]["name"] == "ask_can_i_cycle"
    assert (found["topic"], found["topics"]) == ("can_i_cycle", ["can_i_cycle"])


def test_two_questions_in_one_message_are_two_topics(read: Read) -> None:
    assert read("can I cycle, and should I ice it?")["topics"] == ["can_i_cycle", "ice_or_heat"]


def test_findings_become_entities_with_their_state(read: Read) -> None:
    found = read("I felt a pop but there is no bruise")
    assert found["findings"]["pop_or_snap"] is True
    assert found["findings"]["bruising"] is False
    roles = {entity["entity"]: entity["role"] for entity in found["entities"]}
    assert (roles["pop_or_snap"], roles["bruising"]) == ("present", "denied")


def test_an_entity_stands_where_its_words_are(read: Read) -> None:
    text = "yesterday I felt a pop"
    entity = next(e for e in read(text)["entities"] if e["entity"] == "pop_or_snap")
    assert "pop" in text[entity["start"] : entity["end"]]


def test_a_bare_answer_is_read_against_the_open_question(read: Read) -> None:
    found = read("yeah", pending=["bruising"])
    assert found["intent"]["name"] == "affirm"
    assert found["findings"] == {"bruising": True}


def test_an_open_check_in_is_read(read: Read) -> None:
    found = read("3 this morning, no run, no limp", pending=["check_in"])
    assert found["intent"]["name"] == "check_in_answer"
    assert found["check_in"]["pain_morning"] == 3


def test_what_is_stored_with_a_message_is_small_and_plain(read: Read) -> None:
    found = read("my leg is sore. can I cycle? should I ice it?")
    assert len(found["intent_ranking"]) <= 10
    assert set(found) <= {
        "text", "intent", "intent_ranking", "entities", "findings", "mentions", "topics", "topic",
        "check_in", "suggestions",
    }  # fmt: skip
    assert type(found["intent"]["confidence"]) is float


@pytest.mark.parametrize("text", ["", " ", "?", "😀", "/start", "日本語"])
def test_any_text_is_read(read: Read, text: str) -> None:
    assert read(text)["intent"]["name"]


def test_the_longest_message_is_read(read: Read) -> None:
    assert read("sore " * 800)["intent"]["name"]


def test_an_emergency_wins_over_thanks(read: Read) -> None:
    found = read("thanks, by the way I can't breathe and my chest hurts")
    assert found["intent"] == {"name": "report_red_flag", "confidence": 1.0}


def test_slots_say_what_is_open_when_the_message_does_not() -> None:
    tracker = DialogueStateTracker.from_events("someone", [], slots=Domain.from_yaml(SLOTS).slots)
    tracker.update(SlotSet("pending_findings", ["bruising"]))
    tracker.update(SlotSet("today", "2026-03-02"))
    context = Context.of(Message({TEXT: "yes"}), tracker)
    assert context == Context(("bruising",), date(2026, 3, 2))


def test_the_message_goes_before_the_slots() -> None:
    tracker = DialogueStateTracker.from_events("someone", [], slots=Domain.from_yaml(SLOTS).slots)
    tracker.update(SlotSet("pending_findings", ["bruising"]))
    message = Message({TEXT: "yes", "metadata": {"pending": "gait_altered", "today": "2026-11-20"}})
    assert Context.of(message, tracker) == Context(("gait_altered",), TODAY)


SLOTS = """
slots:
  pending_findings: {type: list, mappings: [{type: custom}]}
  today: {type: text, mappings: [{type: custom}]}
"""
