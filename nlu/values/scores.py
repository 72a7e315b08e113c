"""Which numbers of a message are pain scores, and what is wrong with those that are not 0-10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from nlu.extraction.text import Text
from nlu.values.moments import find_moments, find_unclear
from nlu.values.numbers import ANY_NUMBER, Number, find_numbers
from nlu.values.phrases import leading, listed, rules, word_starts

HIGHEST = 10
_LOWEST = 0
_WORDS_LOOKED_AT = 4
_CHANGE = re.compile(r"(?<!\S)from \S+ (?:(?:right|down|up) )?to(?: \S+)?$")
"""As in "from 3 to 1": the second is how it is now."""
_NUMBER_NEXT = re.compile(rf" (?:(?:a|an|about|at|it|is) )*{ANY_NUMBER.pattern}")
_TIME_OF_DAY = re.compile(r": \d")
_CLOCK = re.compile(r"(?<!q )\d :$")
_LAST_OF_A_ROW = re.compile(rf"{ANY_NUMBER.pattern}(?: \S)?(?: and)?$")
_ENDS = frozenset({"", ".", ",", "!", ";", "\n"})
_AT_A_NUMBER = re.compile(rf"(?<!\S)at {ANY_NUMBER.pattern}")
_SCORE_AT = re.compile(rf"{ANY_NUMBER.pattern} at$")
_HOURS = frozenset(range(1, 13))
_NO_PACE = 3
"""No run is as slow as this, in kilometres, miles or minutes for one."""
_PUNCTUATION = frozenset(",.;!?")
_MONTHS = frozenset(
    word for words in rules("times")["months"].values() for word in words if word != "may"
)
_BEGINS_A_SCORE = frozenset({"", ",", "and", "/", ";", "-", ".", ":", "um", "uh", "er", "erm"})
_ONE_AS_A_SCORE = frozenset(
    {
        "pain",
        "rest",
        "resting",
        "morning",
        "activity",
        "waking",
        "level",
        "a",
        "is",
        "about",
        "maybe",
        "around",
        "of",
        "at",
        "or",
        "=",
    }
)


class Problem(str, Enum):
    """Why a score is not simply a point on the scale."""

    ABOVE = "above"
    """More than ten."""
    BELOW = "below"
    """Less than nothing."""
    OTHER_SCALE = "other_scale"
    """Out of five or twenty."""
    NOT_A_NUMBER = "not_a_number"
    """An amount such as "loads"."""
    UNCLEAR = "unclear"
    """A number that may be the hour at which something was done."""
    CAPPED = "capped"
    """As in "Eleven out of ten": taken as ten, worth a word."""


@dataclass(frozen=True)
class Score:
    """A pain score in digits or number words.

    Attributes:
        value: The score, None where `problem` forbids one.
        problem: What is wrong with it, None for an ordinary score.
        over: Whether it is said to be how it was before.
        explicit: Whether it says "out of ten".
        start: Where it begins in `Text.plain` (characters).
        end: Where it ends there.
    """

    value: float | None
    problem: Problem | None
    over: bool
    explicit: bool
    start: int
    end: int


def find_scores(text: Text, *, of_one_day: bool = False) -> tuple[Score, ...]:
    """Every number of a message that can be a pain score, from left to right.

    Args:
        text: What the runner wrote.
        of_one_day: Whether it tells of one day: then what was "at first" is not over, because
            the worst of the day counts.
    """
    return tuple(_scores(text, of_one_day))


def _scores(text: Text, of_one_day: bool) -> Iterator[Score]:
    masks = [match.span() for match in listed("scales", "masks").finditer(text.plain)]
    moments = find_moments(text) if of_one_day else ()
    masks += [(moment.start, moment.end) for moment in moments if moment.name_at is None]
    unclear = frozenset(find_unclear(text)) if of_one_day else frozenset()
    named = {moment.start for moment in moments if moment.name_at is not None}
    names = {moment.name_at for moment in moments}
    starts = word_starts(text.plain)
    says_now = listed("contexts", "now").search(text.plain) is not None
    for number in find_numbers(text):
        start = starts[number.first]
        end = starts[number.last - 1] + len(text.words[number.last - 1])
        if any(begin <= start < finish for begin, finish in masks):
            continue
        before = " ".join(text.words[max(number.first - _WORDS_LOOKED_AT, 0) : number.first])
        behind = " ".join(text.words[number.last : number.last + _WORDS_LOOKED_AT])
        if start in named:
            before = ""
        if start in named or end + 1 in names:
            behind = ""
        if number.out_of is None and (
            _counts_something(number, text, before, behind)
            or _is_an_hour(number, text.plain, start, behind)
        ):
            continue
        value, problem = _checked(number, before)
        if start in unclear and problem is None:
            value, problem = None, Problem.UNCLEAR
        says_now = says_now and (not of_one_day or _is_followed_by_now(behind))
        over = _is_over(before, behind, says_now=says_now) or (
            not of_one_day and _is_earlier(before, behind)
        )
        yield Score(value, problem, over, number.out_of is not None, start, end)


def _counts_something(number: Number, text: Text, before: str, behind: str) -> bool:
    next_word = behind.partition(" ")[0]
    if text.original[number.end : number.end + 2].strip().startswith("%"):
        return True
    if number.vague or next_word in _MONTHS or _TIME_OF_DAY.match(behind):
        return True
    word = text.words[number.first]
    previous = before.rpartition(" ")[2]
    if previous == "all" and next_word == "s":
        return False
    if word == "one" and number.last == number.first + 1:
        return bool(before or behind) and not _is_one_as_a_score(before, behind)
    if previous in _MONTHS or _CLOCK.search(before) or _is_counted_behind(behind):
        return True
    names = listed("scales", "counted_before").fullmatch(previous) is not None
    return names and listed("scales", "counted_before_exceptions").search(before) is None


def _is_counted_behind(behind: str) -> bool:
    return listed("scales", "counted_after").match(behind) is not None


def _is_an_hour(number: Number, plain: str, start: int, behind: str) -> bool:
    """Whether it is when something was ("ran at 6, 2/10", "woke at 7 with a 2", "2 at 9")."""
    before = plain[:start].rstrip()
    if number.value not in _HOURS or not before.endswith(" at"):
        return False
    if _SCORE_AT.search(before):
        return True
    if len(_AT_A_NUMBER.findall(plain)) > 1:
        return False  # "ran at 6, walked at 2" are two scores
    if _at_end("hours_of_waking", before):
        return listed("scales", "felt_then").match(behind) is not None
    if number.value <= _NO_PACE and listed("scales", "held_throughout").match(behind):
        return False
    return _at_end("hours_of_doing", before) and not behind.startswith("pain")


def _at_end(key: str, words: str) -> bool:
    return any(match.end() == len(words) for match in listed("scales", key).finditer(words))


def _is_one_as_a_score(before: str, behind: str) -> bool:
    """As in "about a one", "rest pain one", "one when sitting", "two, four, one"."""
    previous = before.rpartition(" ")[2]
    if previous in _ONE_AS_A_SCORE:
        return True
    begins = previous in _BEGINS_A_SCORE
    if begins and behind[:1] in _ENDS and _LAST_OF_A_ROW.search(before):
        return True
    return begins and listed("scales", "one_after").match(behind) is not None


def _checked(number: Number, before: str) -> tuple[float | None, Problem | None]:
    low, value = number.low, number.value
    if number.out_of in {5, 20}:
        return None, Problem.OTHER_SCALE
    if number.out_of == 100:
        low, value = low / 10, value / 10
    if low < _LOWEST:
        separates = bool(before.rstrip("- "))
        return (-low, None) if separates and -low <= HIGHEST else (None, Problem.BELOW)
    if value > HIGHEST:
        return (HIGHEST, Problem.CAPPED) if number.out_of else (None, Problem.ABOVE)
    return _raised(value, before), None


def _raised(value: float, before: str) -> float:
    """Count what is said to be above a number: "over 5" is one more, "never over 5" is 5."""
    match = re.search(r"(?:\S+ ){0,3}\S+$", before)
    lead = match.group() if match else ""
    if not _ends_with("above", lead, section="scales"):
        return value
    if listed("scales", "not_above").search(lead):
        return value
    return min(value + 1, HIGHEST)


def _is_over(before: str, behind: str, *, says_now: bool) -> bool:
    """Whether a score is said to be how it was ("3 yesterday, 2 today", "was a 6, now a 2")."""
    if _begins_with("over_after", behind):
        return True
    if _is_said_of_now(before, behind) or _CHANGE.search(before):
        return False
    if says_now and _ends_with("over_if_now", before):
        return True
    return _ends_with("over_before", before) or _led_by("over_right_before", before)


def _is_followed_by_now(behind: str) -> bool:
    """Whether nothing parts a score from "now": "was 5 now 3", but not "was 5 on the run, now 3".

    In the account of a day the latter was on that day, and the worst counts.
    """
    return listed("contexts", "and_now").match(behind) is not None


def _is_earlier(before: str, behind: str) -> bool:
    """Whether a score is said to be how it was at first ("initially a 5, then a 2")."""
    if _begins_with("earlier_after", behind):
        return True
    if _is_said_of_now(before, behind) or _CHANGE.search(before):
        return False
    return _ends_with("earlier_before", before)


def _is_said_of_now(before: str, behind: str) -> bool:
    """Whether "now" is of this score, and not of the next one ("was 5 now 3")."""
    now = listed("contexts", "now").match(behind)
    if now is not None and not _NUMBER_NEXT.match(behind, now.end()):
        return True
    return _ends_with("now", before)


def _led_by(key: str, before: str) -> bool:
    return leading("contexts", key, "number_fillers").search(f"{before} ") is not None


def _ends_with(key: str, words: str, section: str = "contexts") -> bool:
    """Whether a phrase of the list stands at most two words from the end, no number between."""
    behind = (words[match.end() :] for match in listed(section, key).finditer(words))
    return any(
        len(rest.split()) <= 2
        and _PUNCTUATION.isdisjoint(rest.split())
        and not ANY_NUMBER.search(rest)
        for rest in behind
    )


def _begins_with(key: str, words: str) -> bool:
    match = listed("contexts", key).search(words)
    return match is not None and len(words[: match.start()].split()) <= 1
