from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database, open_database
from storage.problems import DatabaseProblem, DatabaseUnavailable
from storage.runners import find_or_create_runner, runner_of_chat
from storage.settings import read_setting, write_setting

ADDRESS = "770011"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_and_its_log_can_be_read_by_their_owner_only(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
        database.upgrade()
        modes = {path.name: mode_of(path) for path in tmp_path.iterdir()}
    finally:
        os.umask(umask)
    assert modes == {"hammy.db": 0o600, "hammy.db-wal": 0o600, "hammy.db-shm": 0o600}
    database.close()


def test_a_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'data' / 'hammy.db'}").close()
    assert mode_of(tmp_path / "data") == 0o700


def test_sqlite_writes_ahead_and_checks_foreign_keys(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    with database.session() as session:
        assert session.execute(sa.text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert session.execute(sa.text("PRAGMA foreign_keys")).scalar_one() == 1
        assert session.execute(sa.text("PRAGMA busy_timeout")).scalar_one() == 10_000
    database.close()


@pytest.mark.parametrize(
    "address",
    ["", "hammy.db", "mysql://localhost/hammy", "postgresql+asyncpg://localhost/hammy", "://"],
)
def test_an_unusable_address_is_explained(address: str) -> None:
    with pytest.raises(DatabaseProblem, match=r"sqlite:////path/to/hammy\.db or postgresql://"):
        open_database(address)


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(address: str) -> None:
    with pytest.raises(DatabaseProblem, match="forget everybody"):
        open_database(address)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="it is a folder"):
        open_database(f"sqlite:///{tmp_path}")


def test_another_kind_of_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Monday: 5 km easy. " * 400)
    database = open_database(f"sqlite:///{path}")
    with pytest.raises(DatabaseProblem, match="not a database"):
        database.check()
    database.close()


def test_a_read_only_file_fails_the_check(tmp_path: Path) -> None:
    path = tmp_path / "hammy.db"
    database = open_database(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    # Asked for read-only, since no permission stops a test that runs as root.
    database = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(DatabaseProblem, match="readonly"):
        database.check()
    database.close()


def test_a_server_out_of_reach_is_said_without_the_password() -> None:
    database = open_database("postgresql://hammy:ouch-secret@127.0.0.1:1/hammy")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1") as problem:
        database.check()
    assert "ouch-secret" not in str(problem.value)
    database.close()


@pytest.mark.postgres
def test_a_missing_database_on_the_server_is_named(emptied_postgres_url: str) -> None:
    database = open_database(emptied_postgres_url.replace("hammy_test_", "no_such_"))
    with pytest.raises(DatabaseUnavailable, match="does not exist"):
        database.upgrade()
    database.close()


@pytest.mark.postgres
def test_the_short_name_of_postgresql_is_understood(emptied_postgres_url: str) -> None:
    address = "postgres://" + emptied_postgres_url.split("://", 1)[1]
    database = open_database(address)
    database.upgrade()
    database.check()
    database.close()


def test_a_session_commits_at_its_end(database: Database) -> None:
    with database.session() as session:
        write_setting(session, "offset", 41)
    with database.session() as session:
        assert read_setting(session, "offset") == 41


def test_a_session_rolls_back_when_anything_is_raised(database: Database) -> None:
    with pytest.raises(KeyError), database.session() as session:
        write_setting(session, "offset", 41)
        raise KeyError("anything")
    with database.session() as session:
        assert read_setting(session, "offset") is None


def test_an_unknown_setting_is_none_and_a_known_one_is_replaced(database: Database) -> None:
    with database.session() as session:
        assert read_setting(session, "offset") is None
        write_setting(session, "offset", 41)
        write_setting(session, "offset", {"next": 42})
        assert read_setting(session, "offset") == {"next": 42}


def test_a_refused_change_does_not_quote_what_a_person_is(
    database: Database, now: datetime
) -> None:
    with database.session() as session:
        find_or_create_runner(session, "telegram", ADDRESS, now)
    with pytest.raises(DatabaseProblem) as problem, database.session() as session:
        session.execute(
            sa.text(
                "INSERT INTO runner (id, channel, address, status, created_at, last_seen_at)"
                " SELECT 'other', channel, address, status, created_at, last_seen_at FROM runner"
            )
        )
    assert ADDRESS not in "".join(map(str, chain_of(problem.value)))


def chain_of(error: BaseException | None) -> list[BaseException]:
    """What a traceback would show of an error."""
    shown: list[BaseException] = []
    while error is not None:
        shown.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return shown


def test_reading_does_not_wait_for_a_writer(database: Database, now: datetime) -> None:
    with database.session() as writer:
        find_or_create_runner(writer, "telegram", ADDRESS, now)
        with database.session(read_only=True) as reader:
            assert runner_of_chat(reader, "telegram", ADDRESS) is None


def test_writers_in_many_threads_wait_for_each_other(database: Database) -> None:
    with database.session() as session:
        write_setting(session, "count", 0)
    lock_row = sa.text("SELECT value FROM setting WHERE key = 'count'")
    if database.engine.dialect.name == "postgresql":
        lock_row = sa.text("SELECT value FROM setting WHERE key = 'count' FOR UPDATE")

    def count() -> None:
        for _ in range(10):
            with database.session() as session:
                session.execute(lock_row)
                value = read_setting(session, "count")
                assert isinstance(value, int)
                write_setting(session, "count", value + 1)

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        assert read_setting(session, "count") == 60


def test_a_locked_file_is_a_reason_to_try_again_later(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    sa.event.listen(database.engine, "checkout", set_pragma("busy_timeout = 0"))
    other = sqlite3.connect(tmp_path / "hammy.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match="locked"), database.session() as session:
        write_setting(session, "offset", 41)
    other.close()
    with database.session() as session:
        write_setting(session, "offset", 41)
    database.close()


def test_a_full_disk_is_a_reason_to_try_again_later(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session() as session:
        write_setting(session, "offset", 41)
    sa.event.listen(database.engine, "checkout", set_pragma("max_page_count = 1"))
    with pytest.raises(DatabaseUnavailable, match="full"), database.session() as session:
        write_setting(session, "note", "x" * 100_000)
    with database.session() as session:
        assert read_setting(session, "offset") == 41
        assert read_setting(session, "note") is None
    database.close()


def set_pragma(setting: str) -> Callable[[Any, Any, Any], None]:
    def on_checkout(connection: Any, record: Any, proxy: Any) -> None:
        connection.execute(f"PRAGMA {setting}")

    return on_checkout


def test_what_was_committed_survives_a_killed_process(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'hammy.db'}"
    program = f"""
import os
from storage.database import open_database
from storage.settings import write_setting
database = open_database({address!r})
database.upgrade()
with database.session() as session:
    write_setting(session, "offset", 41)
with database.session() as session:
    write_setting(session, "offset", 42)
    session.flush()
    os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    database = open_database(address)
    with database.session() as session:
        assert read_setting(session, "offset") == 41
    database.close()


@pytest.mark.postgres
def test_a_restarted_server_is_found_again(emptied_postgres_url: str, postgres_server: Any) -> None:
    database = open_database(emptied_postgres_url)
    database.upgrade()
    with postgres_server.connect() as connection:
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": database.engine.url.database},
        )
    database.check()
    database.close()
