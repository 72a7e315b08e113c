"""What the runner was doing when it happened, to be said back."""

from __future__ import annotations

import re

from nlu.remarks.wordlists import labels_in

_WHILE = re.compile(
    r"(?=\b((?:in|during|doing|while|at|after|on|from|was|playing)\b(?:\s+\S+){0,6}))",
    re.IGNORECASE,
)


def doing_in(text: str) -> str | None:
    """A few words such as "sprinting" or "hills", or None.

    Args:
        text: What the runner wrote.
    """
    pieces = (match[1] for match in _WHILE.finditer(text))
    return next((label for piece in pieces for label in labels_in(piece, "doing")), None)
