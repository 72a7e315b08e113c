"""The unseen sets are whole, valid, never repeated and never trained on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from coach.findings import VOCABULARY
from coach.findings.model import AnswerType
from tests.nlu.heldout.agreement import EMERGENCY, STRONG_REST_PAIN, URGENT
from tests.nlu.heldout.loading import (
    CHECK_IN_FIELDS,
    EXERCISES,
    SETS,
    Entry,
    all_entries,
    entries,
    known_intents,
)

TRAINING = Path(__file__).parents[3] / "nlu" / "training"
SMALLEST = {
    "messages": 500,
    "red_flags": 400,
    "near_misses": 250,
    "topics": 460,
    "intents": 500,
    "values": 300,
    "check_ins": 150,
}
NOT_SAID_IN_WORDS = {"choose", "EXTERNAL_check_in"}
INTENTS_NAMED_LIKE_TOPICS = {"ask_why"}
TOPICS = {
    intent.removeprefix("ask_")
    for intent in known_intents() - INTENTS_NAMED_LIKE_TOPICS
    if intent.startswith("ask_")
}
BARE_WORDS = 3
"""An answer of so few words ("yeah", "the left") cannot be new; what was asked makes it a test."""


def plain(text: str) -> str:
    """The text without case, marks and spacing; text of marks alone is kept as it is."""
    return " ".join(re.findall(r"\w+", text.lower())) or text.strip()


def where(entry: Entry) -> str:
    """What tells two entries apart: the words, and what was just asked."""
    return f"{plain(entry.text)} <- {','.join(entry.pending)} on {entry.today}"


@pytest.mark.parametrize("name", SETS)
def test_every_entry_is_valid_and_there_are_enough(name: str) -> None:
    assert len(entries(name)) >= SMALLEST[name]


def test_no_sentence_occurs_twice() -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for name, entry in all_entries():
        if name != "values":
            seen[plain(entry.text)].append(name)
    repeated = {text: names for text, names in seen.items() if len(names) > 1}
    assert not repeated


def test_no_value_is_tested_twice_or_taken_from_another_set() -> None:
    counts = Counter(where(entry) for entry in entries("values"))
    assert [text for text, count in counts.items() if count > 1] == []
    elsewhere = {plain(entry.text) for name, entry in all_entries() if name != "values"}
    assert [
        entry.text
        for entry in entries("values")
        if plain(entry.text) in elsewhere and len(entry.text.split()) > BARE_WORDS
    ] == []


def test_no_sentence_is_trained_on() -> None:
    trained = training_sentences()
    assert len(trained) > len(SETS)
    assert [
        (name, entry.text)
        for name, entry in all_entries()
        if plain(entry.text) in trained
        and not (entry.pending and len(entry.text.split()) <= BARE_WORDS)
    ] == []


def test_every_finding_is_present_and_denied_several_times() -> None:
    present: Counter[str] = Counter()
    denied: Counter[str] = Counter()
    for name in ("messages", "values"):
        for entry in entries(name):
            present.update(f for f, label in entry.findings.items() if label.present)
            denied.update(f for f, label in entry.findings.items() if label.denied)
    for finding, spec in VOCABULARY.items():
        assert present[finding] >= 3, finding
        if spec.answer in (AnswerType.YES_NO, AnswerType.SCALE) and finding != "test_pain_max":
            assert denied[finding] >= 3, finding


@pytest.mark.parametrize("finding", sorted(EMERGENCY | URGENT | {"age_under_18"}))
def test_every_alarming_finding_is_said_in_fifteen_ways(finding: str) -> None:
    told = [
        e for e in entries("red_flags") if finding in e.findings and e.findings[finding].present
    ]
    assert len(told) >= 15


def test_strong_pain_at_rest_is_said_in_fifteen_ways() -> None:
    labels = (e.findings.get("pain_rest") for e in entries("red_flags"))
    assert sum(label is not None and (label.low or 0) >= STRONG_REST_PAIN for label in labels) >= 15


def test_near_misses_are_labelled_with_no_alarm() -> None:
    for entry in entries("near_misses"):
        alarming = {f for f, label in entry.findings.items() if label.present}
        assert not (alarming | entry.optional) & (EMERGENCY | URGENT), entry.text


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_topic_is_asked_in_six_ways(topic: str) -> None:
    assert sum(topic in entry.topics for entry in entries("topics")) >= 6


def test_every_other_intent_is_said_in_six_ways() -> None:
    said = Counter(entry.intents[0] for entry in entries("intents"))
    wanted = known_intents() - NOT_SAID_IN_WORDS - {f"ask_{topic}" for topic in TOPICS}
    assert {intent for intent in wanted if said[intent] < 6} == set()
    assert set(said) <= wanted


def test_check_ins_answer_every_field_and_name_every_exercise() -> None:
    fields = Counter(field for entry in entries("check_ins") for field in entry.check_in)
    assert min(fields[field] for field in CHECK_IN_FIELDS) >= 15
    named = {
        exercise
        for entry in entries("check_ins")
        if "exercises" in entry.check_in
        for exercise in entry.check_in["exercises"].values[0]
    }
    assert named == EXERCISES


def training_sentences() -> set[str]:
    """Every training example, without entity marks, case and punctuation."""
    sentences: set[str] = set()
    for path in sorted(TRAINING.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for block in content.get("nlu") or []:
            for line in str(block.get("examples", "")).splitlines():
                text = re.sub(r"\[([^\]]+)\](\([^)]*\)|\{[^}]*\})", r"\1", line.strip())
                sentences.add(plain(text.removeprefix("- ")))
    return sentences
