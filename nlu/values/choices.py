"""Answers to questions with a few options: onset, trend, who it is about, a home test."""

from __future__ import annotations

import re
from functools import cache

from nlu.extraction.text import Text
from nlu.values.numbers import Number, find_numbers
from nlu.values.phrases import as_text, grouped, listed, rules, word_starts

ADULT = 18
"""The age in years from which somebody is no longer a child or teenager."""
_YOUNGEST, _OLDEST = 4, 100
_LOOKED_AT = 30


def read_onset(message: str | Text) -> str | None:
    """`sudden`, `gradual` or `next_day_soreness`, or None where the answer says none of them."""
    return _first_said(as_text(message).plain, "onset")


def read_trend(message: str | Text) -> str | None:
    """`better`, `same` or `worse`; "not better" is the same, and of two the worse one counts."""
    plain = as_text(message).plain
    said = _said(plain, "trend")
    for trend in ("worse", "better", "same"):
        if said.get(trend):
            return trend
    return "same" if said else None


def read_subject(message: str | Text) -> str | None:
    """`self`, `other_adult` or `child_teen`; a grown-up son is another adult."""
    text = as_text(message)
    subject = _first_said(text.plain, "subject")
    ages = [number.value for number in find_numbers(text) if _can_be_an_age(text, number)]
    if subject == "child_teen" and any(age >= ADULT for age in ages):
        return "other_adult"
    if subject == "other_adult" and any(age < ADULT for age in ages):
        return "child_teen"
    return subject


def read_age(message: str | Text) -> int | None:
    """The age in years in an answer to "under 18?", or None."""
    text = as_text(message)
    ages = [number.value for number in find_numbers(text) if _can_be_an_age(text, number)]
    return int(ages[0]) if len(ages) == 1 else None


def read_test_result(message: str | Text) -> str | None:
    """`positive`, `negative` or `not_done` for a home test; a score above 0 is positive."""
    text = as_text(message)
    plainly = _first_said(text.plain, "test_in_so_many_words")
    if plainly:
        return plainly
    counted = [match.span() for match in listed("choices", "tests_counted").finditer(text.plain)]
    starts = word_starts(text.plain)
    scores = [
        number.value
        for number in find_numbers(text)
        if 0 <= number.value <= 10
        and not any(start <= starts[number.first] < end for start, end in counted)
    ]
    if scores:
        return "positive" if max(scores) > 0 else "negative"
    return _first_said(text.plain, "test")


def _can_be_an_age(text: Text, number: Number) -> bool:
    behind = text.words[number.last] if number.last < len(text.words) else ""
    counts = behind in rules("choices")["not_ages"]
    return _YOUNGEST <= number.value < _OLDEST and not counts


def _first_said(plain: str, question: str) -> str | None:
    """The option said first, in the order of the table; denied options do not count."""
    return next((option for option, plainly in _said(plain, question).items() if plainly), None)


def _said(plain: str, question: str) -> dict[str, bool]:
    """The options named, each with whether it is named without a "not" before it."""
    said: dict[str, bool] = {}
    for option, phrases in _options(question):
        for match in phrases.finditer(plain):
            lead = plain[max(0, match.start() - _LOOKED_AT) : match.start()]
            plainly = _negation_pattern().search(lead) is None
            said[option] = said.get(option, False) or plainly
    return said


@cache
def _options(question: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return grouped("choices", question)


@cache
def _negation_pattern() -> re.Pattern[str]:
    phrases = "|".join(sorted(rules("choices")["negations"], key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{phrases})(?: (?:any|really|that|much|a|the|so|very|at|all))* $")
