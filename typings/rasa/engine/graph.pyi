from abc import ABC, abstractmethod
from typing import Any

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

class ExecutionContext:
    graph_schema: Any
    model_id: str | None
    is_finetuning: bool
    node_name: str
    def __init__(
        self,
        graph_schema: Any,
        model_id: str | None = None,
        should_add_diagnostic_data: bool = False,
        is_finetuning: bool = False,
        node_name: str | None = None,
    ) -> None: ...

class GraphSchema:
    nodes: dict[str, Any]
    def __init__(self, nodes: dict[str, Any]) -> None: ...

class GraphComponent(ABC):
    @classmethod
    def required_components(cls) -> list[type]: ...
    @classmethod
    @abstractmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent: ...
    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent: ...
    @staticmethod
    def get_default_config() -> dict[str, Any]: ...
    @staticmethod
    def required_packages() -> list[str]: ...
