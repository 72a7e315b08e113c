"""What people do: write, edit, press buttons, block the bot."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.telegram.fake_api.records import BOT, MEMBER_FIELDS, Sent
from tests.telegram.fake_api.state import State


class People(State):
    """Everything that puts an update into the bot's queue."""

    def push(self, kind: str, content: Any, *, update_id: int | None = None) -> int:
        """Put an update into the bot's queue."""
        if update_id is None:
            self._next_update += 1
            update_id = self._next_update
        self.pending.append({"update_id": update_id, kind: content})
        self._change()
        return update_id

    def new_message(self, chat: int, **content: Any) -> dict[str, Any]:
        """A message of a person, as the Bot API tells of it; chats below zero are groups."""
        self._next_message += 1
        self.chats.add(chat)
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": self._next_message,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, "first_name": "Ann"},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "Ann"},
            **content,
        }

    def says(self, chat: int, text: str, **more: Any) -> int:
        return self.push("message", {**self.new_message(chat, text=text), **more})

    def sends(self, chat: int, **content: Any) -> int:
        return self.push("message", self.new_message(chat, **content))

    def edits(self, chat: int, **content: Any) -> int:
        message = self.new_message(chat, edit_date=int(time.time()), **content)
        return self.push("edited_message", message)

    def presses(self, sent: Sent, title: str, *, data: str | None = None, **shown: Any) -> str:
        """Press a button of a message as it stands now; the press's name."""
        if data is None:
            buttons = [b for row in sent.keyboard for b in row if b["text"] == title]
            assert buttons, f"no button {title!r} in {sent.titles}"
            data = buttons[0]["callback_data"]
        query = f"query-{len(self._open_queries) + len(self.answered_queries) + 1}"
        self._open_queries.add(query)
        message = {
            "message_id": sent.message_id,
            "date": int(time.time()),
            "chat": {"id": sent.chat, "type": "private", "first_name": "Ann"},
            "from": BOT,
            "text": sent.text,
            "reply_markup": {"inline_keyboard": json.loads(json.dumps(sent.keyboard))},
            **shown,
        }
        if not sent.keyboard:
            del message["reply_markup"]
        self.push(
            "callback_query",
            {
                "id": query,
                "from": {"id": sent.chat, "is_bot": False, "first_name": "Ann"},
                "chat_instance": "1",
                "message": message,
                "data": data,
            },
        )
        return query

    def membership(self, chat: int, status: str, chat_type: str = "private") -> int:
        """The person blocks ("kicked") or unblocks ("member") the bot, or adds it to a group."""
        extra = {"until_date": 0} if status == "kicked" else {}
        return self.push(
            "my_chat_member",
            {
                "chat": {"id": chat, "type": chat_type, "title": "Club"},
                "from": {"id": abs(chat), "is_bot": False, "first_name": "Ann"},
                "date": int(time.time()),
                "old_chat_member": {"status": "member", **MEMBER_FIELDS},
                "new_chat_member": {"status": status, **MEMBER_FIELDS, **extra},
            },
        )
