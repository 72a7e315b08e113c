"""The shape of the knowledge: topics, their answers, and what is said around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coach.findings import FindingId
from coach.knowledge.activities import Activity
from coach.knowledge.conditions import Condition
from coach.knowledge.permissions import Bar
from coach.knowledge.warning import Warnings

TopicId = str


class Kind(str, Enum):
    """What an answer is about."""

    ADVICE = "advice"
    """Something to do or leave."""
    FACTS = "facts"
    """Something to know; nobody has to be careful with it."""
    WARNING = "warning"
    """A sign that may need help at once, so that nothing is added to the message."""


class Facet(str, Enum):
    """What a short follow-up to an answer may ask."""

    HOW_OFTEN = "how_often"
    HOW_LONG = "how_long"
    WHEN = "when"
    WHY = "why"
    ALTERNATIVES = "alternatives"
    OTHER_LEG = "other_leg"
    IF_IT_HURTS = "if_it_hurts"
    IF_NO_BETTER = "if_no_better"
    LATER = "later"


@dataclass(frozen=True)
class Entry:
    """One wording of an answer.

    Attributes:
        text: What is said; `{since_onset}`, `{reason}` and the like are filled in.
        when: Whom it is for; None for everybody.
        allows: What it permits, with or without naming a condition.
        cites: S and R rules behind it.
    """

    text: str
    when: Condition | None
    allows: tuple[Activity, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """One question people ask, with all its answers.

    Attributes:
        id: Its name everywhere.
        title: The question in a few words, as on a button.
        group: Name of the content file.
        kind: Advice or facts.
        general: What is said to somebody we know nothing about.
        cases: What is said to somebody of whom something is known; the first that fits counts.
        sharpen: Findings that would lead to a better answer, the most telling first.
        relates: Topics that people ask next.
        decline: How a no begins when the person's state rules the thing out; None for the
            usual words of the activity.
        follow_ups: Answers to short follow-ups; the first that fits counts.
    """

    id: TopicId
    title: str
    group: str
    kind: Kind
    general: Entry
    cases: tuple[Entry, ...]
    sharpen: tuple[FindingId, ...]
    relates: tuple[TopicId, ...]
    decline: str | None
    follow_ups: Mapping[Facet, tuple[Entry, ...]]

    @property
    def cites(self) -> tuple[str, ...]:
        """Every rule behind any of its answers, each once."""
        return tuple(dict.fromkeys(rule for entry in self.entries for rule in entry.cites))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every wording, the follow-ups included."""
        extra = tuple(entry for entries in self.follow_ups.values() for entry in entries)
        return (self.general, *self.cases, *extra)


@dataclass(frozen=True)
class Phrases:
    """What is said when something is ruled out: a no, the reason, and the sign to look for.

    Attributes:
        decline: First words of a no, by activity.
        bar_declines: First words where neither yes nor no can be said, by kind of bar; they take
            the place of the no, and no sign follows them.
        today: Reasons in today's numbers, by name (limp, pain, morning).
        row_reasons: Reasons by row of the decision table.
        phase_reasons: Reasons by phase of the plan.
        bar_reasons: Reasons by kind of bar, where nothing closer is known.
        row_signs: Signs to look for, by row.
        phase_signs: Signs to look for, by phase.
        bar_signs: Signs to look for, by kind of bar.
        today_signs: Signs to look for after a bad day, by name as in `today`.
        usual_sign: The sign where nothing closer is known.
        sign: The sentence around a sign, with `{sign}` in it.
    """

    decline: Mapping[Activity, str]
    bar_declines: Mapping[Bar, str]
    today: Mapping[str, str]
    row_reasons: Mapping[str, str]
    phase_reasons: Mapping[str, str]
    bar_reasons: Mapping[Bar, str]
    row_signs: Mapping[str, str]
    phase_signs: Mapping[str, str]
    bar_signs: Mapping[Bar, str]
    today_signs: Mapping[str, str]
    usual_sign: str
    sign: str


@dataclass(frozen=True)
class Rider:
    """A sentence that goes with every piece of advice to some people.

    Attributes:
        text: The sentence.
        when: For whom.
        unless: Words in the answer that make it needless.
        cites: S and R rules behind it.
    """

    text: str
    when: Condition
    unless: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """All that the bot can say in answer to a question.

    Attributes:
        topics: By id, in the order of the content files.
        phrases: Words for a no.
        warnings: What is said while a warning stands.
        riders: The first that fits is added to advice.
        follow_ups: Answers to short follow-ups about any topic that has none of its own.
    """

    topics: Mapping[TopicId, Topic]
    phrases: Phrases
    warnings: Warnings
    riders: tuple[Rider, ...]
    follow_ups: Mapping[Facet, tuple[Entry, ...]]
