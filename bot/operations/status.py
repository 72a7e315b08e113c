"""A page for Prometheus and for health checks, on an address of its own.

It listens on this machine only unless the operator says otherwise: what it tells is about the
program and not about people, but it is nobody else's business either.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application

from bot.operations.counters import PROCESS
from bot.operations.metrics import QueueFigures
from bot.operations.probes import NothingHere, Question, QuietHandler, probes

METRICS_PATH = "/metrics"
_ADDRESS = re.compile(r"(?:(?P<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):)?(?P<port>\d{1,5})")


class StatusProblem(Exception):
    """The status page cannot be offered; the message is one clear line for the operator."""


@dataclass(frozen=True)
class StatusAddress:
    """Where the status page listens.

    Attributes:
        host: The local address; this machine only by default.
        port: The port.
    """

    host: str
    port: int

    @classmethod
    def of(cls, written: str) -> StatusAddress:
        """Read `9108` or `127.0.0.1:9108`.

        Raises:
            StatusProblem: It is neither.
        """
        found = _ADDRESS.fullmatch(written.strip())
        if found is None or not 1 <= int(found["port"]) <= 65535:
            raise StatusProblem("STATUS_ADDRESS must be a port, or an address and a port.")
        return cls((found["host"] or "127.0.0.1").strip("[]"), int(found["port"]))


class _Metrics(QuietHandler):
    def initialize(self, queues: CollectorRegistry) -> None:
        self._queues = queues

    async def get(self) -> None:
        # The queues are counted in the database, which may be slow to answer.
        counted = await asyncio.to_thread(generate_latest, self._queues)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(PROCESS) + counted)


class StatusServer:
    """Serves `/metrics`, `/healthz` and `/readyz`."""

    def __init__(
        self, address: StatusAddress, figures: QueueFigures, *, healthy: Question, ready: Question
    ) -> None:
        """Set it up.

        Args:
            address: Where to listen.
            figures: Counts the queues.
            healthy: Whether the program works at all.
            ready: Whether it can take updates now.
        """
        self._address = address
        queues = CollectorRegistry()
        queues.register(figures)
        application = Application(
            [(METRICS_PATH, _Metrics, {"queues": queues}), *probes(healthy=healthy, ready=ready)],
            default_handler_class=NothingHere,
            log_function=lambda _: None,
        )
        self._server = HTTPServer(application, max_body_size=1024, idle_connection_timeout=60.0)

    def start(self) -> None:
        """Listen.

        Raises:
            StatusProblem: The port is taken or not allowed.
        """
        try:
            self._server.listen(self._address.port, self._address.host)
        except OSError as problem:
            raise StatusProblem(
                f"Cannot listen on STATUS_ADDRESS {self._address.host}:{self._address.port}: "
                f"{problem.strerror}."
            ) from None

    async def stop(self) -> None:
        """Answer no more calls."""
        self._server.stop()
        await self._server.close_all_connections()
