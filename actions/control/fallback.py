"""When a message was not understood: the two likeliest meanings, or an honest word."""

from __future__ import annotations

from actions.control.action import ways_in
from actions.control.suggesting import NEITHER, NONSENSE, suggest
from actions.triage.asking import Pending, owner_of
from actions.triage.take_in import resume, take_in
from actions.turn import Turn, TurnAction


class ActionDefaultFallback(TurnAction):
    """Findings in the message count all the same; else two suggestions, else an example.

    It also runs where no rule fits, and no rule fits after it either: it has to end the turn
    itself, or it would run again and again.
    """

    ends_turn = True

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_default_fallback"

    def act(self, turn: Turn) -> None:
        """Make the best of it; a feature with an open question may know the answer."""
        if turn.heard.argument == NEITHER:
            turn.respond("utter_other_words")
            resume(turn)
            return
        feature = owner_of(Pending.of(turn))
        if feature is not None and feature.answer(turn):
            return
        if turn.heard.findings or Pending.of(turn) is not None:
            take_in(turn)
            return
        if turn.heard.intent == NONSENSE:
            said = "utter_nonsense" if turn.heard.text else "utter_tell_me"
            turn.respond_with_buttons(said, ways_in())
            return
        if not suggest(turn):
            turn.respond("utter_did_not_get")
