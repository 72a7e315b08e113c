"""Which of the messages in a conversation are read together with the one that comes now."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.earlier import messages_before

NOW = datetime(2026, 5, 6, 9, 0, tzinfo=timezone.utc)


def said(text: str, *, minutes_ago: float = 1) -> UserUttered:
    sent = NOW - timedelta(minutes=minutes_ago)
    return UserUttered(text, timestamp=0, metadata={"now": sent.isoformat()})


def before(*events: Event, **metadata: Any) -> tuple[str, ...]:
    tracker = DialogueStateTracker.from_events("somebody", list(events), [])
    message = Message({TEXT: "words", METADATA: {"now": NOW.isoformat(), **metadata}})
    return messages_before(message, tracker)


def test_the_last_two_messages_count_oldest_first() -> None:
    assert before(said("one"), said("two"), said("three")) == ("two", "three")


def test_what_the_bot_says_in_between_does_not_count() -> None:
    talk = [said("numb"), BotUttered("Any of these?"), ActionExecuted("action_listen")]
    assert before(*talk) == ("numb",)


@pytest.mark.parametrize(("minutes", "counts"), [(9, True), (11, False)])
def test_only_what_was_sent_minutes_ago_counts(minutes: float, counts: bool) -> None:
    assert bool(before(said("numb", minutes_ago=minutes))) is counts


def test_a_button_ends_what_was_typed_before_it() -> None:
    tap = said('/choose{"screen": "emergency", "option": "flags_none"}')
    assert before(said("numb"), tap, said("left leg")) == ("left leg",)


def test_a_daily_check_in_begins_anew() -> None:
    assert before(said("numb"), UserUttered.create_external("EXTERNAL_check_in")) == ()


def test_an_edited_message_stands_for_itself() -> None:
    assert before(said("my legs feel numb"), edited=True) == ()


def test_without_a_clock_of_the_channel_the_time_of_arrival_counts() -> None:
    tracker = DialogueStateTracker.from_events(
        "somebody", [UserUttered("long ago", timestamp=1), UserUttered("just now")], []
    )
    assert messages_before(Message({TEXT: "words"}), tracker) == ("just now",)


def test_outside_of_a_conversation_the_caller_may_name_them() -> None:
    message = Message({TEXT: "between the legs", METADATA: {"earlier": ["numb"]}})
    assert messages_before(message, None) == ("numb",)
    assert messages_before(Message({TEXT: "words"}), None) == ()
