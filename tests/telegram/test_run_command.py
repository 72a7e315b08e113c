"""`hammy run`: clear words and exit codes, signals, and a log that tells nothing about people."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import PROJECT_ROOT
from tests.telegram.fake_api import TOKEN, FakeTelegram, Refused

ANN, BOB = 7_340_021, 8_150_032


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No settings but those of the test."""
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "WEBHOOK_URL",
                 "WEBHOOK_SECRET", "LOG_LEVEL", "ALERT_CHAT_ID"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HAMMY_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@dataclass(frozen=True)
class Wrong:
    """Settings and arguments that cannot work, and what has to be said about them."""

    named: str
    status: int = 2
    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


WITH_TOKEN = {"TELEGRAM_BOT_TOKEN": TOKEN}


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("TELEGRAM_BOT_TOKEN"),
        Wrong("TELEGRAM_BOT_TOKEN", settings={"TELEGRAM_BOT_TOKEN": "my token"}),
        Wrong("LOG_LEVEL", settings={**WITH_TOKEN, "LOG_LEVEL": "LOUD"}),
        Wrong("TELEGRAM_API_URL", settings={**WITH_TOKEN, "TELEGRAM_API_URL": "x"}),
        Wrong("ALERT_CHAT_ID", settings={**WITH_TOKEN, "ALERT_CHAT_ID": "the doctor"}),
        Wrong("WEBHOOK_URL", arguments=("--webhook",), settings=WITH_TOKEN),
        Wrong(
            "WEBHOOK_SECRET",
            arguments=("--webhook",),
            settings={**WITH_TOKEN, "WEBHOOK_URL": "https://x.org/t"},
        ),
        Wrong("oracle", status=1, settings={**WITH_TOKEN, "DATABASE_URL": "oracle://x"}),
        Wrong("/proc", status=1, settings={**WITH_TOKEN, "DATABASE_URL": "sqlite:////proc/x/y"}),
    ],
    ids=lambda wrong: wrong.named,
)
def test_what_is_wrong_is_said_in_one_line(
    clean: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wrong: Wrong
) -> None:
    for name, value in wrong.settings.items():
        clean.setenv(name, value)
    assert main(["run", *wrong.arguments]) == wrong.status
    said = capsys.readouterr()
    assert said.err.startswith("hammy run: ")
    assert said.err.count("\n") == 1
    assert wrong.named in said.err
    assert TOKEN not in said.err + said.out


class Process:
    """The bot as a process of its own; everything it says is collected."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ends(self) -> tuple[int, str]:
        said, _ = await asyncio.wait_for(self._process.communicate(), 15)
        assert self._process.returncode is not None
        return self._process.returncode, said.decode()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)


@asynccontextmanager
async def bot(telegram: FakeTelegram, folder: Path, **settings: str) -> AsyncIterator[Process]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT_ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "HAMMY_DATA_DIR": str(folder),
        # Whoever honours these cannot reach the loopback.
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.telegram.bot_process",
        env=environment,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def answered(telegram: FakeTelegram, words: str, chat: int = ANN) -> None:
    await telegram.until(lambda: f"heard {words}" in telegram.texts(chat), seconds=20)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_good_order(
    telegram: FakeTelegram, tmp_path: Path, number: signal.Signals
) -> None:
    async with bot(telegram, tmp_path) as process:
        telegram.says(ANN, "hi")
        await answered(telegram, "hi")
        signalled = time.monotonic()
        process.signal(number)
        status, said = await process.ends()
    assert status == 0
    assert time.monotonic() - signalled < 10
    assert said.splitlines() == ["Talking Telegram as @hammy_test_bot.", "Stopped."]


async def test_what_was_received_before_a_kill_is_answered_after_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    telegram.fail("hang", "sendMessage")
    async with bot(telegram, tmp_path) as process:
        telegram.says(ANN, "hi")
        await telegram.until(lambda: telegram.count("sendMessage") == 1, seconds=20)
        process.signal(signal.SIGKILL)
        await process.ends()
    async with bot(telegram, tmp_path):
        await answered(telegram, "hi")


async def test_a_refused_token_is_said_in_one_line(telegram: FakeTelegram, tmp_path: Path) -> None:
    telegram.fail(Refused(401, "Unauthorized"), "getUpdates")
    async with bot(telegram, tmp_path) as process:
        status, said = await process.ends()
    assert status == 1
    assert "hammy run: Telegram does not know this bot's token" in said
    assert TOKEN not in said


async def test_the_log_of_a_whole_run_tells_nothing_about_people_or_the_token(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    telegram.fail("reset", "getMe")
    telegram.fail("garbage", "getUpdates")
    telegram.fail(Refused(400, "Bad Request: no"), "sendMessage")
    async with bot(telegram, tmp_path, LOG_LEVEL="DEBUG") as process:
        telegram.says(ANN, "hamstring secret")
        telegram.says(ANN, "break it, Annabel")
        telegram.says(BOB, "bye", date="hamstring")
        telegram.says(BOB, "last words")
        await answered(telegram, "last words", BOB)
        # The turn that breaks is logged when its tries are used up, with an apology.
        await telegram.until(
            lambda: any("went wrong" in each for each in telegram.texts(ANN)), seconds=40
        )
        process.signal(signal.SIGTERM)
        status, said = await process.ends()
    assert status == 0
    assert "ValueError" in said
    secrets = (TOKEN, TOKEN.partition(":")[2], "hamstring", "Ann", "last words", str(ANN), str(BOB))
    for secret in secrets:
        assert secret not in said


@pytest.mark.model
async def test_without_a_token_the_terminal_chat_opens(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli.main",
        "run",
        "--or-chat",
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT_ROOT),
            "HAMMY_DATA_DIR": str(tmp_path),
        },
        cwd=tmp_path,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(b"exit\n"), 90)
    lines = said.decode().splitlines()
    assert process.returncode == 0
    assert "TELEGRAM_BOT_TOKEN" in lines[0]
    assert "@BotFather" in lines[1]
    assert any("I am Hammy" in line for line in lines[3:])
