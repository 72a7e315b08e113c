"""The operator's page: figures and health on an address of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.operations.status import StatusAddress, StatusProblem
from bot.telegram.channel import TelegramChannel
from storage.database import Database
from tests.telegram.talking import Bench, Script, out_of_reach
from tests.telegram.test_webhook import free_port

ANN = 11


class Watcher:
    """Reads the page as Prometheus and a load balancer do."""

    def __init__(self, session: aiohttp.ClientSession, root: str) -> None:
        self._session = session
        self._root = root

    async def get(self, path: str) -> tuple[int, str]:
        async with self._session.get(self._root + path) as response:
            return response.status, await response.text()

    async def figures(self) -> dict[str, float]:
        status, page = await self.get("/metrics")
        assert status == 200
        return {
            sample.name + "".join(f":{value}" for value in sample.labels.values()): sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }


@asynccontextmanager
async def watched(
    bench: Bench, script: Script, **options: Any
) -> AsyncIterator[tuple[Watcher, TelegramChannel]]:
    port = free_port()
    async with (
        aiohttp.ClientSession() as session,
        bench.run(script, status_address=str(port), **options) as channel,
    ):
        await bench.telegram.until(lambda: channel.health.connected)
        yield Watcher(session, f"http://127.0.0.1:{port}"), channel


async def test_a_turn_is_counted_and_timed(bench: Bench) -> None:
    async with watched(bench, Script()) as (watcher, _):
        before = await watcher.figures()
        bench.telegram.says(ANN, "hello")
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))
        after = await watcher.figures()
    for name in ("hammy_turns_total:answered", "hammy_turn_seconds_count"):
        assert after[name] == before.get(name, 0) + 1


async def test_the_queues_are_counted_in_the_database(bench: Bench) -> None:
    async with watched(bench, Script()) as (watcher, _):
        bench.telegram.says(ANN, "hello")
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))
        await bench.telegram.until(lambda: bench.telegram.texts(ANN))
        figures = await watcher.figures()
    assert figures["hammy_inbox:done"] == 1
    assert figures["hammy_inbox:pending"] == 0
    assert figures["hammy_check_ins_due"] == 0
    assert figures["hammy_database_up"] == 1


async def test_the_page_names_nobody(bench: Bench) -> None:
    chat = 987654321
    async with watched(bench, Script()) as (watcher, _):
        bench.telegram.chats.add(chat)
        bench.telegram.says(chat, "my secret hamstring")
        await bench.telegram.until(lambda: bench.telegram.texts(chat))
        _, page = await watcher.get("/metrics")
    assert str(chat) not in page
    assert "hamstring" not in page


async def test_it_is_ready_while_telegram_and_the_database_answer(bench: Bench) -> None:
    async with watched(bench, Script()) as (watcher, _):
        assert (await watcher.get("/healthz"))[0] == 200
        assert (await watcher.get("/readyz"))[0] == 200


async def test_without_the_database_it_is_not_ready_and_says_so(
    bench: Bench, database: Database
) -> None:
    async with watched(bench, Script()) as (watcher, _):
        with out_of_reach(database):
            assert (await watcher.get("/readyz"))[0] == 503
            assert (await watcher.figures())["hammy_database_up"] == 0


async def test_when_polls_stopped_succeeding_it_is_not_ready(bench: Bench) -> None:
    async with watched(bench, Script()) as (watcher, channel):
        assert channel.health.last_poll_at is not None
        later = channel.health.last_poll_at.replace(year=channel.health.last_poll_at.year + 1)
        channel.now = lambda: later
        assert (await watcher.get("/readyz"))[0] == 503


async def test_nothing_else_is_served(bench: Bench) -> None:
    async with watched(bench, Script()) as (watcher, _):
        assert (await watcher.get("/"))[0] == 404
        assert (await watcher.get("/metrics/../.env"))[0] == 404


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [("9108", "127.0.0.1", 9108), ("0.0.0.0:80", "0.0.0.0", 80), ("[::1]:9108", "::1", 9108)],
)
def test_a_port_alone_means_this_machine_only(written: str, host: str, port: int) -> None:
    assert StatusAddress.of(written) == StatusAddress(host, port)


@pytest.mark.parametrize("written", ["metrics", "127.0.0.1", "0", "70000", "http://x:1", "9108 x"])
def test_another_address_is_a_clear_problem(written: str) -> None:
    with pytest.raises(StatusProblem, match="STATUS_ADDRESS"):
        StatusAddress.of(written)
