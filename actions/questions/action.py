"""The actions that Rasa calls for questions."""

from __future__ import annotations

from actions.control.suggesting import suggest
from actions.questions.answering import answer_topics
from actions.questions.explaining import explain
from actions.questions.person import personal_context
from actions.triage.take_in import resume, take_in
from actions.turn import Turn, TurnAction

_ASK = "ask_"


class ActionAnswerQuestion(TurnAction):
    """Answers follow-up questions; findings in the same message are taken in first.

    Where two topics are about as likely, it asks which one is meant, but not while a warning
    stands: then the warning is the answer to both.
    """

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_answer_question"

    def act(self, turn: Turn) -> None:
        """Take in findings and answer, or only answer, or ask what is meant."""
        if turn.heard.reported:
            take_in(turn)
            return
        if turn.heard.suggestions and not personal_context(turn).closed and suggest(turn):
            return
        topics = turn.heard.topics or (turn.heard.intent.removeprefix(_ASK),)
        answer_topics(turn, topics)
        resume(turn)


class ActionExplain(TurnAction):
    """Says why something is asked, or what the advice rests on."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_explain"

    def act(self, turn: Turn) -> None:
        """See `explain`."""
        explain(turn)
