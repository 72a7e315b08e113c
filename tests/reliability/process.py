"""The bot as a process of its own, that can be killed, stopped and started again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.settings import PROJECT_ROOT
from tests.reliability.bot_process import CLOCK, HAMMY, PACE
from tests.reliability.servers import free_port
from tests.telegram.fake_api import TOKEN

SECRET = "reliability-secret"
QUICK: Mapping[str, Any] = {
    "poll": 2,
    "answer": 2.0,
    "refusals": 5.0,
    "first_backoff": 0.05,
    "longest_backoff": 0.5,
    "conflict": 0.5,
    "turn_retry": 0.2,
    "tidy": 1.0,
    "rates": {"overall": 250.0, "chat": 50.0, "chat_burst": 20},
}
"""Waiting times that let a test see in seconds what takes minutes in earnest."""

SHORT_CLAIMS: Mapping[str, Any] = {"renew": 1.0, "lease": 8.0}
"""For the short form of tests that wait until a claim is abandoned; the long form does without."""


@dataclass
class Running:
    """One run of the bot."""

    process: asyncio.subprocess.Process
    log: Path
    started_at: float = field(default_factory=time.monotonic)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self.process.returncode is None

    def signal(self, number: signal.Signals) -> float:
        self.process.send_signal(number)
        return time.monotonic()

    async def ends(self, seconds: float = 90.0) -> int:
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def kill(self) -> None:
        if self.is_alive:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> float:
        """End it in good order; seconds that it took."""
        told_at = self.signal(signal.SIGTERM)
        status = await self.ends()
        assert status == 0, self.said()
        return time.monotonic() - told_at

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@dataclass
class Machine:
    """Where the bot runs: its folder, its settings, its log."""

    folder: Path
    telegram_url: str
    pace: Mapping[str, Any] = field(default_factory=lambda: dict(QUICK))
    settings: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    program: Path = PROJECT_ROOT

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    @property
    def database_file(self) -> Path:
        return self.folder / "data" / "hammy.db"

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(self.program),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram_url,
            "HAMMY_DATA_DIR": str(self.folder / "data"),
            PACE: json.dumps(self.pace),
            **self.settings,
        }

    @property
    def temporary(self) -> Path:
        path = self.folder / "temporary"
        path.mkdir(exist_ok=True)
        return path

    def with_hammy(self) -> Machine:
        self.arguments = (*self.arguments, HAMMY)
        return self

    def set_clock(self, error: float) -> None:
        """Make the bot's clock wrong by some seconds, from now on."""
        path = self.folder / "clock"
        fresh = path.with_suffix(".new")
        fresh.write_text(str(error))
        fresh.replace(path)
        self.settings[CLOCK] = str(path)

    async def start(self) -> Running:
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.reliability.bot_process",
                *self.arguments,
                env=self._environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        return Running(process, self.log)

    def behind_webhook(self) -> str:
        """Let Telegram call it; the address where it listens."""
        self.arguments = (*self.arguments, "--webhook")
        port = free_port()
        address = f"http://127.0.0.1:{port}/telegram"
        self.settings |= {
            "WEBHOOK_URL": address,
            "WEBHOOK_PORT": str(port),
            "WEBHOOK_SECRET": SECRET,
        }
        return address

    def with_status_page(self) -> Machine:
        self.settings["STATUS_ADDRESS"] = str(free_port())
        return self

    async def status(self, path: str) -> int:
        """What the status page says; 0 when nobody answers there."""
        url = f"http://127.0.0.1:{self.settings['STATUS_ADDRESS']}{path}"
        try:
            async with aiohttp.ClientSession() as session, session.get(url) as response:
                return response.status
        except aiohttp.ClientError:
            return 0

    async def says(self, path: str, status: int, seconds: float = 20.0) -> float:
        """Wait until the status page says so; seconds that it took."""
        asked_at = time.monotonic()
        while (said := await self.status(path)) != status:
            assert time.monotonic() - asked_at < seconds, f"{path} still says {said}"
            await asyncio.sleep(0.05)
        return time.monotonic() - asked_at

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Running]:
        """A run that is over at the end, whatever happens."""
        running = await self.start()
        try:
            yield running
        finally:
            await running.kill()
