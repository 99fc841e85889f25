"""Long documents, window by window: time and memory grow with the length, not with its square.

A window of the Chinese side is aligned with about as much of the English side as there is for it;
what lies before a sure bead near the end of both is kept, and the next window begins there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from align.model import Bead

# Documents of no more sentences than this, on either side, are one window.
LONGEST = 10_000
# Sentences of the longer side in a window, how many more of the shorter side it gets than its
# share, and how far from the end of the window what is kept must end.
_WINDOW = 8_000
_RESERVE = 400
_MARGIN = 300
_SURE = 0.8


def in_windows(
    n: int, m: int, run: Callable[[slice, slice], Sequence[Bead]], stops: Sequence[tuple[int, int]]
) -> list[Bead]:
    """The beads of two documents of n and m sentences, from those of windows.

    ``run`` aligns a part of each side and numbers the sentences from 0; ``stops`` are first
    sentences (zh, en) of beads that no end of a window may cut, ascending on both sides.
    """
    beads: list[Bead] = []
    i = j = moved = 0
    while True:
        rows, columns = n - i, m - j
        if max(rows, columns) <= LONGEST:
            found = list(run(slice(i, n), slice(j, m)))
            end = len(found)
        else:
            share = _WINDOW / max(rows, columns)
            height = min(rows, int(rows * share) + _RESERVE)
            width = min(columns, int(columns * share) + _RESERVE)
            found = list(run(slice(i, i + height), slice(j, j + width)))
            rims = [(x - i, y - j) for x, y in stops if x >= i and y >= j]
            end = _cut(found, height, width, rims)
        part = found[:end]
        beads += [
            replace(
                b,
                zh=tuple(x + i for x in b.zh),
                en=tuple(y + j for y in b.en),
                moved=b.moved + moved if b.moved else 0,
            )
            for b in part
        ]
        moved += max((b.moved for b in part), default=0)
        i += sum(len(b.zh) for b in part)
        j += sum(len(b.en) for b in part)
        if end == len(found) and i == n and j == m:
            return beads


def _cut(found: Sequence[Bead], height: int, width: int, stops: Sequence[tuple[int, int]]) -> int:
    """How many beads of a window to keep: they hold a prefix of both sides."""
    zh_stops, en_stops = [x for x, _ in stops], [y for _, y in stops]
    i = j = 0
    last_j = -1
    best = fallback = 0
    for at, bead in enumerate(found, 1):
        i, j = i + len(bead.zh), j + len(bead.en)
        last_j = max([last_j, *bead.en])
        if last_j + 1 != j:
            continue
        if bisect_left(zh_stops, i) != bisect_left(en_stops, j):
            continue
        if i <= height - _MARGIN and j <= width - _MARGIN:
            fallback = at
            if bead.zh and bead.en and bead.score >= _SURE and not bead.moved:
                best = at
    # Without a sure bead in the second half the window holds nothing that corresponds: on.
    if best and sum(len(b.zh) + len(b.en) for b in found[:best]) * 2 > height:
        return best
    return fallback or len(found)
