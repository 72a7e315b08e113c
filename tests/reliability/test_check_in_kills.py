"""Killed at random moments of a busy hour, the bot asks everybody once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import datetime, time, timedelta, timezone

import pytest

from storage.check_ins import latest_check_ins
from storage.database import Database, open_database
from storage.runners import (
    Runner,
    find_or_create_runner,
    record_consent,
    schedule_check_ins,
)
from storage.states import CheckInState
from tests.reliability.bot_process import CHECK_INS
from tests.reliability.crowd import Account
from tests.reliability.figures import note_fault
from tests.reliability.process import Machine
from tests.telegram.fake_api import FakeTelegram

DUE_FOR_EACH_KILL = 20
FIRST_CHAT = 7_000_000


def all_due_now(database: Database, telegram: FakeTelegram, count: int) -> list[Runner]:
    """So many runners who all chose this very hour; where they are it is about noon."""
    now = datetime.now(timezone.utc).replace(microsecond=0)
    zone = f"Etc/GMT{(now.hour - 12) % 12:+d}" if now.hour != 12 else "Etc/UTC"
    at = now.replace(second=0).astimezone(timezone(timedelta(hours=-((now.hour - 12) % 12))))
    runners = []
    with database.session() as session:
        for chat in range(FIRST_CHAT, FIRST_CHAT + count):
            telegram.chats.add(chat)
            long_ago = now - timedelta(days=1)
            runner = find_or_create_runner(session, "telegram", str(chat), long_ago)
            record_consent(session, runner.id, long_ago)
            schedule_check_ins(
                session,
                runner.id,
                time_zone=zone,
                check_in_time=time(at.hour, at.minute),
                next_due_at=now.replace(second=0),
            )
            runners.append(runner)
    return runners


def asked(telegram: FakeTelegram) -> Counter[int]:
    return Counter(sent.chat for sent in telegram.sent if sent.text.startswith("check-in "))


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.full)])
async def test_a_kill_in_a_busy_hour_loses_no_check_in(
    telegram: FakeTelegram, machine: Machine, kills: int
) -> None:
    machine.arguments = (CHECK_INS,)
    machine.database_file.parent.mkdir(parents=True)
    database = open_database(f"sqlite:///{machine.database_file}")
    database.upgrade()
    runners = all_due_now(database, telegram, DUE_FOR_EACH_KILL * kills)
    for _ in range(kills):
        async with machine.bot():
            if random.random() < 0.2:
                await asyncio.sleep(random.uniform(0, 2))
                continue
            before = len(telegram.sent)
            await telegram.until(
                # All may be asked before the last kill.
                lambda n=before: len(telegram.sent) > n or len(asked(telegram)) == len(runners),
                seconds=60,
            )
            await asyncio.sleep(random.expovariate(2))
    polls = telegram.count("getUpdates")
    async with machine.bot() as last:
        await telegram.until(lambda: len(asked(telegram)) == len(runners), seconds=600)
        await telegram.until(lambda: telegram.count("getUpdates") > polls, seconds=60)
        await last.stop()
    times = asked(telegram)
    note_fault(
        "`kill -9` in a busy hour of check-ins, SQLite",
        Account(
            messages=len(runners),
            answered=len(times),
            apologised=0,
            lost=len(runners) - len(times),
            duplicates=sum(times.values()) - len(times),
        ),
        tried=kills,
        kills=kills,
    )
    with database.session() as session:
        states = Counter(
            check_in.state for each in runners for check_in in latest_check_ins(session, each.id, 9)
        )
    database.close()
    assert states == {CheckInState.SENT: len(runners)}
