from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.components.asking import topic_of
from nlu.components.doubt import (
    doubtful_question,
    hidden_question,
    likeliest_meanings,
    likeliest_topics,
)
from nlu.components.rules import load_words
from nlu.components.text_classifier import Ranked
from tests.nlu.components.rankings import ranking

AT_ONCE = load_words("intents.yml")["answered_at_once"]


def test_a_question_below_the_doubt_is_doubtful() -> None:
    assert doubtful_question(Ranked("ask_yoga", 0.4), ["yoga"], 0.5)


def test_a_question_from_the_doubt_on_is_answered() -> None:
    assert not doubtful_question(Ranked("ask_yoga", 0.5), ["yoga"], 0.5)


@pytest.mark.parametrize("topic", AT_ONCE)
def test_a_topic_that_may_be_a_warning_sign_is_answered_at_once(topic: str) -> None:
    assert not doubtful_question(Ranked(f"ask_{topic}", 0.1), [topic], 0.5)


def test_a_short_follow_up_is_answered_from_what_was_said_before() -> None:
    assert not doubtful_question(Ranked("ask_follow_up", 0.2), ["follow_up"], 0.5)


def test_a_question_of_two_topics_is_not_doubted() -> None:
    assert not doubtful_question(Ranked("ask_yoga", 0.3), ["yoga", "can_i_swim"], 0.5)


def test_a_statement_is_no_doubtful_question() -> None:
    assert not doubtful_question(Ranked("report_limp", 0.1), [], 0.5)


def test_small_talk_that_is_not_sure_may_hide_a_question() -> None:
    assert hidden_question(Ranked("off_topic", 0.4), 0.5)
    assert not hidden_question(Ranked("off_topic", 0.6), 0.5)
    assert not hidden_question(Ranked("show_plan", 0.4), 0.5)


def test_the_question_itself_is_suggested_first() -> None:
    likely = ranking(ask_hills=0.5, ask_when_sprint=0.3)
    assert likeliest_topics([likely], ["when_sprint"]) == ("ask_when_sprint", "ask_hills")


def test_a_piece_of_the_message_may_bring_a_suggestion() -> None:
    whole, piece = ranking(ask_hills=0.3, ask_yoga=0.1), ranking(ask_surgery=0.8)
    assert likeliest_topics([whole, piece]) == ("ask_surgery", "ask_hills")


def test_only_what_is_likely_at_all_is_suggested() -> None:
    assert likeliest_topics([ranking(ask_hills=0.6, ask_yoga=0.001)]) == ("ask_hills",)


def test_a_mere_guess_is_not_suggested() -> None:
    assert likeliest_meanings(ranking(help=0.1, show_plan=0.1, x=0.08), 0.9) == ()
    assert likeliest_meanings(ranking(help=0.5, show_plan=0.3), 0.25) == ("help", "show_plan")


topics = st.sampled_from(["ask_hills", "ask_yoga", "ask_follow_up", "off_topic", "report_pop"])


@given(st.dictionaries(topics, st.floats(0.0, 0.2), max_size=5))
def test_at_most_two_different_topics_are_suggested(shares: dict[str, float]) -> None:
    found = likeliest_topics([ranking(**shares)])
    assert len(set(found)) == len(found) <= 2
    assert all(topic_of(label) for label in found)
