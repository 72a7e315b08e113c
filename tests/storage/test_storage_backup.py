"""A backup is whole, private, made while others write, and can be put back."""

from __future__ import annotations

import stat
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.backup import back_up, restore
from storage.database import Database, open_database
from storage.problems import DatabaseProblem
from storage.runners import Runner
from tests.storage.samples import fill, make_conversation_table


def url_of(database: Database) -> str:
    return str(database.engine.url.render_as_string(hide_password=False))


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.session(read_only=True) as session:
        tables = sa.inspect(session.connection()).get_table_names()
        return {
            table: sorted(map(repr, session.execute(sa.text(f'SELECT * FROM "{table}"'))))
            for table in tables
        }


def forget_everybody(database: Database) -> None:
    with database.session() as session:
        session.execute(sa.text("DELETE FROM setting"))
        for table in ("outbox", "inbox", "check_in", "run_log", "exercise_log", "home_test"):
            session.execute(sa.text(f"DELETE FROM {table}"))
        for table in ("finding", "assessment", "episode", "runner"):
            session.execute(sa.text(f"DELETE FROM {table}"))


def test_what_was_backed_up_comes_back_to_the_last_row(
    database: Database, two_runners: tuple[Runner, Runner], tmp_path: Path
) -> None:
    before = everything(database)
    back_up(url_of(database), tmp_path / "copy")
    forget_everybody(database)
    assert everything(database) != before
    restore(url_of(database), tmp_path / "copy")
    assert everything(database) == before


def test_a_backup_is_readable_by_its_owner_only(database: Database, tmp_path: Path) -> None:
    back_up(url_of(database), tmp_path / "new" / "copy")
    assert stat.S_IMODE((tmp_path / "new" / "copy").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_backup_made_while_others_write_holds_whole_people_only(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    stop, written = threading.Event(), []
    with database.session() as session:
        make_conversation_table(session)

    def write() -> None:
        while not stop.is_set():
            with database.session() as session:
                written.append(fill(session, f"77{len(written)}", now))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [tmp_path / f"copy-{number}" for number in range(5)]
        for number, copy in enumerate(copies, start=1):
            while writer.is_alive() and len(written) < number * 3:
                time.sleep(0.01)
            back_up(url_of(database), copy)
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        restore(url_of(database), copy, replace=True)
        with database.session(read_only=True) as session:
            people, episodes, openings = session.execute(
                sa.text(
                    "SELECT (SELECT count(*) FROM runner), (SELECT count(*) FROM episode),"
                    " (SELECT count(DISTINCT runner_id) FROM episode)"
                )
            ).one()
        assert people > 0
        assert openings == people
        assert episodes >= people


def test_people_are_not_replaced_by_accident(
    database: Database, two_runners: tuple[Runner, Runner], tmp_path: Path
) -> None:
    back_up(url_of(database), tmp_path / "copy")
    before = everything(database)
    with pytest.raises(DatabaseProblem, match="--replace"):
        restore(url_of(database), tmp_path / "copy")
    assert everything(database) == before


@pytest.mark.parametrize("content", [b"", b"no database at all", b"PGDMP but cut off"])
def test_a_file_that_is_no_backup_changes_nothing(
    database: Database, two_runners: tuple[Runner, Runner], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "copy").write_bytes(content)
    before = everything(database)
    with pytest.raises(DatabaseProblem):
        restore(url_of(database), tmp_path / "copy", replace=True)
    assert everything(database) == before


def test_half_a_backup_is_refused(
    database: Database, two_runners: tuple[Runner, Runner], tmp_path: Path
) -> None:
    back_up(url_of(database), tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    before = everything(database)
    with pytest.raises(DatabaseProblem):
        restore(url_of(database), tmp_path / "half", replace=True)
    assert everything(database) == before


def test_an_older_backup_is_never_overwritten(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(DatabaseProblem, match="already"):
        back_up(url_of(database), tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_backup_of_an_older_schema_is_brought_up_to_date(empty_url: str, tmp_path: Path) -> None:
    database = open_database(empty_url)
    database.upgrade()
    back_up(empty_url, tmp_path / "copy")
    with database.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE run_log"))
    restore(empty_url, tmp_path / "copy")
    database.check()
    database.close()


@pytest.mark.postgres
def test_a_missing_program_is_named(
    new_postgres_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_postgres_url()
    database = open_database(url)
    database.upgrade()
    database.close()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DatabaseProblem, match="pg_dump is not on this machine"):
        back_up(url, tmp_path / "copy")
