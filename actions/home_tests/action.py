"""The action that Rasa calls for the home tests."""

from __future__ import annotations

from actions.home_tests.guiding import begin_tests
from actions.turn import Turn, TurnAction


class ActionStartHomeTests(TurnAction):
    """Starts a round of home tests, contraindications first."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_start_home_tests"

    def act(self, turn: Turn) -> None:
        """See `begin_tests`."""
        begin_tests(turn)
