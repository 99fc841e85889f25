"""Anchors: pairs of sentences that surely correspond, in the order of both documents.

They show roughly where each sentence stands on the other side, so that beads are searched in a
narrow band; they say how alike sentences of this pair are when they do correspond; and from them
words are learned that no dictionary links.

A candidate is the best of its row and of its column by *margin* (Artetxe & Schwenk 2019): its
similarity less what both sentences have with others on average. The heaviest ascending chain of
candidates is kept, without those that stand alone.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from align.bitext.lexical import Lexical, occurrences, tokens_of
from align.encode.base import Vectors

Ints = NDArray[np.int64]
Pair = tuple[int, int]

# Sentences of one side that are compared with the other side at a time.
_ROWS = 1000
# How far from the expected place the counterpart is looked for, in sentences of the other side.
# Documents shorter than this are compared as a whole.
REACH = 4000
# Neighbours whose mean is the background of a margin.
_NEIGHBOURS = 4
# A word in more sentences than this is no sign of which sentence it is.
_COMMON = 40
# Least margin of a candidate, in units of similarity.
LEAST = 0.08


def similarity(
    zh: Vectors | None,
    en: Vectors | None,
    lexical: Lexical,
    rows: slice,
    columns: slice,
) -> Vectors:
    """Similarity of the sentences of ``rows`` and ``columns``: cosine and shared rare words.

    The lexical part is the covered mass over the geometric mean of both masses.
    """
    height, width = rows.stop - rows.start, columns.stop - columns.start
    tokens = tokens_of(lexical.zh, rows.start, rows.stop)
    low, high = np.full(len(tokens), columns.start), np.full(len(tokens), columns.stop)
    which, place, _, weight = occurrences(
        lexical.zh, lexical.zh_hits, tokens, low, high, most=_COMMON
    )
    cell = (lexical.zh.sentence[tokens[which]] - rows.start) * width + place - columns.start
    shared = np.bincount(cell, weight, minlength=height * width).astype(np.float32)
    mass = np.sqrt(
        np.maximum(lexical.zh.mass[rows], 4)[:, None] * np.maximum(lexical.en.mass[columns], 4)
    )
    found: Vectors = shared.reshape(height, width) / mass
    if zh is None or en is None:
        return found
    found *= np.float32(0.35)
    found += zh[rows] @ en[columns].T
    return found


def candidates(
    zh: Vectors | None, en: Vectors | None, lexical: Lexical, sizes: tuple[int, int]
) -> list[tuple[int, int, float]]:
    """Pairs that are each other's best by margin, with the margin; ascending by row."""
    n, m = sizes
    found: list[tuple[int, int, float]] = []
    for start in range(0, n, _ROWS):
        stop = min(start + _ROWS, n)
        expected = (start + stop) / 2 * m / n
        left = max(0, int(expected - REACH / 2 - _ROWS * m / n)) if m > REACH else 0
        right = min(m, int(expected + REACH / 2 + _ROWS * m / n)) if m > REACH else m
        values = similarity(zh, en, lexical, slice(start, stop), slice(left, right))
        found += [(i + start, j + left, s) for i, j, s in mutual(values)]
    return found


def mutual(values: Vectors) -> list[tuple[int, int, float]]:
    """Cells that are the best of their row and column by margin, with the margin.

    >>> mutual(np.array([[0.9, 0.1], [0.2, 0.8]], dtype=np.float32))[0][:2]
    (0, 0)
    """
    height, width = values.shape
    if not height or not width:
        return []
    background = _top_mean(values, 1)[:, None] / 2 + _top_mean(values.T, 1)[None, :] / 2
    margin = values - background
    best = margin.argmax(axis=1)
    back = margin.argmax(axis=0)
    rows = np.arange(height)
    keep = (back[best] == rows) & (margin[rows, best] > LEAST)
    return [(int(i), int(best[i]), float(margin[i, best[i]])) for i in rows[keep]]


def _top_mean(values: Vectors, skip: int) -> Vectors:
    """The mean of each row's best values but the first ``skip``."""
    count = min(_NEIGHBOURS + skip, values.shape[1])
    if count <= skip:
        return np.zeros(len(values), dtype=np.float32)
    top = np.partition(values, values.shape[1] - count, axis=1)[:, -count:]
    top.sort(axis=1)
    result: Vectors = top[:, : count - skip].mean(axis=1)
    return result


def chain(found: list[tuple[int, int, float]], reach: int = 12) -> list[Pair]:
    """The heaviest strictly ascending chain, without members that no neighbour supports.

    A neighbour supports an anchor if it lies within ``reach`` on both sides.

    >>> chain([(0, 0, 1.0), (1, 1, 1.0), (2, 9, 0.9), (3, 3, 1.0)])
    [(0, 0), (1, 1), (3, 3)]
    """
    best = heaviest(found)
    kept: list[Pair] = []
    for at, (i, j) in enumerate(best):
        near = best[max(0, at - 2) : at] + best[at + 1 : at + 3]
        if len(best) < 3 or any(
            abs(i - x) <= reach
            and abs(j - y) <= reach
            and abs(abs(i - x) - abs(j - y)) <= reach / 2
            for x, y in near
        ):
            kept.append((i, j))
    return kept


def heaviest(found: list[tuple[int, int, float]]) -> list[Pair]:
    """The ascending chain of the greatest sum, by patience sorting on weights."""
    # ends[k]: columns in ascending order with the best sum of a chain that ends there; sums
    # ascend with the columns, so that the best chain before a column is a bisection away.
    columns: list[int] = []
    sums: list[float] = []
    nodes: list[int] = []
    before = [-1] * len(found)
    order = sorted(range(len(found)), key=lambda k: (found[k][0], -found[k][1]))
    for k in order:
        _, j, weight = found[k]
        at = bisect_left(columns, j)
        total = weight + (sums[at - 1] if at else 0.0)
        before[k] = nodes[at - 1] if at else -1
        stop = at
        while stop < len(columns) and sums[stop] <= total:
            stop += 1
        if stop == at < len(columns) and columns[at] == j:
            continue  # a better chain ends in this column already
        columns[at:stop], sums[at:stop], nodes[at:stop] = [j], [total], [k]
    path: list[Pair] = []
    k = nodes[-1] if nodes else -1
    while k >= 0:
        path.append((found[k][0], found[k][1]))
        k = before[k]
    return path[::-1]
