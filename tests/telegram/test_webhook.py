"""Webhook mode: one path, JSON only, nobody without the secret, 200 only for what is stored."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.telegram.channel import TelegramChannel
from bot.telegram.webhook import SECRET_HEADER, WebhookAddress, WebhookProblem
from tests.telegram.talking import FAST, Bench, Script, out_of_reach, settings_for

ANN = 11
SECRET = "a-secret_of-our-own"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Caller:
    """Calls the webhook as Telegram does, or as somebody else."""

    session: aiohttp.ClientSession
    root: str
    bench: Bench
    channel: TelegramChannel

    async def bring(self, update: Any, **options: Any) -> int:
        options.setdefault("headers", {SECRET_HEADER: SECRET})
        async with self.session.post(f"{self.root}/telegram", json=update, **options) as response:
            return response.status

    async def get(self, path: str) -> int:
        async with self.session.get(self.root + path) as response:
            return response.status

    def update(self, text: str) -> Any:
        self.bench.telegram.says(ANN, text)
        return self.bench.telegram.pending.pop()


@asynccontextmanager
async def webhook(bench: Bench, script: Script) -> AsyncIterator[Caller]:
    port = free_port()
    address = WebhookAddress("https://bot.example.org/telegram", "/telegram", port, SECRET)
    async with aiohttp.ClientSession() as session, bench.run(script, webhook=address) as channel:
        await bench.telegram.until(lambda: channel.health.started)
        yield Caller(session, f"http://127.0.0.1:{port}", bench, channel)


async def test_an_update_that_is_brought_is_answered(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        assert await caller.bring(caller.update("hi")) == 200
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(bench: Bench) -> None:
    async with webhook(bench, Script()):
        await bench.telegram.until(lambda: bench.telegram.webhook)
    assert bench.telegram.webhook["url"] == "https://bot.example.org/telegram"
    assert bench.telegram.webhook["secret_token"] == SECRET
    assert bench.telegram.webhook["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert bench.telegram.count("getUpdates") == 0


async def test_an_update_that_is_brought_ten_times_is_answered_once(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        update = caller.update("hi")
        statuses = await asyncio.gather(*(caller.bring(update) for _ in range(10)))
        assert set(statuses) == {200}
        assert await caller.bring(caller.update("last")) == 200
        await bench.telegram.until(lambda: "heard last" in bench.telegram.texts(ANN))
    assert bench.telegram.texts(ANN) == ["heard hi", "heard last"]


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}])
async def test_nobody_gets_in_without_the_secret(bench: Bench, headers: dict[str, str]) -> None:
    script = Script()
    async with webhook(bench, script) as caller:
        assert await caller.bring(caller.update("forged"), headers=headers) == 403
        assert await caller.bring(caller.update("real")) == 200
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert len(script.turns) == 1


async def test_only_posts_of_json_to_the_one_path_are_taken(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        secret = {SECRET_HEADER: SECRET}
        assert await caller.get("/telegram") == 405
        assert await caller.get("/") == 404
        assert await caller.get("/telegram/more") == 404
        for body, kind, status in (
            (b"{}", "text/plain", 415),
            (b"update_id=1", "application/x-www-form-urlencoded", 415),
            (b"{not json", "application/json", 400),
            (b"\xff\xfe", "application/json", 400),
            (b"[" * 100_000, "application/json", 400),
        ):
            headers = {**secret, "Content-Type": kind}
            url = f"{caller.root}/telegram"
            async with caller.session.post(url, data=body, headers=headers) as response:
                assert response.status == status


@pytest.mark.parametrize("update", [{}, [], "text", 7, {"update_id": 1, "message": "x"}])
async def test_json_that_is_no_update_is_not_brought_again(bench: Bench, update: Any) -> None:
    async with webhook(bench, Script()) as caller:
        assert await caller.bring(update) == 200


async def test_a_huge_body_is_refused_and_the_next_update_is_taken(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        try:
            status = await caller.bring({"update_id": 1, "message": {"text": "x" * 3_000_000}})
        except aiohttp.ClientError:
            status = 400
        assert status in (400, 413)
        assert await caller.bring(caller.update("hi")) == 200


async def test_what_cannot_be_stored_has_to_be_brought_again(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        update = caller.update("hi")
        with out_of_reach(bench.database):
            assert await caller.bring(update) == 503
        assert await caller.bring(update) == 200
        await bench.telegram.until(lambda: bench.telegram.sent)
    assert bench.telegram.texts(ANN) == ["heard hi"]


async def test_health_and_readiness_are_told(bench: Bench) -> None:
    async with webhook(bench, Script()) as caller:
        assert await caller.get("/healthz") == 200
        await bench.telegram.until(lambda: caller.channel.health.connected)
        assert await caller.get("/readyz") == 200
        with out_of_reach(bench.database):
            assert await caller.get("/healthz") == 200
            assert await caller.get("/readyz") == 503


async def test_it_is_not_ready_before_telegram_knows_the_address(bench: Bench) -> None:
    bench.telegram.fail("reset", "setWebhook", times=1000)
    async with webhook(bench, Script()) as caller:
        await bench.telegram.until(lambda: bench.telegram.count("setWebhook"))
        assert await caller.get("/readyz") == 503
        bench.telegram.faults.clear()
        await bench.telegram.until(lambda: bench.telegram.webhook)


async def test_a_port_that_is_taken_is_named(bench: Bench) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        address = WebhookAddress("https://x.org/t", "/t", taken.getsockname()[1], SECRET)
        channel = TelegramChannel(
            settings_for(bench.telegram), bench.database, Script(), webhook=address, pace=FAST
        )
        with pytest.raises(WebhookProblem, match="WEBHOOK_PORT"):
            await channel.run(asyncio.Event())


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"webhook_secret": SECRET}, "WEBHOOK_URL"),
        ({"webhook_url": "https://x.org/t"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "https://x.org/t", "webhook_secret": "with space"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "https://x.org/t", "webhook_secret": "x" * 257}, "WEBHOOK_SECRET"),
        ({"webhook_url": "ftp://x.org/t", "webhook_secret": SECRET}, "WEBHOOK_URL"),
        ({"webhook_url": "https://x.org/readyz", "webhook_secret": SECRET}, "WEBHOOK_URL"),
    ],
)
def test_unusable_settings_are_named(bench: Bench, given: dict[str, str], named: str) -> None:
    with pytest.raises(WebhookProblem, match=f"^{named} "):
        WebhookAddress.of(settings_for(bench.telegram, **given))


def test_telegram_itself_needs_https(bench: Bench) -> None:
    given = {"webhook_url": "http://x.org/t", "webhook_secret": SECRET}
    own_server = settings_for(bench.telegram, **given)
    assert WebhookAddress.of(own_server).path == "/t"
    with pytest.raises(WebhookProblem, match="https"):
        WebhookAddress.of(own_server.copy(update={"telegram_api_url": "https://api.telegram.org"}))
