"""The dialogue policy that lets a red flag win over everything else."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from actions.reading import Heard
from actions.safety.watch import ACTION_SAFETY, ACTION_TRIAGE, next_safety_action

_PRIORITY = 7  # RulePolicy has 6
_ENDS_THE_TURN = frozenset({ACTION_SAFETY, ACTION_TRIAGE})


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT], is_trainable=True
)
class SafetyPolicy(Policy):
    """Runs the safety action when the latest message or the standing hold demands it.

    It is deterministic and learns nothing; Rasa wants a `train` all the same. The predictions
    are flagged as independent of the user's intent, because only such a prediction beats the
    rules whatever their priority.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Priority above every other policy."""
        return {"priority": _PRIORITY}

    @staticmethod
    def supported_data() -> SupportedData:
        """It reads neither stories nor rules."""
        return SupportedData.RULE_DATA

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context)

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Nothing to learn."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyPolicy:
        """Nothing to load."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Certain about the safety action when it is due, silent otherwise."""
        probabilities = self._default_predictions(domain)
        action = self._due(tracker)
        if action is None:
            return self._prediction(probabilities)
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)

    def _due(self, tracker: DialogueStateTracker) -> str | None:
        if tracker.latest_message is None:
            return None
        last = tracker.latest_action_name
        if last in _ENDS_THE_TURN:
            # What is open is another question by then, so the message must not be looked at again.
            return str(ACTION_LISTEN_NAME)
        heard = Heard.from_parse(tracker.latest_message.parse_data)
        action = next_safety_action(
            heard,
            hold=tracker.get_slot("safety_hold"),
            pending=tracker.get_slot("pending"),
            asked=tracker.get_slot("pending_findings") or (),
        )
        return action if last == ACTION_LISTEN_NAME else None
