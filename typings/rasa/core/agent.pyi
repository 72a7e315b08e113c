from pathlib import Path
from typing import Any

from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain

class Agent:
    # Both are None until a model is loaded; nothing here uses an agent before that.
    processor: MessageProcessor
    domain: Domain
    tracker_store: TrackerStore
    lock_store: Any
    nlg: Any
    action_endpoint: Any
    http_interpreter: Any
    def __init__(
        self,
        domain: Domain | None = None,
        generator: Any = None,
        tracker_store: TrackerStore | None = None,
        lock_store: Any = None,
        action_endpoint: Any = None,
        fingerprint: str | None = None,
        model_server: Any = None,
        remote_storage: str | None = None,
        http_interpreter: Any = None,
    ) -> None: ...
    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore: ...
    def _set_fingerprint(self, fingerprint: str | None = None) -> None: ...
    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None: ...
    def is_ready(self) -> bool: ...
    async def parse_message(self, message_data: str) -> dict[str, Any]: ...
    async def handle_message(self, message: Any) -> list[dict[str, Any]] | None: ...
