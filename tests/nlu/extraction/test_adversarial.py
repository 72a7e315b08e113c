"""Every red flag twisted the way messages twist it: thousands of variants, read by the rules alone.

How many of each kind are still missed is written here and may only fall; what the rules miss the
net of signs may still find.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.nlu.extraction.sentences import findings_of, load

SIGNS = [
    (finding, sentence)
    for finding, sentences in load("red_flags").items()
    for sentence in sentences
]
NEAR_MISSES: list[str] = load("near_misses")
SHORTEST_MISTYPED = 6


def longest_word(sentence: str) -> str:
    return max(sentence.split(), key=len)


def swapped(sentence: str) -> str:
    """Two inner letters of the longest word in the wrong order."""
    word = longest_word(sentence)
    if len(word) < SHORTEST_MISTYPED or not word.isalpha():
        return sentence
    middle = len(word) // 2
    wrong = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return sentence.replace(word, wrong, 1)


def left_out(sentence: str) -> str:
    """An inner letter of the longest word left out."""
    word = longest_word(sentence)
    if len(word) < SHORTEST_MISTYPED or not word.isalpha():
        return sentence
    middle = len(word) // 2
    return sentence.replace(word, word[:middle] + word[middle + 1 :], 1)


TWISTS: dict[str, tuple[Callable[[str], str], int]] = {
    "letters swapped": (swapped, 3),
    "a letter left out": (left_out, 55),
    "without apostrophes or capitals": (lambda s: s.lower().replace("'", ""), 8),
    "a denial before it": (lambda s: f"no pop, no limp. {s}", 0),
    "a denial after it": (lambda s: f"{s}. no bruise that I can see", 0),
    "said as a joke": (lambda s: f"haha guess what, {s} lol", 0),
    "deep in a story": (
        lambda s: f"So I ran with the club, coffee after, usual lot. {s}. Anyway race is in June.",
        0,
    ),
    "beside an answer": (lambda s: f"3 out of 10. {s}", 0),
    "behind a question": (lambda s: f"can I still run on sunday? {s}", 0),
    "before thanks": (lambda s: f"{s} thanks for your help", 0),
}
"""Each kind of twist, and how many of its variants are known to be missed."""


@pytest.mark.parametrize("kind", TWISTS)
def test_no_more_signs_are_missed_than_are_known(kind: str) -> None:
    twist, known = TWISTS[kind]
    missed = [s for finding, s in SIGNS if findings_of(twist(s)).get(finding) is not True]
    assert len(missed) <= known, missed


CALM_TWISTS: dict[str, tuple[Callable[[str], str], int]] = {
    "shouted": (str.upper, 0),
    "deep in a story": (lambda s: f"Nice run today with the club. {s}. Race is in June.", 0),
    "beside an answer": (lambda s: f"2 out of 10. {s}", 0),
}


@pytest.mark.parametrize("kind", CALM_TWISTS)
def test_no_more_near_misses_alarm_than_are_known(kind: str) -> None:
    twist, known = CALM_TWISTS[kind]
    alarming = set(load("red_flags"))
    alarmed = [
        s
        for s in NEAR_MISSES
        if any(v is True and f in alarming for f, v in findings_of(twist(s)).items())
    ]
    assert len(alarmed) <= known, alarmed
