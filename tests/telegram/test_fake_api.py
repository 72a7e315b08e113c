"""The fake Bot API server is as strict as the real one; a lenient one would prove nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, MessageEntity
from telegram.error import BadRequest, Conflict, InvalidToken

from bot.telegram.client import UpdatesBot, make_bot
from tests.telegram.fake_api import FakeTelegram
from tests.telegram.talking import settings_for

ANN = 11


@pytest_asyncio.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[UpdatesBot]:
    made = make_bot(settings_for(telegram))
    telegram.chats.add(ANN)
    yield made
    await made.close_connections()


def keyboard(data: str, title: str = "x") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(title, callback_data=data)]])


async def test_another_token_is_refused(telegram: FakeTelegram) -> None:
    stranger = make_bot(settings_for(telegram, telegram_bot_token="1:other"))
    with pytest.raises(InvalidToken):
        await stranger.get_me()
    await stranger.close_connections()


@pytest.mark.parametrize("words", ["", "   ", "x" * 4097, "🏃" * 2049])
async def test_texts_have_1_to_4096_units(bot: UpdatesBot, words: str) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(ANN, words)


async def test_the_longest_text_is_taken(bot: UpdatesBot) -> None:
    await bot.send_message(ANN, "🏃" * 2048)


@pytest.mark.parametrize(("offset", "length"), [(0, 6), (5, 1), (-1, 2), (0, 0)])
async def test_entities_lie_inside_their_text(bot: UpdatesBot, offset: int, length: int) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(
            ANN, "hello", entities=[MessageEntity(MessageEntity.BOLD, offset, length)]
        )


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
async def test_callback_data_has_at_most_64_bytes(bot: UpdatesBot, data: str) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(ANN, "hello", reply_markup=keyboard(data))


async def test_unknown_chats_are_refused(bot: UpdatesBot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(99, "hello")


async def test_a_press_is_answered_once(bot: UpdatesBot, telegram: FakeTelegram) -> None:
    await bot.send_message(ANN, "well?", reply_markup=keyboard("a"))
    query = telegram.presses(telegram.sent[0], "x")
    await bot.answer_callback_query(query)
    with pytest.raises(BadRequest):
        await bot.answer_callback_query(query)


async def test_captions_have_at_most_1024_units(bot: UpdatesBot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_photo(ANN, InputFile(b"x", "x.png"), caption="x" * 1025)


async def test_an_empty_file_is_refused(bot: UpdatesBot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_document(ANN, InputFile(b"", "x.json"))


async def test_a_keyboard_that_stays_the_same_is_refused(
    bot: UpdatesBot, telegram: FakeTelegram
) -> None:
    await bot.send_message(ANN, "well?", reply_markup=keyboard("a"))
    number = telegram.sent[0].message_id
    with pytest.raises(BadRequest):
        await bot.edit_message_reply_markup(ANN, number, reply_markup=keyboard("a"))


async def test_acknowledged_updates_never_come_again(
    bot: UpdatesBot, telegram: FakeTelegram
) -> None:
    first = telegram.says(ANN, "one")
    telegram.says(ANN, "two")
    assert len(await bot.raw_updates(offset=None, limit=10, seconds=0)) == 2
    assert len(await bot.raw_updates(offset=first + 1, limit=10, seconds=0)) == 1
    assert len(await bot.raw_updates(offset=None, limit=10, seconds=0)) == 1


async def test_what_the_bot_did_not_ask_for_is_dropped(
    bot: UpdatesBot, telegram: FakeTelegram
) -> None:
    telegram.push("poll", {"id": "1"})
    wanted = telegram.says(ANN, "one")
    telegram.push("inline_query", {"id": "1"})
    (update,) = await bot.raw_updates(offset=None, limit=10, seconds=0)
    assert isinstance(update, dict)
    assert update["update_id"] == wanted
    assert telegram.pending == [update]


async def test_nobody_polls_while_a_webhook_is_set(bot: UpdatesBot, telegram: FakeTelegram) -> None:
    telegram.webhook = {"url": "https://x.org"}
    with pytest.raises(Conflict):
        await bot.raw_updates(offset=None, limit=10, seconds=0)
