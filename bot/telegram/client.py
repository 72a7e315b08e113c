"""The one object that talks to the Bot API, set up so that it leaks and waits for nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import TelegramError, TimedOut
from telegram.request import HTTPXRequest, RequestData

from bot.settings import Settings

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that we handle; Telegram keeps all others to itself."""

INVALID_ANSWER = "Invalid server response"
"""The text of the error for an answer that is not what the Bot API promises."""

POLL_GRACE = 10.0
"""Seconds that a poll may take longer than Telegram was asked to wait."""

_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 15.0
_UPLOAD_SECONDS = 60.0
_POOL_SECONDS = 5.0
_CONNECTIONS = 32
_POLLING_CONNECTIONS = 2


class _Request(HTTPXRequest):
    """PTB's own, with an end to every request, and without logging answers word for word.

    The library's waiting times are between two pieces of an answer: a server that sends one byte
    now and then would be listened to for ever.
    """

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """See `telegram.request.BaseRequest.do_request`."""
        wanted = named.get("read_timeout")
        seconds = wanted if isinstance(wanted, (int, float)) else self.read_timeout or 0.0
        data = named.get("request_data")
        if isinstance(data, RequestData) and data.contains_files:
            seconds += _UPLOAD_SECONDS
        try:
            return await asyncio.wait_for(
                super().do_request(*given, **named), seconds + _CONNECT_SECONDS + _POOL_SECONDS
            )
        except asyncio.TimeoutError:
            raise TimedOut from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError(INVALID_ANSWER) from None
        if not isinstance(parsed, dict) or ("result" not in parsed and parsed.get("ok", True)):
            raise TelegramError(INVALID_ANSWER)
        return parsed


class UpdatesBot(Bot):
    """PTB's bot, with updates as they come instead of parsed: one bad update spoils no batch."""

    async def raw_updates(
        self, *, offset: int | None, limit: int, seconds: float, grace: float = POLL_GRACE
    ) -> list[object]:
        """The next updates, as JSON values.

        Args:
            offset: The first number that is wanted; all before it are acknowledged. None for
                everything that was never acknowledged.
            limit: How many at most.
            seconds: How long Telegram may wait for one to come.
            grace: How much longer its answer may take.

        Raises:
            TelegramError: There is no usable answer.
        """
        wanted: dict[str, Any] = {
            "timeout": round(seconds),
            "limit": limit,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if offset is not None:
            wanted["offset"] = offset
        batch = await self._post("getUpdates", wanted, read_timeout=seconds + grace)
        if not isinstance(batch, list):
            raise TelegramError(INVALID_ANSWER)
        return batch

    async def close_connections(self) -> None:
        """Close all connections; the library does so only for bots that it has introduced."""
        for request in self._request:
            await request.shutdown()


def is_loopback(address: str) -> bool:
    """Whether a web address points at this very machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_bot(settings: Settings, *, answer_seconds: float = _ANSWER_SECONDS) -> UpdatesBot:
    """The bot of the settings; no connection is made yet.

    Args:
        settings: With a token.
        answer_seconds: How long to wait for Telegram's answer to anything but a poll.
    """
    assert settings.telegram_bot_token is not None
    root = settings.telegram_api_url
    # A proxy of the environment cannot reach our own machine.
    options = {"trust_env": not is_loopback(root)}

    def request(connections: int) -> _Request:
        return _Request(
            connection_pool_size=connections,
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=answer_seconds,
            write_timeout=answer_seconds,
            media_write_timeout=_UPLOAD_SECONDS,
            pool_timeout=_POOL_SECONDS,
            httpx_kwargs=options,
        )

    return UpdatesBot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request(_CONNECTIONS),
        get_updates_request=request(_POLLING_CONNECTIONS),
    )
