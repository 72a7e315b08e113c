"""Everything in a message that places something in time, in days before today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from nlu.extraction.text import Text
from nlu.values.named_days import find_days
from nlu.values.numbers import Number, find_numbers
from nlu.values.phrases import pattern, rules, word_starts


class Form(str, Enum):
    """How a time was given."""

    AMOUNT = "amount"
    """A length of time: "3 weeks"."""
    DAY = "day"
    """A day: "yesterday", "Sunday", "the 3rd of May"."""


@dataclass(frozen=True)
class TimePhrase:
    """A length of time or a day in the past.

    Attributes:
        days: Its length, or how long ago it was, in whole days; the longer end of a range.
        form: Whether it is a length or a day.
        unit: The unit of a length ("week"), or "".
        start: Where it begins in `Text.plain` (characters).
        end: Where it ends there.
    """

    days: int
    form: Form
    unit: str
    start: int
    end: int


def find_time_phrases(text: Text, today: date) -> tuple[TimePhrase, ...]:
    """Every time phrase of a message from left to right; of overlapping ones, the longest."""
    candidates = [
        *_added_up(text.plain, list(_amounts(text)) + list(_lone_units(text.plain))),
        *_fixed(text.plain),
        *_numbered_days(text.plain),
        *(TimePhrase(day.days_ago, Form.DAY, "", day.start, day.end)
          for day in find_days(text, today)),
    ]  # fmt: skip
    found: list[TimePhrase] = []
    for one in sorted(candidates, key=lambda phrase: (phrase.start - phrase.end, phrase.start)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def _amounts(text: Text) -> Iterator[TimePhrase]:
    """A number and its unit, as in "3 wks", "two and a half months", "a couple of days"."""
    starts = word_starts(text.plain)
    for number in find_numbers(text):
        if number.last >= len(text.words) or number.low < 0:
            continue
        match = _unit_pattern().match(text.plain, starts[number.last])
        if match:
            yield _amount(number, match, starts[number.first])


def _amount(number: Number, match: re.Match[str], start: int) -> TimePhrase:
    unit = _unit_of()[match["unit"]]
    value = number.value
    if match["tail"] == "and a half":
        value += 0.5
    return TimePhrase(_whole_days(value, unit), Form.AMOUNT, unit, start, match.end())


def _added_up(plain: str, amounts: list[TimePhrase]) -> Iterator[TimePhrase]:
    """The lengths, and those that go on in a smaller unit as one ("a week and 2 days")."""
    yield from amounts
    for first in amounts:
        for second in amounts:
            joined = plain[first.end : second.start] in {" ", " and "}
            if joined and second.start > first.end and 0 < second.days < first.days:
                yield TimePhrase(
                    first.days + second.days, Form.AMOUNT, first.unit, first.start, second.end
                )


def _lone_units(plain: str) -> Iterator[TimePhrase]:
    """A unit without a number, as in "a week or two", "half an hour", "for months"."""
    for match in _lone_unit_pattern().finditer(plain):
        unit = _unit_of()[match["unit"] or match["bare"]]
        value = 0.5 if match["half"] else 0.25 if match["quarter"] else 1.0
        tail = match["tail"] or match["bare_tail"] or ""
        value += {"and a half": 0.5, "or two": 1, "or 2": 1, "or three": 2, "or 3": 2}.get(tail, 0)
        yield TimePhrase(_whole_days(value, unit), Form.AMOUNT, unit, match.start(), match.end())
    for match in _open_plural_pattern().finditer(plain):
        unit = _unit_of()[match["unit"]]
        number = rules("times")["open_plurals"].get(unit)
        if number and match["unit"].endswith("s"):
            days = _whole_days(float(number), unit)
            yield TimePhrase(days, Form.AMOUNT, unit, match.start("unit"), match.end())


def _fixed(plain: str) -> Iterator[TimePhrase]:
    for days, phrases in _fixed_patterns():
        for match in phrases.finditer(plain):
            yield TimePhrase(days, Form.DAY, "", match.start(), match.end())


def _numbered_days(plain: str) -> Iterator[TimePhrase]:
    """As in "day 4", counted from the start."""
    for match in _numbered_day_pattern().finditer(plain):
        yield TimePhrase(int(match["day"]), Form.AMOUNT, "day", match.start(), match.end())


def _whole_days(value: float, unit: str) -> int:
    return int(value * float(rules("times")["units"][unit]["days"]) + 1e-3)


@cache
def _unit_of() -> dict[str, str]:
    return {
        word: unit for unit, entry in rules("times")["units"].items() for word in entry["words"]
    }


@cache
def _tails() -> str:
    return "|".join(sorted(rules("times")["amount_tails"], key=len, reverse=True))


@cache
def _units() -> str:
    return "|".join(sorted(_unit_of(), key=len, reverse=True))


@cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:full|whole|good|more|solid|odd|long|calendar|or so) )?(?P<unit>{_units()})"
        rf"(?: (?P<tail>{_tails()}))?(?!\S)"
    )


@cache
def _lone_unit_pattern() -> re.Pattern[str]:
    return pattern(
        [
            rf"(?:(?P<half>half)(?: an?| the)?|(?P<quarter>(?:a )?quarter)(?: of)? an?|an?"
            rf"|the (?:last|past)|this past|the whole)"
            rf" (?:full |whole |good |solid )?(?P<unit>{_units()})(?: (?P<tail>{_tails()}))?",
            # Without its article only where the tail shows that one is meant.
            rf"(?P<bare>{_units()}) (?P<bare_tail>and a half|or two|or so|or 2)",
        ]
    )


@cache
def _open_plural_pattern() -> re.Pattern[str]:
    plurals = "|".join(word for word in _unit_of() if word.endswith("s") and len(word) > 2)
    return re.compile(
        rf"(?<!\S)(?P<lead>(?:for|been|over|past|last) )?(?P<unit>{plurals})(?!\S)"
        r"(?(lead)|(?= (?:now|ago|on end)(?!\S)))"
    )


@cache
def _numbered_day_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\S)(?<!on )(?<!by )(?<!from )(?<!rest )(?<!until )day (?P<day>\d{1,3})"
        r"(?! (?:of|in) (?:my|the|a) )(?!\S)"
    )


@cache
def _fixed_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((int(days), pattern(of)) for days, of in rules("times")["phrases"].items())
