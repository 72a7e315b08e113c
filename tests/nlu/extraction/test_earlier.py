"""Signs that a message tells only together with the ones sent just before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.findings import VOCABULARY, AnswerType
from coach.triage import TABLE, Level
from coach.triage.conditions import findings_in
from nlu.extraction import extract
from nlu.extraction.earlier import with_earlier
from nlu.extraction.loading import load_rules
from tests.dialogue.playing import conversations
from tests.nlu.extraction.sentences import TODAY
from tests.nlu.heldout.agreement import alarms
from tests.nlu.heldout.loading import all_entries

FOLDER = Path(__file__).with_name("earlier")
SIGNS = frozenset(load_rules("earlier.yml")["signs"])
BESIDE_A_SIGN = frozenset({"gait_altered", "marked_weakness", "bruising", "thigh_swelling",
                           "age_under_18"})  # fmt: skip
"""What an urgent row asks for beside a sign, and no sign itself."""
PAIRS_THAT_MAY_ALARM = 8
"""Of the neighbours in the unseen sets, which have nothing to do with each other."""


def told(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def of_the_last(messages: Sequence[str]) -> Mapping[str, Any]:
    """The findings of the last message, read with those before it."""
    *earlier, last = messages
    return with_earlier(last, extract(last, today=TODAY), earlier, today=TODAY).findings


def newly_alarming(messages: Sequence[str]) -> frozenset[str]:
    """The signs that no message of a talk tells alone."""
    alone = [alarms(extract(message, today=TODAY).findings) for message in messages]
    return alarms(of_the_last(messages)) - frozenset().union(*alone)


def talks() -> Iterator[tuple[str, list[str]]]:
    for finding, messages in told("signs").items():
        for one in messages:
            yield finding, one


@pytest.mark.parametrize(("finding", "messages"), talks())
def test_a_sign_told_in_pieces_is_heard(finding: str, messages: list[str]) -> None:
    assert of_the_last(messages).get(finding) is True


@pytest.mark.parametrize("messages", told("no_signs"))
def test_two_messages_without_a_sign_make_none(messages: list[str]) -> None:
    assert not alarms(of_the_last(messages))


def test_a_sign_of_somebody_else_is_told_with_whose_it_is() -> None:
    found = of_the_last(["my mum", "numb, both her feet"])
    assert (found["both_legs_nerve_symptoms"], found["subject"]) == (True, "other_adult")


def test_what_was_told_before_is_not_told_again() -> None:
    assert of_the_last(["my calf is swollen", "what should i do"]) == {}


def test_the_message_before_the_last_counts_too() -> None:
    assert of_the_last(["my calf", "hang on", "is swollen"])["calf_or_whole_leg_swelling"] is True


@given(st.lists(st.text(max_size=60), max_size=2), st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_nothing_that_a_message_says_is_ever_taken_away(earlier: list[str], text: str) -> None:
    alone = extract(text, today=TODAY)
    both = with_earlier(text, alone, earlier, today=TODAY)
    assert alone.findings.items() <= both.findings.items()
    assert all(0 <= one.start <= one.end <= len(text) for one in both.mentions)


def test_every_sign_of_an_emergency_or_urgent_row_is_listened_for() -> None:
    urgent = {
        finding
        for row in TABLE.rows
        if row.level.urgency >= Level.URGENT_SAME_DAY.urgency
        for finding in findings_in(row.when)
        if VOCABULARY[finding].answer is AnswerType.YES_NO
    }
    assert urgent - BESIDE_A_SIGN == SIGNS


def test_neighbouring_messages_of_the_written_conversations_make_no_new_alarm() -> None:
    loud = [
        pair
        for talk in conversations()
        if "told in" not in talk.name
        for pair in pairwise(step["say"] for step in talk.steps if "say" in step)
        if newly_alarming(pair)
    ]
    assert not loud


def test_messages_that_have_nothing_to_do_with_each_other_hardly_ever_alarm_together() -> None:
    texts = [entry.text for _, entry in all_entries()]
    pairs = list(pairwise(texts))
    assert len(pairs) > 2500
    loud = [pair for pair in pairs if newly_alarming(pair)]
    assert len(loud) <= PAIRS_THAT_MAY_ALARM, loud
