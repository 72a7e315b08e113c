"""Ties what is said about pain to the activity it is said of, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlu.extraction.text import Text
from nlu.values.activities import Activity, Mention, Stance, find_activities
from nlu.values.feelings import PRESENCE, Basis, Flavour
from nlu.values.lists import rows_of
from nlu.values.moments import find_moments, mentions_of
from nlu.values.nearness import FAR, NEAR, distance, is_of_another_time, leaving_out, weigh
from nlu.values.pairing import pair_in_order
from nlu.values.phrases import leading, listed, rules
from nlu.values.said import Group, Said, find_said, grouped
from nlu.values.scores import Problem

_SENTENCE_END = re.compile(r"(?:^|(?<= ))[.!?\n](?: |$)")
_LEAD_IN = 40
_PUT_RIGHT = 3.5
"""So near a number puts "fine" right, as in "running is ok ish, maybe a 3"."""
_DENYING = ("no ", "not ", "nothing ", "zero ", "never ", "without ")
_GOING_ON = re.compile(r"(?:,|and|-) not (?:\S+ ){0,3}$")
_HEADING = 2
"""So few words before a question mark only name what follows ("Walking? Fine.")."""
_SHORT_ANSWER = 3
"""In a message of so few words, a number off the scale is a mistaken score."""


@dataclass(frozen=True)
class Statement:
    """Something said about pain, with the activity it is said of.

    All positions count characters of `Text.plain`; `said_from` and `said_to` mark the words for
    how much, `start` and `end` the whole with its activity.
    """

    activity: Activity | None
    value: float | None
    basis: Basis
    problem: Problem | None
    over: bool
    said_from: int
    said_to: int
    start: int
    end: int


def statements(text: Text, *, of_one_day: bool = False) -> tuple[Statement, ...]:
    """Everything a message says about how much it hurts, with its activity where it names one.

    Args:
        text: What the runner wrote.
        of_one_day: Whether it is the account of a day, see `nlu.values.scales.find_pain_scales`.
    """
    reading = _Reading(text, of_one_day)
    return tuple(sorted(reading.statements(), key=lambda statement: statement.said_from))


class _Reading:
    """One message while its values find their activities."""

    def __init__(self, text: Text, of_one_day: bool) -> None:
        self._text = text
        self._plain = text.plain
        self._of_one_day = of_one_day
        self._said = find_said(text, of_one_day=of_one_day)
        self._groups: list[Group] = []
        self._partner: dict[int, int] = {}
        """Index of a value -> index of its group."""
        self._pair_sentences()
        self._put_numbers_for_words()
        self._refer_back()

    def statements(self) -> Iterator[Statement]:
        for index, said in enumerate(self._said):
            if index in self._partner:
                for mention in self._groups[self._partner[index]].mentions:
                    yield _statement(said, mention)
            elif self._counts_alone(said):
                yield _statement(said, None)
        yield from self._echoes()

    def _pair_sentences(self) -> None:
        mentions = find_activities(self._plain)
        if self._of_one_day:
            mentions = mentions_of(find_moments(self._text), mentions, self._plain)
        for start, end in _sentences(self._plain):
            here = [mention for mention in mentions if start <= mention.start < end]
            rows = [
                i
                for i, said in enumerate(self._said)
                if start <= said.start < end and not self._is_beside_the_point(said, here)
            ]
            self._pair(rows, here)

    def _is_beside_the_point(self, said: Said, mentions: Sequence[Mention]) -> bool:
        """Whether a number is too high for a score and in another thought than any activity.

        As in "walking is fine, doing 80 next week". In the account of a day it is asked about.
        """
        if said.problem is not Problem.ABOVE or said.explicit or self._of_one_day:
            return False
        if self._led_by(said, "score_cues", "number_fillers"):
            return False
        lead = self._plain[: said.start].rpartition(",")[2].split()
        if set(lead) <= _number_fillers():
            return False
        return all(
            "," in self._plain[min(said.end, other.end) : max(said.start, other.start)]
            for other in mentions
        )

    def _pair(self, rows: list[int], mentions: list[Mention]) -> None:
        in_rows = rows_of(self._plain, [self._said[row] for row in rows], mentions)
        if in_rows:
            for value, places in in_rows.items():
                self._partner[rows[value]] = len(self._groups)
                self._groups.append(Group(tuple(mentions[place] for place in places)))
            return
        strong = sum(self._said[row].flavour is not Flavour.FINE_BEHIND for row in rows)
        groups = grouped(self._plain, mentions, strong)
        pairs = pair_in_order(
            [leaving_out(self._said[row]) for row in rows],
            len(groups),
            lambda i, j: distance(self._plain, self._said[rows[i]], groups[j]),
        )
        for i, j in pairs.items():
            self._partner[rows[i]] = len(self._groups) + j
        self._groups += groups

    def _put_numbers_for_words(self) -> None:
        """As in "Running hurts, about a 5": the number says what the word left open."""
        for index in self._loose_numbers():
            word = max((i for i in self._partner if i < index), default=None)
            if word is None or not self._completes(index, word):
                continue
            self._partner[index] = self._partner[word]
            if self._said[word].basis is not Basis.NUMBER:
                del self._partner[word]
                self._said[word] = replace(self._said[word], flavour=Flavour.FINE)

    def _completes(self, index: int, word: int) -> bool:
        number, said = self._said[index], self._said[word]
        group = self._groups[self._partner[word]]
        at = max(said.end, group.end)
        if at > number.start or self._is_beside_the_point(number, group.mentions):
            return False
        if is_of_another_time(self._plain, number, group):
            return False
        certain = said.basis is Basis.NUMBER or said.flavour is Flavour.PAIN
        if not said.hurts and (certain or weigh(self._plain[at : number.start]) > _PUT_RIGHT):
            return False
        if any(at <= other.start < number.start for other in self._groups):
            return False
        if said.basis is Basis.NUMBER and not self._goes_on(said, number):
            return False
        return weigh(self._plain[at : number.start]) <= NEAR

    def _goes_on(self, said: Said, number: Said) -> bool:
        """As in "3 at the start, 6 by the end", "was a 6 last week, now a 2"."""
        if listed("contexts", "climbing").match(self._plain, number.end + 1):
            return True
        if self._led_by(number, "climbed", "number_fillers"):
            return True
        return said.over and self._led_by(number, "changed_to", "number_fillers")

    def _refer_back(self) -> None:
        """As in "Went for a run. It was a 6": speaks of the last activity without a value."""
        for index in self._loose_numbers():
            number = self._said[index]
            if not self._led_by(number, "refers_back", "number_fillers"):
                continue
            taken = set(self._partner.values())
            free = [
                place
                for place, group in enumerate(self._groups)
                if place not in taken
                and group.stance is Stance.PLAIN
                and group.end <= number.start
                and weigh(self._plain[group.end : number.start]) <= FAR
            ]
            if free:
                self._partner[index] = free[-1]

    def _loose_numbers(self) -> list[int]:
        return [
            index
            for index, said in enumerate(self._said)
            if said.basis is Basis.NUMBER and index not in self._partner
        ]

    def _led_by(self, said: Said, phrases: str, fillers: str) -> bool:
        lead = self._plain[max(0, said.start - _LEAD_IN) : said.start]
        return leading("contexts", phrases, fillers).search(lead) is not None

    def _counts_alone(self, said: Said) -> bool:
        """Whether it speaks of pain without naming an activity."""
        if said.basis is Basis.NUMBER:
            short = len(self._plain.split()) <= _SHORT_ANSWER
            if said.explicit or (self._of_one_day and (said.value is not None or short)):
                return True
            return self._led_by(said, "score_cues", "number_fillers")
        return said.flavour is Flavour.PAIN

    def _echoes(self) -> Iterator[Statement]:
        """Activities that only turn round what was said before ("fine unless I run")."""
        taken = set(self._partner.values())
        for place, group in enumerate(self._groups):
            if place in taken or group.stance is Stance.PLAIN:
                continue
            before = [said for said in self._said if said.end <= group.start]
            if before or group.stance is Stance.ONLY:
                hurts = group.stance is Stance.ONLY or not before[-1].hurts
                if before and self._goes_on_denying(before[-1], group):
                    hurts = False
                for mention in group.mentions:
                    yield _echo(mention, hurts)

    def _goes_on_denying(self, said: Said, group: Group) -> bool:
        """As in "no pain at all, not in walking"."""
        denies = self._plain.startswith(_DENYING, said.start) and not said.hurts
        return denies and _GOING_ON.search(self._plain[said.end : group.start]) is not None


@cache
def _number_fillers() -> frozenset[str]:
    return frozenset(rules("contexts")["number_fillers"])


def _echo(mention: Mention, hurts: bool) -> Statement:
    return Statement(
        activity=mention.activity,
        value=PRESENCE if hurts else 0,
        basis=Basis.PRESENCE if hurts else Basis.WORDS,
        problem=None,
        over=False,
        said_from=mention.start,
        said_to=mention.end,
        start=mention.start,
        end=mention.end,
    )


def _statement(said: Said, mention: Mention | None) -> Statement:
    return Statement(
        activity=mention.activity if mention else None,
        value=said.value,
        basis=said.basis,
        problem=said.problem,
        over=said.over,
        said_from=said.start,
        said_to=said.end,
        start=min(said.start, mention.start) if mention else said.start,
        end=max(said.end, mention.end) if mention else said.end,
    )


def _sentences(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(plain):
        if match[0].strip() == "?" and len(plain[start : match.start()].split()) <= _HEADING:
            continue
        yield start, match.end()
        start = match.end()
    if start < len(plain):
        yield start, len(plain)
