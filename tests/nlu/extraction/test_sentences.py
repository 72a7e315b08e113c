"""Whole sentences against the findings they state; the sentences are in `sentences/`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nlu.extraction import Value
from tests.nlu.extraction.sentences import by_phenomenon, findings_of, load

RED_FLAGS: dict[str, list[str]] = load("red_flags")
ALARMING = frozenset(RED_FLAGS)


def exactly(name: str) -> list[object]:
    return [
        pytest.param(sentence, findings, id=f"{phenomenon}: {sentence}"[:80])
        for phenomenon, sentence, findings in by_phenomenon(name)
    ]


def each_finding() -> Iterator[tuple[str, Value, str]]:
    for finding, values in load("findings").items():
        for value, sentences in values.items():
            for sentence in sentences:
                yield finding, value, sentence


def wordings(key: str) -> Iterator[tuple[str, str, str]]:
    """What is said, or only sounds like it, with its phenomenon."""
    for group in load("wordings"):
        for finding, sentences in group["says"].items():
            if key == "says":
                for sentence in sentences:
                    yield group["phenomenon"], finding, sentence
        if key == "sounds_like":
            for sentence in group.get(key, ()):
                yield group["phenomenon"], "", sentence


def without_places(findings: dict[str, Value]) -> dict[str, Value]:
    return {finding: value for finding, value in findings.items() if finding != "pain_location"}


@pytest.mark.parametrize(("sentence", "findings"), exactly("negation"))
def test_what_is_denied_and_what_is_not(sentence: str, findings: dict[str, Value]) -> None:
    assert without_places(findings_of(sentence)) == findings


@pytest.mark.parametrize(("sentence", "findings"), exactly("context"))
def test_how_a_finding_is_meant(sentence: str, findings: dict[str, Value]) -> None:
    assert without_places(findings_of(sentence)) == findings


@pytest.mark.parametrize(("finding", "value", "sentence"), each_finding())
def test_every_finding_is_read_stated_and_denied(finding: str, value: Value, sentence: str) -> None:
    assert findings_of(sentence).get(finding) == value


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [(finding, sentence) for finding, sentences in RED_FLAGS.items() for sentence in sentences],
)
def test_no_alarming_sign_is_missed(finding: str, sentence: str) -> None:
    assert findings_of(sentence).get(finding) is True


@pytest.mark.parametrize("sentence", load("near_misses"))
def test_what_only_sounds_alarming_alarms_nobody(sentence: str) -> None:
    found = findings_of(sentence)
    assert not {finding for finding in ALARMING if found.get(finding) is True}


@pytest.mark.parametrize(("phenomenon", "finding", "sentence"), wordings("says"))
def test_a_sign_is_read_however_it_is_worded(phenomenon: str, finding: str, sentence: str) -> None:
    assert findings_of(sentence).get(finding) is True, phenomenon


@pytest.mark.parametrize(("phenomenon", "_", "sentence"), wordings("sounds_like"))
def test_other_talk_in_the_same_words_is_no_sign(phenomenon: str, _: str, sentence: str) -> None:
    found = findings_of(sentence)
    assert not {finding for finding in ALARMING if found.get(finding) is True}, phenomenon
