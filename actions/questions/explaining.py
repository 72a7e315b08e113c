"""Why a question is asked, and what a verdict or an answer rests on, with sources by name."""

from __future__ import annotations

from actions.questions.person import personal_context
from actions.triage.asking import TRIAGE, Pending
from actions.triage.case import open_case
from actions.triage.open_screen import open_screen
from actions.triage.take_in import resume
from actions.turn import Turn
from coach.knowledge import answer, topics, why
from coach.wording import RULES, why_text

_MOST_RULES = 4


def explain(turn: Turn) -> None:
    """Explain the open question, else the last answer, else the verdict."""
    pending = Pending.of(turn)
    case = open_case(turn)
    if case is not None and pending is not None and pending.kind == TRIAGE:
        screen = open_screen(case)
        if screen is not None:
            said = screen.explain if turn.heard.intent == "dont_understand" else screen.why
            resume(turn, said)
            return
    last = turn.slot("last_topic")
    if last in {topic.id for topic in topics()}:
        rules = why(answer(last, personal_context(turn)), RULES)[:_MOST_RULES]
        turn.say("\n".join(f"• {rule.statement} ({rule.source})" for rule in rules))
    elif case is not None:
        turn.say(why_text(case.assessment))
    else:
        turn.respond("utter_nothing_to_explain")
    resume(turn)
