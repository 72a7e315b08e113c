"""Where it hurts: the places of the body that a message says hurt, and only those."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nlu.extraction.text import Text
from nlu.values.denial import denials
from nlu.values.phrases import as_text, grouped, listed, pattern, place, rules

_SHORT_ANSWER = 8
"""A message of so few words that names a place says that it hurts there."""

_LOOK_BACK = 100
_LONGEST_CLAUSE = 200
_GOES_ON = re.compile(
    r" ,(?: [^\s.,!?;:()]+){0,6}(?: ,)?(?= (?:is|are|was|feels|hurts|aches|has|keeps)(?!\S))"
)
"""As in "my quad, the big one, is tight": the comma does not end what is said of it."""
_FRAGMENT = re.compile(
    r"(?:(?!(?:is|are|was|were|has|had|have|feels?|felt|looks?|went|got|no|not|can|could|for|after"
    r") )"
    r"[^\s.!?;:]+ ){1,11}(?=[.\n;] )"
)
"""An opening sentence of so few words and without a verb."""
_CLAUSE_MARKS = re.compile(r" (?:[.!?;:,\n()]|but|and|though|although|while|whereas|or|nor)(?= )")


@dataclass(frozen=True)
class LocationMention:
    """A place of the body named in a message.

    Attributes:
        location: One of the options of `pain_location`.
        hurts: Whether the message says, or plainly means, that it hurts there.
        by_name: Whether only the hamstring's name stands for the place.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
    """

    location: str
    hurts: bool
    by_name: bool
    start: int
    end: int


@dataclass(frozen=True)
class _Named:
    location: str
    by_name: bool
    start: int
    end: int


def find_locations(
    message: str | Text, *, short_says_it: bool = True
) -> tuple[LocationMention, ...]:
    """Every place of the body that a message names, from left to right.

    Args:
        message: What the runner wrote.
        short_says_it: Whether a few words that only name a place say that it hurts there.
    """
    text = as_text(message)
    named = _named(text.plain)
    alone = _opening_fragment(text.plain) if short_says_it else 0
    spans = [(one.start, one.end) for one in named]
    denied = denials(text.plain, spans)
    hurting = _hurting(text, named, short=short_says_it and len(text.words) <= _SHORT_ANSWER)
    hurting = [hurts or one.end <= alone for hurts, one in zip(hurting, named, strict=True)]
    return tuple(
        LocationMention(
            one.location, hurts and not off, one.by_name, *place(text, one.start, one.end)
        )
        for one, off, hurts in zip(named, denied, hurting, strict=True)
    )


def pain_locations(text: Text, mentioned: Iterable[LocationMention]) -> tuple[str, ...]:
    """The places that a message says hurt, in its order, each once.

    The hamstring's bare name gives way to a more exact place ("hamstring, right under my bum").

    Args:
        text: The message.
        mentioned: What `find_locations` finds in it.
    """
    mentions = [mention for mention in mentioned if mention.hurts]
    exact: list[str] = rules("locations")["more_exact"]
    if any(one.location in exact and not one.by_name for one in mentions):
        mentions = [one for one in mentions if not one.by_name or _in_a_list(text, one, mentions)]
    return tuple(dict.fromkeys(mention.location for mention in mentions))


def places_in_an_answer(message: str | Text) -> tuple[str, ...]:
    """The places that a few words name which mean one only as the answer to "where?"."""
    plain = as_text(message).plain
    if len(plain.split()) > _SHORT_ANSWER:
        return ()
    return tuple(place for place, of in grouped("locations", "answers") if of.search(plain))


def _in_a_list(text: Text, name: LocationMention, mentions: Sequence[LocationMention]) -> bool:
    """As in "hamstring and glute": two places, not one said twice."""
    joined = listed("locations", "lists_with")
    for other in mentions:
        if other is name:
            continue
        first, second = sorted((name, other), key=lambda one: one.start)
        between = text.original[first.end : second.start].lower().strip()
        if joined.fullmatch(" ".join(between.split())):
            return True
    return False


def _named(plain: str) -> list[_Named]:
    taken = [match.span() for match in listed("locations", "not_places").finditer(plain)]
    candidates = sorted(_candidates(plain), key=lambda one: (one.start - one.end, one.start))
    found: list[_Named] = []
    for one in candidates:
        if any(one.start < end and start < one.end for start, end in taken):
            continue
        taken.append((one.start, one.end))
        if not _is_boundary(plain, one):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(plain: str) -> Iterator[_Named]:
    for match in _by_name_pattern().finditer(plain):
        yield _Named(rules("locations")["by_name_place"], True, *match.span())
    for location, phrases in _place_patterns():
        for match in phrases.finditer(plain):
            yield _Named(location, False, *match.span())


def _is_boundary(plain: str, one: _Named) -> bool:
    """Whether a place only says how far it reaches ("not below the knee")."""
    table = rules("locations")
    if one.location not in table["boundary_places"]:
        return False
    lead = plain[max(0, one.start - _LOOK_BACK) : one.start]
    match = _boundary_pattern().search(lead)
    return match is not None


def _hurting(text: Text, named: Sequence[_Named], *, short: bool) -> list[bool]:
    table = rules("locations")
    hurting = [
        _no_pain_pattern().match(text.plain, one.end) is None
        and (
            short
            or one.by_name
            or one.location in table["speak_for_themselves"]
            or _says_it_hurts(text.plain, one)
        )
        for one in named
    ]
    links = [_linked(text.plain, *pair) for pair in pairwise(named)]
    for index, linked in enumerate(links):
        if linked and _no_pain_pattern().match(text.plain, named[index + 1].end) is None:
            hurting[index + 1] |= hurting[index]
    for index in reversed(range(len(links))):
        hurting[index] |= links[index] and hurting[index + 1]
    return hurting


def _opening_fragment(plain: str) -> int:
    """Where the first sentence ends, if it may only name a place ("Bum cheek, deep. Aches.")."""
    match = _FRAGMENT.match(plain)
    return match.end() if match else 0


def _linked(plain: str, first: _Named, second: _Named) -> bool:
    between = plain[first.end : second.start].strip()
    return any(listed("locations", key).fullmatch(between) for key in ("lists_with", "comma_lists"))


def _says_it_hurts(plain: str, one: _Named) -> bool:
    """Whether the words around a place, up to the next thought, speak of pain."""
    start = max(0, one.start - _LONGEST_CLAUSE)
    for mark in _CLAUSE_MARKS.finditer(plain, start, one.start):
        start = mark.end()
    goes_on = _GOES_ON.match(plain, one.end)
    behind = _CLAUSE_MARKS.search(plain, goes_on.end() if goes_on else one.end)
    end = min(behind.start() if behind else len(plain), one.end + _LONGEST_CLAUSE)
    hurts = "hurts_surely" if one.location in rules("locations")["seldom_hurt"] else "hurts"
    return listed("locations", hurts).search(plain, start, end) is not None


@cache
def _place_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    places: dict[str, list[str]] = rules("locations")["places"]
    return tuple((location, pattern(map(_spelt_out, of))) for location, of in places.items())


@cache
def _by_name_pattern() -> re.Pattern[str]:
    return pattern(map(_spelt_out, rules("locations")["by_name"]))


def _spelt_out(phrase: str) -> str:
    """A phrase with the words in capitals put in."""
    table = rules("locations")
    spelt = phrase.replace(" OF", table["between"])
    for name, words in table["words"].items():
        spelt = words.join(re.split(rf"\b{name}\b", spelt))
    return spelt


@cache
def _boundary_pattern() -> re.Pattern[str]:
    table = rules("locations")
    starts = "|".join(table["boundary_starts"])
    return re.compile(
        rf"(?<!\S)(?:{starts})\w*(?: \S+){{0,12}}? (?:{'|'.join(table['boundary_before'])}) $"
    )


@cache
def _no_pain_pattern() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(rules('locations')['no_pain_behind'])})(?!\S)")
