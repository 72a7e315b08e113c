from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.database import Database, open_database
from storage.models import metadata
from storage.problems import DatabaseProblem


def differences(database: Database) -> list[Any]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
            },
        )
        return list(compare_metadata(context, metadata))


def names_of_checks(table: Any) -> set[str]:
    return {
        str(constraint.name)
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }


def test_models_and_migrations_agree(database: Database) -> None:
    assert differences(database) == []


def test_a_column_that_no_migration_makes_is_noticed(empty_url: str) -> None:
    database = open_database(empty_url)
    database.upgrade()
    with database.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE check_in DROP COLUMN verdict"))
    assert [change[0] for change in differences(database)] == ["add_column"]
    database.close()


def test_models_and_migrations_have_the_same_checks_and_partial_indexes(
    database: Database,
) -> None:
    inspector = sa.inspect(database.engine)
    for table in metadata.sorted_tables:
        in_database = {check["name"] for check in inspector.get_check_constraints(table.name)}
        assert in_database == names_of_checks(table), table.name
        unique = {
            index["name"]
            for index in inspector.get_indexes(table.name)
            if index["unique"] and not index.get("duplicates_constraint")
        }
        assert unique == {index.name for index in table.indexes if index.unique}, table.name


def test_checks_allow_the_same_words_as_the_models(database: Database) -> None:
    inspector = sa.inspect(database.engine)
    for table in metadata.sorted_tables:
        texts = {
            check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)
        }
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                text = texts[f"ck_{table.name}_{column.name}"]
                assert {f"'{word}'" for word in column.type.enums} == {
                    part.split("::")[0].strip(" ()[]") for part in text_items(text)
                }, f"{table.name}.{column.name}"


def text_items(check: str) -> list[str]:
    """The quoted words of `x IN ('a', 'b')`, which PostgreSQL gives back as an array."""
    inside = check[check.index("'") :]
    return [part for part in inside.split(",") if "'" in part]


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    database.upgrade()
    assert differences(database) == []


def test_an_upgraded_database_passes_the_check(empty_url: str) -> None:
    database = open_database(empty_url)
    database.upgrade()
    database.check()
    database.close()


def test_a_database_without_tables_is_told_to_be_upgraded(empty_url: str) -> None:
    database = open_database(empty_url)
    with pytest.raises(DatabaseProblem, match="hammy db upgrade"):
        database.check()
    database.close()


@pytest.mark.parametrize("use", [Database.check, Database.upgrade])
def test_a_newer_schema_is_left_alone(database: Database, use: Callable[[Database], None]) -> None:
    before = set_revision(database, "9999")
    try:
        with pytest.raises(DatabaseProblem, match="newer version"):
            use(database)
    finally:
        set_revision(database, before)


def set_revision(database: Database, revision: str) -> str:
    """Claim another revision; the one that was there before."""
    with database.engine.begin() as connection:
        before = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(
            sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )
    return str(before)


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    databases = [open_database(empty_url) for _ in range(4)]
    problems: list[BaseException] = []

    def upgrade(database: Database) -> None:
        try:
            database.upgrade()
        except BaseException as problem:  # the test reports whatever it was
            problems.append(problem)

    threads = [threading.Thread(target=upgrade, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert differences(databases[0]) == []
    for database in databases:
        database.close()


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE outbox (id INTEGER)"))
    with pytest.raises(DatabaseProblem):
        database.upgrade()
    assert sa.inspect(database.engine).get_table_names() == ["outbox"]
    database.close()


def test_foreign_keys_are_on_again_after_an_upgrade(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'hammy.db'}")
    database.upgrade()
    with database.session() as session:
        assert session.execute(sa.text("PRAGMA foreign_keys")).scalar_one() == 1
    database.close()


def test_tables_of_rasa_in_the_same_database_are_left_alone(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE events (id INTEGER)"))
    database.upgrade()
    database.check()
    assert "events" in sa.inspect(database.engine).get_table_names()
    database.close()
