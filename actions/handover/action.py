"""The actions that Rasa calls for progress and summary."""

from __future__ import annotations

from actions.handover.progress import show_progress
from actions.handover.summary import show_summary
from actions.triage.take_in import resume
from actions.turn import Turn, TurnAction


class ActionShowProgress(TurnAction):
    """How it has gone."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_progress"

    def act(self, turn: Turn) -> None:
        """See `show_progress`."""
        show_progress(turn)
        resume(turn)


class ActionShowSummary(TurnAction):
    """A summary to hand over."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_show_summary"

    def act(self, turn: Turn) -> None:
        """See `show_summary`."""
        show_summary(turn)
        resume(turn)
