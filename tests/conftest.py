"""Shared by all tests: the trained model, loaded once, on a real migrated database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.quiet import silence_libraries

silence_libraries("WARNING")


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The real conversation engine: trained model, real actions, SQLite made by migrations."""
    from actions.services import Services, configure
    from bot.conversation.engine import Engine
    from bot.runtime.agent import load_agent
    from bot.runtime.model import model_path
    from bot.settings import PROJECT_ROOT
    from storage.database import open_database

    model = model_path(PROJECT_ROOT / "models")
    if not model.is_file():
        pytest.fail("no trained model: run `make train` first", pytrace=False)
    path: Path = tmp_path_factory.mktemp("engine") / "hammy.db"
    url = f"sqlite:///{path}"
    database = open_database(url)
    database.upgrade()
    configure(Services(database))
    yield Engine(load_agent(model, url), database)
    configure(None)
