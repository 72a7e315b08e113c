"""Puts an answer together from its parts for one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.findings import FindingId
from coach.knowledge.activities import RUNNING_ACTIVITIES, Activity
from coach.knowledge.context import PersonalContext
from coach.knowledge.model import Entry, Facet, Kind, Library, Topic, TopicId
from coach.knowledge.permissions import Bar, limit
from coach.knowledge.refusal import reason, sign
from coach.knowledge.spans import span_in_words
from coach.knowledge.warning import waits_to_be_seen
from coach.triage.table import TABLE


@dataclass(frozen=True)
class Answer:
    """What is said to one person about one topic.

    Attributes:
        topic: The topic's id.
        text: What is said, at most 450 characters.
        sources: Ids of the S and R rules behind it.
        sharpen: The finding that would lead to a better answer, or None.
        allows: What the text permits.
        closed: Whether a warning stands, so that `text` is the safety message.
        until_seen: What eases the time until a clinician looks at it, said before an urgent
            message; None when there is nothing to say.
        personal: Whether it takes something about this person into account.
        relates: Topics that people ask next; none while a warning stands.
    """

    topic: TopicId
    text: str
    sources: tuple[str, ...]
    sharpen: FindingId | None = None
    allows: frozenset[Activity] = frozenset()
    closed: bool = False
    until_seen: str | None = None
    personal: bool = True
    relates: tuple[TopicId, ...] = ()


@dataclass(frozen=True)
class Composer:
    """Words one topic for one person.

    Attributes:
        topic: What was asked about.
        context: The person.
        knowledge: What can be said.
    """

    topic: Topic
    context: PersonalContext
    knowledge: Library

    def whole(self) -> Answer:
        """The answer to the topic's question."""
        if self.context.closed:
            return self._safety_message()
        entry = self._first_fitting((*self.topic.cases, self.topic.general))
        return self._refusal() if entry is None else self._said(entry)

    def part(self, facet: Facet) -> Answer | None:
        """The answer to a short follow-up, or None when there is nothing to say about it.

        Where the person's state rules out what the follow-up takes for granted, the whole answer
        is given instead.
        """
        if self.context.closed:
            return self._safety_message()
        entries = self.entries(facet)
        if not entries:
            return None
        entry = self._first_fitting(entries)
        return self.whole() if entry is None else self._said(entry)

    def entries(self, facet: Facet) -> tuple[Entry, ...]:
        """The topic's own answers to a short follow-up, or those that fit all advice."""
        own = self.topic.follow_ups.get(facet, ())
        if own or self.topic.kind is not Kind.ADVICE:
            return own
        return self.knowledge.follow_ups.get(facet, ())

    def _first_fitting(self, entries: Iterable[Entry]) -> Entry | None:
        facts = self.context.facts
        return next(
            (
                entry
                for entry in entries
                if (entry.when is None or entry.when.holds(facts))
                and all(limit(activity, self.context) is None for activity in entry.allows)
            ),
            None,
        )

    def _said(self, entry: Entry) -> Answer:
        phrases = self.knowledge.phrases
        hours = self.context.hours_since_onset
        text = entry.text.format(
            since_onset="" if hours is None else span_in_words(hours),
            jog_step=self.context.jog_step,
            strength_step=self.context.strength_step,
            reason=reason(self.context, None, phrases),
            sign=sign(self.context, None, phrases),
        )
        text, extra = self._with_rider(text)
        return Answer(
            topic=self.topic.id,
            text=text,
            sources=_each_once(entry.cites, extra),
            sharpen=self._sharpening() if entry is self.topic.general else None,
            allows=frozenset(entry.allows),
            personal=entry.when is not None,
            relates=self.topic.relates,
        )

    def _refusal(self) -> Answer:
        """A kind no to the first thing the general answer would have permitted."""
        activity, found = next(
            (activity, found)
            for activity in self.topic.general.allows
            if (found := limit(activity, self.context)) is not None
        )
        text, extra = self._with_rider(" ".join(self._no(activity, found.bar)))
        return Answer(
            topic=self.topic.id,
            text=text,
            sources=_each_once(self.topic.general.cites, found.cites, extra),
            sharpen=self._sharpening() if found.bar is Bar.UNKNOWN else None,
            relates=self.topic.relates,
        )

    def _no(self, activity: Activity, bar: Bar) -> tuple[str, ...]:
        phrases = self.knowledge.phrases
        why = reason(self.context, bar, phrases)
        if bar in phrases.bar_declines:
            return phrases.bar_declines[bar], why
        no = self.topic.decline or phrases.decline[activity]
        return no, why, sign(self.context, bar, phrases)

    def _safety_message(self) -> Answer:
        warnings = self.knowledge.warnings
        message = warnings.message(self.context)
        meanwhile = warnings.until_seen(self.topic.id, self.context)
        text = self.context.safety_text or message.text
        asks_to_run = not RUNNING_ACTIVITIES.isdisjoint(self.topic.general.allows)
        if asks_to_run and waits_to_be_seen(self.context):
            text = f"{text} {warnings.no_running_yet}"
        rows = (rule for row in self.context.rows for rule in TABLE.cites(row))
        return Answer(
            topic=self.topic.id,
            text=text,
            sources=_each_once(meanwhile.cites if meanwhile else (), rows) or message.cites,
            closed=True,
            until_seen=meanwhile.text if meanwhile else None,
        )

    def _with_rider(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text with the sentence that goes with all advice to this person, and its rules."""
        if self.topic.kind is not Kind.ADVICE:
            return text, ()
        facts = self.context.facts
        rider = next((each for each in self.knowledge.riders if each.when.holds(facts)), None)
        if rider is None or rider.unless in text:
            return text, ()
        return f"{text} {rider.text}", rider.cites

    def _sharpening(self) -> FindingId | None:
        """The most telling finding that was never asked."""
        known = set(self.context.findings)
        if self.context.walks_normally is not None:
            known.add("gait_altered")
        return next((finding for finding in self.topic.sharpen if finding not in known), None)


def _each_once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for group in groups for rule in group))
