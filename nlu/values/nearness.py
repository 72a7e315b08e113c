"""How far what was said stands from an activity, and whether the two can belong together."""

from __future__ import annotations

import re
from functools import cache

from nlu.values.activities import Activity, Stance
from nlu.values.feelings import Basis, Flavour
from nlu.values.numbers import ANY_NUMBER
from nlu.values.phrases import leading, listed, rules
from nlu.values.said import Group, Said

APART = 1000.0
"""The distance of two that cannot belong together."""

NEAR = 7.0
"""The distance up to which a number still completes what was said just before it."""

FAR = 16.0
"""The distance up to which "it was a 6" still speaks of an activity."""

_NUMBER_BEFORE = 5.0
_FINE_BEFORE = 2.0
_FINE_BEHIND = 4.0
_TOLD_OF = 5.0
_LOOKED_AT = 30
_BUT = " but"
_AND = " and "
_AND_I = " and i "
_AND_I_AM = (" and i am ", " and that is ")
_GOES_ON = (" but it ", " but only ")
"""As in "I can walk but it is sore": still of the activity."""


def leaving_out(said: Said) -> float:
    """What it costs to leave a value without an activity."""
    return 9.0 if said.basis is Basis.NUMBER else 8.0


def distance(plain: str, said: Said, group: Group) -> float:
    """How far a value stands from its activity, `APART` where they cannot belong together."""
    before = said.end <= group.start
    if said.start <= group.start and group.end <= said.end:
        return 0.0
    if not before and said.start < group.end:
        return APART
    gap = plain[said.end : group.start] if before else plain[group.end : said.start]
    weight = weigh(gap.removeprefix(_BUT) if gap.startswith(_GOES_ON) else gap)
    if before and _is_turned(said, group):
        return APART
    if not before and is_of_another_time(plain, said, group):
        return APART
    if said.basis is Basis.NUMBER:
        fits = not before or (weight <= _NUMBER_BEFORE and _is_one_breath(gap))
        fits = fits and not (before and _SCORED.search(gap))
    elif said.flavour is Flavour.FINE_BEHIND:
        fits = not before and weight <= _FINE_BEFORE
    elif said.flavour is Flavour.FINE:
        fits = weight <= (_FINE_BEFORE if before else _FINE_BEHIND)
    elif before:
        fits = _reaches_forward(gap, weight)
    else:
        fits = _tells_of(plain, gap, weight, said, group)
    return weight if fits else APART


_SCORED = re.compile(rf", {ANY_NUMBER.pattern}")
"""Another score begins: what comes behind it is no longer of the one before."""


def _is_one_breath(gap: str) -> bool:
    """Not "a 3 and sitting", but "a 9 and I am lying still"."""
    return _AND not in gap or gap.startswith(_AND_I_AM)


def is_of_another_time(plain: str, said: Said, group: Group) -> bool:
    """Whether a score behind a word for waking is of later that day ("waking 1, 4 by evening").

    A time that has a score of its own behind it ("waking 3, rest of the day 1") is no such time.
    """
    if any(mention.activity is not Activity.MORNING for mention in group.mentions):
        return False
    time = listed("contexts", "another_time").match(plain, said.end + 1)
    return time is not None and not ANY_NUMBER.match(plain, time.end() + 1)


def weigh(gap: str) -> float:
    """How much stands between two places: words, and above all the ends of a thought."""
    return sum(map(_weight, gap.split()))


@cache
def _weight(word: str) -> float:
    weights: dict[str, float] = rules("contexts")["weights"]
    return float(weights.get(word, weights["other"]))


def _is_turned(said: Said, group: Group) -> bool:
    if group.stance is Stance.OPPOSITE:
        return True
    return group.stance is Stance.ONLY and not said.hurts


def _reaches_forward(gap: str, weight: float) -> bool:
    """As in "Sore on the left when I run": the gap ends in a word that ties the two.

    "It hurts and I run a lot" tells two things.
    """
    if gap.endswith(_AND_I):
        return False
    return weight <= 1 or _link_pattern().search(gap) is not None


def _tells_of(plain: str, gap: str, weight: float, said: Said, group: Group) -> bool:
    """As in "When I run, it hurts" and "ran and it hurt", but not "I run and it hurts now"."""
    words = gap.split()
    if gap.startswith(_GOES_ON):
        return True
    if weight > _TOLD_OF or "now" in words or "today" in words:
        return False
    if "and" not in words and "," not in words:
        return True
    lead = plain[max(0, group.start - _LOOKED_AT) : group.start]
    told = plain[max(0, said.start - _LOOKED_AT // 2) : said.end]
    return bool(
        leading("contexts", "conditions", "condition_fillers").search(lead)
        or listed("contexts", "told_as_past").search(told)
    )


@cache
def _link_pattern() -> re.Pattern[str]:
    table = rules("contexts")
    links, fillers = "|".join(table["links"]), "|".join(table["fillers"])
    return re.compile(rf" (?:{links})(?: (?:{fillers}))* $")
