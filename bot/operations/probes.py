"""Small web handlers that say little to strangers, and the answers to "are you well?"."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.web import RequestHandler

from bot.runtime.faults import describe

log = logging.getLogger(__name__)

HEALTH_PATH = "/healthz"
READY_PATH = "/readyz"

Question = Callable[[], Awaitable[bool]]


class QuietHandler(RequestHandler):
    """Says little to strangers and writes nothing of a request into the log."""

    def set_default_headers(self) -> None:
        """Tornado's hook: do not say what serves."""
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Tornado's hook: the number is all that a stranger learns."""
        self.finish(f"{status_code}\n")

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:  # noqa: ARG002
        """Tornado's hook: our own faults are logged, a stranger's are not."""
        if value is not None and not hasattr(value, "status_code"):
            log.error("a web call failed: %s", describe(value))


class NothingHere(QuietHandler):
    """Every path that does not exist."""

    def prepare(self) -> None:
        """Tornado's hook: whatever was asked."""
        self.send_error(404)


class _Probe(QuietHandler):
    def initialize(self, question: Question) -> None:
        self._question = question

    async def get(self) -> None:
        good = await self._question()
        self.set_status(200 if good else 503)
        self.finish({"ok": good})


def probes(*, healthy: Question, ready: Question) -> list[Any]:
    """The two paths that whoever watches over the program asks.

    Args:
        healthy: Whether the program works at all.
        ready: Whether it can take updates now.
    """
    return [
        (HEALTH_PATH, _Probe, {"question": healthy}),
        (READY_PATH, _Probe, {"question": ready}),
    ]
