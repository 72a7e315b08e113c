"""What an update means: words, a command, a pressed button, a change of membership, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import ChatMember, InlineKeyboardButton, MaybeInaccessibleMessage, Message

from bot.conversation.messages import Command, Incoming, Place, Unreadable, Words
from bot.telegram.keyboards import Key, Keyboard

LONGEST_WORDS = 4096

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(@\w+)?(\s+(?P<argument>.*))?", re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CLOCK_TOLERANCE = timedelta(minutes=5)
_USED = (
    "message_id",
    "date",
    "edit_date",
    "chat",
    "text",
    "caption",
    "location",
    "media_group_id",
    "reply_markup",
)

# Which field of a message tells its kind, most telling first: an animation is a document as well.
_UNREADABLE = {
    "photo": "photo",
    "live_photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "sticker": "sticker",
    "contact": "contact",
    "document": "file",
    "poll": "poll",
    "dice": "game",
    "game": "game",
    "story": "other",
    "paid_media": "other",
    "checklist": "other",
    "invoice": "other",
    "giveaway": "other",
    "users_shared": "other",
    "chat_shared": "other",
    "web_app_data": "other",
    "passport_data": "other",
}


@dataclass(frozen=True)
class Said:
    """A message to the conversation.

    Attributes:
        incoming: What was said.
        sent_at: When, UTC.
        edited: Whether it corrects an earlier one.
        album: Names the album that a picture or film belongs to, or None.
    """

    incoming: Incoming
    sent_at: datetime
    edited: bool = False
    album: str | None = None


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed.

    Attributes:
        query_id: Telegram's name for the press; it wants an answer.
        message_id: The message that the button belongs to.
        key: The button as it was pressed, or None when it cannot be one of ours.
        keyboard: The keyboard under that message when it was pressed; empty when Telegram does
            not show it any more.
    """

    query_id: str
    message_id: int
    key: Key | None
    keyboard: Keyboard


@dataclass(frozen=True)
class Reach:
    """Whether messages can reach the chat from now on: the person blocked or unblocked the bot."""

    open: bool


@dataclass(frozen=True)
class Silence:
    """Nothing that wants an answer: a pinned message, a moving live location."""


Meaning = Said | Pressed | Reach | Silence


class MalformedUpdate(ValueError):
    """An update that is not what the Bot API promises. Its text is never kept here."""


def meaning_of(payload: Mapping[str, Any], received_at: datetime) -> Meaning:
    """Read a stored update of a private chat.

    Args:
        payload: The update as it came.
        received_at: When it was stored, UTC.

    Raises:
        MalformedUpdate: It cannot be read.
    """
    try:
        return _meaning(payload, received_at)
    except Exception:  # the library raises whatever its own code stumbles over
        raise MalformedUpdate from None


def _meaning(payload: Mapping[str, Any], received_at: datetime) -> Meaning:
    if "callback_query" in payload:
        return _pressed(payload["callback_query"])
    if "my_chat_member" in payload:
        status = payload["my_chat_member"]["new_chat_member"]["status"]
        return Reach(open=status not in (ChatMember.BANNED, ChatMember.LEFT))
    if "message" in payload:
        return _said(payload["message"], received_at, edited=False)
    if "edited_message" in payload:
        return _said(payload["edited_message"], received_at, edited=True)
    return Silence()


def _used_part(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The library refuses a whole message when any part of it is newer or older than itself."""
    return {name: raw[name] for name in _USED if name in raw}


def _said(raw: Mapping[str, Any], received_at: datetime, *, edited: bool) -> Meaning:
    message = Message.de_json(_used_part(raw), None)
    incoming = _incoming(message, raw)
    if incoming is None or (edited and isinstance(incoming, Place)):
        return Silence()
    at = (message.edit_date if edited else None) or message.date
    # A clock ahead of ours would put answers into the future.
    sent_at = at if at <= received_at + _CLOCK_TOLERANCE else received_at
    # The library passes on whatever stands in a field that it need not understand.
    album = message.media_group_id if isinstance(message.media_group_id, str) else None
    return Said(incoming, sent_at, edited, album)


def _incoming(message: Message, raw: Mapping[str, Any]) -> Incoming | None:
    if message.text is not None:
        return _words(message.text)
    if message.location is not None:
        return Place(float(message.location.latitude), float(message.location.longitude))
    kind = next((name for field, name in _UNREADABLE.items() if raw.get(field)), None)
    return None if kind is None else Unreadable(kind, _clean(message.caption or ""))


def _words(text: str) -> Incoming:
    clean = _clean(text)
    command = _COMMAND.fullmatch(clean)
    if command is None:
        return Words(clean)
    return Command(command["name"].lower(), (command["argument"] or "").strip())


def _clean(text: str) -> str:
    """Half a character cannot be stored or encoded; Telegram sends none, but others may."""
    return _LONE_SURROGATE.sub("\ufffd", text).strip()[:LONGEST_WORDS]


def _pressed(raw: Mapping[str, Any]) -> Pressed:
    message = MaybeInaccessibleMessage.de_json(_used_part(raw["message"]), None)
    keyboard: Keyboard = ()
    if isinstance(message, Message) and message.reply_markup is not None:
        rows = (
            tuple(key for button in row if (key := _key(button)) is not None)
            for row in message.reply_markup.inline_keyboard
        )
        keyboard = tuple(row for row in rows if row)
    if not isinstance(message.message_id, int):
        raise MalformedUpdate
    data = raw.get("data")
    return Pressed(
        query_id=str(raw["id"]),
        message_id=message.message_id,
        key=Key.read("", data) if isinstance(data, str) else None,
        keyboard=keyboard,
    )


def _key(button: InlineKeyboardButton) -> Key | None:
    data = button.callback_data
    return Key.read(button.text, data) if isinstance(data, str) else None
