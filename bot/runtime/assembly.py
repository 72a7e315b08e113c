"""Puts the program together from its settings: database, model, agent, engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.runtime.model import ModelProblem, model_path, train
from bot.settings import Settings
from storage.addresses import database_address
from storage.database import Database, open_database

if TYPE_CHECKING:
    from bot.conversation.engine import Engine


@dataclass(frozen=True)
class Assembly:
    """The parts that a channel needs.

    Attributes:
        engine: The conversation.
        database: Its database, the schema up to date.
    """

    engine: Engine
    database: Database

    def close(self) -> None:
        """Give the database's connections back."""
        self.database.close()


def ready_database(settings: Settings) -> Database:
    """Open the database and bring its schema up to date.

    Raises:
        DatabaseProblem: It cannot be used.
    """
    database = open_database(settings.database)
    database.upgrade()
    return database


async def assemble(
    settings: Settings,
    *,
    database: Database | None = None,
    announce: Callable[[str], None] = print,
) -> Assembly:
    """Make everything ready to answer people.

    Takes some seconds; the event loop stays free meanwhile.

    Args:
        settings: What the operator set.
        database: One from `ready_database`, or None to open it here.
        announce: Told what takes long, in one line.

    Returns:
        The parts.

    Raises:
        DatabaseProblem: The database cannot be used.
        ModelProblem: There is no model and none can be made, or it cannot be loaded.
    """
    if database is None:
        database = await asyncio.to_thread(ready_database, settings)
    if not model_path(settings.models_dir).is_file():
        announce("Training the model first; this takes a minute or two ...")
        await asyncio.to_thread(train, settings.models_dir)
    # Imported in a thread as well: Rasa takes seconds to import.
    engine = await asyncio.to_thread(_engine, settings, database)
    try:
        await engine.warm_up()
    except Exception as problem:
        raise ModelProblem(
            f"The model does not work ({type(problem).__name__}); run `hammy train --force`."
        ) from problem
    return Assembly(engine, database)


def _engine(settings: Settings, database: Database) -> Engine:
    from actions.private_files import forget_left_behind  # noqa: PLC0415
    from actions.services import Services, configure  # noqa: PLC0415
    from bot.conversation.engine import Engine  # noqa: PLC0415
    from bot.runtime.agent import load_agent  # noqa: PLC0415

    forget_left_behind()
    configure(Services(database))
    address = database_address(settings.database).render_as_string(hide_password=False)
    agent = load_agent(model_path(settings.models_dir), address, settings.redis_url)
    return Engine(agent, database)
