"""Which follow-up topics a message asks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.components.rules import load_words
from nlu.components.text_classifier import Ranked, Ranking

_RULES = load_words("intents.yml")
_ASK = "ask_"
_NOT_TOPICS = frozenset(_RULES["not_topics"])
_LEANING = frozenset(_RULES["leaning_topics"])
_MOST_TOPICS = 4
_QUESTION = 0.5
_LEAST_OF_A_QUESTION = 0.15


def topic_of(intent: str) -> str | None:
    """The follow-up topic that an intent asks about, or None."""
    if not intent.startswith(_ASK) or intent in _NOT_TOPICS:
        return None
    return intent.removeprefix(_ASK)


@dataclass(frozen=True)
class Least:
    """From which probability on a topic is taken; measured on text never trained on.

    Attributes:
        whole: From the whole message.
        piece: From one piece of a message that is no question as a whole.
        beside: From one piece of a message that is a question as a whole: out of their context
            pieces mislead.
        joined: From the whole message, beside the topics of its pieces.
        alternative: From one of several things that a question asks of.
        trace: From the whole message for a topic that is taken from such a thing.
    """

    whole: float = 0.3
    piece: float = 0.5
    beside: float = 0.8
    joined: float = 0.6
    alternative: float = 0.9
    trace: float = 0.02


def asked_topics(
    whole: Ranking, pieces: Sequence[Ranking], alternatives: Sequence[Ranking], least: Least
) -> tuple[str, ...]:
    """The topics of a message, in order.

    Args:
        whole: What the whole message may mean, every intent.
        pieces: What each piece of a longer message may mean.
        alternatives: What each of several things may mean that one question asks of.
        least: From which probability on a topic is taken.
    """
    topic = topic_of(whole[0].label)
    asked = _asked(pieces, least.piece if topic is None else least.beside)
    several = _several(whole, alternatives, least)
    if several:
        asked = list(dict.fromkeys([*several, *asked]))
    elif asked:
        if topic is not None and topic not in asked and whole[0].probability >= least.joined:
            asked.append(topic)
    elif topic is not None and whole[0].probability >= least.whole:
        asked = [topic]
    else:
        asked = _likely_question(whole)
    specific = [one for one in asked if one not in _LEANING]
    return tuple((specific or asked[:1])[:_MOST_TOPICS])


def _asked(pieces: Sequence[Ranking], least: float) -> list[str]:
    sure = [ranking[0].label for ranking in pieces if ranking[0].probability >= least]
    return list(dict.fromkeys(topic for topic in map(topic_of, sure) if topic is not None))


def _several(whole: Ranking, alternatives: Sequence[Ranking], least: Least) -> list[str]:
    """The topics of a question that asks of several things; none if they come to one."""
    traces = {ranked.label for ranked in whole if ranked.probability >= least.trace}
    traced = [ranking for ranking in alternatives if ranking[0].label in traces]
    topics = _asked(traced, least.alternative)
    return topics if len(topics) > 1 else []


def _likely_question(whole: Ranking) -> list[str]:
    """The likeliest topic when the message is a question whose topic is spread over several."""
    if question_share(whole) < _QUESTION:
        return []
    best = next(ranked for ranked in whole if topic_of(ranked.label) is not None)
    return [best.label.removeprefix(_ASK)] if best.probability >= _LEAST_OF_A_QUESTION else []


def question_share(whole: Ranking) -> float:
    """How likely it is that a message asks about some topic."""
    return sum(ranked.probability for ranked in whole if topic_of(ranked.label) is not None)


def without_questions(whole: Ranking) -> tuple[Ranked, ...]:
    """The ranking without the intents that ask about a topic, brought to one again."""
    rest = [ranked for ranked in whole if topic_of(ranked.label) is None]
    total = sum(ranked.probability for ranked in rest) or 1.0
    return tuple(Ranked(one.label, round(one.probability / total, 4)) for one in rest)
