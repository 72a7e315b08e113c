"""Start, help, start over, a new injury, leaving a question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.control.commands import COMMANDS
from actions.triage.asking import Pending, button, clear_pending, owner_of
from actions.triage.case import open_case, open_new_case
from actions.triage.recheck import begin_recheck
from actions.triage.take_in import resume, take_in
from actions.turn import SELF, Turn, TurnAction
from storage.assessments import latest_assessment

HURTS, QUESTION, RECOVERING = "hurts", "question", "recovering"


def ways_in() -> Iterable[dict[str, Any]]:
    """Buttons for the common ways in."""
    yield button("My hamstring hurts", "start", option=HURTS)
    yield button("I have a question", "start", option=QUESTION)
    yield button("I am recovering", "start", option=RECOVERING)


def _has_verdict(turn: Turn) -> bool:
    case = open_case(turn)
    return case is not None and latest_assessment(turn.session, case.episode.id) is not None


class ActionStart(TurnAction):
    """Begins, or says where we are."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_start"

    def act(self, turn: Turn) -> None:
        """Ask for the story, in the way that the runner came in."""
        way = turn.heard.argument
        if way in {HURTS, QUESTION, RECOVERING}:
            turn.respond(f"utter_way_in_{way}")
            return
        if _has_verdict(turn) or Pending.of(turn) is not None:
            turn.respond("utter_welcome_back")
            resume(turn)
            return
        turn.dispatcher.utter_message(response="utter_tell_me", buttons=list(ways_in()))


class ActionGreet(TurnAction):
    """Greets back, and leaves nobody without a next step."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_greet"

    def act(self, turn: Turn) -> None:
        """The open question comes next; else the ways in, or an invitation to go on."""
        turn.respond("utter_greet")
        greeted = len(turn.dispatcher.messages)
        resume(turn)
        if len(turn.dispatcher.messages) > greeted:
            return
        if _has_verdict(turn):
            turn.respond("utter_go_on")
        else:
            turn.dispatcher.utter_message(response="utter_tell_me", buttons=list(ways_in()))


class ActionHelp(TurnAction):
    """Says what Hammy can do."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_help"

    def act(self, turn: Turn) -> None:
        """List the commands after a short explanation."""
        listed = "\n".join(f"/{name} - {spec.summary}" for name, spec in COMMANDS.items())
        turn.respond("utter_help", commands=listed)
        resume(turn)


class ActionStartOver(TurnAction):
    """Forgets the present problem, unless a red flag still stands."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_start_over"

    def act(self, turn: Turn) -> None:
        """A standing red flag is asked about first; else a new episode begins."""
        if begin_recheck(turn, open_case(turn)):
            return
        open_new_case(turn, SELF)
        turn.set("safety_hold", None)
        turn.heard = turn.heard.only_mentioned()
        if turn.heard.reported:
            turn.respond("utter_afresh")
            take_in(turn)
        else:
            turn.dispatcher.utter_message(response="utter_starting_over", buttons=list(ways_in()))


class ActionNewInjury(TurnAction):
    """A new problem closes the old episode; what is said about it is taken in at once."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_new_injury"

    def act(self, turn: Turn) -> None:
        """Open the episode, then take in what the message already tells."""
        if begin_recheck(turn, open_case(turn)):
            return
        open_new_case(turn, turn.subject)
        turn.respond("utter_new_injury")
        turn.heard = turn.heard.only_mentioned()
        if turn.heard.findings:
            take_in(turn)


class ActionStopTalking(TurnAction):
    """Leaves the open question; nothing is lost."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_stop_talking"

    def act(self, turn: Turn) -> None:
        """Close the question and say how to come back; a feature may have a closing word."""
        feature = owner_of(Pending.of(turn))
        if feature is not None and feature.answer(turn):
            return
        clear_pending(turn)
        turn.respond("utter_stopped")
