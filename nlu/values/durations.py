"""How long it has hurt and how long it has been looked after, in whole days.

A message can hold many times: the start of the trouble, a rest from running, a race to come, an
age, a dose. Each time is given to the cue that stands nearest (`rules/durations.yml`), and only
the first two kinds are answers. Ranges count with their longer end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlu.extraction.text import Text
from nlu.values.claims import COUNTED_BACK, MENTIONED, UNSAID, Kind, claim
from nlu.values.phrases import as_text, listed, place, rules
from nlu.values.time_phrases import Form, TimePhrase, find_time_phrases

__all__ = [
    "Duration",
    "Kind",
    "days_self_managed",
    "days_since_onset",
    "find_durations",
    "read_days",
]


_LATELY = 1
"""What is told of today or yesterday may be a single deed."""


@dataclass(frozen=True)
class Duration:
    """A time in a message and what it is the time of.

    Attributes:
        kind: What it belongs to.
        days: Whole days before today, or their number.
        certainty: How clearly it belongs there; higher wins among several.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
    """

    kind: Kind
    days: int
    certainty: float
    start: int
    end: int


def find_durations(message: str | Text, today: date) -> tuple[Duration, ...]:
    """Every time in a message with what it belongs to, from left to right."""
    text = as_text(message)
    phrases = find_time_phrases(text, today)
    found = [_duration(text, phrase) for phrase in phrases]
    found += _just_now(text)
    found += _nothing_done(text)
    found += _since_then(text, phrases, found)
    return tuple(sorted(found, key=lambda duration: duration.start))


def days_since_onset(message: str | Text, today: date) -> int | None:
    """How many days ago the trouble began, or None where the message does not say."""
    return _best(find_durations(message, today), Kind.ONSET)


def days_self_managed(message: str | Text, today: date) -> int | None:
    """How many days it has been rested or treated, or None where the message does not say."""
    return _best(find_durations(message, today), Kind.SELF_CARE)


def read_days(message: str | Text, today: date, kind: Kind = Kind.ONSET) -> int | None:
    """The days in an answer to "when did it start?" or "for how long?", or None.

    A time that opens the answer belongs to the question; otherwise any time counts that is not
    plainly of something else, the asked kind before the other.

    Args:
        message: What the runner wrote.
        today: The runner's local date.
        kind: Which of the two was asked.
    """
    text = as_text(message)
    durations = find_durations(text, today)
    opening = next(iter(durations), None)
    if opening and opening.certainty > 0 and _opens(text, opening):
        return opening.days
    days = _best(durations, kind)
    if days is None and kind is Kind.SELF_CARE:
        days = _best(durations, Kind.ONSET)
    if days is None:
        unclaimed = tuple(one for one in durations if one.certainty == UNSAID)
        days = _best(unclaimed, Kind.OTHER)
    return days


def _opens(text: Text, duration: Duration) -> bool:
    lead = text.original[: duration.start].lower().split()
    return all(word.strip(",.!~") in rules("durations")["answer_openers"] for word in lead)


def _best(durations: tuple[Duration, ...], kind: Kind) -> int | None:
    fitting = [one for one in durations if one.kind is kind]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (one.certainty, one.days)).days


def _duration(text: Text, phrase: TimePhrase) -> Duration:
    start, end = place(text, phrase.start, phrase.end)
    kind, certainty = claim(text.plain, phrase)
    if kind is Kind.SELF_CARE and _is_a_deed(text.plain, phrase):
        kind, certainty = Kind.OTHER, MENTIONED
    return Duration(kind, phrase.days, certainty, start, end)


def _is_a_deed(plain: str, phrase: TimePhrase) -> bool:
    """As in "did the bridges today": done on a day, which is no word on when it all began."""
    if phrase.form is not Form.DAY or phrase.days > _LATELY:
        return False
    caused = listed("durations", "care_is_the_cause").search(plain) is not None
    return caused or listed("durations", "care_begins").search(plain) is None


def _just_now(text: Text) -> Iterator[Duration]:
    match = listed("durations", "just_now").search(text.plain)
    if match:
        start, end = place(text, match.start(), match.end())
        yield Duration(Kind.ONSET, 0, COUNTED_BACK, start, end)


def _nothing_done(text: Text) -> Iterator[Duration]:
    match = listed("durations", "nothing_done").search(text.plain)
    if match:
        start, end = place(text, match.start(), match.end())
        yield Duration(Kind.SELF_CARE, 0, MENTIONED, start, end)


def _since_then(
    text: Text, phrases: tuple[TimePhrase, ...], found: list[Duration]
) -> Iterator[Duration]:
    """Care that began with the trouble ("pulled it on Sunday, been resting since")."""
    days = _best(tuple(found), Kind.ONSET)
    if days is None:
        return
    for match in _since_then_pattern().finditer(text.plain):
        if not any(phrase.start < match.end() + 2 < phrase.end + 2 for phrase in phrases):
            start, end = place(text, match.start(), match.end())
            yield Duration(Kind.SELF_CARE, days, MENTIONED, start, end)


@cache
def _since_then_pattern() -> re.Pattern[str]:
    table = rules("durations")
    care, then = "|".join(table["self_care"]), "|".join(table["since_then"])
    return re.compile(
        rf"(?<!\S)(?:{care})(?: (?:it|them|lots|a lot|up))? (?:{then})(?= [.,!?;]| and| but|$)"
    )
