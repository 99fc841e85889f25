"""Search: the best sequence of beads through a band, and the probability of each bead.

The beads of an alignment are a path through the lattice of positions (i, j): i Chinese and j
English sentences are behind, a bead of shape a-b leads from (i-a, j-b) to (i, j). With a score
for every bead the paths form a semi-Markov random field (Sarawagi & Cohen 2004): the best path
is found by dynamic programming (as Gale & Church 1993 do), and the share of all paths, weighted
by the exponential of their scores, that use a bead is the probability of that bead.

The lattice is kept to a band: row i holds the columns ``low[i]`` to ``low[i] + width - 1``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors

Ints = NDArray[np.int64]
Shape = tuple[int, int]

# Scores of what cannot be; finite, so that differences stay numbers.
IMPOSSIBLE = -1e7


@dataclass(frozen=True, eq=False)
class Band:
    """Which part of the lattice of (n+1)·(m+1) positions is searched.

    ``low`` has n+1 ascending entries; ``width`` columns of every row belong to the band. It
    begins at (0, 0) and holds (n, m).
    """

    low: Ints
    width: int
    columns: int

    @property
    def rows(self) -> int:
        """How many rows the lattice has: one more than Chinese sentences."""
        return len(self.low)

    def ends(self) -> Ints:
        """The j of every position: shape (rows, width)."""
        return self.low[:, None] + np.arange(self.width)


def shapes(longest: int) -> tuple[Shape, ...]:
    """The shapes of beads that are searched: 1-0, 0-1, and a-b up to ``longest`` on a side.

    Many-to-many beads are kept to five sentences in all (six where ``longest`` allows it): they
    are rare, and a longer one is always two that can be told apart.

    >>> shapes(2)
    ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2))
    """
    both = [
        (a, b)
        for a in range(1, longest + 1)
        for b in range(1, longest + 1)
        if min(a, b) == 1 or a + b <= 6
    ]
    return ((0, 1), (1, 0), *sorted(both, key=lambda shape: (sum(shape), shape)))


def predecessors(band: Band, kinds: tuple[Shape, ...]) -> Ints:
    """For each position and shape the column index in the earlier row; -1 outside the band.

    Shape (rows, kinds, width). Shape 0-1 leads within the row.
    """
    ends = band.ends()
    found = np.full((band.rows, len(kinds), band.width), -1, dtype=np.int64)
    for k, (a, b) in enumerate(kinds):
        if a >= band.rows:
            continue
        earlier = ends[a:] - b - band.low[: band.rows - a, None]
        fits = (earlier >= 0) & (earlier < band.width) & (ends[a:] - b >= 0)
        fits &= ends[a:] <= band.columns
        found[a:, k] = np.where(fits, earlier, -1)
    return found


def best_path(
    scores: Vectors, band: Band, kinds: tuple[Shape, ...], links: Ints
) -> list[tuple[int, int, int]]:
    """The best sequence of beads as (i, j, kind) of their ends, in order.

    ``scores`` has shape (rows, kinds, width): the score of the bead that ends there. Where the
    band admits no path at all, the result is empty.
    """
    rows, width = band.rows, band.width
    best = np.full((rows, width), IMPOSSIBLE, dtype=np.float64)
    choice = np.full((rows, width), -1, dtype=np.int64)
    best[0, -band.low[0]] = 0.0
    within = kinds.index((0, 1))
    others = [k for k in range(len(kinds)) if k != within]
    spans = np.array([kinds[k][0] for k in others])
    order = np.array(others)
    columns = np.arange(width)
    for i in range(rows):
        if i:
            usable = order[spans <= i]
            earlier = links[i, usable]
            values = best[(i - spans[spans <= i])[:, None], np.maximum(earlier, 0)]
            values = values + scores[i, usable]
            values[earlier < 0] = IMPOSSIBLE
            pick = values.argmax(axis=0)
            best[i] = values[pick, columns]
            choice[i] = usable[pick]
        steps = np.where(links[i, within] >= 0, scores[i, within], IMPOSSIBLE)
        # Running along the row: best[j] = max over k<=j of best[k] + steps between.
        total = np.cumsum(np.concatenate([[0.0], np.maximum(steps[1:], IMPOSSIBLE)]))
        run = np.maximum.accumulate(best[i] - total) + total
        better = run > best[i]
        better[0] = False
        best[i][better] = run[better]
        choice[i][better] = within
    return _trace(best, choice, band, kinds)


def _trace(
    best: NDArray[np.float64], choice: Ints, band: Band, kinds: tuple[Shape, ...]
) -> list[tuple[int, int, int]]:
    i, j = band.rows - 1, band.columns
    if best[i, j - band.low[i]] <= IMPOSSIBLE / 2:
        return []
    path: list[tuple[int, int, int]] = []
    while (i, j) != (0, 0):
        kind = int(choice[i, j - band.low[i]])
        path.append((i, j, kind))
        a, b = kinds[kind]
        i, j = i - a, j - b
    return path[::-1]


def probabilities(
    scores: Vectors, band: Band, kinds: tuple[Shape, ...], links: Ints
) -> tuple[NDArray[np.float64], float]:
    """The probability of every bead that ends in the band, and the log of the sum of all paths.

    Forward and backward sums; shape (rows, kinds, width).
    """
    rows, width = band.rows, band.width
    within = kinds.index((0, 1))
    steps = np.where(links >= 0, scores, IMPOSSIBLE).astype(np.float64)
    forward = _sums(steps, band, kinds, links, within)
    total = forward[rows - 1, band.columns - band.low[rows - 1]]
    backward = _backward(steps, band, kinds, links, within)
    result = np.zeros((rows, len(kinds), width))
    for k, (a, _) in enumerate(kinds):
        if a >= rows:
            continue
        index = np.maximum(links[a:, k], 0)
        before = np.take_along_axis(forward[: rows - a], index, axis=1)
        log = before + steps[a:, k] + backward[a:] - total
        result[a:, k] = np.exp(np.minimum(log, 0.0))
    return result, float(total)


def _sums(
    steps: NDArray[np.float64], band: Band, kinds: tuple[Shape, ...], links: Ints, within: int
) -> NDArray[np.float64]:
    rows, width = band.rows, band.width
    forward = np.full((rows, width), IMPOSSIBLE)
    forward[0, -band.low[0]] = 0.0
    spans = np.array([a for a, _ in kinds])
    order = np.flatnonzero(spans > 0)
    for i in range(rows):
        if i:
            usable = order[spans[order] <= i]
            values = forward[(i - spans[usable])[:, None], np.maximum(links[i, usable], 0)]
            forward[i] = _log_sum(values + steps[i, usable])
        total = np.cumsum(np.concatenate([[0.0], steps[i, within, 1:]]))
        # A step that cannot be made cuts the row: what is before it does not reach further.
        forward[i] = np.logaddexp.accumulate(forward[i] - total) + total
    return forward


def _backward(
    steps: NDArray[np.float64], band: Band, kinds: tuple[Shape, ...], links: Ints, within: int
) -> NDArray[np.float64]:
    """The log sum of all paths from a position to the end."""
    rows, width = band.rows, band.width
    backward = np.full((rows, width), IMPOSSIBLE)
    backward[rows - 1, band.columns - band.low[rows - 1]] = 0.0
    columns = np.arange(width)
    for i in range(rows - 1, -1, -1):
        values = [backward[i]]
        for k, (a, b) in enumerate(kinds):
            if k == within or i + a >= rows:
                continue
            # The bead that leads from (i, low[i]+c) ends at column low[i]+c+b of row i+a.
            later = band.low[i] + columns + b - band.low[i + a]
            fits = (later >= 0) & (later < width)
            at = np.where(fits, later, 0)
            reach = backward[i + a, at] + steps[i + a, k, at]
            values.append(np.where(fits & (links[i + a, k, at] == columns), reach, IMPOSSIBLE))
        total = np.cumsum(np.concatenate([[0.0], steps[i, within, 1:]]))
        row = _log_sum(np.stack(values)) + total
        backward[i] = np.logaddexp.accumulate(row[::-1])[::-1] - total
    return backward


def _log_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    top = values.max(axis=0)
    result: NDArray[np.float64] = top + np.log(np.exp(values - top).sum(axis=0))
    return result
