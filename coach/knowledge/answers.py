"""Answers to questions, for the person who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

from coach.knowledge.composing import Answer, Composer
from coach.knowledge.context import PersonalContext
from coach.knowledge.loading import library
from coach.knowledge.model import Facet, Library, Topic, TopicId


class Rule(Protocol):
    """An S or R rule in words."""

    @property
    def statement(self) -> str:
        """What the rule says, in plain words."""

    @property
    def source(self) -> str:
        """Name of the source it comes from."""


AnyRule = TypeVar("AnyRule", bound=Rule)


def answer(topic_id: TopicId, context: PersonalContext, knowledge: Library | None = None) -> Answer:
    """Answer a question for this person.

    While a warning stands, only the safety message is said. Otherwise the first of the topic's
    cases that fits the person and permits nothing their state rules out; else the general answer;
    else a kind no with the reason and the sign to look for.

    Args:
        topic_id: What was asked about.
        context: The person.
        knowledge: What can be said; the project's own by default.

    Raises:
        KeyError: When there is no such topic.
    """
    return _composer(topic_id, context, knowledge).whole()


def follow_up(
    topic_id: TopicId, facet: Facet, context: PersonalContext, knowledge: Library | None = None
) -> Answer | None:
    """Answer a short follow-up ("and how often?") to a topic, for this person.

    Args:
        topic_id: What the last answer was about.
        facet: What is asked about it.
        context: The person.
        knowledge: What can be said; the project's own by default.

    Returns:
        The answer, or None when the topic has nothing to say about that facet.

    Raises:
        KeyError: When there is no such topic.
    """
    return _composer(topic_id, context, knowledge).part(facet)


def facets(topic_id: TopicId, knowledge: Library | None = None) -> tuple[Facet, ...]:
    """Which short follow-ups a topic has an answer to.

    Raises:
        KeyError: When there is no such topic.
    """
    composer = _composer(topic_id, PersonalContext(), knowledge)
    return tuple(facet for facet in Facet if composer.entries(facet))


def topics(knowledge: Library | None = None) -> tuple[Topic, ...]:
    """Every topic, in the order of the content files."""
    return tuple((knowledge or library()).topics.values())


def title(topic_id: TopicId, knowledge: Library | None = None) -> str:
    """The question in a few words, as on a button.

    Raises:
        KeyError: When there is no such topic.
    """
    return (knowledge or library()).topics[topic_id].title


def why(
    said: Answer | TopicId, rules: Mapping[str, AnyRule], knowledge: Library | None = None
) -> tuple[AnyRule, ...]:
    """The rules behind an answer in words, each with the name of its source.

    Args:
        said: An answer that was given, or a topic for its general answer.
        rules: Every rule by id.
        knowledge: What can be said; the project's own by default.

    Raises:
        KeyError: When there is no such topic, or a rule has no words.
    """
    if isinstance(said, str):
        return tuple(rules[rule] for rule in (knowledge or library()).topics[said].general.cites)
    return tuple(rules[rule] for rule in said.sources)


def source_names(said: Answer, rules: Mapping[str, AnyRule]) -> tuple[str, ...]:
    """The names of an answer's sources, each once.

    Raises:
        KeyError: When a rule has no words.
    """
    return tuple(dict.fromkeys(rules[rule].source for rule in said.sources))


def _composer(topic_id: TopicId, context: PersonalContext, knowledge: Library | None) -> Composer:
    knowledge = knowledge or library()
    return Composer(knowledge.topics[topic_id], context, knowledge)
