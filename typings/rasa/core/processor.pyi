from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

class MessageProcessor:
    domain: Any
    action_endpoint: Any
    model_metadata: Any
    graph_runner: Any
    def __init__(
        self,
        model_path: str | Path,
        tracker_store: TrackerStore,
        lock_store: Any,
        generator: Any,
        action_endpoint: Any = None,
        max_number_of_predictions: int = ...,
        on_circuit_break: Any = None,
        http_interpreter: Any = None,
    ) -> None: ...
    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]: ...
    def _get_action(self, action_name: str) -> Action | None: ...
    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool: ...
