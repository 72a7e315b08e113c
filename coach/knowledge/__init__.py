"""Answers that know the person: topics, what their state rules out, and how to say no kindly."""

from coach.knowledge.activities import RUNNING_ACTIVITIES, Activity
from coach.knowledge.answers import (
    Rule,
    answer,
    facets,
    follow_up,
    source_names,
    title,
    topics,
    why,
)
from coach.knowledge.composing import Answer
from coach.knowledge.context import PersonalContext
from coach.knowledge.loading import library
from coach.knowledge.model import Facet, Kind, Library, Topic, TopicId
from coach.knowledge.permissions import Bar, Limit, limit, permitted
from coach.knowledge.tracing import citations

__all__ = [
    "RUNNING_ACTIVITIES",
    "Activity",
    "Answer",
    "Bar",
    "Facet",
    "Kind",
    "Library",
    "Limit",
    "PersonalContext",
    "Rule",
    "Topic",
    "TopicId",
    "answer",
    "citations",
    "facets",
    "follow_up",
    "library",
    "limit",
    "permitted",
    "source_names",
    "title",
    "topics",
    "why",
]
