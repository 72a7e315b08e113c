"""What is said while an emergency or urgent warning stands; the words are in `closed.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.content_files import read, rules, text, texts
from coach.findings import ContentError
from coach.knowledge.conditions import Condition, parse
from coach.knowledge.context import Fact, PersonalContext
from coach.triage.levels import Level
from coach.triage.table import TABLE

_REASON = "{reason}"


@dataclass(frozen=True)
class Wording:
    """Words for some people.

    Attributes:
        text: The words; in the message itself `{reason}` is filled in.
        when: For whom; None for everybody.
        cites: S and R rules behind it.
    """

    text: str
    when: Condition | None
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Meanwhile(Wording):
    """What somebody who is to be seen today may hear besides: comfort and the way there.

    Attributes:
        topics: The questions it answers.
    """

    topics: frozenset[str]


@dataclass(frozen=True)
class Warnings:
    """All that is said while a warning stands.

    Attributes:
        messages: The first that fits counts.
        reasons: Why the leg has to be seen today, by row of the decision table.
        no_running_yet: What follows the urgent message when the question was about running.
        meanwhile: The first that fits a topic counts.
    """

    messages: tuple[Wording, ...]
    reasons: Mapping[str, str]
    no_running_yet: str
    meanwhile: tuple[Meanwhile, ...]

    def message(self, context: PersonalContext) -> Wording:
        """The message for this person, with their reason in it."""
        found = next(each for each in self.messages if _fits(each.when, context.facts))
        reason = next((self.reasons[row] for row in context.rows if row in self.reasons), "")
        return replace(found, text=" ".join(found.text.replace(_REASON, reason).split()))

    def until_seen(self, topic: str, context: PersonalContext) -> Meanwhile | None:
        """What may be said besides about a topic, or None.

        Nothing beside an emergency, nor where a sign of a check-in is still unanswered, nor to
        somebody who was looked at and has other advice by now.
        """
        if not waits_to_be_seen(context):
            return None
        return next(
            (
                each
                for each in self.meanwhile
                if topic in each.topics and _fits(each.when, context.facts)
            ),
            None,
        )


def waits_to_be_seen(context: PersonalContext) -> bool:
    """Whether this person is to be seen today and has not been yet."""
    return (
        context.level is Level.URGENT_SAME_DAY
        and context.safety_text is None
        and not context.looked_at
    )


def load_warnings(path: Path) -> Warnings:
    """Read `closed.yml`.

    Raises:
        ContentError: When it is broken.
    """
    data = read(path)
    reasons = texts(data["reasons"])
    strange = set(reasons) - set(TABLE.ids)
    if strange:
        raise ContentError(f"reasons: no such row {min(strange)!r}")
    return Warnings(
        messages=_messages(data["messages"]),
        reasons=reasons,
        no_running_yet=text(data["no_running_yet"]),
        meanwhile=tuple(_meanwhile(item) for item in data["meanwhile"]),
    )


def _messages(items: list[Mapping[str, Any]]) -> tuple[Wording, ...]:
    messages = tuple(
        Wording(text=text(item["text"]), when=_when(item), cites=rules(item["cites"]))
        for item in items
    )
    if not messages or messages[-1].when is not None:
        raise ContentError("the last message is for every warning, so without `when`")
    return messages


def _meanwhile(item: Mapping[str, Any]) -> Meanwhile:
    return Meanwhile(
        topics=frozenset(item["topics"]),
        text=text(item["text"]),
        when=_when(item),
        cites=rules(item["cites"]),
    )


def _when(item: Mapping[str, Any]) -> Condition | None:
    return parse(item["when"]) if "when" in item else None


def _fits(when: Condition | None, facts: Mapping[str, Fact | None]) -> bool:
    return when is None or when.holds(facts)
