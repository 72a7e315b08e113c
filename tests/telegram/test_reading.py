"""What updates mean."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.messages import Command, Incoming, Place, Unreadable, Words
from bot.telegram.reading import (
    MalformedUpdate,
    Meaning,
    Pressed,
    Reach,
    Said,
    Silence,
    meaning_of,
)
from tests.telegram.fake_api import BOT

NOW = datetime(2026, 5, 6, 9, 0, tzinfo=timezone.utc)
FILE = {"file_id": "f", "file_unique_id": "u"}
SEEN = {"width": 10, "height": 10}
PERSON = {"id": 5, "is_bot": False, "first_name": "Ann"}
PLACE = {"latitude": 51.5, "longitude": -0.1}
CHAT = {"id": 5, "type": "private", "first_name": "Ann"}


def message(**content: Any) -> dict[str, Any]:
    at = int((NOW - timedelta(seconds=30)).timestamp())
    return {"message_id": 3, "date": at, "chat": CHAT, "from": PERSON, **content}


def meaning(**content: Any) -> Meaning:
    return meaning_of({"update_id": 1, "message": message(**content)}, NOW)


def said(**content: Any) -> Incoming:
    found = meaning(**content)
    assert isinstance(found, Said)
    return found.incoming


def test_text_is_words() -> None:
    assert said(text=" my leg \n") == Words("my leg")


@pytest.mark.parametrize("album", [{}, [], 7, True, 1.5])
def test_an_album_without_a_name_is_none(album: object) -> None:
    found = meaning(text="my leg", media_group_id=album)
    assert isinstance(found, Said)
    assert (found.incoming, found.album) == (Words("my leg"), None)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Command("start")),
        ("/Plan@hammy_bot today please", Command("plan", "today please")),
        ("/help   ", Command("help")),
        ("/pause 3\ndays", Command("pause", "3\ndays")),
    ],
)
def test_a_slash_and_a_word_is_a_command(text: str, command: Command) -> None:
    assert said(text=text) == command


@pytest.mark.parametrize(
    "text", ['/report{"leg": "left"}', "/", "//start", "/ start", "a /start", "/é", "/a/b", "1/2"]
)
def test_anything_else_with_a_slash_is_words(text: str) -> None:
    assert said(text=text) == Words(text)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{**FILE, **SEEN}]}, "photo"),
        ({"voice": {**FILE, "duration": 3}}, "voice"),
        ({"audio": {**FILE, "duration": 3}}, "voice"),
        ({"video": {**FILE, **SEEN, "duration": 3}}, "video"),
        ({"video_note": {**FILE, "length": 3, "duration": 3}}, "video"),
        ({"animation": {**FILE, **SEEN, "duration": 3}, "document": FILE}, "video"),
        (
            {"sticker": {**FILE, **SEEN, "is_animated": False, "is_video": False, "type": "x"}},
            "sticker",
        ),
        ({"contact": {"phone_number": "1", "first_name": "Bob"}}, "contact"),
        ({"document": FILE}, "file"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "game"),
        ({"game": {"title": "g", "description": "d", "photo": [{**FILE, **SEEN}]}}, "game"),
        ({"story": {"id": 1, "chat": CHAT}}, "other"),
        (
            {
                "poll": {
                    "id": "1",
                    "question": "?",
                    "options": [],
                    "total_voter_count": 0,
                    "is_closed": False,
                    "is_anonymous": True,
                    "type": "regular",
                    "allows_multiple_answers": False,
                }
            },
            "poll",
        ),
    ],
)
def test_what_cannot_be_read_is_named(content: dict[str, Any], kind: str) -> None:
    assert said(**content) == Unreadable(kind)


def test_the_text_under_a_picture_is_kept() -> None:
    assert said(photo=[{**FILE, **SEEN}], caption="big bruise") == Unreadable("photo", "big bruise")


def test_a_location_is_a_place() -> None:
    assert said(location=PLACE) == Place(51.5, -0.1)


def test_a_venue_is_the_place_it_lies_at() -> None:
    venue = {"location": PLACE, "title": "Track", "address": "1 Road"}
    assert said(venue=venue, location=PLACE) == Place(51.5, -0.1)


def test_a_forwarded_message_is_plain_words() -> None:
    origin = {"type": "user", "date": 1, "sender_user": PERSON}
    assert said(text="look", forward_origin=origin) == Words("look")


def test_an_edit_says_so() -> None:
    edited = message(text="no, right leg", edit_date=int(NOW.timestamp()))
    found = meaning_of({"update_id": 1, "edited_message": edited}, NOW)
    assert found == Said(Words("no, right leg"), NOW, edited=True)


def test_a_moving_live_location_says_nothing_new() -> None:
    edited = message(location={**PLACE, "live_period": 900}, edit_date=int(NOW.timestamp()))
    assert meaning_of({"update_id": 1, "edited_message": edited}, NOW) == Silence()


@pytest.mark.parametrize(
    "content",
    [
        {"pinned_message": message(text="x")},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"something_new_in_2030": {"a": 1}},
        {},
    ],
)
def test_service_messages_and_unknown_kinds_ask_for_nothing(content: dict[str, Any]) -> None:
    assert meaning(**content) == Silence()


def test_the_time_is_when_it_was_sent() -> None:
    found = meaning(text="hi")
    assert isinstance(found, Said)
    assert found.sent_at == NOW - timedelta(seconds=30)


def test_a_time_in_the_future_is_not_believed() -> None:
    found = meaning(text="hi", date=int((NOW + timedelta(days=400)).timestamp()))
    assert isinstance(found, Said)
    assert found.sent_at == NOW


def test_half_a_character_becomes_a_whole_one() -> None:
    assert said(text="ow \ud83d ow") == Words("ow \ufffd ow")


def test_text_beyond_telegrams_own_limit_is_cut() -> None:
    words = said(text="x" * 100_000)
    assert isinstance(words, Words)
    assert len(words.text) == 4096


@pytest.mark.parametrize(("status", "is_open"), [("kicked", False), ("member", True)])
def test_blocking_and_unblocking_change_the_reach(status: str, is_open: bool) -> None:
    extra = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": CHAT,
        "from": PERSON,
        "date": 1,
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": status, "user": BOT, **extra},
    }
    assert meaning_of({"update_id": 1, "my_chat_member": change}, NOW) == Reach(is_open)


def test_a_press_on_a_message_that_telegram_no_longer_shows_has_no_keyboard() -> None:
    query = {
        "id": "7",
        "from": PERSON,
        "chat_instance": "1",
        "message": {"message_id": 3, "date": 0, "chat": CHAT},
        "data": "10-abcdef:q.yes",
    }
    found = meaning_of({"update_id": 1, "callback_query": query}, NOW)
    assert isinstance(found, Pressed)
    assert found.keyboard == ()


@pytest.mark.parametrize(
    "update",
    [
        {"message": "text"},
        {"message": {"text": "no chat"}},
        {"message": {**message(text="x"), "date": "yesterday"}},
        {"message": message(text=["a", "list"])},
        {"callback_query": {"id": "1"}},
        {"callback_query": {"id": "1", "message": {**message(text="x"), "message_id": [3]}}},
    ],
)
def test_what_breaks_the_bot_api_is_malformed(update: dict[str, Any]) -> None:
    with pytest.raises(MalformedUpdate):
        meaning_of({"update_id": 1, **update}, NOW)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
fields = st.sampled_from(
    ["text", "photo", "date", "chat", "from", "location", "edit_date", "caption", "reply_markup",
     "entities", "voice", "poll", "media_group_id"]
)  # fmt: skip


@given(
    st.dictionaries(fields, json_values, max_size=4), st.sampled_from(["message", "edited_message"])
)
def test_no_update_breaks_the_reading(content: dict[str, Any], kind: str) -> None:
    try:
        found = meaning_of({"update_id": 1, kind: message(**content)}, NOW)
    except MalformedUpdate:
        return
    assert isinstance(found, (Said, Silence))
