"""The actions that Rasa calls for the plan and the exercises."""

from __future__ import annotations

from actions.check_in.dispatch import take_check_in
from actions.plan.exercises import describe_exercise, show_exercises
from actions.plan.logging import log_exercises
from actions.plan.showing import show_plan
from actions.triage.take_in import resume
from actions.turn import Turn, TurnAction


class ActionShowPlan(TurnAction):
    """Today's session."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_plan"

    def act(self, turn: Turn) -> None:
        """See `show_plan`."""
        show_plan(turn)


class ActionShowExercises(TurnAction):
    """The exercises as a list, or one of them in full."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_exercises"

    def act(self, turn: Turn) -> None:
        """See `show_exercises`."""
        show_exercises(turn)


class ActionDescribeExercise(TurnAction):
    """One exercise in full."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_describe_exercise"

    def act(self, turn: Turn) -> None:
        """See `describe_exercise`."""
        describe_exercise(turn)


class ActionLogExercises(TurnAction):
    """Takes in what was done."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_log_exercises"

    def act(self, turn: Turn) -> None:
        """Take them as an answer to an open check-in, or see `log_exercises`."""
        if take_check_in(turn):
            return
        log_exercises(turn)
        resume(turn)
