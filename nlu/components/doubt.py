"""When a message is better asked back about, and what it may have meant: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlu.components.asking import topic_of
from nlu.components.rules import load_words
from nlu.components.text_classifier import Ranked, Ranking

_RULES = load_words("intents.yml")
_AT_ONCE = frozenset(_RULES["answered_at_once"])
_NEVER_SUGGESTED = frozenset(_RULES["never_suggested"])
_IDLE = frozenset(_RULES["idle"])
_MOST = 2
_LEAST_OF_A_TOPIC = 0.02


def doubtful_question(asked: Ranked, topics: Sequence[str], doubt: float) -> bool:
    """Whether a question about one topic is too unsure to be answered straight away.

    A topic whose answer may not wait is never doubted, and a question that asks of several
    things shows by them what it is about.

    Args:
        asked: The question's intent and how likely it is.
        topics: The topics it is taken to ask about.
        doubt: Below which probability it is in doubt.
    """
    topic = topic_of(asked.label)
    if topic is None or len(topics) != 1 or topic in _AT_ONCE or topic in _NEVER_SUGGESTED:
        return False
    return asked.probability < doubt


def hidden_question(best: Ranked, doubt: float) -> bool:
    """Whether something that asks is only weakly taken for small talk.

    Args:
        best: The likeliest intent and how likely it is.
        doubt: Below which probability it is in doubt.
    """
    return best.label in _IDLE and best.probability < doubt


def likeliest_topics(rankings: Iterable[Ranking], first: Sequence[str] = ()) -> tuple[str, ...]:
    """The two question intents that are likeliest anywhere in a message.

    Args:
        rankings: Of the message and of its pieces.
        first: Topics that go before.
    """
    best: dict[str, float] = {f"ask_{topic}": 1.0 + place for place, topic in enumerate(first)}
    for ranking in rankings:
        for ranked in ranking:
            if _is_suggestion(ranked):
                best[ranked.label] = max(best.get(ranked.label, 0.0), ranked.probability)
    return tuple(sorted(best, key=lambda label: -best[label])[:_MOST])


def likeliest_meanings(ranking: Ranking, guess: float) -> tuple[str, ...]:
    """The two likeliest intents of a message, none when even together they are a mere guess.

    Args:
        ranking: What the message may mean.
        guess: From which probability on, both together, they are worth showing.
    """
    likely = ranking[:_MOST]
    if sum(ranked.probability for ranked in likely) < guess:
        return ()
    return tuple(ranked.label for ranked in likely)


def _is_suggestion(ranked: Ranked) -> bool:
    topic = topic_of(ranked.label)
    if topic is None or topic in _NEVER_SUGGESTED:
        return False
    return ranked.probability >= _LEAST_OF_A_TOPIC
