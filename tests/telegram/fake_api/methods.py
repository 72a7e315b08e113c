"""The methods of the Bot API that the bot uses."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from tests.telegram.fake_api.checks import (
    checked_commands,
    checked_entities,
    checked_keyboard,
    checked_text,
)
from tests.telegram.fake_api.faults import Refused
from tests.telegram.fake_api.records import BOT, Sent, Upload
from tests.telegram.fake_api.state import State
from tests.telegram.fake_api.updates import is_allowed, number_of


class Methods(State):
    """One `_on_` method for each of them; the server finds them by their names."""

    async def _on_getme(self, _: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True}

    async def _on_setmycommands(self, given: dict[str, Any]) -> bool:
        self.commands = checked_commands(given)
        return True

    async def _on_setwebhook(self, given: dict[str, Any]) -> bool:
        self.webhook = {**given, "allowed_updates": json.loads(given["allowed_updates"])}
        return True

    async def _on_deletewebhook(self, _: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    async def _on_getupdates(self, given: dict[str, Any]) -> Any:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._polls += 1
        mine = self._polls
        offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
        self.pending = [u for u in self.pending if (n := number_of(u)) is None or n >= offset]
        end = time.monotonic() + int(given.get("timeout", 0))
        allowed = set(json.loads(given["allowed_updates"]))
        while not self._closing:
            if self._polls != mine:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            self.pending = [u for u in self.pending if is_allowed(u, allowed)]
            batch = self.pending[:limit]
            if batch or time.monotonic() >= end:
                self.delivered += [n for u in batch if (n := number_of(u)) is not None]
                return batch
            await asyncio.sleep(0.005)
        return []

    async def _on_sendmessage(self, given: dict[str, Any]) -> Any:
        text = checked_text(given, "text", longest=4096)
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        return self._deliver("sendMessage", given, text, "entities")

    async def _on_sendphoto(self, given: dict[str, Any]) -> Any:
        return self._deliver_file("sendPhoto", given, "photo")

    async def _on_senddocument(self, given: dict[str, Any]) -> Any:
        return self._deliver_file("sendDocument", given, "document")

    async def _on_sendchataction(self, given: dict[str, Any]) -> bool:
        if given.get("action") != "typing":
            raise Refused(400, "Bad Request: wrong parameter action in request")
        self.typing.append(self._known_chat(given))
        return True

    async def _on_answercallbackquery(self, given: dict[str, Any]) -> bool:
        query = given.get("callback_query_id")
        if query not in self._open_queries:
            raise Refused(
                400, "Bad Request: query is too old and response timeout expired or ID is invalid"
            )
        text = given.get("text")
        if text is not None and len(text) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._open_queries.discard(query)
        self.answered_queries[query] = text
        return True

    async def _on_editmessagereplymarkup(self, given: dict[str, Any]) -> Any:
        chat, number = self._known_chat(given), int(given["message_id"])
        found = [s for s in self.sent if (s.chat, s.message_id) == (chat, number)]
        if not found:
            raise Refused(400, "Bad Request: message to edit not found")
        keyboard = checked_keyboard(given)
        if keyboard == found[0].keyboard:
            raise Refused(400, "Bad Request: message is not modified")
        found[0].keyboard = keyboard
        found[0].edits += 1
        return self._as_json(found[0])

    def _deliver_file(self, method: str, given: dict[str, Any], name: str) -> Any:
        file = given.get(name)
        if isinstance(file, str) and file.startswith("attach://"):
            file = given.get(file.removeprefix("attach://"))
        if not isinstance(file, Upload):
            raise Refused(400, f"Bad Request: there is no {name} in the request")
        text = checked_text(given, "caption", longest=1024)
        if not file.content:
            raise Refused(400, "Bad Request: file must be non-empty")
        return self._deliver(
            method, given, text, "caption_entities", filename=file.name, content=file.content
        )

    def _deliver(
        self, method: str, given: dict[str, Any], text: str, entities: str, **more: Any
    ) -> Any:
        chat = self._known_chat(given)
        if "parse_mode" in given:
            raise Refused(400, "Bad Request: can't parse entities: this server parses none")
        checked = checked_entities(given, entities, text)
        keyboard = checked_keyboard(given)
        self._next_message += 1
        sent = Sent(chat, self._next_message, method, text, checked, keyboard, **more)
        self.sent.append(sent)
        return self._as_json(sent)

    def _known_chat(self, given: dict[str, Any]) -> int:
        if "chat_id" not in given:
            raise Refused(400, "Bad Request: chat_id is empty")
        chat = int(given["chat_id"])
        if chat not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        return chat

    def _as_json(self, sent: Sent) -> dict[str, Any]:
        return {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": {"id": sent.chat, "type": "private", "first_name": "Ann"},
            "from": BOT,
            "text": sent.text,
        }
