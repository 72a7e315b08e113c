"""Which updates Telegram hands out."""

from __future__ import annotations

from typing import Any


def number_of(update: Any) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None


def is_allowed(update: Any, allowed: set[str]) -> bool:
    known = {"message", "edited_message", "callback_query", "my_chat_member", "channel_post",
             "poll", "inline_query"}  # fmt: skip
    kinds = set(update) & known if isinstance(update, dict) else set()
    return not kinds or bool(kinds & allowed)
