"""What goes wrong: refusals of the server, and faults on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web


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


def refusal(refused: Refused) -> web.Response:
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


def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
