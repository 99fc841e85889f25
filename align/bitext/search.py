"""Search: the best sequence of beads through a band, and the probability of each bead.

The beads of an alignment are a path through the lattice of positions (i, j): i Chinese and j
English sentences are behind, a bead of shape a-b leads from (i-a, j-b) to (i, j). With a score
for every bead the paths form a semi-Markov random field (Sarawagi & Cohen 2004): the best path
is found by dynamic programming (as Gale & Church 1993 do), and the share of all paths, weighted
by the exponential of their scores, that use a bead is the probability of that bead.

The lattice is kept to a band: row i holds the columns ``low[i]`` to ``low[i] + width - 1``.
Several bands are searched side by side (:class:`Lattice`), so that the loop over rows, which is
Python's, is paid once for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Shape = tuple[int, int]
Step = tuple[int, int, int]

# Scores of what cannot be; finite, so that differences stay numbers.
IMPOSSIBLE = -1e7


@dataclass(frozen=True, eq=False)
class Band:
    """Which part of the lattice of (n+1)·(m+1) positions is searched.

    ``low`` has n+1 ascending entries; ``width`` columns of every row belong to the band. It
    begins at (0, 0) and holds (n, m), where ``columns`` is m.
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
    """The shapes of beads that are searched: 0-1, 1-0, and a-b up to ``longest`` on a side.

    Many-to-many beads are kept to six sentences in all: they are rare, and a longer one is
    always two that can be told apart.

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


class Lattice:
    """Bands side by side, all as high and wide as the largest, with the steps between positions.

    Arrays have the shape (bands, rows, kinds, width). ``scores`` given to the methods may hold
    anything where a bead cannot be.
    """

    def __init__(self, bands: Sequence[Band], kinds: tuple[Shape, ...]) -> None:
        self.bands, self.kinds = tuple(bands), kinds
        self.rows = max(band.rows for band in bands)
        self.width = max(band.width for band in bands)
        # Rows below a band's last repeat it; no path from (0, 0) to the band's end reaches them.
        self.low = np.stack([np.pad(b.low, (0, self.rows - b.rows), "edge") for b in bands])
        self.columns = np.array([band.columns for band in bands])
        self.height = np.array([band.rows for band in bands])
        self.spans = np.array([a for a, _ in kinds])
        self.within = kinds.index((0, 1))
        self.before, self.after = self._steps()

    def _steps(self) -> tuple[Ints, Ints]:
        """Column of the earlier and of the later position of each step; -1 outside the band."""
        shape = (len(self.bands), self.rows, len(self.kinds), self.width)
        before, after = np.full(shape, -1), np.full(shape, -1)
        column = np.arange(self.width)
        ends = self.low[:, :, None] + column
        widths = np.array([band.width for band in self.bands])[:, None, None]
        rows = np.arange(self.rows)[None, :, None] < self.height[:, None, None]
        inside = (column < widths) & (ends <= self.columns[:, None, None]) & rows
        for k, (a, b) in enumerate(self.kinds):
            if a >= self.rows:
                continue
            here, there = slice(a, None), slice(None, self.rows - a)
            earlier = ends[:, here] - b - self.low[:, there, None]
            fits = (earlier >= 0) & (earlier < widths) & (ends[:, here] >= b) & inside[:, here]
            before[:, here, k] = np.where(fits, earlier, -1)
            later = ends[:, there] + b - self.low[:, here, None]
            fits = (later >= 0) & (later < widths) & inside[:, there] & rows[:, here]
            fits &= ends[:, there] + b <= self.columns[:, None, None]
            after[:, there, k] = np.where(fits, later, -1)
        return before, after

    def stack(self, scores: Sequence[Vectors]) -> Floats:
        """Scores of the bands, each (rows, kinds, width), as one array; what cannot be is so."""
        found = np.full(self.before.shape, IMPOSSIBLE)
        for at, part in enumerate(scores):
            rows, _, width = part.shape
            found[at, :rows, :, :width] = part
        found[self.before < 0] = IMPOSSIBLE
        return found

    def best(self, scores: Floats) -> list[list[Step]]:
        """For each band the best sequence of beads as (i, j, kind) of their ends, in order.

        Empty where the band admits no path at all.
        """
        count = len(self.bands)
        best = np.full((count, self.rows, self.width), IMPOSSIBLE)
        choice = np.full((count, self.rows, self.width), -1, dtype=np.int16)
        best[np.arange(count), 0, -self.low[:, 0]] = 0.0
        for i in range(self.rows):
            if i:
                usable = self._usable(i)
                values = self._earlier(best, i, usable) + scores[:, i, usable]
                pick = values.argmax(axis=1)
                best[:, i] = np.take_along_axis(values, pick[:, None], axis=1)[:, 0]
                choice[:, i] = usable[pick]
            # Along the row: the best of all earlier columns plus the steps between.
            total = self._along(scores, i)
            run = np.maximum.accumulate(best[:, i] - total, axis=1) + total
            better = run > best[:, i] + 1e-9
            best[:, i][better] = run[better]
            choice[:, i][better] = self.within
        return [self._trace(at, best[at], choice[at]) for at in range(count)]

    def _trace(self, at: int, best: Floats, choice: NDArray[np.int16]) -> list[Step]:
        i, j = int(self.height[at]) - 1, int(self.columns[at])
        low = self.low[at]
        if best[i, j - low[i]] <= IMPOSSIBLE / 2:
            return []
        path: list[Step] = []
        while (i, j) != (0, 0):
            kind = int(choice[i, j - low[i]])
            path.append((i, j, kind))
            a, b = self.kinds[kind]
            i, j = i - a, j - b
        return path[::-1]

    def probabilities(self, scores: Floats) -> tuple[Floats, Floats]:
        """The probability of every bead, and for each band the log of the sum of all paths."""
        forward, backward = self._forward(scores), self._backward(scores)
        bands = np.arange(len(self.bands))
        last = self.height - 1
        total = forward[bands, last, self.columns - self.low[bands, last]]
        result = np.zeros(scores.shape)
        for k, a in enumerate(self.spans):
            if a >= self.rows:
                continue
            index = np.maximum(self.before[:, a:, k], 0)
            before = np.take_along_axis(forward[:, : self.rows - a], index, axis=2)
            log = before + scores[:, a:, k] + backward[:, a:] - total[:, None, None]
            result[:, a:, k] = np.exp(np.minimum(log, 0.0))
        return result, total

    def _usable(self, i: int) -> Ints:
        """The kinds that lead to row i from an earlier one."""
        return np.flatnonzero((self.spans > 0) & (self.spans <= i))

    def _earlier(self, values: Floats, i: int, usable: Ints) -> Floats:
        index = np.maximum(self.before[:, i, usable], 0)
        return np.take_along_axis(values[:, i - self.spans[usable]], index, axis=2)

    def _along(self, scores: Floats, i: int) -> Floats:
        """Cumulated scores of the steps within row i; one that cannot be made cuts the row."""
        total = np.zeros((len(self.bands), self.width))
        np.cumsum(scores[:, i, self.within, 1:], axis=1, out=total[:, 1:])
        return total

    def _forward(self, scores: Floats) -> Floats:
        """The log sum of all paths from the beginning to a position."""
        count = len(self.bands)
        forward = np.full((count, self.rows, self.width), IMPOSSIBLE)
        forward[np.arange(count), 0, -self.low[:, 0]] = 0.0
        for i in range(self.rows):
            if i:
                usable = self._usable(i)
                values = self._earlier(forward, i, usable) + scores[:, i, usable]
                forward[:, i] = _log_sum(values)
            total = self._along(scores, i)
            forward[:, i] = np.logaddexp.accumulate(forward[:, i] - total, axis=1) + total
        return forward

    def _backward(self, scores: Floats) -> Floats:
        """The log sum of all paths from a position to the end."""
        count = len(self.bands)
        bands = np.arange(count)
        backward = np.full((count, self.rows, self.width), IMPOSSIBLE)
        last = self.height - 1
        backward[bands, last, self.columns - self.low[bands, last]] = 0.0
        kinds = np.flatnonzero(self.spans > 0)
        for i in range(self.rows - 1, -1, -1):
            usable = kinds[i + self.spans[kinds] < self.rows]
            later = self.after[:, i, usable]
            index = np.maximum(later, 0)
            rows = i + self.spans[usable]
            reach = np.take_along_axis(backward[:, rows], index, axis=2)
            reach = reach + np.take_along_axis(scores[:, rows, usable], index, axis=2)
            reach[later < 0] = IMPOSSIBLE
            total = self._along(scores, i)
            values = _log_sum(np.concatenate([backward[:, i, None], reach], axis=1)) + total
            backward[:, i] = np.logaddexp.accumulate(values[:, ::-1], axis=1)[:, ::-1] - total
        return backward


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=1)
    result: Floats = top + np.log(np.exp(values - top[:, None]).sum(axis=1))
    return result
