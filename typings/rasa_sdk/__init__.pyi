from typing import Any

from rasa_sdk.executor import CollectingDispatcher

class Tracker:
    sender_id: str
    slots: dict[str, Any]
    latest_message: dict[str, Any]
    events: list[dict[str, Any]]
    def get_slot(self, key: str) -> Any: ...

class Action:
    def name(self) -> str: ...
    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]: ...
