"""Strange updates among good ones, updates that come again, and updates in the wrong order."""

from __future__ import annotations

import asyncio
import random

import aiohttp
import pytest

from bot.telegram.webhook import SECRET_HEADER
from tests.reliability.crowd import Crowd
from tests.reliability.figures import note_fault
from tests.reliability.process import SECRET, Machine
from tests.telegram.fake_api import FakeTelegram

FULL = pytest.mark.full

STRANGE: tuple[object, ...] = (
    "text",
    17,
    None,
    [],
    {},
    {"update_id": "x", "message": {}},
    {"update_id": -4, "message": {"chat": {"id": 1, "type": "private"}}},
    {"update_id": 2**70, "message": {"chat": {"id": 1, "type": "private"}}},
    {"message": "text"},
    {"message": None},
    {"message": {"chat": {"id": "eleven", "type": "private"}}},
    {"message": {"chat": {"id": 11}}},
    {"message": {"chat": {"id": 2**80, "type": "private"}, "text": "hi"}},
    {"callback_query": {"id": "1", "data": "x"}},
    {"callback_query": {"id": "1", "data": "x", "message": {}}},
    {"my_chat_member": {"chat": {"id": 1, "type": "private"}}},
    {"brand_new_kind": {"chat": {"id": 1}}},
    {"edited_channel_post": {"chat": {"id": -5, "type": "channel"}}},
    {"poll_answer": {}},
    {"message": {"chat": {"id": -7, "type": "forum"}, "text": "\ud800"}},
)


def numbered(telegram: FakeTelegram, strange: object) -> object:
    """With the next number, unless it has one of its own or cannot have any."""
    if not isinstance(strange, dict) or "update_id" in strange:
        return strange
    telegram._next_update += 1
    return {"update_id": telegram._next_update, **strange}


def nested(depth: int) -> object:
    value: object = "deep"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("rounds", [2, pytest.param(50, marks=FULL)])
async def test_strange_updates_hold_up_nobody(
    telegram: FakeTelegram, machine: Machine, rounds: int
) -> None:
    crowd = Crowd(telegram)
    async with machine.bot() as bot:
        await crowd.hears(crowd.says())
        for _ in range(rounds):
            for strange in random.sample(STRANGE, len(STRANGE)):
                crowd.says()
                telegram.pending.append(numbered(telegram, strange))
            crowd.says()
            await crowd.hears_everything()
            # What has no number that can be acknowledged would fill every batch in the end.
            telegram.pending = []
        assert bot.is_alive
    note_fault(
        "Malformed and unknown updates between good ones",
        crowd.account(),
        tried=rounds * len(STRANGE),
    )
    assert crowd.is_in_order()


async def test_a_message_nested_too_deep_to_store_holds_up_nobody(
    telegram: FakeTelegram, machine: Machine
) -> None:
    crowd = Crowd(telegram)
    deep = 400
    async with machine.bot():
        crowd.says()
        telegram.sends(crowd.chats[0], text="deep", entities=nested(deep))
        crowd.says()
        await crowd.hears_everything()
        await telegram.until(lambda: "heard deep" in telegram.texts(crowd.chats[0]))
    note_fault("A deeply nested update", crowd.account(), tried=1)


@pytest.mark.parametrize("updates", [30, pytest.param(500, marks=FULL)])
async def test_every_update_comes_ten_times(
    telegram: FakeTelegram, machine: Machine, updates: int
) -> None:
    crowd = Crowd(telegram)
    async with machine.bot():
        for _ in range(updates):
            crowd.says()
            telegram.pending += [telegram.pending[-1]] * 9
            if len(telegram.pending) > 500:
                await crowd.hears_everything()
        await crowd.hears_everything()
        crowd.says()
        await crowd.hears_everything()
    note_fault("Every update ten times, polling", crowd.account(), tried=updates)
    assert crowd.is_in_order()


@pytest.mark.parametrize("updates", [60, pytest.param(1000, marks=FULL)])
async def test_updates_come_several_times_and_out_of_order_by_webhook(
    telegram: FakeTelegram, machine: Machine, updates: int
) -> None:
    url = machine.behind_webhook()
    crowd = Crowd(telegram, size=100)
    for _ in range(updates):
        crowd.says()
    telegram.says(-5, "in a group")
    brought = telegram.pending * 10
    telegram.pending = []
    random.shuffle(brought)
    async with machine.bot(), aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
        await telegram.until(lambda: telegram.webhook, 240)
        at_once = asyncio.Semaphore(40)

        async def bring(update: object) -> int:
            async with at_once, session.post(url, json=update) as response:
                return response.status

        statuses = await asyncio.gather(*(bring(update) for update in brought))
        assert set(statuses) == {200}
        await crowd.hears_everything()
    note_fault("Every update ten times, out of order, webhook", crowd.account(), tried=updates)
