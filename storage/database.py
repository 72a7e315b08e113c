"""Opening the database: one engine, its sessions, its schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from storage import schema
from storage.addresses import POSTGRES_PATIENCE, database_address, make_private_file, sqlite_file
from storage.problems import DatabaseUnavailable, problem_from

_BUSY_SECONDS = 10.0
_SCRUB_MILLISECONDS = 500
_BEGIN = "hammy_begin"


class Database:
    """One database and the ways to use it; safe to share between threads.

    Attributes:
        engine: SQLAlchemy's engine, for the few who need more than a session.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # Reading must not queue behind writers, so it begins without SQLite's write lock.
        self._reading = engine.execution_options(**{_BEGIN: "BEGIN DEFERRED"})

    @contextmanager
    def session(self, *, read_only: bool = False) -> Iterator[Session]:
        """A session that commits at the end, or rolls back when anything is raised.

        Args:
            read_only: Whether nothing will be changed; such sessions never wait for a writer.

        Yields:
            The session.

        Raises:
            DatabaseUnavailable: When the server is out of reach, or the file locked or full.
            DatabaseProblem: When the database refuses a change.
        """
        engine = self._reading if read_only else self.engine
        session = Session(engine, future=True, expire_on_commit=False)
        try:
            yield session
            session.commit()
        except DBAPIError as error:
            session.rollback()
            raise problem_from(error) from None
        except PoolTimeoutError:
            raise DatabaseUnavailable("All connections to the database are in use.") from None
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    def upgrade(self) -> None:
        """Bring the schema to what this program needs; several processes may do it at once.

        Raises:
            DatabaseProblem: When the schema is newer than this program, or cannot be changed.
        """
        schema.upgrade(self.engine)

    def check(self, *, writing: bool = True) -> None:
        """See that the database answers, has the right schema and can be written to.

        Args:
            writing: Whether it has to be written to; without that no writer is waited for.

        Raises:
            DatabaseProblem: Saying what is wrong and how to mend it.
        """
        schema.check(self._reading)
        if not writing:
            return
        with self.session() as session:
            session.execute(text("UPDATE setting SET value = value WHERE key IS NULL"))

    def scrub(self) -> bool:
        """Take what was deleted out of SQLite's file and its write-ahead log as well.

        SQLite overwrites what it deletes, but moves rows when pages split and leaves the old
        copies in the unused middle of live pages; so the file is written anew. The log keeps old
        pages until it is emptied. Writers wait meanwhile, so do not call this again and again.
        On PostgreSQL this is the server's own vacuum and nothing is done here.

        Returns:
            Whether it is done; False when somebody was in the way, then try again later.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        try:
            with self.engine.connect() as connection:
                return _write_anew(connection.connection.cursor())
        except (DBAPIError, self.engine.dialect.dbapi.Error):
            return False

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open a database without touching its tables.

    Args:
        url: `sqlite:///` with a path, or `postgresql://` with a server.

    Returns:
        The database. A server is contacted at first use only.

    Raises:
        DatabaseProblem: When the address cannot be used or the file cannot be made.
    """
    address = database_address(url)
    if address.get_backend_name() == "sqlite":
        return Database(_sqlite_engine(address))
    return Database(_postgres_engine(address))


def _sqlite_engine(address: Any) -> Engine:
    path = sqlite_file(address)
    if path is not None:
        make_private_file(path)
    engine = create_engine(
        address,
        future=True,
        hide_parameters=True,
        # Connections move between threads, one at a time, and stay open: closing the last one
        # would write the whole log back each time.
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=27,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:  # noqa: ARG001
    # The driver would begin transactions late and end them early; we do it ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    # Full: a message that was acknowledged survives a power cut, not only a crash.
    cursor.execute("PRAGMA synchronous = FULL")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later would fail instead of waiting its turn.
    begin = connection.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE")
    connection.exec_driver_sql(begin)


def _write_anew(cursor: Any) -> bool:
    # Neither works inside a transaction, so the driver runs them. While the emptying of the log
    # waits for readers it holds up writers, so it must not wait long.
    cursor.execute(f"PRAGMA busy_timeout = {_SCRUB_MILLISECONDS}")
    # What people said must not pass through files in other folders.
    cursor.execute("PRAGMA temp_store = MEMORY")
    try:
        try:
            cursor.execute("VACUUM")
        finally:
            # After a disk that was full as well: the log has grown by the attempt.
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.execute("PRAGMA temp_store = DEFAULT")
        cursor.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
        cursor.close()
    return bool(busy == 0)


def _postgres_engine(address: Any) -> Engine:
    return create_engine(
        address,
        future=True,
        hide_parameters=True,
        pool_size=8,
        max_overflow=24,
        pool_pre_ping=True,
        connect_args={**POSTGRES_PATIENCE, "application_name": "hammy"},
    )
