"""The values and activities of a message before they have found each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlu.extraction.text import Text
from nlu.values.activities import Mention, Stance
from nlu.values.feelings import Basis, Flavour, find_feelings
from nlu.values.phrases import listed, rules
from nlu.values.scores import Problem, find_scores

_SCALE_NOUNS = frozenset({"pain", "pains", "soreness", "discomfort"})


@dataclass(frozen=True)
class Said:
    """A word or number for how much it hurts; positions count characters of `Text.plain`."""

    value: float | None
    basis: Basis
    flavour: Flavour
    problem: Problem | None
    over: bool
    explicit: bool
    start: int
    end: int

    @property
    def hurts(self) -> bool:
        """Whether it says that there is pain."""
        return bool(self.value)


@dataclass(frozen=True)
class Group:
    """Activities named in one breath ("walking or sitting"), to which one value belongs."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """Where the first one begins."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.mentions[-1].end

    @property
    def stance(self) -> Stance:
        """How the words before them bend what was said."""
        return self.mentions[0].stance


def find_said(text: Text, *, of_one_day: bool = False) -> list[Said]:
    """Every number and word of a message that can say how much it hurts, in order.

    Args:
        text: What the runner wrote.
        of_one_day: See `nlu.values.scores.find_scores`.
    """
    words = [
        Said(
            value=feeling.value,
            basis=feeling.basis,
            flavour=feeling.flavour,
            problem=None,
            over=listed("contexts", "long_over").search(text.plain, 0, feeling.start) is not None,
            explicit=False,
            start=feeling.start,
            end=feeling.end,
        )
        for feeling in find_feelings(text.plain)
    ]
    numbers = [
        Said(
            value=score.value,
            basis=Basis.NUMBER,
            flavour=Flavour.PAIN,
            problem=score.problem,
            over=score.over,
            explicit=score.explicit,
            start=score.start,
            end=score.end,
        )
        for score in find_scores(text, of_one_day=of_one_day)
    ]
    values = sorted((*words, *numbers), key=lambda said: said.start)
    return [said for said in values if not _names_the_scale(text.plain, said, values)]


def _names_the_scale(plain: str, said: Said, values: Sequence[Said]) -> bool:
    """Whether a noun only announces the value behind it: "pain four", "pain at rest: none"."""
    if said.basis is not Basis.PRESENCE or plain[said.start : said.end] not in _SCALE_NOUNS:
        return False
    behind = next((other for other in values if other.start >= said.end), None)
    if behind is None or behind.basis is Basis.PRESENCE:
        return False
    return _announcing_pattern().fullmatch(plain, said.end, behind.start) is not None


def grouped(plain: str, mentions: Sequence[Mention], values: int) -> list[Group]:
    """Activities joined by "and", "or" or "/" as one, unless each has a value of its own."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _joined(plain, groups[-1][-1], mention):
            while len(groups) > 1 and _listed(plain, groups[-2][-1], groups[-1][0]):
                groups[-2:] = [groups[-2] + groups[-1]]
            groups[-1].append(mention)
        else:
            groups.append([mention])
    parted = [[mention] for mention in mentions]
    chosen = groups if values <= len(groups) else parted
    return [Group(tuple(group)) for group in chosen]


def _joined(plain: str, first: Mention, second: Mention) -> bool:
    between = plain[first.end : second.start]
    return second.stance is Stance.PLAIN and _joiner_pattern().fullmatch(between) is not None


def _listed(plain: str, first: Mention, second: Mention) -> bool:
    return plain[first.end : second.start].strip() == ","


@cache
def _joiner_pattern() -> re.Pattern[str]:
    table = rules("contexts")
    joiners, fillers = "|".join(table["joiners"]), "|".join(table["fillers"])
    return re.compile(rf" (?:, )?(?:{joiners}) (?:(?:{fillers}) )*")


@cache
def _announcing_pattern() -> re.Pattern[str]:
    """What may stand between "pain" and its value: an activity and small words."""
    table = rules("contexts")
    activities = "|".join(
        sorted(
            (
                re.escape(phrase)
                for name, of in table["contexts"].items()
                if name != "ignored"
                for phrase in of
            ),
            key=len,
            reverse=True,
        )
    )
    small = "|".join((*table["fillers"], *map(re.escape, table["announcing"])))
    return re.compile(rf"(?: (?:{small}))*(?: (?:{activities}))?(?: (?:{small}))* ")
