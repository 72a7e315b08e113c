"""What is said to a question that may mean one of two things."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.control.fallback import ActionDefaultFallback
from actions.questions.action import ActionAnswerQuestion
from actions.reading import Heard
from actions.turn import Turn, TurnAction
from storage.runners import find_or_create_runner

NOW = datetime(2026, 5, 6, 9, tzinfo=timezone.utc)
UNCLEAR = Heard(
    "ask_yoga",
    text="is that bendy stuff alright?",
    topics=("yoga",),
    suggestions=("ask_yoga", "ask_can_i_stretch"),
)


class Asking:
    """One runner's turns; `messages` are those of the last one."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.runner = find_or_create_runner(session, "telegram", "880022", NOW)
        self.slots: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []

    def hear(self, heard: Heard, action: type[TurnAction] = ActionAnswerQuestion) -> None:
        dispatcher = CollectingDispatcher()
        turn = Turn(self.session, self.runner, NOW, NOW.date(), heard, dispatcher, slots=self.slots)
        action().act(turn)
        self.slots = {**self.slots, **turn.changes}
        self.messages = dispatcher.messages

    @property
    def titles(self) -> list[str]:
        return [button["title"] for each in self.messages for button in each["buttons"] or ()]

    @property
    def said(self) -> list[str]:
        return [each["response"] or each["text"] for each in self.messages]


@pytest.fixture
def asking(session: Session) -> Asking:
    return Asking(session)


def test_two_meanings_and_a_way_out_are_offered(asking: Asking) -> None:
    asking.hear(UNCLEAR)
    assert asking.said == ["utter_did_you_mean"]
    assert asking.titles == ["Is yoga all right?", "Can I stretch?", "Something else"]


def test_a_tapped_meaning_is_answered(asking: Asking) -> None:
    asking.hear(UNCLEAR)
    asking.hear(Heard("ask_can_i_stretch"))
    assert "stretch" in asking.said[0].lower()
    assert asking.slots["last_topic"] == "can_i_stretch"


def test_something_else_asks_for_other_words(asking: Asking) -> None:
    asking.hear(Heard("nonsense", argument="neither"), ActionDefaultFallback)
    assert asking.said == ["utter_other_words"]


def test_findings_in_an_unclear_question_are_taken_in(asking: Asking) -> None:
    heard = Heard(
        "ask_yoga",
        text="limping, is that bendy stuff alright?",
        findings={"gait_altered": True},
        topics=("yoga",),
        suggestions=("ask_yoga", "ask_can_i_stretch"),
    )
    asking.hear(heard)
    assert "utter_did_you_mean" not in asking.said
    assert "Something else" not in asking.titles


def test_while_a_warning_stands_it_is_the_answer_to_both(asking: Asking) -> None:
    asking.hear(Heard("report_red_flag", findings={"fever": True, "pain_running": 3}))
    asking.hear(UNCLEAR)
    assert "utter_did_you_mean" not in asking.said
    assert asking.said


def test_what_is_not_understood_at_all_gets_an_honest_word(asking: Asking) -> None:
    asking.hear(Heard("nlu_fallback", text="the wotsit went"), ActionDefaultFallback)
    assert asking.said == ["utter_did_not_get"]


def test_an_open_question_stays_open_while_it_asks_back(asking: Asking) -> None:
    asking.slots = {"pending": "triage:emergency", "pending_findings": ["fever"]}
    asking.hear(UNCLEAR)
    assert asking.slots["pending"] == "triage:emergency"
    assert asking.said == ["utter_did_you_mean"]
