"""How much it hurts, said in words ("a bit sore", "doesn't hurt much", "agony")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from nlu.values.phrases import grouped, listed, pattern, rules

PRESENCE = 4
"""What "it hurts" is read as when nothing says how much: more than the 3 that may be run with."""

_LOW = 4
_SURELY = re.compile(r"(?<!\S)surely(?: [^\s.!?]+)* ")
"""What is only hoped for: "surely a slow run is fine"."""
_NOT_WITHOUT = re.compile(r"(?<!\S)(?:not|never|unable|nothing)(?: [^\s.,;!?]+){0,10} $")
_ABSENT_DEGREE = 7
_NOT_MUCH = 2
_HARDLY = 1


class Basis(str, Enum):
    """What a value of the pain scale was read from, surest first."""

    NUMBER = "number"
    WORDS = "words"
    PRESENCE = "presence"
    """Only that it hurts: the value is a cautious guess, worth asking about."""


class Flavour(str, Enum):
    """Where a feeling may stand to count."""

    PAIN = "pain"
    """Speaks of pain by itself."""
    FINE = "fine"
    """Counts only with an activity next to it ("fine walking")."""
    FINE_BEHIND = "fine_behind"
    """Counts only behind an activity ("walking is great", "running is awful")."""


@dataclass(frozen=True)
class Feeling:
    """Pain or its absence in words; `start` and `end` count characters of `Text.plain`."""

    value: float
    basis: Basis
    flavour: Flavour
    start: int
    end: int


def find_feelings(plain: str) -> tuple[Feeling, ...]:
    """Every word or phrase that says how much it hurts, from left to right, never overlapping."""
    found: list[Feeling] = []
    end = 0
    supposed = [match.span() for match in listed("feelings", "only_supposed").finditer(plain)]
    for feeling in sorted(_candidates(plain), key=lambda feeling: (feeling.start, -feeling.end)):
        if any(start <= feeling.start < finish for start, finish in supposed):
            continue
        if feeling.value == 0 and _SURELY.search(plain, 0, feeling.end):
            continue
        if feeling.start >= end:
            found.append(_as_it_stays(plain, feeling))
            end = feeling.end
    return tuple(found)


def _as_it_stays(plain: str, feeling: Feeling) -> Feeling:
    """The feeling, but that it hurts where its absence is denied or lasts only for a while.

    As in "not that it doesn't hurt", "wouldn't call it painless", "fine at first".
    """
    if feeling.value != 0:
        return feeling
    denied = _ending("absence_denied_before").search(plain[: feeling.start])
    if _ending("absence_nearly_before").search(plain[: feeling.start]):
        return replace(feeling, value=_HARDLY)
    early = _ending("only_early_before").search(plain[: feeling.start])
    if not (denied or early or listed("feelings", "only_early").match(plain, feeling.end + 1)):
        return feeling
    return replace(feeling, value=PRESENCE, basis=Basis.PRESENCE)


@cache
def _ending(key: str) -> re.Pattern[str]:
    """What may stand right before a feeling."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(rules('feelings')[key])}) $")


def level_of(plain: str) -> float | None:
    """The number for an answer that is nothing but a level ("a tad", "moderate"), or None."""
    matches = [
        (match.end() - match.start(), -float(number))
        for number, phrases in grouped("feelings", "levels")
        for match in phrases.finditer(plain)
    ]
    return -max(matches)[1] if matches else None


def is_no_number(plain: str) -> bool:
    """Whether the words are an amount that is no point on the scale ("loads")."""
    return listed("feelings", "not_a_number").search(plain) is not None


def at_rest_by_itself(words: str) -> bool:
    """Whether a pain word means pain at rest when no activity is named ("in agony")."""
    return listed("feelings", "at_rest_by_themselves").fullmatch(words) is not None


def _candidates(plain: str) -> Iterator[Feeling]:
    for match in _pain_pattern().finditer(plain):
        yield _feeling(match)
    for match in listed("feelings", "absent").finditer(plain):
        yield Feeling(0, Basis.WORDS, Flavour.PAIN, match.start(), match.end())
    for flavour in (Flavour.FINE, Flavour.FINE_BEHIND):
        for match in _fine_pattern(flavour).finditer(plain):
            if _only_clears_the_throat(plain, match):
                continue
            value, basis = (PRESENCE, Basis.PRESENCE) if match["negation"] else (0, Basis.WORDS)
            yield Feeling(value, basis, flavour, match.start(), match.end())

    for match in _judgement_pattern().finditer(plain):
        judged = _judgements()[match["judgement"]]
        yield Feeling(judged, Basis.WORDS, Flavour.FINE_BEHIND, *match.span("judgement"))


def _only_clears_the_throat(plain: str, match: re.Match[str]) -> bool:
    """As in "ok so here goes": at the start, and going on."""
    if match.start() > 0 or match["negation"]:
        return False
    behind = plain[match.end() :].split()
    return bool(behind) and behind[0] in rules("feelings")["throat_clearing_behind"]


def _feeling(match: re.Match[str]) -> Feeling:
    own, certain = _own_values()[match["pain"]]
    degrees = [_degrees()[match[group]] for group in ("before", "behind") if match[group]]
    degree = max(degrees, default=None)
    negated = match["negation"] is not None
    if negated and _is_never_without(match):
        value, basis = (own, Basis.WORDS) if certain else (PRESENCE, Basis.PRESENCE)
    elif negated:
        value, basis = _turned_round(degree), Basis.WORDS
    elif degree is None:
        value, basis = own, Basis.WORDS if certain else Basis.PRESENCE
    else:
        basis = Basis.WORDS
        value = degree if not certain else min(degree, own) if degree < _LOW else max(degree, own)
    return Feeling(value, basis, Flavour.PAIN, match.start(), match.end())


def _is_never_without(match: re.Match[str]) -> bool:
    """As in "I can't sit without it aching": it aches."""
    return match["negation"] == "without" and bool(
        _NOT_WITHOUT.search(match.string, 0, match.start())
    )


def _turned_round(degree: float | None) -> float:
    """Say what is left: "not sore" and "not a bit sore" are nothing, "not very sore" a little."""
    if degree is None or degree < _LOW:
        return 0
    return _NOT_MUCH if degree >= _ABSENT_DEGREE else _HARDLY


@cache
def _own_values() -> dict[str, tuple[float, bool]]:
    """Each pain word with its own number, and whether that number is more than a guess."""
    values: dict[str, tuple[float, bool]] = {}
    for number, words in rules("feelings")["pain_words"].items():
        certain = number != "presence"
        for word in words:
            values[word] = (float(number) if certain else PRESENCE, certain)
    return values


@cache
def _degrees() -> dict[str, float]:
    return {
        phrase: float(number)
        for number, phrases in rules("feelings")["degrees"].items()
        for phrase in phrases
    }


def _any_of(words: Iterator[str] | list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _pain_pattern() -> re.Pattern[str]:
    table = rules("feelings")
    degrees = _any_of(list(_degrees())).replace(r"\ ", " ")
    pains = _any_of(list(_own_values())).replace(r"\ ", " ")
    negations = "|".join(table["negations"])
    fillers = "|".join(table["negation_fillers"])
    return re.compile(
        rf"(?<!\S)(?:(?P<negation>{negations}) (?:(?:{fillers}) ){{0,5}})?"
        rf"(?:(?P<before>{degrees}) (?:(?:of|a|more) )?)?(?P<pain>{pains})"
        rf"(?: (?:it |me )?(?P<behind>{degrees})(?! (?:{pains})(?!\S)))?(?!\S)"
    )


@cache
def _judgements() -> dict[str, float]:
    return {
        phrase: float(number)
        for number, phrases in rules("feelings")["judgements"].items()
        for phrase in phrases
    }


@cache
def _judgement_pattern() -> re.Pattern[str]:
    words = _any_of(list(_judgements())).replace(r"\ ", " ")
    return re.compile(
        r"(?<!\S)(?:is|was|are|feels|felt|gets|got|been|'s) (?:(?:a bit|still|quite|just) )?"
        rf"(?P<judgement>{words})(?!\S)"
    )


@cache
def _fine_pattern(flavour: Flavour) -> re.Pattern[str]:
    phrases = "|".join(sorted(map(str, rules("feelings")[flavour.value]), key=len, reverse=True))
    return pattern(
        [rf"(?:(?P<negation>not|never)(?: (?:so|very|too|really|that|quite|all))* )?(?:{phrases})"]
    )
