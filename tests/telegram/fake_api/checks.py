"""What Telegram checks in every request; a lenient server would prove nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.telegram.fake_api.faults import Refused


def checked_text(given: dict[str, Any], name: str, *, longest: int) -> str:
    text = str(given.get(name, ""))
    if len(text.encode("utf-16-le")) // 2 > longest:
        raise Refused(400, f"Bad Request: message {name} is too long")
    return text


def checked_entities(given: dict[str, Any], name: str, text: str) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = json.loads(given.get(name, "[]"))
    units = len(text.encode("utf-16-le")) // 2
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or length < 1 or offset + length > units:
            raise Refused(400, "Bad Request: ENTITY_BOUNDS_INVALID")
    return entities


def checked_keyboard(given: dict[str, Any]) -> list[list[dict[str, str]]]:
    markup = json.loads(given.get("reply_markup") or "{}")
    keyboard: list[list[dict[str, str]]] = markup.get("inline_keyboard", [])
    for button in _buttons(keyboard):
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button.get("text", "").strip():
            raise Refused(400, "Bad Request: text buttons are not allowed to be empty")
    if any(not row for row in keyboard):
        raise Refused(400, "Bad Request: keyboard row is empty")
    return keyboard


def checked_commands(given: dict[str, Any]) -> list[dict[str, str]]:
    commands: list[dict[str, str]] = json.loads(given["commands"])
    for command in commands:
        name = command["command"]
        if not (1 <= len(name) <= 32 and name.islower() and name.isascii()):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def _buttons(keyboard: list[list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    for row in keyboard:
        yield from row
