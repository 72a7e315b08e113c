"""Scores and activities said in two rows ("0 / 2 / 1 (rest, moving, waking)"), or one for a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from nlu.values.phrases import listed

_SEPARATORS = re.compile(r"[ ,/()|:;=+&-]*(?:(?:and|then) )?[ ,/()|:;=+&-]*")
_TIED = "when "
"""What begins so is of the score right before it ("3, 2 when I got up, walked normally")."""
_BETWEEN_ROWS = re.compile(
    r"[ ,/()|:;=-]*(?:(?:for|at|on|of|are|is|all|round|across the board|"
    r"throughout|respectively) ?[ ,/()|:;=-]*)*"
)


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def rows_of(
    plain: str, values: Sequence[_Span], activities: Sequence[_Span]
) -> dict[int, tuple[int, ...]]:
    """Which activities each value of a sentence is said of by its place in a row.

    Args:
        plain: The message, normalised (`Text.plain`).
        values: The values of one sentence, in order.
        activities: The activities of the same sentence, in order.

    Returns:
        The places of the activities for each value, empty where they are not said in rows.
    """
    if not values or len(activities) < 2 or plain.startswith(_TIED, activities[0].start):
        return {}
    first, last = (values[0], values[-1]), (activities[0], activities[-1])
    apart = first[1].end <= last[0].start or last[1].end <= first[0].start
    if not (apart and _is_row(plain, values) and _is_row(plain, activities)):
        return {}
    start, end = sorted(
        (first[1].end, last[0].start)
        if first[1].end <= last[0].start
        else (last[1].end, first[0].start)
    )
    if _BETWEEN_ROWS.fullmatch(plain, start, end) is None:
        return {}
    if len(values) == len(activities):
        return {index: (index,) for index in range(len(values))}
    if len(values) == 1 and listed("answers", "for_all").search(plain):
        return {0: tuple(range(len(activities)))}
    return {}


def _is_row(plain: str, spans: Sequence[_Span]) -> bool:
    return all(
        _SEPARATORS.fullmatch(plain, one.end, other.start) is not None
        for one, other in pairwise(spans)
    )
