"""Bold marks to positions, and long texts to pieces, both in the units that Telegram counts.

Telegram counts UTF-16 code units. Nothing is ever handed to it as HTML or Markdown, so nothing
that a person writes can be taken for markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.emphasis import without_marks

LONGEST_TEXT = 4096
"""UTF-16 code units of one message."""
LONGEST_CAPTION = 1024
"""UTF-16 code units of the text under a picture or file."""

# From the border that a reader minds least to the one they mind most.
_BORDERS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s", r"\s"))
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_SKIN_TONES = range(0x1F3FB, 0x1F400)


@dataclass(frozen=True)
class Styled:
    """Text of one message with its bold parts.

    Attributes:
        text: The text without marks.
        bold: Offset and length of each bold part, in UTF-16 code units.
    """

    text: str
    bold: tuple[tuple[int, int], ...] = ()


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def styled_pieces(marked: str, limit: int = LONGEST_TEXT) -> tuple[Styled, ...]:
    """A text with `*bold*` marks as messages that are short enough.

    Args:
        marked: The text.
        limit: UTF-16 code units of one message.

    Returns:
        The messages in order, cut at paragraphs where possible; none when there is nothing to
        read in the text.
    """
    text, spans = without_marks(marked)
    return tuple(_piece(text, start, end, spans) for start, end in _cuts(text, limit))


def _piece(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Styled:
    inside = ((max(a, start), min(b, end)) for a, b in spans)
    bold = tuple((utf16_length(text[start:a]), utf16_length(text[a:b])) for a, b in inside if a < b)
    return Styled(text[start:end], bold)


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Where the pieces begin and end, without the white space around them."""
    start, whole = 0, len(text.rstrip())
    while True:
        while start < whole and text[start].isspace():
            start += 1
        if start >= whole:
            return
        end = _end_of_piece(text, start, whole, limit)
        yield start, start + len(text[start:end].rstrip())
        start = end


def _end_of_piece(text: str, start: int, whole: int, limit: int) -> int:
    room = _within(text, start, whole, limit)
    if room == whole:
        return whole
    for border in _BORDERS:
        # A border in the first half would leave a stump of a message.
        places = [m.end() for m in border.finditer(text, start, room + 1) if m.start() <= room]
        if places and places[-1] - start > (room - start) // 2:
            return places[-1]
    return _whole_characters(text, start, room)


def _within(text: str, start: int, whole: int, limit: int) -> int:
    if whole - start <= limit // 2:
        return whole
    used, end = 0, start
    while end < whole:
        used += 2 if ord(text[end]) > 0xFFFF else 1
        if used > limit:
            break
        end += 1
    return end


def _whole_characters(text: str, start: int, end: int) -> int:
    """The last place up to `end` that does not tear an accent or a joined emoji apart."""
    place = end
    while place > start and (_continues(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place if place > start else end


def _continues(character: str) -> bool:
    return (
        character in _JOINERS
        or ord(character) in _SKIN_TONES
        or unicodedata.combining(character) > 0
    )
