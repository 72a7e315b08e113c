"""Bold marks in a reply's text: `*like this*`, at word borders and within one line."""

from __future__ import annotations

import re

_BOLD = re.compile(r"(?<!\w)\*(?=[^\s*])(?P<bold>[^*\n]*[^\s*])\*(?!\w)")


def without_marks(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks.

    Args:
        marked: The text.

    Returns:
        The text to be read, and where each bold part begins and ends in it.
    """
    text, read = "", 0
    spans: list[tuple[int, int]] = []
    for match in _BOLD.finditer(marked):
        text += marked[read : match.start()]
        spans.append((len(text), len(text) + len(match["bold"])))
        text += match["bold"]
        read = match.end()
    return text + marked[read:], tuple(spans)
