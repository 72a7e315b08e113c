"""The words of a message that carry meaning, in the order they stand.

Fillers ("a", "my", "really", "kind of") are left out here and in every phrase of the rules, so
that "I can't really feel my leg" and "can't feel the leg" are the same words to the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nlu.extraction.loading import load_rules
from nlu.extraction.text import CLAUSE_OPENERS, SENTENCE_ENDS, Text

_RULES = load_rules("fillers.yml")
FILLERS: frozenset[str] = frozenset(_RULES["fillers"])
_FILLER_PAIRS: frozenset[tuple[str, ...]] = frozenset(
    tuple(pair.split()) for pair in _RULES["filler_pairs"]
)
_ADDITIONS: frozenset[str] = frozenset(_RULES["additions"])
_SEGMENT_ENDS = SENTENCE_ENDS | {";"}


def without_fillers(words: Iterable[str]) -> list[int]:
    """The indices of the words that carry meaning."""
    words = list(words)
    kept = []
    skip_next = False
    for index, word in enumerate(words):
        if skip_next:
            skip_next = False
            continue
        if (word, *words[index + 1 : index + 2]) in _FILLER_PAIRS:
            skip_next = True
        elif word not in FILLERS:
            kept.append(index)
    return kept


@dataclass(frozen=True)
class Content:
    """A message's words that carry meaning.

    Attributes:
        text: The message.
        places: For each content word, its index among the text's tokens.
        words: The content words and punctuation marks.
        segments: For each content word, the number of its segment. A pattern never reaches
            from one segment into the next: they end with a sentence and before words like "but".
        sentences: For each content word, the number of its sentence.
    """

    text: Text
    places: tuple[int, ...]
    words: tuple[str, ...]
    segments: tuple[int, ...]
    sentences: tuple[int, ...]

    def adds_between(self, start: int, end: int) -> bool:
        """Whether a word such as "also" begins a thought between two content words.

        Args:
            start: The content word at which the stretch begins.
            end: The content word before which it ends.
        """
        stretch = self.text.words[self.places[start] + 1 : self.places[end]] if start < end else ()
        return not _ADDITIONS.isdisjoint(stretch)

    @cached_property
    def index_of(self) -> dict[int, int]:
        """Token index to content index."""
        return {place: index for index, place in enumerate(self.places)}


def content_of(text: Text) -> Content:
    """Leave the fillers out of a message."""
    words = text.words
    segments, sentences = [], []
    segment = sentence = 0
    for index, word in enumerate(words):
        if word in CLAUSE_OPENERS and index and words[index - 1] not in _SEGMENT_ENDS:
            segment += 1
        segments.append(segment)
        sentences.append(sentence)
        if word in _SEGMENT_ENDS:
            segment += 1
        if word in SENTENCE_ENDS:
            sentence += 1
    places = without_fillers(words)
    return Content(
        text,
        tuple(places),
        tuple(words[place] for place in places),
        tuple(segments[place] for place in places),
        tuple(sentences[place] for place in places),
    )
