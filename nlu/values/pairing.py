"""Which value belongs to which activity: the cheapest pairing that keeps their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_MOST_AT_ONCE = 40
"""Longer rows are paired piece by piece, so that time grows with length only."""


def pair_in_order(
    leaving_out: Sequence[float],
    partners: int,
    cost: Callable[[int, int], float],
) -> dict[int, int]:
    """Pair values with partners so that the total cost is least and pairs never cross.

    Args:
        leaving_out: For each value, what it costs to leave it without a partner.
        partners: How many partners there are; a partner serves one value at most.
        cost: What it costs to pair value `i` with partner `j`.

    Returns:
        The partner of each value that got one.
    """
    if len(leaving_out) > _MOST_AT_ONCE or partners > _MOST_AT_ONCE:
        return _piecewise(leaving_out, partners, cost)
    rows, columns = len(leaving_out), partners
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        best[row][columns] = best[row + 1][columns] + leaving_out[row]
        for column in range(columns - 1, -1, -1):
            best[row][column] = min(
                best[row][column + 1],
                best[row + 1][column] + leaving_out[row],
                best[row + 1][column + 1] + cost(row, column),
            )
    return _walked_back(best, cost)


def _walked_back(best: list[list[float]], cost: Callable[[int, int], float]) -> dict[int, int]:
    """The pairs of the cheapest way; among equals, those that stand first."""
    pairs: dict[int, int] = {}
    row = column = 0
    while row < len(best) - 1 and column < len(best[0]) - 1:
        here = best[row][column]
        if here == best[row + 1][column + 1] + cost(row, column):
            pairs[row] = column
            row, column = row + 1, column + 1
        elif here == best[row][column + 1]:
            column += 1
        else:
            row += 1
    return pairs


def _piecewise(
    leaving_out: Sequence[float], partners: int, cost: Callable[[int, int], float]
) -> dict[int, int]:
    pieces = max(len(leaving_out), partners) // _MOST_AT_ONCE + 1
    pairs: dict[int, int] = {}
    for piece in range(pieces):
        row = piece * len(leaving_out) // pieces
        row_end = (piece + 1) * len(leaving_out) // pieces
        column = piece * partners // pieces
        column_end = (piece + 1) * partners // pieces
        inner = pair_in_order(
            leaving_out[row:row_end],
            column_end - column,
            _from(row, column, cost),
        )
        pairs |= {row + i: column + j for i, j in inner.items()}
    return pairs


def _from(row: int, column: int, cost: Callable[[int, int], float]) -> Callable[[int, int], float]:
    """The costs of a piece that starts at a row and a column."""
    return lambda i, j: cost(row + i, column + j)
