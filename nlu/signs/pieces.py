"""Parts a message into stretches that may each say a sign.

What is dictated has no commas: a stretch that is still long is also read through a window, because
a sign among many other words makes their vector hardly any different.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlu.extraction.content import FILLERS
from nlu.extraction.text import PUNCTUATION, Span, Text

MOST_PIECES = 40
"""More are not read one by one; nobody writes so many thoughts in one message."""
_FEWEST_WORDS = 2
_LONG = 12
_JOINTS = frozenset({",", "and", "so", "then"})
_FEWEST_BEFORE_JOINT = 4
_WINDOW = 10
_STRIDE = 5
_MOST_WINDOWS = 24


@dataclass(frozen=True)
class Piece:
    """One stretch of a message.

    Attributes:
        text: Its words as the extractor reads them.
        start: Where it begins in the message as written (characters).
        end: Where it ends there.
        whole: Whether it is all the message says.
    """

    text: str
    start: int
    end: int
    whole: bool = False


def pieces(text: Text) -> tuple[Piece, ...]:
    """The clauses of a message that say something; long ones are parted at commas and "and"."""
    spans = [
        part for clause in text.clauses for part in _parted(text, clause) if _tells(text, part)
    ]
    windows = [window for span in spans for window in _windows(span) if _tells(text, window)]
    seen_through = tuple(_piece(text, window) for window in windows[:_MOST_WINDOWS])
    if len(spans) == 1:
        return (Piece(text.plain, 0, len(text.original), whole=True), *seen_through)
    return (*(_piece(text, span) for span in spans[:MOST_PIECES]), *seen_through)


def _piece(text: Text, span: Span) -> Piece:
    words = " ".join(text.words[span.first : span.last])
    return Piece(words, *text.place(span.first, span.last))


def _windows(span: Span) -> Iterator[Span]:
    if len(span) < _WINDOW + _STRIDE:
        return
    for first in range(span.first, span.last - _STRIDE, _STRIDE):
        yield Span(first, min(first + _WINDOW, span.last))


def _parted(text: Text, clause: Span) -> Iterator[Span]:
    if len(clause) <= _LONG:
        yield clause
        return
    first = clause.first
    for index in range(clause.first, clause.last):
        if text.words[index] in _JOINTS and index - first >= _FEWEST_BEFORE_JOINT:
            yield Span(first, index)
            first = index
    yield Span(first, clause.last)


def _tells(text: Text, span: Span) -> bool:
    words = text.words[span.first : span.last]
    return sum(word not in PUNCTUATION and word not in FILLERS for word in words) >= _FEWEST_WORDS
