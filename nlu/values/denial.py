"""Whether the words around a side or a place say that it is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nlu.values.phrases import rules

_WINDOW = 70
_CLAUSE_START = re.compile(r".*(?<!\S)(?:[.!?;:\n]|but|though|although|however|because|while)(?= )")
_CLAUSE_END = re.compile(r" (?:[.!?;:\n,]|but|though|although|however|because|while)(?!\S)")


def denials(plain: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each span of characters of `Text.plain`, whether it is said not to be concerned.

    What is said of one member of a list holds for its neighbours: before the list it reaches
    forward ("no knee or calf pain"), behind it backward ("knee and calf are fine").
    """
    before = [_denied_before(plain, start) for start, _ in spans]
    behind = [_denied_behind(plain, end) for _, end in spans]
    links = [_between(plain, first, second) for first, second in pairwise(spans)]
    for index, link in enumerate(links):
        if link == "or" or (link == "," and "or" in links[index:]):
            before[index + 1] |= before[index]
    for index in reversed(range(len(links))):
        if links[index] in {"or", "and"} or (links[index] == "," and any(links[index + 1 :])):
            behind[index] |= behind[index + 1]
    return [one or other for one, other in zip(before, behind, strict=True)]


def _between(plain: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    """What joins two members of a list: "or", "and", a comma, or nothing."""
    for link, joiners in _joiner_patterns():
        if joiners.fullmatch(plain, first[1], second[0]):
            return link
    return ""


def _denied_before(plain: str, start: int) -> bool:
    lead = _CLAUSE_START.sub("", plain[max(0, start - _WINDOW) : start])
    return _before_pattern().search(lead) is not None


def _denied_behind(plain: str, end: int) -> bool:
    return _behind_pattern().match(plain, end) is not None


@cache
def _before_pattern() -> re.Pattern[str]:
    table = rules("denials")
    phrases, fillers = "|".join(table["before"]), "|".join(table["before_fillers"])
    return re.compile(rf"(?<!\S)(?:{phrases})(?: (?:{fillers}))* $")


@cache
def _behind_pattern() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(rules('denials')['behind'])})(?!\S)")


@cache
def _joiner_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = rules("denials")
    fillers = "|".join(table["joiner_fillers"])
    return tuple(
        (link, re.compile(rf" (?:{'|'.join(words)})(?: (?:{fillers}))* "))
        for link, words in table["joiners"].items()
    )
