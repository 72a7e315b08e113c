"""Mentions of values: pain from 0 to 10, days, side and place, as `nlu.values` reads them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from coach.findings import VOCABULARY, AnswerType
from nlu.extraction.loading import load_rules
from nlu.extraction.model import Mention, State
from nlu.extraction.text import PUNCTUATION, Text
from nlu.values.activities import Activity
from nlu.values.choices import ADULT
from nlu.values.claims import CLAIMED
from nlu.values.durations import Kind, find_durations
from nlu.values.feelings import Basis
from nlu.values.home_tests import find_tests
from nlu.values.locations import find_locations, pain_locations
from nlu.values.numbers import Number, find_numbers
from nlu.values.scales import PainScale, find_pain_scales, pain_values
from nlu.values.sides import find_sides, side_of

_AGE = "age_under_18"
_YOUNGEST_IN_A_LIST, _OLDEST = 11, 100
"""Up to ten it may be a score, or the number of an option."""
_HIGHEST = 10
"""What goes from more than this, or to it, is no score ("from 15 to 35 km")."""
_AROUND_AN_AGE: dict[str, list[str]] = load_rules("measures.yml")["around_an_age"]
_STORY = frozenset({"onset", "days_since_onset"})
"""Asked about these, a bare time is when it began."""
_HOME_TESTS = frozenset({"test_shoe", "test_hip_height", "test_heel_press"})
PATTERNS_FOR = ("ages", "trends", "rises", "passed")
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
    if _HOME_TESTS.isdisjoint(asked):
        yield from _home_tests(text)
    told = list(_age(text, about_other=about_other))
    yield from told or (_age_in_a_list(text, asked) if _AGE in asked else ())


def _pain(text: Text) -> Iterator[Mention]:
    scales = find_pain_scales(text)
    values = pain_values(scales)
    for scale in scales:
        if scale.activity is Activity.SITTING and (scale.basis is Basis.NUMBER or scale.value == 0):
            yield _yes_no("pain_sitting", bool(scale.value), scale.start, scale.end)
        if scale.finding and scale.value is not None:
            counts = scale.value == values.get(scale.finding) and not _has_passed(text, scale)
            state = State.PRESENT if counts else State.PAST
            yield Mention(scale.finding, scale.value, state, scale.start, scale.end)


def _has_passed(text: Text, scale: PainScale) -> bool:
    """As in "I was in agony at the time but today I'm at zero"."""
    return any(
        text.place(span.first, span.last)[0] <= scale.start
        and scale.end <= text.place(span.first, span.last)[1]
        for pattern in _patterns_of("passed")
        for match in pattern.finditer(text.plain)
        for span in (text.tokens_at(match.start("then"), match.end("then")),)
    )


def _yes_no(finding: str, value: bool, start: int, end: int) -> Mention:
    return Mention(finding, value, State.PRESENT if value else State.DENIED, start, end)


def _trend(text: Text) -> Iterator[Mention]:
    """As in "From 5 to 2", "was a 2, now a 5": the scores tell how it goes."""
    for pattern in _patterns_of("trends"):
        match = pattern.search(text.plain)
        if match:
            before, after = float(match["before"]), float(match["after"])
            if max(before, after) > _HIGHEST:
                continue
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


def _home_tests(text: Text) -> Iterator[Mention]:
    """As in "the shoe test was fine but heel press is a 4"."""
    told = list(find_tests(text))
    for one in told:
        yield Mention(one.test, one.result, State.PRESENT, one.start, one.end)
    if pains := [one for one in told if one.pain is not None]:
        worst = max(pains, key=lambda one: one.pain or 0)
        yield Mention("test_pain_max", worst.pain or 0, State.PRESENT, worst.start, worst.end)


def _places(text: Text, *, short_says_it: bool) -> Iterator[Mention]:
    mentioned = find_locations(text, short_says_it=short_says_it)
    places = pain_locations(text, mentioned)
    named = [one for one in mentioned if one.hurts and one.location in places]
    if named:
        start, end = min(one.start for one in named), max(one.end for one in named)
        yield Mention("pain_location", places, State.PRESENT, start, end)


def _side(text: Text) -> Iterator[Mention]:
    mentioned = find_sides(text)
    side = side_of(text, mentioned)
    named = [one for one in mentioned if not one.denied]
    if side and named:
        yield Mention("side", side, State.PRESENT, named[0].start, named[0].end)


def _age(text: Text, *, about_other: bool) -> Iterator[Mention]:
    for pattern in _patterns_of("ages"):
        match = pattern.search(text.plain)
        if match:
            kind = match.lastgroup or "age"
            span = text.tokens_at(match.start(kind), match.end(kind))
            under = kind == "minor" or (kind in {"age", "third"} and int(match[kind]) < ADULT)
            if kind == "third" and not about_other:
                continue
            yield _yes_no(_AGE, under, *text.place(span.first, span.last))
            return


def _age_in_a_list(text: Text, asked: Collection[str]) -> Iterator[Mention]:
    """As in "left, 16, none" where the age was asked among other things."""
    if any(VOCABULARY[one].answer is AnswerType.DAYS for one in asked if one in VOCABULARY):
        return
    ages = [one for one in find_numbers(text) if _stands_alone(text, one)]
    if len(ages) == 1:
        place = text.place(ages[0].first, ages[0].last)
        yield _yes_no(_AGE, ages[0].value < ADULT, *place)


def _stands_alone(text: Text, number: Number) -> bool:
    """Whether it has no unit and is nobody's score, so that it can be an age."""
    words = _AROUND_AN_AGE
    before, behind = text.words[: number.first][-1:], text.words[number.last :][:2]
    if behind and behind[0] in {"year", "years"} and behind[1:]:
        return behind[1] in words["after_years"] or behind[1] in PUNCTUATION
    return (
        _YOUNGEST_IN_A_LIST <= number.value < _OLDEST
        and (not before or before[0] in PUNCTUATION - {"/"} or before[0] in words["before"])
        and (not behind or behind[0] in PUNCTUATION - {"/"} or behind[0] in words["behind"])
    )


@cache
def _onset_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_rules("measures.yml")["onsets"]
    return tuple((onset, re.compile("|".join(lines))) for onset, lines in table.items())


@cache
def _patterns_of(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in load_rules("measures.yml")[name])
