"""Which of the home tests hurt, from one answer about one or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu.extraction.text import Text
from nlu.values.choices import read_test_result
from nlu.values.numbers import find_numbers
from nlu.values.phrases import as_text, grouped, listed, word_starts

_PIECE = re.compile(r" (?:[,.;!\n]|and|but|then) ")
_WORST = 10
_BARE = 5
"""So few words behind a result hold its number and nothing else ("hurts, about a 5")."""


@dataclass(frozen=True)
class Told:
    """What a message says of one home test that nobody asked about.

    Attributes:
        test: The test's finding id.
        result: `positive`, `negative` or `not_done`.
        pain: How much it hurt, 0-10, where that is told.
        start: Where it is said, in characters of the message as written.
        end: Where that ends.
    """

    test: str
    result: str
    pain: int | None
    start: int
    end: int


def find_tests(text: Text) -> Iterator[Told]:
    """The home tests that a message tells the result of, unasked.

    Args:
        text: The message. Only tests called by their names are read.
    """
    names = sorted(
        (match.start(), match.end(), test)
        for test, of in grouped("choices", "tests_by_name")
        for match in of.finditer(text.plain)
    )
    ends = [start for start, _, _ in names[1:]] + [len(text.plain)]
    for (start, behind, test), end in zip(names, ends, strict=False):
        first, last = text.tokens_at(start, behind), text.tokens_at(start, end).last
        sentence = text.sentence_of(first.first)
        if text.words[sentence.last - 1] == "?":
            continue
        said = Text(text.original, text.tokens[first.last : min(last, sentence.last)])
        if (told := _told(said)) is not None:
            result, pain, length = told
            yield Told(test, result, pain, *text.place(first.first, first.last + length))


def _told(said: Text) -> tuple[str, int | None, int] | None:
    """The result and the pain in what follows a test's name, and how many tokens say so.

    The first piece that says a result counts, and a number alone in the piece behind it.
    """
    read = 0
    for piece in _pieces(said):
        read += len(piece.tokens)
        hurts = listed("choices", "tests_that_hurt").search(piece.plain)
        result = "positive" if hurts else read_test_result(piece)
        if result is None:
            continue
        rest = Text(said.original, said.tokens[read : read + _BARE])
        pain = _pain(piece)
        if pain is None and result == "positive" and len(said.tokens) - read <= _BARE:
            pain = _pain(rest)
        return result, None if result == "not_done" else pain, read
    return None


def _pain(text: Text) -> int | None:
    scores = [number.value for number in find_numbers(text) if 0 <= number.value <= _WORST]
    return round(max(scores)) if scores else None


def read_tests(message: str | Text, pending: Sequence[str]) -> dict[str, str]:
    """The result of each home test that an answer speaks of, by finding id.

    Args:
        message: What the runner wrote.
        pending: The tests just asked about.

    Returns:
        `positive`, `negative` or `not_done`; one result for all of them where none is named.
    """
    text = as_text(message)
    results: dict[str, str] = {}
    rest: str | None = None
    for piece in _pieces(text):
        result = read_test_result(piece)
        if result is None:
            continue
        named = [test for test, of in grouped("choices", "tests") if of.search(piece.plain)]
        if named:
            results |= {test: result for test in named if test in pending}
        elif listed("choices", "other_tests").search(piece.plain):
            rest = result
    if not results:
        result = rest or read_test_result(text)
        return dict.fromkeys(pending, result) if result else {}
    return results | ({test: rest for test in pending if test not in results} if rest else {})


def _pieces(text: Text) -> list[Text]:
    """The message cut where one test's result ends and the next one's begins."""
    starts = word_starts(text.plain)
    cuts = [0, *(starts.index(match.start() + 1) for match in _PIECE.finditer(text.plain))]
    ends = [*cuts[1:], len(text.tokens)]
    return [
        Text(text.original, text.tokens[first:last]) for first, last in zip(cuts, ends, strict=True)
    ]
