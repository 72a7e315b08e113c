"""Loads the Rasa agent with our tracker store, lock store and in-process actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import event
from sqlalchemy.engine import make_url

from bot.runtime.direct_agent import DirectAgent
from bot.runtime.in_process_actions import InProcessActions
from bot.runtime.locks import ReplicaLocks
from bot.runtime.model import ModelProblem
from storage.addresses import POSTGRES_PATIENCE


def _tracker_store(database_url: str) -> Any:
    url = make_url(database_url)
    patience = POSTGRES_PATIENCE if url.get_backend_name() == "postgresql" else {}
    store = SQLTrackerStore(
        dialect=url.drivername,
        host=url.host,
        port=url.port,
        db=url.database or "",
        username=url.username,
        password=url.password,
        query={name: str(value) for name, value in {**patience, **url.query}.items()} or None,
    )
    if url.get_backend_name() == "sqlite":
        event.listen(store.engine, "connect", _overwrite_what_is_deleted)
        # The connection that made the table is from before.
        store.engine.dispose()
    return store


def _overwrite_what_is_deleted(connection: Any, record: Any) -> None:  # noqa: ARG001
    """SQLite moves rows when pages split, and would leave copies of them behind."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _lock_store(redis_url: str | None) -> LockStore:
    if redis_url is None:
        return InMemoryLockStore()
    return ReplicaLocks(redis_url)


def load_agent(model: Path, database_url: str, redis_url: str | None = None) -> Agent:
    """Load a trained model, ready to answer.

    Args:
        model: The model's archive.
        database_url: SQLAlchemy address; the schema must already be there.
        redis_url: Redis for locks between replicas, or None for one process.

    Raises:
        ModelProblem: The archive is missing, damaged or of another Rasa version.
    """
    if not model.is_file():
        raise ModelProblem(f"No trained model at {model.name}; run `hammy train`.")
    try:
        agent = DirectAgent(
            tracker_store=_tracker_store(database_url),
            lock_store=_lock_store(redis_url),
            action_endpoint=InProcessActions(),
        )
        agent.load_model(model)
    except Exception as problem:
        raise ModelProblem(
            f"The model {model.name} cannot be loaded ({type(problem).__name__}); "
            "run `hammy train --force`."
        ) from problem
    return agent
