"""A Rasa agent for custom actions of this very program, and for people who stay for years.

Rasa checks every answer of an action server against a JSON schema, and the schema itself each
time. For actions in the same process that check was about half of a turn's time.

Rasa reads a conversation back from the start of its session at every turn, and a session lasts as
long as nobody is silent for hours. A long talk would grow slower with each turn, so a new session
also begins after a number of events; what the dialogue has to remember is in slots and our tables.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

MOST_EVENTS = 300
"""Events of one session: some two dozen turns."""


class _DirectAction(RemoteAction):
    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        del result
        return True


class _DirectProcessor(MessageProcessor):
    def _get_action(self, action_name: str) -> Action | None:
        action = super()._get_action(action_name)
        if isinstance(action, RemoteAction):
            return _DirectAction(action_name, self.action_endpoint)
        return action

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        return len(tracker.events) > MOST_EVENTS or super()._has_session_expired(tracker)


class DirectAgent(Agent):
    """An agent as Rasa's own, but for how custom actions are called."""

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        """Take the store as it is.

        Rasa would wrap it so that a conversation which cannot be read counts as a new one, and one
        which cannot be kept is kept in memory. Here such a turn fails and is tried again.
        """
        if store is None:
            return InMemoryTrackerStore(domain)
        store.domain = domain
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a model; see `rasa.core.agent.Agent.load_model`."""
        self.processor = _DirectProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses if self.domain else {}
