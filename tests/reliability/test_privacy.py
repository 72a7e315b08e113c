"""What is deleted is gone to the last byte; a whole run's log and files tell nothing of anybody."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.conversation.texts import text
from storage.database import Database, open_database
from storage.models import metadata
from storage.runners import runner_of_chat
from tests.reliability.figures import note_abuse
from tests.reliability.process import Machine
from tests.reliability.servers import Postgres
from tests.telegram.fake_api import TOKEN, FakeTelegram, Sent

pytestmark = pytest.mark.model

ANN, BOB = 7_340_912_655, 8_150_377_421
SECRETS = ("zebrafinch", "quokkatown", "marmalade9")
"""Words that only Ann writes."""
NAME = "Annabel"


class Person:
    """Somebody with a phone."""

    def __init__(self, telegram: FakeTelegram, chat: int) -> None:
        self.telegram = telegram
        self.chat = chat

    @property
    def received(self) -> list[Sent]:
        return [sent for sent in self.telegram.sent if sent.chat == self.chat]

    async def says(self, words: str, seconds: float = 600) -> str:
        before = len(self.received)
        self.telegram.says(self.chat, words, **self._named())
        return await self._hears(before, seconds)

    async def taps(self, title: str) -> str:
        before = len(self.received)
        shown = next(s for s in reversed(self.received) if any(title in row for row in s.titles))
        self.telegram.presses(shown, title)
        return await self._hears(before, 30)

    async def _hears(self, before: int, seconds: float) -> str:
        await self.telegram.until(lambda: len(self.received) > before, seconds)
        await asyncio.sleep(0.5)
        return "\n".join(sent.text for sent in self.received[before:])

    def _named(self) -> dict[str, object]:
        person = {"id": self.chat, "is_bot": False, "first_name": NAME, "username": NAME.lower()}
        return {"from": person}

    async def whole_talk(self, secrets: tuple[str, ...]) -> None:
        await self.says("/start")
        await self.taps(text("agree_button"))
        await self.says(f"left hamstring sore since sunday, crept on, {secrets[0]}")
        await self.says(f"no, nothing like that {secrets[1]}")
        await self.says("/help")
        await self.says("/export")
        await self.telegram.until(lambda: sum(s.filename is not None for s in self.received) >= 2)
        await self.says(f"thanks {secrets[2]}")

    async def deletes_everything(self) -> None:
        await self.says("/delete")
        titles = [title for row in self.received[-1].titles for title in row]
        await self.taps(titles[0])
        await self.telegram.until(lambda: text("deleted") in [s.text for s in self.received], 30)


def found_in(folder: Path, *secrets: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        f"{secret} in {path.name}"
        for path in files
        for secret in secrets
        if secret.encode() in path.read_bytes()
    ]


def everything(database: Database) -> str:
    """Every row of every table, Rasa's included."""
    rows = []
    with database.engine.connect() as connection:
        for name in sa.inspect(database.engine).get_table_names():
            rows += [
                str(tuple(row)) for row in connection.execute(sa.text(f'SELECT * FROM "{name}"'))
            ]
    return "\n".join(rows)


async def test_a_whole_run_on_sqlite_leaves_nothing_behind(
    telegram: FakeTelegram, machine: Machine
) -> None:
    machine.settings["LOG_LEVEL"] = "DEBUG"
    ann, bob = Person(telegram, ANN), Person(telegram, BOB)
    data = machine.database_file.parent
    async with machine.with_hammy().bot() as bot:
        await ann.whole_talk(SECRETS)
        await bob.whole_talk(("otherword",) * 3)
        assert len(found_in(data, str(ANN), SECRETS[0])) >= 2, "this test searches in vain"
        database = open_database(f"sqlite:///{machine.database_file}")
        with database.session(read_only=True) as session:
            runner = runner_of_chat(session, "telegram", str(ANN))
            assert runner is not None
        await ann.deletes_everything()
        await asyncio.sleep(3)
        # Before the program ends, and with that of the log of SQLite.
        left = found_in(data, str(ANN), runner.id, *SECRETS)
        rows = everything(database)
        database.close()
        readable = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.glob("hammy.db*")}
        await bot.stop()
    assert left == []
    assert not any(secret in rows for secret in (str(ANN), runner.id, *SECRETS))
    assert str(BOB) in rows, "somebody else is still there"
    assert set(readable.values()) == {0o600}, readable
    assert [path.name for path in machine.temporary.iterdir() if "hammy" in path.name] == []
    said = bot.said()
    for secret in (TOKEN, TOKEN.partition(":")[2], NAME, str(ANN), str(BOB), *SECRETS, "hamstring"):
        assert secret not in said, f"the log tells {secret}"
    note_abuse("A whole run's log, files and database searched for what was deleted", tried=1)


@pytest.mark.full
@pytest.mark.postgres
async def test_a_whole_run_on_postgresql_leaves_no_row_behind(
    telegram: FakeTelegram, machine: Machine, postgres: Postgres
) -> None:
    machine.settings["DATABASE_URL"] = postgres.url
    ann = Person(telegram, ANN)
    async with machine.with_hammy().bot() as bot:
        await ann.whole_talk(SECRETS)
        database = open_database(postgres.url)
        assert SECRETS[0] in everything(database)
        await ann.deletes_everything()
        await asyncio.sleep(2)
        rows = everything(database)
        database.close()
        await bot.stop()
    assert not any(secret in rows for secret in (str(ANN), *SECRETS))
    note_abuse("Deletion on PostgreSQL, every row of every table", tried=1)


@pytest.mark.full
async def test_the_export_is_complete_as_data_and_as_a_page(
    telegram: FakeTelegram, machine: Machine
) -> None:
    ann = Person(telegram, ANN)
    async with machine.with_hammy().bot():
        await ann.whole_talk(SECRETS)
    files = {sent.filename: sent.content or b"" for sent in ann.received if sent.filename}
    held = json.loads(files["hammy-data.json"])
    page = files["hammy-data.html"].decode()
    person_tables = {name for name in metadata.tables if name != "setting"}
    assert set(held["tables"]) == person_tables
    assert held["tables"]["runner"][0]["address"] == str(ANN)
    for secret in SECRETS[:2]:
        assert secret in json.dumps(held["conversation"])
        assert secret in page
    for finding in held["tables"]["finding"]:
        assert finding["finding"] in page
