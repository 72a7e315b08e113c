from enum import Enum
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

class SupportedData(Enum):
    ML_DATA = 1
    RULE_DATA = 2
    ML_AND_RULE_DATA = 3

class PolicyPrediction:
    probabilities: list[float]
    policy_priority: int
    is_no_user_prediction: bool
    max_confidence: float

class Policy:
    config: dict[str, Any]
    priority: int
    _resource: Resource
    _model_storage: ModelStorage
    @staticmethod
    def get_default_config() -> dict[str, Any]: ...
    @staticmethod
    def supported_data() -> SupportedData: ...
    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Any = None,
    ) -> None: ...
    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource: ...
    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Policy: ...
    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction: ...
    def _prediction(
        self,
        probabilities: list[float],
        events: list[Any] | None = None,
        optional_events: list[Any] | None = None,
        is_end_to_end_prediction: bool = False,
        is_no_user_prediction: bool = False,
        diagnostic_data: dict[str, Any] | None = None,
        action_metadata: dict[str, Any] | None = None,
    ) -> PolicyPrediction: ...
    def _default_predictions(self, domain: Domain) -> list[float]: ...
