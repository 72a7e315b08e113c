"""Which side of the last answer a short follow-up asks about ("and how often?")."""

from __future__ import annotations

from nlu.remarks.wordlists import labels_in


def facet_of(text: str) -> str | None:
    """The facet's name, or None when the words name none.

    Args:
        text: What the runner wrote.
    """
    return next(labels_in(text, "facets"), None)
