"""The address that Telegram calls: one path, JSON only, nobody without the secret.

Telegram gets its 200 after the inbox has the update, and anything else when it has not, so that
it brings the update again.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application

from bot.operations.probes import (
    HEALTH_PATH,
    READY_PATH,
    NothingHere,
    Question,
    QuietHandler,
    probes,
)
from bot.settings import TELEGRAM_URL, Settings
from bot.telegram.intake import Intake
from storage.problems import DatabaseUnavailable

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST_BODY = 1_048_576
_SECONDS_FOR_A_BODY = 10.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_OWN_PATHS = (HEALTH_PATH, READY_PATH)


class WebhookProblem(Exception):
    """The webhook cannot be offered like this; the message is one clear line for the operator."""


@dataclass(frozen=True)
class WebhookAddress:
    """Where and how Telegram reaches us.

    Attributes:
        url: What Telegram calls.
        path: The path of it.
        port: The local port.
        secret: What Telegram repeats in every call.
    """

    url: str
    path: str
    port: int
    secret: str

    @classmethod
    def of(cls, settings: Settings) -> WebhookAddress:
        """The address of the settings.

        Raises:
            WebhookProblem: A setting is missing or cannot be used; names it.
        """
        if settings.webhook_url is None:
            raise WebhookProblem("WEBHOOK_URL is not set; --webhook needs the public address.")
        if settings.webhook_secret is None:
            raise WebhookProblem(
                "WEBHOOK_SECRET is not set; without it anybody could pretend to be Telegram."
            )
        secret = settings.webhook_secret.get_secret_value()
        if not _SECRET.fullmatch(secret):
            raise WebhookProblem("WEBHOOK_SECRET must be 1-256 letters, digits, _ or -.")
        parts = urlsplit(settings.webhook_url)
        secure = parts.scheme == "https" or (
            parts.scheme == "http" and settings.telegram_api_url != TELEGRAM_URL
        )
        if not secure or not parts.hostname:
            raise WebhookProblem("WEBHOOK_URL must be an https address.")
        path = parts.path or "/"
        if path in _OWN_PATHS:
            raise WebhookProblem(f"WEBHOOK_URL must not end in {path}; that path is taken.")
        return cls(settings.webhook_url, path, settings.webhook_port, secret)


class _Updates(QuietHandler):
    """Takes updates in."""

    def initialize(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def post(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret):
            self.send_error(403)
            return
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            self.send_error(415)
            return
        try:
            update = json.loads(self.request.body.decode("utf-8"))
        except (ValueError, RecursionError):
            self.send_error(400)
            return
        try:
            await self._intake.take([update])
        except DatabaseUnavailable:
            log.error("the database is out of reach; Telegram has to bring an update again")
            self.send_error(503)
            return
        self.finish()


class WebhookServer:
    """A small web server for Telegram and for health probes."""

    def __init__(
        self,
        address: WebhookAddress,
        intake: Intake,
        *,
        healthy: Question,
        ready: Question,
    ) -> None:
        """Set it up.

        Args:
            address: Where to listen.
            intake: Where updates go.
            healthy: Whether the program works at all.
            ready: Whether it can take updates now.
        """
        self._address = address
        application = Application(
            [
                (
                    re.escape(address.path),
                    _Updates,
                    {"intake": intake, "secret": address.secret},
                ),
                *probes(healthy=healthy, ready=ready),
            ],
            default_handler_class=NothingHere,
            log_function=lambda _: None,
        )
        # What strangers send is their affair and not the log's.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        self._server = HTTPServer(
            application,
            max_body_size=_LARGEST_BODY,
            max_buffer_size=2 * _LARGEST_BODY,
            body_timeout=_SECONDS_FOR_A_BODY,
            idle_connection_timeout=60.0,
        )

    def start(self) -> None:
        """Listen.

        Raises:
            WebhookProblem: The port is taken or not allowed.
        """
        try:
            self._server.listen(self._address.port)
        except OSError as problem:
            raise WebhookProblem(
                f"Cannot listen on WEBHOOK_PORT {self._address.port}: {problem.strerror}."
            ) from None

    async def stop(self) -> None:
        """Take no more calls."""
        self._server.stop()
        await self._server.close_all_connections()
