"""Which exercises a check-in says were done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlu.extraction.text import Text
from nlu.values.phrases import as_text, grouped, listed, rules

_LOOK_BACK = 60
_THOUGHT = re.compile(
    r".*(?<!\S)(?:[.!?;\n]|(?<!everything )(?<!all )(?<!them )(?<!of it )but"
    r"|then|so|because|:)(?= )"
)


@dataclass(frozen=True)
class Exercises:
    """What was done.

    Attributes:
        named: Ids of the exercise library, in the order they were said, each once; empty for
            "no exercises"; None where the message does not name any.
        whole_session: Whether it says that the session was done without naming its exercises.
    """

    named: tuple[str, ...] | None
    whole_session: bool


def read_exercises(message: str | Text) -> Exercises:
    """The exercises a check-in says were done; those skipped, planned or asked about are not."""
    plain = as_text(message).plain
    done: list[str] = []
    refused = False
    not_done_until = 0
    for exercise, start, end in _each(plain):
        lead = _THOUGHT.sub("", plain[max(0, start - _LOOK_BACK) : start])
        joined = not_done_until and _joined(plain[not_done_until:start])
        skipped = _closing("not_done_before").search(lead) is not None
        skipped |= _following("not_done_behind").match(plain, end) is not None
        to_come = _closing("not_yet_done_before").search(lead) or _following(
            "not_yet_done_behind"
        ).match(plain, end)
        if skipped or joined or to_come:
            refused, not_done_until = refused or skipped, end
        else:
            not_done_until = 0
            done.append(exercise)
    session = listed("check_in", "whole_session").search(plain)
    whole = (
        session is not None and _closing("not_done_before").search(plain[: session.start()]) is None
    )
    if done:
        return Exercises(tuple(dict.fromkeys(done)), whole_session=whole)
    if listed("check_in", "no_exercises").search(plain):
        return Exercises((), whole_session=False)
    return Exercises(() if refused and not whole else None, whole_session=whole)


def _each(plain: str) -> list[tuple[str, int, int]]:
    """The exercises named, those that one phrase names together ("both planks") one by one."""
    together = [
        (match.start(), match.end(), exercises.split())
        for exercises, phrases in grouped("check_in", "exercises_together")
        for match in phrases.finditer(plain)
    ]
    single = [
        one for one in _named(plain) if not any(start <= one[1] < end for start, end, _ in together)
    ]
    several = [(one, start, end) for start, end, names in together for one in names]
    return sorted([*single, *several], key=lambda one: one[1])


def _named(plain: str) -> list[tuple[str, int, int]]:
    """The exercises named, in order; of overlapping phrases the longest."""
    candidates = [
        (exercise, match.start(), match.end())
        for exercise, phrases in grouped("check_in", "exercises")
        for match in phrases.finditer(plain)
    ]
    found: list[tuple[str, int, int]] = []
    for one in sorted(candidates, key=lambda one: (one[1] - one[2], one[1])):
        if all(one[2] <= other[1] or one[1] >= other[2] for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one[1])


def _joined(between: str) -> bool:
    joiners = "|".join(rules("check_in")["not_done_joiners"])
    return re.fullmatch(rf" (?:{joiners}) ", between) is not None


@cache
def _following(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?: :)? (?:{'|'.join(rules('check_in')[key])})")


@cache
def _closing(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(rules('check_in')[key])}) $")
