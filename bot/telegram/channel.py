"""The Telegram channel: intake, worker and sender, started together and stopped in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import BotCommand
from telegram.error import TelegramError

from actions.control.commands import COMMANDS
from bot.conversation.messages import Conversation
from bot.dispatch.dispatcher import run_dispatcher
from bot.operations.metrics import QueueFigures
from bot.operations.status import StatusAddress, StatusServer
from bot.runtime.faults import describe
from bot.settings import Settings
from bot.telegram.client import ALLOWED_UPDATES, UpdatesBot, make_bot
from bot.telegram.clock import Clock, utc_now
from bot.telegram.connection import Connection
from bot.telegram.crew import Crew
from bot.telegram.faults import TokenRefused
from bot.telegram.health import Health
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import Intake
from bot.telegram.ledger import Ledger
from bot.telegram.notices import Notices
from bot.telegram.pace import Pace
from bot.telegram.polling import Poller
from bot.telegram.sender import Sender
from bot.telegram.suspects import Suspects
from bot.telegram.webhook import WebhookAddress, WebhookServer
from bot.telegram.worker import CheckInAsker, Worker
from storage.database import Database
from storage.inbox import InboxItem
from storage.outbox import OutboxItem
from storage.problems import DatabaseProblem

log = logging.getLogger(__name__)


@dataclass
class TelegramChannel:
    """Talks Telegram for one conversation.

    Attributes:
        settings: With a token.
        database: Inbox, outbox and people; its schema up to date.
        conversation: Who answers.
        check_ins: Who asks check-ins when they are due; None for no check-ins.
        webhook: How Telegram reaches us; None to ask it for updates instead.
        pace: How long things may take.
        now: The clock, UTC.
        health: How the channel is.
        announce: Told when the channel talks Telegram, in one line.
    """

    settings: Settings
    database: Database
    conversation: Conversation
    check_ins: CheckInAsker | None = None
    webhook: WebhookAddress | None = None
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = utc_now
    health: Health = field(default_factory=Health)
    announce: Callable[[str], None] = log.info

    def __post_init__(self) -> None:
        operator = self.settings.alert_chat_id
        self._bot: UpdatesBot = make_bot(self.settings, answer_seconds=self.pace.answer)
        clock = Clock(self.now)
        self._ledger = Ledger(self.database, self.now)
        notices = Notices(operator, self.now)
        sender = Sender(self._bot, self._ledger, pace=self.pace, clock=clock, health=self.health)
        self._sending: Crew[OutboxItem] = Crew(
            self._ledger.claim_messages,
            sender.work,
            slots=self.pace.messages,
            idle=self.pace.idle,
        )
        worker = Worker(
            self._bot,
            self._ledger,
            self.conversation,
            self.check_ins,
            notices,
            self.pace,
            on_reply=self._sending.wake,
        )
        self._working: Crew[InboxItem] = Crew(
            self._ledger.claim_turns, worker.work, slots=self.pace.turns, idle=self.pace.idle
        )
        self._suspects = Suspects(self._ledger, worker.work, sender.work, self.pace)
        self._housekeeping = Housekeeping(
            self._ledger,
            clock,
            notices,
            self.pace,
            turns=self._working,
            messages=self._sending,
            wake=self._wake_everybody,
        )
        self._intake = Intake(self._ledger, self._working.wake, operator=operator)

    async def run(self, stop: asyncio.Event) -> None:
        """Talk until `stop` is set, then finish what has begun within some seconds.

        Raises:
            TokenRefused: Telegram does not know the token.
            WebhookProblem: The webhook's port cannot be used.
            StatusProblem: The status page's address cannot be used.
        """
        last = asyncio.Event()
        servers = [server for server in (self._server(), self._status()) if server is not None]
        for server in servers:
            server.start()
        tasks = [
            asyncio.ensure_future(self._take_in(stop)),
            asyncio.ensure_future(self._work(stop, last)),
        ]
        self.health.started = True
        try:
            await _first_end(stop, tasks)
            for server in servers:
                await server.stop()
            await self._working.finish(self.pace.finish_turns)
            await self._send_the_last()
        finally:
            self.health.started = False
            stop.set()
            last.set()
            await self._working.finish(0)
            await self._sending.finish(0)
            await _end(tasks)
            await self._bot.close_connections()

    async def _work(self, stop: asyncio.Event, last: asyncio.Event) -> None:
        await self._housekeeping.open_up(stop, alone=self._is_alone())
        if self._is_alone():
            await self._suspects.work_through(stop)
        await asyncio.gather(
            self._working.run(stop),
            self._sending.run(last),
            self._housekeeping.run(stop),
            self._dispatch(stop),
        )

    async def _dispatch(self, stop: asyncio.Event) -> None:
        if self.check_ins is not None:
            await run_dispatcher(
                self.database, now=self.now, stop=stop, on_queued=self._working.wake
            )

    def _wake_everybody(self) -> None:
        self._working.wake()
        self._sending.wake()

    def _is_alone(self) -> bool:
        """Whether no other program can be working on this database: only one can poll."""
        return self.webhook is None or self.database.engine.dialect.name == "sqlite"

    async def _send_the_last(self) -> None:
        self._sending.wake()
        try:
            await asyncio.wait_for(self._sending.rest(), self.pace.finish_messages)
        except asyncio.TimeoutError:
            log.warning("some messages have to wait for the next start")

    async def _take_in(self, stop: asyncio.Event) -> None:
        connection = Connection(self.pace, stop, self.health)
        me = await connection.persist("getMe", self._bot.get_me)
        if me is None:
            return
        await self._offer_commands()
        if self.webhook is None:
            await connection.persist("deleteWebhook", self._bot.delete_webhook)
            self.announce(f"Talking Telegram as @{me.username}.")
            await Poller(self._bot, self._intake, connection, self.now).run()
        elif await connection.persist("setWebhook", self._set_webhook):
            self.health.connected = True
            self.announce(f"Talking Telegram as @{me.username}, by webhook.")
            await stop.wait()

    async def _offer_commands(self) -> None:
        menu = [BotCommand(name, command.summary) for name, command in COMMANDS.items()]
        try:
            await self._bot.set_my_commands(menu)
        except TelegramError as error:
            log.warning("the command menu could not be set (%s)", type(error).__name__)

    async def _set_webhook(self) -> bool:
        assert self.webhook is not None
        return await self._bot.set_webhook(
            self.webhook.url,
            secret_token=self.webhook.secret,
            allowed_updates=list(ALLOWED_UPDATES),
        )

    def _server(self) -> WebhookServer | None:
        if self.webhook is None:
            return None
        return WebhookServer(
            self.webhook, self._intake, healthy=self._is_healthy, ready=self._is_ready
        )

    def _status(self) -> StatusServer | None:
        if self.settings.status_address is None:
            return None
        return StatusServer(
            StatusAddress.of(self.settings.status_address),
            QueueFigures(self.database, self.health, self.now),
            healthy=self._is_healthy,
            ready=self._is_ready,
        )

    async def _is_healthy(self) -> bool:
        return self.health.is_well

    async def _is_ready(self) -> bool:
        try:
            await asyncio.to_thread(self.database.check)
        except DatabaseProblem:
            return False
        return self.health.is_well and self._hears_telegram()

    def _hears_telegram(self) -> bool:
        if self.webhook is not None:
            return self.health.connected
        # A poll may be held open, and fail once, before silence means anything.
        return self.health.polls(self.now(), within=self.pace.silence)


async def _first_end(stop: asyncio.Event, tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Wait for `stop`; raises what ended one of the tasks before it."""
    stopped: asyncio.Future[object] = asyncio.ensure_future(stop.wait())
    try:
        done, _ = await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        stopped.cancel()


async def _end(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    for fault in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(fault, Exception) and not isinstance(fault, TokenRefused):
            log.error("while stopping: %s", describe(fault))
