"""Replies as messages in the outbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.messages import Button, Reply
from bot.telegram.formatting import utf16_length
from bot.telegram.outgoing import Message, Sort, UnreadableMessage, messages_of


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "bridge.png"
    path.write_bytes(b"a picture")
    return str(path)


BUTTONS = ((Button("Yes", "q.yes"),),)


def test_a_short_reply_is_one_message() -> None:
    (message,) = messages_of(Reply("*Rest* today."))
    assert (message.sort, message.text, message.bold) == (Sort.TEXT, "Rest today.", ((0, 4),))


def test_buttons_come_under_the_last_piece_of_a_long_reply() -> None:
    messages = messages_of(Reply("word " * 2000, buttons=BUTTONS))
    assert [bool(m.keyboard) for m in messages] == [False] * (len(messages) - 1) + [True]


def test_a_picture_carries_a_short_text(picture: str) -> None:
    (message,) = messages_of(Reply("Bridge", buttons=BUTTONS, image=picture))
    assert (message.sort, message.text, bool(message.keyboard)) == (Sort.PHOTO, "Bridge", True)


def test_a_long_text_follows_its_picture(picture: str) -> None:
    messages = messages_of(Reply("long " * 300, buttons=BUTTONS, image=picture))
    assert [m.sort for m in messages] == [Sort.PHOTO, Sort.TEXT]
    assert [bool(m.keyboard) for m in messages] == [False, True]


def test_a_file_travels_inside_its_message(picture: str) -> None:
    (message,) = messages_of(Reply("Your data", document=picture))
    Path(picture).unlink()
    stored = Message.from_json(json.loads(json.dumps(message.to_json())))
    assert stored.attachment is not None
    assert (stored.attachment.name, stored.attachment.read()) == ("bridge.png", b"a picture")


@pytest.mark.parametrize("stored", [None, {}, {"sort": "song"}, {"sort": "text", "text": "x"}])
def test_what_is_no_message_is_said_to_be_none(stored: dict[str, object] | None) -> None:
    with pytest.raises(UnreadableMessage):
        Message.from_json(stored)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=6000))
def test_any_text_becomes_messages_that_telegram_takes_and_survive_storing(text: str) -> None:
    for message in messages_of(Reply(text)):
        assert 1 <= utf16_length(message.text) <= 4096
        assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message
