"""A pair of very long texts, read in pieces.

A paragraph, or a whole report in one cell of a table, is no sentence pair: links of each of its
words with each of the other side's take time and memory that grow with the square of its length
and more. So such a pair is cut into pieces of the two sides that belong together, and each piece
is read as a bead of its own; no table is then larger than a piece's.

The cuts follow what stands once on either side and means the same (Melamed 1999 calls such
points a bitext map): a name, a number, a word and its translation in the dictionary. The longest
chain of them that goes forward on both sides is kept; where it has gaps, cuts are proportional.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from align.terms.index import Ints, Longs, Side
from align.text.lexicon import lexicon

#: A pair with more words on a side is cut; sentence pairs have a tenth of it.
LONGEST = 512
#: The most words of a piece on either side.
PIECE = 256

Point = tuple[int, int]


def in_pieces(
    beads: tuple[tuple[int, int], ...], times: Longs, zh: Side, en: Side
) -> tuple[tuple[tuple[int, int], ...], Longs, Side, Side]:
    """The beads of an index with the very long ones in pieces, and the two sides to go with them.

    Takes and returns the fields of an index; without long beads they are the same. Every piece
    has the name of its bead and stands where the bead stood.
    """
    sizes = np.maximum(np.diff(zh.offsets), np.diff(en.offsets))
    long = np.flatnonzero(sizes > LONGEST).tolist()
    if not long:
        return beads, times, zh, en
    counts = np.ones(len(beads), dtype=np.int64)
    cuts: list[Point] = []
    for bead in long:
        here = list(_cuts(zh, en, bead))
        counts[bead] += len(here)
        cuts += here
    which = np.repeat(np.arange(len(beads)), counts).tolist()
    sides = [
        _cut(side, np.array([cut[at] for cut in cuts], dtype=np.int64))
        for at, side in enumerate((zh, en))
    ]
    return tuple(beads[at] for at in which), times[which], sides[0], sides[1]


def _cut(side: Side, cuts: Longs) -> Side:
    """A side with more ends of beads: no term goes on beyond them."""
    offsets = np.sort(np.concatenate((side.offsets, cuts)), kind="stable")
    joined, tied, marks = side.joined.copy(), side.tied.copy(), side.marks.copy()
    last = cuts[cuts > 0] - 1
    joined[last] = tied[last] = False
    marks[last] = 0
    return replace(side, offsets=offsets, joined=joined, tied=tied, marks=marks)


def _cuts(zh: Side, en: Side, bead: int) -> Iterator[Point]:
    """Where a bead is cut, as positions in both sides: the first words of all pieces but one."""
    starts = int(zh.offsets[bead]), int(en.offsets[bead])
    end = int(zh.offsets[bead + 1]) - starts[0], int(en.offsets[bead + 1]) - starts[1]
    points = [*chain(_anchors(zh, en, bead)), end]
    here = (0, 0)
    following = 0
    while end[0] - here[0] > PIECE or end[1] - here[1] > PIECE:
        before = following
        while max(points[following][0] - here[0], points[following][1] - here[1]) <= PIECE:
            following += 1
        if following > before and points[following - 1] > here:
            here = points[following - 1]
        else:
            # The next point is too far: go towards it as far as a piece reaches.
            ahead = points[following][0] - here[0], points[following][1] - here[1]
            here = (
                here[0] + ahead[0] * PIECE // max(ahead),
                here[1] + ahead[1] * PIECE // max(ahead),
            )
        yield starts[0] + here[0], starts[1] + here[1]


def _anchors(zh: Side, en: Side, bead: int) -> list[Point]:
    """Places of a bead's words that stand once on either side and may mean the same."""
    there = {en.vocabulary[word].lower(): at for word, at in _once(en.bead(bead))}
    known = lexicon()
    found = []
    for word, at in _once(zh.bead(bead)):
        text = zh.vocabulary[word]
        found += [(at, there[key]) for key in {text.lower(), *known.words(text)} if key in there]
    return found


def _once(ids: Ints) -> list[Point]:
    """The words that stand once, and where."""
    words, first, counts = np.unique(ids, return_index=True, return_counts=True)
    alone = counts == 1
    return list(zip(words[alone].tolist(), first[alone].tolist(), strict=True))


def chain(points: Sequence[Point]) -> list[Point]:
    """The longest chain of points that goes forward on both sides, in their order.

    By patience sorting (Fredman 1975): n log n steps for n points.

    >>> chain([(0, 0), (1, 7), (2, 1), (3, 3), (3, 2)])
    [(0, 0), (2, 1), (3, 2)]
    """
    # Of the chains of each length the one that ends lowest: that end, and the points themselves.
    ends: list[int] = []
    tops: list[int] = []
    order = sorted(points, key=lambda point: (point[0], -point[1]))
    before: list[int] = []
    for number, (_, right) in enumerate(order):
        at = bisect_left(ends, right)
        before.append(tops[at - 1] if at else -1)
        if at == len(ends):
            ends.append(right)
            tops.append(number)
        else:
            ends[at], tops[at] = right, number
    found: list[Point] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        found.append(order[number])
        number = before[number]
    return found[::-1]
