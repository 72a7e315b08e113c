"""Which side hurts: left, right or both; never "right away" or "left work"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlu.extraction.text import Text
from nlu.values.denial import denials
from nlu.values.phrases import as_text, listed, pattern, place, rules, word_starts

LEFT, RIGHT, BOTH = "left", "right", "both"
OTHER = "other"
"""The side that was not meant so far ("the other leg")."""

_OPPOSITE = {LEFT: RIGHT, RIGHT: LEFT}


@dataclass(frozen=True)
class SideMention:
    """A side named in a message.

    Attributes:
        side: `left`, `right`, `both` or `other`.
        denied: Whether it is said to be the side that does not hurt.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
    """

    side: str
    denied: bool
    start: int
    end: int


def find_sides(message: str | Text) -> tuple[SideMention, ...]:
    """Every side of the body that a message names, from left to right."""
    text = as_text(message)
    found = sorted(_mentions(text.plain), key=lambda one: (one[1], -one[2]))
    distinct: list[tuple[str, int, int]] = []
    for one in found:
        if not distinct or one[1] >= distinct[-1][2]:
            distinct.append(one)
    denied = denials(text.plain, [(start, end) for _, start, end in distinct])
    return tuple(
        SideMention(side, off, *place(text, start, end))
        for (side, start, end), off in zip(distinct, denied, strict=True)
    )


def side_of(text: Text, mentioned: tuple[SideMention, ...], known: str | None = None) -> str | None:
    """The side that a message says hurts, or None.

    Args:
        text: The message.
        mentioned: What `find_sides` finds in it.
        known: The side so far, for "the other leg".
    """
    return _settled(_as_corrected(text, mentioned), known)


def read_side(message: str | Text, known: str | None = None) -> str | None:
    """The side in an answer to "which side?", where a bare "right" is a side as well."""
    text = as_text(message)
    corrected = list(listed("sides", "corrections").finditer(text.plain))
    if corrected and text.plain[corrected[-1].end() :].strip(" .,!?-"):
        at = bisect_left(word_starts(text.plain), corrected[-1].end())
        return read_side(Text(text.original, text.tokens[at:]), known)
    if listed("sides", "both_alone").search(text.plain):
        return BOTH
    side = side_of(text, find_sides(text), known)
    if side is not None:
        return side
    mentions = [
        (name, match.start("side"), match.end("side"))
        for name in (LEFT, RIGHT)
        for match in _answered(name).finditer(text.plain)
        if not match["no_side"]
    ]
    mentions.sort(key=lambda one: one[1])
    off = denials(text.plain, [(start, end) for _, start, end in mentions])
    sides = {name for (name, _, _), denied in zip(mentions, off, strict=True) if not denied}
    return sides.pop() if len(sides) == 1 else BOTH if sides else None


def _as_corrected(text: Text, mentions: tuple[SideMention, ...]) -> tuple[SideMention, ...]:
    """The sides named last where the message corrects itself ("right, no wait, left")."""
    for match in reversed(list(listed("sides", "corrections").finditer(text.plain))):
        _, end = place(text, match.start(), match.end())
        later = tuple(one for one in mentions if one.start >= end)
        if later:
            return later
    return mentions


def _settled(mentions: tuple[SideMention, ...], known: str | None) -> str | None:
    sides = {mention.side for mention in mentions if not mention.denied}
    if BOTH in sides or {LEFT, RIGHT} <= sides:
        return BOTH
    if OTHER in sides and len(sides) == 1:
        denied = {mention.side for mention in mentions if mention.denied and mention.side != BOTH}
        return _OPPOSITE.get(known or (denied.pop() if len(denied) == 1 else ""))
    sides.discard(OTHER)
    return sides.pop() if sides else None


def _mentions(plain: str) -> Iterator[tuple[str, int, int]]:
    for match in listed("sides", "both").finditer(plain):
        yield BOTH, match.start(), match.end()
    for match in listed("sides", "other_side").finditer(plain):
        yield OTHER, match.start(), match.end()
    for name in (LEFT, RIGHT):
        for match in listed("sides", f"{name}_always").finditer(plain):
            yield name, match.start(), match.end()
        for match in _with_body(name).finditer(plain):
            if not _is_exclaimed(plain, match):
                yield name, match.start(), match.end()
        for standing_alone in (_named(name), _opening(name), _set_off(name), _behind_body(name)):
            for match in standing_alone.finditer(plain):
                yield name, match.start("side"), match.end("side")


def _is_exclaimed(plain: str, match: re.Match[str]) -> bool:
    """As in "all right leg day": the word before takes the side for itself."""
    return plain[: match.start()].endswith("all ")


@cache
def _with_body(name: str) -> re.Pattern[str]:
    table = rules("sides")
    words = "|".join(sorted((*table[name], *table[f"{name}_before_body"]), key=len, reverse=True))
    adjectives, body = "|".join(table["adjectives"]), "|".join(table["body"])
    return pattern([rf"(?:{words})(?: (?:{adjectives}))* (?:{body})"])


def _either(key: str) -> str:
    phrases = map(re.escape, rules("sides")[key])
    return "|".join(sorted(phrases, key=len, reverse=True)).replace("\\ ", " ")


@cache
def _named(name: str) -> re.Pattern[str]:
    """As in "the right" and "my left", without a part of the body behind."""
    return re.compile(
        rf"(?<!\S)(?:my|the|his|her|their) (?P<side>{_either(name)})"
        rf"(?= (?:{_either('goes_on')})(?!\S)|$)"
    )


@cache
def _opening(name: str) -> re.Pattern[str]:
    """As in "left is worse", at the start of a thought, and "than right"."""
    return re.compile(
        rf"(?:^|(?<!\S)(?:{_either('thoughts_open')}) )(?P<side>{_either(name)})"
        rf"(?= (?:{_either('opens_with')})(?!\S))"
    )


@cache
def _set_off(name: str) -> re.Pattern[str]:
    """As in "back of the thigh, left" and "hamstring. right. 2 weeks": a thought of one word."""
    return re.compile(rf"(?<= [.,;:(?!/-] )(?P<side>{_either(name)})(?= [.,;)!/-]|$)")


@cache
def _behind_body(name: str) -> re.Pattern[str]:
    """As in "hammy L": short for the side, behind the part of the body."""
    table = rules("sides")
    words = "|".join((*table[name], *table[f"{name}_before_body"]))
    return re.compile(
        rf"(?<!\S)(?:{'|'.join(table['body'])}) (?:[(,:-] )?(?P<side>{words})(?= [.,;)!/-]|$)"
    )


@cache
def _answered(name: str) -> re.Pattern[str]:
    """A bare word in an answer, unless its neighbours make it something else."""
    table = rules("sides")
    words = "|".join((*table[name], *table[f"{name}_before_body"]))
    return re.compile(
        rf"(?<!\S)(?:(?P<no_side>{_either('no_side_before')}) )?(?P<side>{words})"
        rf"(?= (?:{_either('answer_ends')})(?!\S)|$)"
    )
