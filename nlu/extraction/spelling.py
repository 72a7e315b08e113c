"""Puts misspelt words right, towards the words the rules know.

Only words that are no English words are touched, and only when one known word is clearly the
nearest: "brusied" becomes "bruised", "limo" stays a limo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.extraction.loading import RULES_FOLDER
from nlu.extraction.text import Text

_SHORTEST = 4
_LONG = 7
_VERY_LONG = 11
_CACHED_WORDS = 2048
_DOUBLE = re.compile(r"(.)\1")


class Speller:
    """Corrects words towards a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        targets = sorted(w for w in set(vocabulary) if w.isalpha() and len(w) >= _SHORTEST)
        lines = (RULES_FOLDER / "english_words.txt").read_text("utf-8").splitlines()
        english = frozenset(line for line in lines if not line.startswith("#"))
        self._known = english | frozenset(vocabulary)
        self._near: dict[tuple[int, str], list[str]] = {}
        for word in targets:
            for letter in {word[0], word[1]}:
                self._near.setdefault((len(word), letter), []).append(word)
        self._corrected = lru_cache(_CACHED_WORDS)(self._nearest)

    def corrected(self, text: Text) -> Text:
        """The same message with its misspelt words put right."""
        words = [self.correct(word) for word in text.words]
        return text if tuple(words) == text.words else text.with_words(words)

    def correct(self, word: str) -> str:
        """The word, or the known word it was meant to be."""
        if len(word) < _SHORTEST or word in self._known or not word.isalpha():
            return word
        return self._corrected(word)

    def _nearest(self, word: str) -> str:
        if word.endswith("in") and f"{word}g" in self._known:
            return f"{word}g"
        allowed = 1 if len(word) < _LONG else 2 if len(word) < _VERY_LONG else 3
        candidates = {
            target
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for letter in {word[0], word[1]}
            for target in self._near.get((length, letter), ())
            if target[0] in word[:2] or target[1] == word[0]
        }
        # Without a limit: which of equally near words it would keep is not the same every time.
        found = process.extract(
            word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None
        )
        ranked = sorted(
            (
                _single(target) != _single(word),
                distance,
                target[0] != word[0],
                sorted(target) != sorted(word),
                target,
            )
            for target, distance, _ in found
            if allowed > 1 or target[0] == word[0] or sorted(target) == sorted(word)
        )
        if not ranked:
            return word
        if (
            len(ranked) > 1
            and ranked[0][:-1] == ranked[1][:-1]
            and not _akin(ranked[0][-1], ranked[1][-1])
        ):
            return word
        return ranked[0][-1]


def _single(word: str) -> str:
    """A word with its double letters single, which is how they are most often misspelt."""
    return _DOUBLE.sub(r"\1", word)


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of the same one, so that either will do."""
    return one[:4] == other[:4]
