from __future__ import annotations

import json
import random
import sqlite3
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.backup import back_up
from storage.conversations import (
    conversation_of,
    delete_conversation,
)
from storage.database import Database, open_database
from storage.deletion import delete_runner
from storage.export import export_runner
from storage.inbox import Update, claim_inbox, receive_update
from storage.models import metadata
from storage.outbox import answer, claim_outbox, confirm_outbox
from storage.ownership import IMPERSONAL, personal_rows
from storage.runners import (
    Runner,
    find_or_create_runner,
)
from storage.scrubbing import scrub_if_owed
from tests.storage.samples import (
    ADDRESS,
    OTHER_ADDRESS,
    WORDS,
    add_event,
    everything,
    fill,
    make_conversation_table,
)


def test_every_table_is_impersonal_or_says_whose_its_rows_are(
    two_runners: tuple[Runner, Runner],
) -> None:
    covered = {table.name for table, _ in personal_rows(two_runners[0])}
    assert covered | IMPERSONAL == set(metadata.tables)
    assert covered & IMPERSONAL == set()


def test_deletion_leaves_no_trace_in_any_table(
    database: Database, two_runners: tuple[Runner, Runner]
) -> None:
    runner, _ = two_runners
    assert any(ADDRESS in row for row in everything(database))
    assert any(runner.id in row for row in everything(database))
    with database.session() as session:
        deleted = delete_runner(session, runner)
    assert all(deleted[table.name] > 0 for table, _ in personal_rows(runner))
    assert deleted["conversation"] == 1
    left = [row for row in everything(database) if ADDRESS in row or runner.id in row]
    assert left == []


def test_deletion_touches_nobody_else(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    runner, other = two_runners
    with database.session() as session:
        before = export_runner(session, other, now)
        delete_runner(session, runner)
    with database.session() as session:
        assert export_runner(session, other, now) == before


def test_deleting_a_runner_twice_is_harmless(
    database: Database, two_runners: tuple[Runner, Runner]
) -> None:
    for _ in range(2):
        with database.session() as session:
            deleted = delete_runner(session, two_runners[0])
    assert set(deleted.values()) == {0}


def test_deleted_words_are_gone_from_the_bytes_of_the_files(tmp_path: Path, now: datetime) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session() as session:
        make_conversation_table(session)
        runner = fill(session, ADDRESS, now)
    secrets = [ADDRESS.encode(), runner.id.encode(), WORDS.encode()]
    assert all(found_in(tmp_path, secret) for secret in secrets)
    with database.session() as session:
        delete_runner(session, runner)
    assert database.scrub()
    assert not any(found_in(tmp_path, secret) for secret in secrets)
    database.close()


def deleted_but_left_in_the_file(folder: Path, now: datetime) -> tuple[Database, Runner, Runner]:
    """Talks until a page of the file is rebuilt while somebody's rows are deleted: SQLite leaves
    a copy in the unused middle of it. Whose it is, and somebody who stays."""
    database = open_database(f"sqlite:///{folder / 'hammy.db'}")
    database.upgrade()
    chance = random.Random(12)
    with database.session() as session:
        make_conversation_table(session)
    for number in range(0, 200, 2):
        with database.session() as session:
            goes, stays = (
                find_or_create_runner(session, "telegram", str(7_000_000_000 + each), now)
                for each in (number, number + 1)
            )
            spoken = chance.randint(10, 80)
            for runner in (goes, stays):
                for _ in range(spoken):
                    add_event(session, runner.id, "user", now, text=WORDS * chance.randint(1, 30))
        with database.session() as session:
            delete_runner(session, goes)
        with database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if found_in(folder, goes.id.encode()):
            return database, goes, stays
        with database.session() as session:
            delete_runner(session, stays)
    raise AssertionError("these tests search in vain")


def test_rows_that_the_file_moved_about_leave_no_copy_behind(tmp_path: Path, now: datetime) -> None:
    database, gone, kept = deleted_but_left_in_the_file(tmp_path, now)
    assert scrub_if_owed(database)
    assert not found_in(tmp_path, gone.id.encode())
    assert found_in(tmp_path, kept.id.encode())
    database.close()


def test_a_backup_holds_no_copy_of_rows_that_were_deleted(tmp_path: Path, now: datetime) -> None:
    database, gone, kept = deleted_but_left_in_the_file(tmp_path, now)
    back_up(f"sqlite:///{tmp_path / 'hammy.db'}", tmp_path / "backup" / "copy.db")
    assert not found_in(tmp_path / "backup", gone.id.encode())
    assert found_in(tmp_path / "backup", kept.id.encode())
    database.close()


def test_a_scrub_that_somebody_was_in_the_way_of_is_owed_also_after_a_restart(
    tmp_path: Path, now: datetime
) -> None:
    url = f"sqlite:///{tmp_path / 'hammy.db'}"
    database = open_database(url)
    database.upgrade()
    with database.session() as session:
        make_conversation_table(session)
        runner = fill(session, ADDRESS, now)
    other = sqlite3.connect(tmp_path / "hammy.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM runner").fetchone()
    with database.session() as session:
        delete_runner(session, runner)
    assert not scrub_if_owed(database)
    database.close()
    assert found_in(tmp_path, runner.id.encode())
    other.close()
    again = open_database(url)
    assert scrub_if_owed(again)
    again.close()
    assert not found_in(tmp_path, runner.id.encode())


def test_nothing_is_owed_before_a_deletion_and_after_its_scrub(
    tmp_path: Path, now: datetime
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session() as session:
        make_conversation_table(session)
        runner = fill(session, ADDRESS, now)

    def is_written_anew() -> bool:
        with database.engine.connect() as connection:
            before = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
            connection.rollback()
            assert scrub_if_owed(database)
            return bool(connection.execute(sa.text("PRAGMA schema_version")).scalar_one() != before)

    assert not is_written_anew()
    with database.session() as session:
        delete_runner(session, runner)
    assert is_written_anew()
    assert not is_written_anew()
    database.close()


def test_answered_words_are_gone_from_the_bytes_of_the_files(tmp_path: Path, now: datetime) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session() as session:
        receive_update(session, Update("telegram", 1, ADDRESS, {"text": WORDS}), now)
    assert found_in(tmp_path, WORDS.encode())
    with database.session() as session:
        (item,) = claim_inbox(session, now=now, limit=1)
        answer(session, item, [{"text": WORDS}], now)
        confirm_outbox(session, claim_outbox(session, now=now, limit=1)[0], "m1", now)
    assert database.scrub()
    assert not found_in(tmp_path, WORDS.encode())
    database.close()


def found_in(folder: Path, secret: bytes) -> bool:
    return any(secret in path.read_bytes() for path in folder.iterdir())


def test_scrubbing_says_when_somebody_was_still_reading(tmp_path: Path, now: datetime) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session(read_only=True) as reader:
        reader.execute(sa.text("SELECT count(*) FROM runner"))
        with database.session() as session:
            find_or_create_runner(session, "telegram", ADDRESS, now)
        assert not database.scrub()
    assert database.scrub()
    database.close()


def test_the_export_is_json_with_every_column_of_every_table(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    with database.session(read_only=True) as session:
        exported = json.loads(json.dumps(export_runner(session, two_runners[0], now)))
    assert exported["exported_at"] == "2024-03-30T09:00:00+00:00"
    assert {name: set(rows[0]) for name, rows in exported["tables"].items()} == {
        name: {column.name for column in table.columns}
        for name, table in metadata.tables.items()
        if name not in IMPERSONAL
    }
    assert exported["conversation"] == [{"event": "user", "text": WORDS}]


def test_the_export_has_every_row_of_its_runner_and_of_nobody_else(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    runner, other = two_runners
    with database.session(read_only=True) as session:
        mine = export_runner(session, runner, now)
        theirs = export_runner(session, other, now)
        for name, table in metadata.tables.items():
            if name not in IMPERSONAL:
                in_all = session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                assert len(mine["tables"][name]) + len(theirs["tables"][name]) == in_all
    text = json.dumps(mine)
    assert runner.id in text
    assert ADDRESS in text
    assert other.id not in text
    assert OTHER_ADDRESS not in text


def test_the_export_says_moments_dates_and_words_plainly(
    database: Database, two_runners: tuple[Runner, Runner], now: datetime
) -> None:
    with database.session(read_only=True) as session:
        tables = export_runner(session, two_runners[0], now)["tables"]
    (person,) = tables["runner"]
    assert (person["check_in_time"], person["status"]) == ("09:00:00", "active")
    assert person["consented_at"] == "2024-03-30T09:00:00+00:00"
    assert tables["assessment"][0]["rows"] == ["C1"]
    assert tables["exercise_log"][0]["local_date"] == "2024-03-30"


def test_without_rasas_table_there_is_no_conversation(session: Session, runner: Runner) -> None:
    assert conversation_of(session, runner.id) == ()
    assert delete_conversation(session, runner.id) == 0
