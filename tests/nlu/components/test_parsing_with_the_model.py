from __future__ import annotations

import json
from datetime import date

import pytest

from nlu.parsing import Parser

pytestmark = pytest.mark.model

TODAY = date(2026, 11, 20)
KEYS = {"text", "intent", "confidence", "findings", "topic", "topics", "suggestions", "check_in"}


@pytest.mark.parametrize("text", ["my hammy hurts", "", "/start", "😀", "x" * 4000])
def test_every_message_gives_the_whole_object(parser: Parser, text: str) -> None:
    parsed = parser.parse(text, today=TODAY)
    assert set(parsed) == KEYS
    assert json.loads(json.dumps(parsed)) == parsed


def test_a_payload_typed_by_hand_is_only_text(parser: Parser) -> None:
    parsed = parser.parse("/EXTERNAL_check_in", today=TODAY)
    assert parsed["intent"] != "EXTERNAL_check_in"


def test_an_injury_told_in_one_breath(parser: Parser) -> None:
    parsed = parser.parse(
        "felt a pop in my left hammy doing sprints yesterday, theres a big bruise coming "
        "and im limping",
        today=TODAY,
    )
    assert parsed["intent"] == "report_pop"
    said = {"pop_or_snap": True, "bruising_large": True, "gait_altered": True, "side": "left"}
    assert said.items() <= parsed["findings"].items()
    assert parsed["findings"]["days_since_onset"] == 1
    assert parsed["topics"] == []


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("can I cycle, and should I ice it?", ["can_i_cycle", "ice_or_heat"]),
        ("can I swim or cycle", ["can_i_swim", "can_i_cycle"]),
        ("felt a pop, can I run?", ["can_i_run"]),
        ("no bruise, no swelling", []),
    ],
)
def test_topics_are_what_is_asked(parser: Parser, text: str, topics: list[str]) -> None:
    parsed = parser.parse(text, today=TODAY)
    assert parsed["topics"] == topics
    assert parsed["topic"] == (topics[0] if topics else None)


def test_the_open_question_gives_a_bare_answer_its_meaning(parser: Parser) -> None:
    assert parser.parse("nope", pending=["bruising"], today=TODAY)["findings"] == {
        "bruising": False
    }


def test_an_answer_to_the_check_in(parser: Parser) -> None:
    parsed = parser.parse(
        "3 this morning, did the bridges, skipped the run, no limp",
        pending=["check_in"],
        today=TODAY,
    )
    assert parsed["intent"] == "check_in_answer"
    assert parsed["check_in"]["pain_morning"] == 3
    assert parsed["check_in"]["ran"] is False


@pytest.mark.parametrize("city", ["Madrid", "Oslo", "Reykjavik", "new york", "Hamburg", "Nairobi"])
def test_any_city_answers_where_somebody_is(parser: Parser, city: str) -> None:
    assert parser.parse(city, pending=["time_zone"], today=TODAY)["intent"] == "set_time_zone"


@pytest.mark.parametrize("words", ["stop", "skip", "no thanks", "help"])
def test_a_way_out_is_no_city(parser: Parser, words: str) -> None:
    assert parser.parse(words, pending=["time_zone"], today=TODAY)["intent"] != "set_time_zone"


@pytest.mark.parametrize(
    "words", ["same as yesterday", "ditto", "i'm fine", "all good", "not too bad"]
)
def test_a_day_as_a_whole_answers_an_open_check_in(parser: Parser, words: str) -> None:
    assert parser.parse(words, pending=["check_in"], today=TODAY)["intent"] == "check_in_answer"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("2 at 7am, 3 by lunchtime", "check_in_answer"),
        ("1/10 at most, 1 on waking", "check_in_answer"),
        ("ask me at 8pm, it was 3 at 7am", "set_check_in_time"),
        ("9 at night please", "set_check_in_time"),
    ],
)
@pytest.mark.parametrize("pending", [(), ("check_in",)])
def test_hours_of_scores_and_hours_to_be_asked_at_are_told_apart(
    parser: Parser, words: str, intent: str, pending: tuple[str, ...]
) -> None:
    assert parser.parse(words, pending=pending, today=TODAY)["intent"] == intent
