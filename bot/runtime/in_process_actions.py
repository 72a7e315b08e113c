"""Runs the custom actions inside this process: no action server, no HTTP hop."""

from __future__ import annotations

import importlib
import inspect
import logging
import pkgutil
from collections.abc import Iterator
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.utils import all_subclasses

from bot.runtime.faults import describe
from storage.problems import DatabaseUnavailable

log = logging.getLogger(__name__)

DATABASE_FAULT = {"fault": "database"}
"""Sent instead of messages by an action that found the database unusable; see the engine."""


def _actions_in(package: str) -> Iterator[type[Action]]:
    """Every concrete action of a package.

    The executor's own search looks for sub-packages by their last name alone, and so finds
    strangers of the same name.
    """
    root = importlib.import_module(package)
    for info in pkgutil.walk_packages(root.__path__, f"{package}."):
        importlib.import_module(info.name)
    for action in all_subclasses(Action):
        if action.__module__.startswith(f"{package}.") and not inspect.isabstract(action):
            yield action


class InProcessActions(EndpointConfig):
    """Stands where Rasa expects the address of an action server.

    A failing action must never leave the runner in silence: the turn then says that something
    went wrong and the fault is logged by its type only. A database that cannot be used now is
    reported beside the messages (`DATABASE_FAULT`), so that the turn can be tried again.
    """

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        for action in _actions_in(package):
            self._executor.register_action(action)

    @property
    def names(self) -> frozenset[str]:
        """The actions that can be run."""
        return frozenset(self._executor.actions)

    async def request(self, *_: Any, json: dict[str, Any] | None = None, **__: Any) -> Any:
        """Run the action that Rasa asks for; see `EndpointConfig.request`."""
        call = json or {}
        try:
            return await self._executor.run(call)
        except DatabaseUnavailable as fault:
            log.error("action %s failed: %s", call.get("next_action"), describe(fault))
            return {"events": [], "responses": [{"custom": DATABASE_FAULT}]}
        except Exception as fault:
            log.error("action %s failed: %s", call.get("next_action"), describe(fault))
            return {"events": [], "responses": [{"response": "utter_something_went_wrong"}]}
