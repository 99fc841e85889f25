"""Stretches of two documents and the band in which each is searched.

Between anchors the lattice is narrow; where many sentences of one side have no anchor it is as
wide as the gap, within bounds. Long documents are cut into overlapping stretches, so that time
and memory grow with their length and not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.bitext.search import Band

Ints = NDArray[np.int64]
Node = tuple[int, int]

# Columns of the band on either side of the anchors' line.
HALF = 10
# Rows of a stretch, and how many more it reaches beyond either end.
_ROWS = 240
_OVERLAP = 12
# A gap of more columns than this makes a stretch of its own, so that its neighbours stay narrow.
_WIDE = 60
# The most positions of one stretch's lattice; a larger gap is searched along its diagonal only.
_CELLS = 400_000


@dataclass(frozen=True, eq=False)
class Stretch:
    """Sentences ``top`` … ``bottom`` of the one side against ``left`` … ``right`` of the other.

    The ends are positions, excluded at the far end. ``band`` is relative to (top, left).
    """

    top: int
    left: int
    bottom: int
    right: int
    band: Band


def stretches(anchors: Sequence[Node], n: int, m: int) -> list[Stretch]:
    """Overlapping stretches that cover the lattice from (0, 0) to (n, m).

    ``anchors`` are positions (i, j), strictly ascending on both sides, that the alignment passes
    through or near.
    """
    knots = [(0, 0), *[(i, j) for i, j in anchors if 0 < i < n and 0 < j < m], (n, m)]
    cuts = _cuts(knots)
    found = []
    for first, last in pairwise(cuts):
        start, stop = first, last
        while start > 0 and (
            knots[first][0] - knots[start][0] < _OVERLAP
            and knots[first][1] - knots[start - 1][1] <= 2 * _WIDE
        ):
            start -= 1
        while stop < len(knots) - 1 and (
            knots[stop][0] - knots[last][0] < _OVERLAP
            and knots[stop + 1][1] - knots[last][1] <= 2 * _WIDE
        ):
            stop += 1
        found.append(stretch(knots[start : stop + 1]))
    return found


def _cuts(knots: Sequence[Node]) -> list[int]:
    """Indexes of the knots at which one stretch ends and the next begins."""
    cuts = [0]
    for at in range(1, len(knots) - 1):
        rows = knots[at][0] - knots[cuts[-1]][0]
        before = knots[at][1] - knots[at - 1][1] > _WIDE
        behind = knots[at + 1][1] - knots[at][1] > _WIDE
        if rows >= _ROWS or ((before or behind) and knots[at] != knots[cuts[-1]]):
            cuts.append(at)
    return [*cuts, len(knots) - 1]


def stretch(knots: Sequence[Node]) -> Stretch:
    """The stretch along ``knots``: its first and last are its corners."""
    (top, left), (bottom, right) = knots[0], knots[-1]
    rows, columns = bottom - top, right - left
    low = np.full(rows + 1, columns)
    high = np.zeros(rows + 1, dtype=np.int64)
    for (i, j), (x, y) in pairwise(knots):
        a, b = i - top, x - top
        c, d = j - left, y - left
        if (b - a + 1) * (d - c + 2 * HALF) <= _CELLS:
            lows: int | Ints = c - HALF
            highs: int | Ints = d + HALF
            # A near-diagonal gap does not need its far corners.
            if max(b - a, d - c) > 4 * HALF and max(b - a, d - c) < 1.5 * min(b - a, d - c):
                lows, highs = _diagonal(a, b, c, d, 3 * HALF + abs((b - a) - (d - c)))
        else:
            lows, highs = _diagonal(a, b, c, d, max(2 * HALF, _CELLS // max(b - a, 1) // 2))
        low[a : b + 1] = np.minimum(low[a : b + 1], lows)
        high[a : b + 1] = np.maximum(high[a : b + 1], highs)
    low = np.clip(low, 0, columns)
    high = np.clip(high, 0, columns)
    # Rows may only begin further right than the row above.
    low = np.minimum.accumulate(low[::-1])[::-1]
    low[0], high[-1] = 0, columns
    width = int((high - low).max()) + 1
    low = np.minimum(low, max(columns + 1 - width, 0))
    return Stretch(top, left, bottom, right, Band(low, width, columns))


def _diagonal(a: int, b: int, c: int, d: int, half: int) -> tuple[Ints, Ints]:
    middle = np.linspace(c, d, b - a + 1).astype(np.int64)
    return middle - half, middle + half
