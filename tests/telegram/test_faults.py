"""What Telegram's errors mean, told from real answers over real HTTP."""

from __future__ import annotations

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.telegram.client import is_loopback, make_bot
from bot.telegram.faults import Outcome, backoff, outcome_of, wanted_wait
from tests.telegram.fake_api import FakeTelegram, Refused
from tests.telegram.talking import settings_for

ANN = 11


async def error_of(telegram: FakeTelegram) -> TelegramError:
    telegram.chats.add(ANN)
    bot = make_bot(settings_for(telegram), answer_seconds=0.2)
    try:
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(ANN, "hello")
    finally:
        await bot.close_connections()
    return caught.value


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Refused(401, "Unauthorized"), Outcome.TOKEN_REFUSED),
        (Refused(404, "Not Found"), Outcome.TOKEN_REFUSED),
        (Refused(409, "Conflict"), Outcome.CONFLICT),
        (Refused(403, "Forbidden: bot was blocked by the user"), Outcome.BLOCKED),
        (Refused(400, "Bad Request: chat not found"), Outcome.REFUSED),
        (Refused(400, "Bad Request", migrate_to_chat_id=-5), Outcome.REFUSED),
        (Refused(429, "Too Many Requests", retry_after=7), Outcome.SLOW_DOWN),
        (Refused(500, "Internal Server Error"), Outcome.NOT_SENT),
        (Refused(502, ""), Outcome.NOT_SENT),
        ("hang", Outcome.UNCERTAIN),
        ("reset", Outcome.UNCERTAIN),
        ("lost_answer", Outcome.UNCERTAIN),
        ("garbage", Outcome.UNCERTAIN),
    ],
    ids=str,
)
async def test_an_error_means(
    telegram: FakeTelegram, fault: str | Refused, outcome: Outcome
) -> None:
    telegram.fail(fault, "sendMessage")
    assert outcome_of(await error_of(telegram)) is outcome


async def test_what_never_reached_a_server_was_certainly_not_sent(telegram: FakeTelegram) -> None:
    await telegram.stop()
    assert outcome_of(await error_of(telegram)) is Outcome.NOT_SENT


async def test_the_wait_that_telegram_asks_for_is_kept(telegram: FakeTelegram) -> None:
    telegram.fail(Refused(429, "Too Many Requests", retry_after=7), "sendMessage")
    error = await error_of(telegram)
    assert isinstance(error, RetryAfter)
    assert wanted_wait(error) == 7


def test_waits_grow_up_to_a_limit() -> None:
    for attempt, usual in ((1, 1.0), (2, 2.0), (4, 8.0), (9, 30.0), (5_000, 30.0)):
        assert 0.7 * usual < backoff(attempt, first=1.0, longest=30.0) < 1.3 * usual


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("http://127.0.0.1:8081", True),
        ("http://localhost:8081", True),
        ("http://[::1]:8081", True),
        ("https://api.telegram.org", False),
        ("http://10.0.0.5:8081", False),
        ("http://127.0.0.1.example.org", False),
    ],
)
def test_our_own_machine_is_told_from_others(address: str, is_ours: bool) -> None:
    assert is_loopback(address) is is_ours
