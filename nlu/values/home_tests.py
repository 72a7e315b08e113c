"""Which of the home tests hurt, from one answer about one or all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.extraction.text import Text
from nlu.values.choices import read_test_result
from nlu.values.phrases import as_text, grouped, listed, word_starts

_PIECE = re.compile(r" (?:[,.;!\n]|and|but|then) ")


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
