"""The actions that Rasa calls for triage."""

from __future__ import annotations

from actions.check_in.answering import stop_for_red_flag
from actions.check_in.dispatch import take_check_in
from actions.plan.go_ahead import ask_go_ahead
from actions.plan.texts import text
from actions.safety.watch import ACTION_SAFETY, ACTION_TRIAGE, message_level
from actions.triage.asking import Pending, owner_of
from actions.triage.case import open_case, open_new_case
from actions.triage.looked_at import note_looked_at
from actions.triage.recheck import begin_recheck, raising
from actions.triage.standing import repeat_standing_safety
from actions.triage.take_in import note, resume, take_in
from actions.triage.verdict import tell_more
from actions.turn import Turn, TurnAction
from coach.triage import Level

_NEW_INJURY = "new_injury"
_SEEN = "seen_by_clinician"


class ActionTriage(TurnAction):
    """Takes in what was reported or answered."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return ACTION_TRIAGE

    def act(self, turn: Turn) -> None:
        """Answer a check-in or the open question of another feature, or see `take_in`."""
        if take_check_in(turn):
            return
        feature = owner_of(Pending.of(turn))
        if feature is not None and feature.answer(turn):
            return
        take_in(turn)


class ActionSafety(TurnAction):
    """Runs when a red flag is raised or an emergency still stands; nothing runs after it."""

    ends_turn = True

    def name(self) -> str:
        """Rasa's name of the action."""
        return ACTION_SAFETY

    def act(self, turn: Turn) -> None:
        """Take in a new red flag, or repeat the one that stands and nothing else."""
        if message_level(turn.heard).urgency < Level.URGENT_SAME_DAY.urgency:
            repeat_standing_safety(turn)
            return
        case = open_case(turn)
        if turn.heard.intent == _NEW_INJURY and case is not None and not raising(case.findings):
            open_new_case(turn, turn.subject)
        if not stop_for_red_flag(turn):
            take_in(turn)


class ActionResume(TurnAction):
    """Asks the open question again after something else was said."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_resume"

    def act(self, turn: Turn) -> None:
        """See `resume`."""
        resume(turn)


class ActionTellMore(TurnAction):
    """Says more about the verdict that stands."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_tell_more"

    def act(self, turn: Turn) -> None:
        """See `tell_more`; what has to be known for a verdict comes first."""
        case = open_case(turn)
        if case is None:
            turn.respond("utter_tell_me")
        elif case.assessment.screen is not None and Pending.of(turn) is not None:
            resume(turn)
        else:
            tell_more(turn, case, case.assessment)


class ActionRecheck(TurnAction):
    """Asks the very question that raised a standing level, before the level may drop."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_recheck"

    def act(self, turn: Turn) -> None:
        """Ask again, keeping what else was said, or take in what was found.

        Where only the word of who has seen the leg can change the level, that is asked.
        """
        case = note(turn)
        if turn.heard.intent == _SEEN and case is not None:
            note_looked_at(turn, case)
            if ask_go_ahead(turn):
                return
        seen = text("seen_noted") if turn.heard.intent == _SEEN else ""
        if begin_recheck(turn, case, lead=seen):
            return
        if turn.heard.findings:
            take_in(turn)
        elif Pending.of(turn) is not None:
            turn.say(text("seen_noted"))
            resume(turn)
        else:
            turn.respond("utter_seen_by_clinician")
