"""Mentions of values: pain from 0 to 10, days, side and place, as `nlu.values` reads them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from nlu.extraction.loading import load_rules
from nlu.extraction.model import Mention, State
from nlu.extraction.text import Text
from nlu.values.activities import Activity
from nlu.values.claims import CLAIMED
from nlu.values.durations import Kind, find_durations
from nlu.values.feelings import Basis
from nlu.values.locations import find_locations, pain_locations
from nlu.values.scales import find_pain_scales, pain_values
from nlu.values.sides import find_sides, side_of

_ADULT = 18
_STORY = frozenset({"onset", "days_since_onset"})
"""Asked about these, a bare time is when it began."""
PATTERNS_FOR = ("ages", "trends", "rises")
"""The lists of expressions in `rules/measures.yml`."""


def value_mentions(
    text: Text, today: date, *, about_other: bool, asked: Collection[str] = ()
) -> Iterator[Mention]:
    """Every value a message gives, with the one that counts where it gives several.

    Args:
        text: The message.
        today: The runner's local date.
        about_other: Whether the message is about somebody else.
        asked: The findings just asked about: a bare time or place in the answer belongs to
            them.
    """
    yield from _pain(text)
    yield from _trend(text)
    yield from _onset(text)
    yield from _rises(text)
    yield from _days(text, today, CLAIMED if asked and _STORY.isdisjoint(asked) else 0.0)
    yield from _places(text, short_says_it=not asked or "pain_location" in asked)
    yield from _side(text)
    yield from _age(text, about_other=about_other)


def _pain(text: Text) -> Iterator[Mention]:
    values = pain_values(text)
    for scale in find_pain_scales(text):
        if scale.activity is Activity.SITTING and (scale.basis is Basis.NUMBER or scale.value == 0):
            yield _yes_no("pain_sitting", bool(scale.value), scale.start, scale.end)
        if scale.finding and scale.value is not None:
            counts = scale.value == values.get(scale.finding)
            state = State.PRESENT if counts else State.PAST
            yield Mention(scale.finding, scale.value, state, scale.start, scale.end)


def _yes_no(finding: str, value: bool, start: int, end: int) -> Mention:
    return Mention(finding, value, State.PRESENT if value else State.DENIED, start, end)


def _trend(text: Text) -> Iterator[Mention]:
    """As in "From 5 to 2", "was a 2, now a 5": the scores tell how it goes."""
    for pattern in _patterns_of("trends"):
        match = pattern.search(text.plain)
        if match:
            before, after = float(match["before"]), float(match["after"])
            trend = "worse" if after > before else "better" if after < before else "same"
            span = text.tokens_at(match.start(), match.end())
            yield Mention("trend", trend, State.PRESENT, *text.place(span.first, span.last))
            return


def _rises(text: Text) -> Iterator[Mention]:
    """As in "starts at a 1, by mile three it is a 5"."""
    for pattern in _patterns_of("rises"):
        match = pattern.search(text.plain)
        if match and float(match["after"]) > float(match["before"]):
            span = text.tokens_at(match.start(), match.end())
            place = text.place(span.first, span.last)
            yield Mention("pain_rises_during_run", True, State.PRESENT, *place)
            return


def _onset(text: Text) -> Iterator[Mention]:
    for onset, patterns in _onset_patterns():
        for match in patterns.finditer(text.plain):
            span = text.tokens_at(match.start(), match.end())
            yield Mention("onset", onset, State.PRESENT, *text.place(span.first, span.last))


def _days(text: Text, today: date, least: float) -> Iterator[Mention]:
    durations = [one for one in find_durations(text, today) if one.certainty >= least]
    for kind, finding in (
        (Kind.ONSET, "days_since_onset"),
        (Kind.SELF_CARE, "days_self_managed"),
    ):
        fitting = [duration for duration in durations if duration.kind is kind]
        if fitting:
            best = max(fitting, key=lambda one: (one.certainty, one.days))
            yield Mention(finding, best.days, State.PRESENT, best.start, best.end)


def _places(text: Text, *, short_says_it: bool) -> Iterator[Mention]:
    places = pain_locations(text, short_says_it=short_says_it)
    named = [
        one
        for one in find_locations(text, short_says_it=short_says_it)
        if one.hurts and one.location in places
    ]
    if named:
        start, end = min(one.start for one in named), max(one.end for one in named)
        yield Mention("pain_location", places, State.PRESENT, start, end)


def _side(text: Text) -> Iterator[Mention]:
    side = side_of(text)
    named = [one for one in find_sides(text) if not one.denied]
    if side and named:
        yield Mention("side", side, State.PRESENT, named[0].start, named[0].end)


def _age(text: Text, *, about_other: bool) -> Iterator[Mention]:
    for pattern in _patterns_of("ages"):
        match = pattern.search(text.plain)
        if match:
            kind = match.lastgroup or "age"
            span = text.tokens_at(match.start(kind), match.end(kind))
            under = kind == "minor" or (kind in {"age", "third"} and int(match[kind]) < _ADULT)
            if kind == "third" and not about_other:
                continue
            yield _yes_no("age_under_18", under, *text.place(span.first, span.last))
            return


@cache
def _onset_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_rules("measures.yml")["onsets"]
    return tuple((onset, re.compile("|".join(lines))) for onset, lines in table.items())


@cache
def _patterns_of(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in load_rules("measures.yml")[name])
