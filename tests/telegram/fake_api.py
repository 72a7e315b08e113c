"""A Bot API server for tests: real HTTP on the loopback, strict, with faults on demand."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:TEST-token_of-the-fake"
BOT = {"id": 123456, "is_bot": True, "first_name": "Hammy", "username": "hammy_test_bot"}
MEMBER_FIELDS = {"user": BOT}


class Refused(Exception):
    """The server's answer to a request that it does not accept."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass
class Fault:
    """Something that goes wrong with the next calls.

    Attributes:
        kind: "hang", "reset", "lost_answer" (carried out, but the connection breaks), "garbage",
            or a Refused.
        method: Only calls of this method, or None for all.
        chat: Only calls about this chat, or None for all.
        times: How often.
    """

    kind: str | Refused
    method: str | None = None
    chat: int | None = None
    times: int = 1


@dataclass
class Sent:
    """A message of the bot as its reader has it."""

    chat: int
    message_id: int
    method: str
    text: str
    entities: list[dict[str, Any]]
    keyboard: list[list[dict[str, str]]]
    filename: str | None = None
    content: bytes | None = None
    edits: int = 0
    at: float = field(default_factory=time.monotonic)

    @property
    def titles(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def bold(self) -> list[str]:
        units = self.text.encode("utf-16-le")
        return [
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] == "bold"
        ]


@dataclass
class FakeTelegram:
    """The server's state; `chats` are those that the bot may write to."""

    chats: set[int] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answered_queries: dict[str, str | None] = field(default_factory=dict)
    typing: list[int] = field(default_factory=list)
    commands: list[dict[str, str]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    pending: list[Any] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    url: str = ""
    _open_queries: set[str] = field(default_factory=set)
    _next_update: int = 1000
    _next_message: int = 1
    _polls: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _closing: bool = False
    _runner: web.AppRunner | None = None

    # --- the server -------------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        self._closing = False
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self._closing = True
        self._change()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.removeprefix(f"/bot{TOKEN}/")
        if method == request.path:
            return _refusal(Refused(401, "Unauthorized"))
        handler = getattr(self, f"_on_{method.lower()}", None)
        if handler is None:
            return _refusal(Refused(404, "Not Found"))
        parameters = await _parameters(request)
        self.calls.append((method, parameters))
        fault = self._fault_for(method, parameters)
        try:
            if fault is not None and fault.kind != "lost_answer":
                return await self._go_wrong(request, fault)
            result = await handler(parameters)
        except Refused as refused:
            return _refusal(refused)
        finally:
            self._change()
        if fault is not None:
            return _reset(request)
        return web.json_response({"ok": True, "result": result})

    def _fault_for(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        chat = int(parameters["chat_id"]) if "chat_id" in parameters else None
        for fault in self.faults:
            if fault.times > 0 and fault.method in (None, method) and fault.chat in (None, chat):
                fault.times -= 1
                return fault
        return None

    async def _go_wrong(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if isinstance(fault.kind, Refused):
            raise fault.kind
        if fault.kind == "hang":
            await self.until(lambda: self._closing, seconds=30)
        if fault.kind == "garbage":
            return web.Response(text="<html>not what you expect</html>")
        return _reset(request)

    def fail(self, kind: str | Refused, method: str | None = None, **where: int | None) -> Fault:
        fault = Fault(kind, method, **where)  # type: ignore[arg-type]
        self.faults.append(fault)
        return fault

    # --- waiting ----------------------------------------------------------------------------

    def _change(self) -> None:
        self._changed.set()

    async def until(self, condition: Callable[[], Any], seconds: float = 30.0) -> None:
        """Wait until something that the server sees has come true."""
        end = time.monotonic() + seconds
        while not condition():
            self._changed.clear()
            left = end - time.monotonic()
            assert left > 0, f"did not happen; calls: {[name for name, _ in self.calls[-30:]]}"
            try:
                await asyncio.wait_for(self._changed.wait(), min(left, 0.05))
            except asyncio.TimeoutError:
                continue

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.sent if sent.chat == chat]

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    # --- people -----------------------------------------------------------------------------

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

    # --- methods of the Bot API -------------------------------------------------------------

    async def _on_getme(self, _: dict[str, Any]) -> Any:
        return {**BOT, "can_join_groups": True}

    async def _on_setmycommands(self, given: dict[str, Any]) -> bool:
        commands = json.loads(given["commands"])
        for command in commands:
            name = command["command"]
            if not (1 <= len(name) <= 32 and name.islower() and name.isascii()):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands = commands
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
        self.pending = [u for u in self.pending if (n := _number(u)) is None or n >= offset]
        end = time.monotonic() + int(given.get("timeout", 0))
        allowed = set(json.loads(given["allowed_updates"]))
        while not self._closing:
            if self._polls != mine:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            batch = [u for u in self.pending if _is_allowed(u, allowed)][:limit]
            if batch or time.monotonic() >= end:
                self.delivered += [n for u in batch if (n := _number(u)) is not None]
                return batch
            await asyncio.sleep(0.005)
        return []

    async def _on_sendmessage(self, given: dict[str, Any]) -> Any:
        text = self._checked_text(given, "text", longest=4096)
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
        keyboard = _checked_keyboard(given)
        if keyboard == found[0].keyboard:
            raise Refused(400, "Bad Request: message is not modified")
        found[0].keyboard = keyboard
        found[0].edits += 1
        return self._as_json(found[0])

    def _deliver_file(self, method: str, given: dict[str, Any], name: str) -> Any:
        file = given.get(name)
        if isinstance(file, str) and file.startswith("attach://"):
            file = given.get(file.removeprefix("attach://"))
        if not isinstance(file, web.FileField):
            raise Refused(400, f"Bad Request: there is no {name} in the request")
        text = self._checked_text(given, "caption", longest=1024)
        content = file.file.read()
        if not content:
            raise Refused(400, "Bad Request: file must be non-empty")
        return self._deliver(
            method, given, text, "caption_entities", filename=file.filename, content=content
        )

    def _deliver(
        self, method: str, given: dict[str, Any], text: str, entities: str, **more: Any
    ) -> Any:
        chat = self._known_chat(given)
        if "parse_mode" in given:
            raise Refused(400, "Bad Request: can't parse entities: this server parses none")
        checked = _checked_entities(given, entities, text)
        keyboard = _checked_keyboard(given)
        self._next_message += 1
        sent = Sent(chat, self._next_message, method, text, checked, keyboard, **more)
        self.sent.append(sent)
        return self._as_json(sent)

    def _checked_text(self, given: dict[str, Any], name: str, *, longest: int) -> str:
        text = str(given.get(name, ""))
        if len(text.encode("utf-16-le")) // 2 > longest:
            raise Refused(400, f"Bad Request: message {name} is too long")
        return text

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


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.method == "GET":
        return dict(request.query)
    return dict(await request.post())


def _refusal(refused: Refused) -> web.Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    if refused.code == 502:
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>")
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.code)


def _reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def _number(update: Any) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None


def _is_allowed(update: Any, allowed: set[str]) -> bool:
    known = {"message", "edited_message", "callback_query", "my_chat_member", "channel_post",
             "poll", "inline_query"}  # fmt: skip
    kinds = set(update) & known if isinstance(update, dict) else set()
    return not kinds or bool(kinds & allowed)


def _checked_entities(given: dict[str, Any], name: str, text: str) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = json.loads(given.get(name, "[]"))
    units = len(text.encode("utf-16-le")) // 2
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        if offset < 0 or length < 1 or offset + length > units:
            raise Refused(400, "Bad Request: ENTITY_BOUNDS_INVALID")
    return entities


def _checked_keyboard(given: dict[str, Any]) -> list[list[dict[str, str]]]:
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


def _buttons(keyboard: list[list[dict[str, str]]]) -> Iterator[dict[str, str]]:
    for row in keyboard:
        yield from row
