"""The best path through the stretches of two documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.bitext.band import Node, Stretch
from align.bitext.features import Evidence, Grid
from align.bitext.search import IMPOSSIBLE, Floats, Lattice, Shape
from align.bitext.translation import Translation
from align.bitext.weights import Weights
from align.encode.base import Vectors
from align.errors import UsageError

# Positions of the lattices that are searched side by side.
_CELLS = 150_000
# Beads less probable than this are not compared with a translation.
_POSSIBLE = 1e-3
# What a point of likeness to a translation (0 to 1) counts for each sentence of a bead.
_TRANSLATED = 3.0
# What it is counted from, as a share of the typical likeness: a free rendering is no stranger.
_FREE = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """A bead of a path: its end, its shape's number and its probability."""

    i: int
    j: int
    kind: int
    probability: float


@dataclass(frozen=True, eq=False)
class Searcher:
    """What a search goes by. ``forbidden`` are beads (i, j, shape) that may not be, by their
    ends; j is -1 for a sentence that may not be without counterpart, i likewise. ``nodes`` are
    positions through which the path must pass, in ascending order.
    """

    evidence: Evidence
    kinds: tuple[Shape, ...]
    weights: Weights
    longest: int
    forbidden: frozenset[tuple[int, int, Shape]] = frozenset()
    translation: Translation | None = None
    nodes: tuple[Node, ...] = ()

    def shape(self, found: Found) -> Shape:
        """The shape of a bead that was found."""
        return self.kinds[found.kind]

    def search(
        self,
        parts: Sequence[Stretch],
        told: Callable[[int], None] = lambda row: None,
    ) -> list[Found]:
        """The best path through all stretches, joined where neighbours agree.

        ``told`` hears up to which Chinese sentence the search has come.

        Raises UsageError where what is forbidden leaves no path.
        """
        nulls = self.kinds.index((1, 0)), self.kinds.index((0, 1))
        path: list[Found] = []
        for group in self._groups(parts):
            for part, found in zip(group, self._search_group(group), strict=True):
                path = _join(path, found, part, nulls)
            told(group[-1].bottom)
        return path

    @staticmethod
    def _groups(parts: Sequence[Stretch]) -> Iterator[list[Stretch]]:
        """Neighbouring stretches of like size, few enough to be searched side by side."""
        group: list[Stretch] = []
        rows = width = 0
        for part in parts:
            rows, width = max(rows, part.band.rows), max(width, part.band.width)
            padded = rows * width * (len(group) + 1)
            own = sum(p.band.rows * p.band.width for p in group) + part.band.rows * part.band.width
            if group and (padded > _CELLS or padded > 2 * own):
                yield group
                group, rows, width = [], part.band.rows, part.band.width
            group.append(part)
        if group:
            yield group

    def _search_group(
        self,
        group: Sequence[Stretch],
    ) -> Iterator[list[Found]]:
        lattice = Lattice([part.band for part in group], self.kinds)
        scores = lattice.stack([self._score(part) for part in group])
        sure, _ = lattice.probabilities(scores)
        if self.translation is not None:
            self._compare(scores, sure, group)
            sure, _ = lattice.probabilities(scores)
        for at, (part, path) in enumerate(zip(group, lattice.best(scores), strict=True)):
            if not path and (part.bottom > part.top or part.right > part.left):
                raise UsageError("bitext.keep_impossible")
            yield [
                Found(i + part.top, j + part.left, k, float(sure[at, i, k, j - part.band.low[i]]))
                for i, j, k in path
            ]

    def _compare(self, scores: Floats, sure: Floats, group: Sequence[Stretch]) -> None:
        """Add what a translation tells to the scores of beads that may be, in place.

        What counts is how far its likeness is above that of a free rendering, and more for longer
        beads.
        """
        assert self.translation is not None
        found: list[tuple[tuple[int, ...], float, float]] = []
        for at, row, kind, column in np.argwhere(sure > _POSSIBLE).tolist():
            a, b = self.kinds[kind]
            if a and b:
                part = group[at]
                i, j = row + part.top, int(part.band.low[row]) + column + part.left
                likeness = self.translation.likeness(i - a, i, j - b, j)
                chance = float(sure[at, row, kind, column])
                found.append(((at, row, kind, column), likeness, chance))
        if not found:
            return
        whole = sum(chance for *_, chance in found)
        typical = sum(likeness * chance for _, likeness, chance in found) / whole
        for place, likeness, _ in found:
            size = sum(self.kinds[place[2]])
            scores[place] += _TRANSLATED * size * (likeness - _FREE * typical)

    def _score(
        self,
        part: Stretch,
    ) -> Vectors:
        grid = Grid(self.evidence, part.band, part.top, part.left, self.longest)
        scores = np.stack(
            [self.weights.score(grid.measure(shape), shape) for shape in self.kinds], axis=1
        )
        for i, j, shape in self.forbidden:
            kind = self.kinds.index(shape)
            rows = slice(None) if i < 0 else slice(i - part.top, i - part.top + 1)
            if i >= 0 and not 0 <= i - part.top < part.band.rows:
                continue
            here = part.band.ends()[rows] + part.left
            scores[rows, kind][(here == j) | (j < 0)] = IMPOSSIBLE
        self._pass_nodes(scores, part)
        return scores

    def _pass_nodes(self, scores: Vectors, part: Stretch) -> None:
        """Rule out, in place, each bead that would lead a path past a node."""
        first = bisect_left(self.nodes, (part.top, part.left))
        last = bisect_right(self.nodes, (part.bottom, part.right))
        if first == last:
            return
        nodes = np.array(self.nodes[first:last])
        rows = np.arange(part.top, part.bottom + 1)
        ends = part.band.ends() + part.left
        # Far from a node a bead ends before it on both sides, or behind it on both.
        before = np.concatenate([[-1], nodes[:, 1]])[np.searchsorted(nodes[:, 0], rows, "left")]
        beyond = np.concatenate([nodes[:, 1], [part.right]])[
            np.searchsorted(nodes[:, 0], rows, "right")
        ]
        past = (ends < before[:, None]) | (ends > beyond[:, None])
        scores[np.broadcast_to(past[:, None], scores.shape)] = IMPOSSIBLE
        spans = np.array(self.kinds)[None, :, :, None]
        longest = int(spans.max())
        for node_i, node_j in nodes.tolist():
            start = node_i - part.top
            here = slice(start, min(start + longest, part.band.rows))
            i, j = rows[here, None, None], ends[here, None, :]
            reached = (i <= node_i) & (j <= node_j)
            left = (i - spans[:, :, 0] >= node_i) & (j - spans[:, :, 1] >= node_j)
            scores[here][~(reached | left)] = IMPOSSIBLE


def _join(
    path: list[Found], later: list[Found], part: Stretch, nulls: tuple[int, int]
) -> list[Found]:
    """Two overlapping paths as one, joined at a position both pass, far from both ends.

    Where they pass none in common, the sentences between their nearest positions stay alone.
    """
    if not path:
        return later
    before = [(0, 0), *((f.i, f.j) for f in path)] if path else [(0, 0)]
    behind = [(part.top, part.left), *((f.i, f.j) for f in later)]
    ends = {node: at for at, node in enumerate(before)}
    last = before[-1]
    common = [
        (min(i + j - part.top - part.left, last[0] + last[1] - i - j), ends[i, j], at)
        for at, (i, j) in enumerate(behind)
        if (i, j) in ends
    ]
    if common:
        _, end, begin = max(common)
        return path[:end] + later[begin:]
    first = max(0, bisect_left(before, (part.top, part.left)) - 1)
    _, end, begin = min(
        (x - i + y - j, first + at, to)
        for at, (i, j) in enumerate(before[first:])
        for to, (x, y) in enumerate(behind)
        if i <= x and j <= y
    )
    (i, j), (x, y) = before[end], behind[begin]
    zh_null, en_null = nulls
    between = [Found(k + 1, j, zh_null, 0.0) for k in range(i, x)]
    between += [Found(x, k + 1, en_null, 0.0) for k in range(j, y)]
    return path[:end] + between + later[begin:]
