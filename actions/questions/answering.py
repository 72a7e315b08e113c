"""Answers the follow-up topics of a message, in the light of what is known of the person."""

from __future__ import annotations

from collections.abc import Sequence

from actions.questions.detail import ask_detail, room_for_detail
from actions.questions.person import personal_context
from actions.turn import Turn
from coach.knowledge import Answer, Facet, Kind, PersonalContext, answer, follow_up, library
from coach.wording import safety_net
from nlu.remarks.facets import facet_of

FOLLOW_UP = "follow_up"
_MOST_AT_ONCE = 3
_RUNNING = "can_i_run"
"""What a short question points to while a warning stands and nothing else was talked about."""


def answer_topics(turn: Turn, asked: Sequence[str], *, sharpen: bool = True) -> None:
    """Answer up to three topics; while a warning stands it is said, and no advice but for the wait.

    Args:
        turn: The turn.
        asked: The topics.
        sharpen: Whether a single answer may end with the one question that would make it fit
            better; not when another question follows.
    """
    context = personal_context(turn)
    topics = list(dict.fromkeys(asked))[:_MOST_AT_ONCE]
    if context.closed:
        _say_warning(turn, topics, context)
        return
    sharpen = sharpen and len(topics) == 1 and room_for_detail(turn)
    for topic in topics:
        said = _answer(turn, topic, context)
        if said is None:
            turn.respond("utter_which_topic")
            continue
        text = _with_net(said.text, context)
        if sharpen and said.sharpen is not None and _is_advice(said.topic):
            ask_detail(turn, text, said.sharpen)
        else:
            turn.say(text)
        turn.set("last_topic", said.topic)


def _say_warning(turn: Turn, topics: Sequence[str], context: PersonalContext) -> None:
    """The warning once, whatever was asked, after what may be said until the leg is seen."""
    answers = [_answer(turn, topic, context) or answer(_RUNNING, context) for topic in topics]
    eased = [(said.topic, said.until_seen) for said in answers if said.until_seen]
    # Where one of the questions was about running, its warning is the longer one: it says no to it.
    warning = max((said.text for said in answers), key=len)
    turn.say("\n\n".join(dict.fromkeys((*(words for _, words in eased), warning))))
    if eased:
        turn.set("last_topic", eased[-1][0])


def _is_advice(topic: str) -> bool:
    """Facts are the same for everybody; only advice gets better with what is known."""
    return library().topics[topic].kind is not Kind.FACTS


def _with_net(text: str, context: PersonalContext) -> str:
    return "\n\n".join(part for part in (text, safety_net(context.findings)) if part)


def _answer(turn: Turn, topic: str, context: PersonalContext) -> Answer | None:
    if topic != FOLLOW_UP:
        return answer(topic, context)
    last, facet = turn.slot("last_topic"), facet_of(turn.heard.text)
    if not last or facet is None:
        return None
    return follow_up(last, Facet(facet), context) or answer(last, context)
