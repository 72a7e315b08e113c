"""How somebody is in themselves, from 1 (low) to 5 (good): "mood 4", "4/5 for mood"."""

from __future__ import annotations

import re
from functools import cache

from nlu.extraction.extractor import understood
from nlu.extraction.text import Text
from nlu.values.hours import HOUR_WORDS, hour_number
from nlu.values.phrases import either, grouped, rules

MOOD = "mood"
"""Stands beside `check_in` among what was asked while this is the question."""
_SCALE = range(1, 6)
_OUT_OF_FIVE = re.compile(r"(?<!\S)(?P<mood>[1-5]) (?:/|out of) (?:5|five)(?!\S)")


def read_mood(message: str | Text) -> int | None:
    """The point on the scale that a message gives the mood, or None; the lowest of several.

    A mood of another scale ("8 out of 10") is none of ours.

    Args:
        message: What the runner wrote.
    """
    text = message if isinstance(message, Text) else understood(message)
    told = [
        hour_number(match["mood"] or match["before"])
        for match in _named().finditer(text.plain)
        if {match["of"], match["of_before"]} <= {None, "5", "five"}
    ]
    return min((mood for mood in told if mood in _SCALE), default=None)


def mood_answered(message: str | Text) -> int | None:
    """The mood of an answer to how somebody is ("4/5", "pretty good", "a bit low"), or None.

    Args:
        message: The answer.
    """
    text = message if isinstance(message, Text) else understood(message)
    if point := _OUT_OF_FIVE.search(text.plain):
        return hour_number(point["mood"])
    told = [
        (match, int(mood))
        for mood, words in grouped("mood", "words")
        for match in words.finditer(text.plain)
    ]
    whole = [mood for each, mood in told if not any(_holds(other, each) for other, _ in told)]
    return min(whole, default=None)


def _holds(outer: re.Match[str], inner: re.Match[str]) -> bool:
    """Whether one is only a part of the other, as "bad" of "not bad"."""
    (start, end), (first, last) = outer.span(), inner.span()
    return start <= first and last <= end and (start, end) != (first, last)


@cache
def _named() -> re.Pattern[str]:
    table = rules("mood")
    names, between = either(table["names"]), either(table["between"])
    of = r"(?: (?:/|out of) (?P<{}>\d+|five|ten))?"
    return re.compile(
        rf"(?<!\S)(?:(?:{names})(?: (?:{between}))* (?P<mood>{HOUR_WORDS}){of.format('of')}(?!\S)"
        rf"|(?P<before>{HOUR_WORDS}){of.format('of_before')}"
        rf" (?:(?:for|in) )?(?:my )?(?:{names})(?!(?: (?:{between}))* {HOUR_WORDS})(?!\S))"
    )
