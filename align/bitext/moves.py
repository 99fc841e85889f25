"""Moved sections: sentences that correspond, but not in the common order of both documents.

The search gives one ascending path; a section that stands elsewhere on the other side is left
without counterpart on both. Its sentences still are each other's best: candidates for anchors
that lie off the path. Where several of them follow each other, the section is aligned by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.bitext.anchors import chain
from align.bitext.band import Stretch, stretch

Bools = NDArray[np.bool_]
Node = tuple[int, int]

# Anchors further apart than this, on either side, belong to different sections.
_GAP = 8
# So many anchors make a section; two do where they are neighbours and sure.
_ENOUGH = 3
_SURE = 0.25


@dataclass(frozen=True, slots=True)
class Section:
    """A moved section: the corners of its sentences on either side, and its anchors."""

    top: int
    bottom: int
    left: int
    right: int
    anchors: tuple[Node, ...]

    def stretch(self) -> Stretch:
        """The section as a stretch of its own."""
        inner = [
            (i, j)
            for i, j in self.anchors
            if self.top < i < self.bottom and self.left < j < self.right
        ]
        return stretch([(self.top, self.left), *inner, (self.bottom, self.right)])


def sections(
    candidates: Sequence[tuple[int, int, float]], zh_free: Bools, en_free: Bools
) -> list[Section]:
    """The moved sections among the sentences that the path left alone, in Chinese order."""
    zh_free, en_free = zh_free.copy(), en_free.copy()
    rest = [c for c in candidates if zh_free[c[0]] and en_free[c[1]]]
    found: list[Section] = []
    while len(rest) > 1:
        margins = {(i, j): margin for i, j, margin in rest}
        clusters = [
            c
            for c in _clusters(chain(rest, reach=_GAP), zh_free, en_free)
            if _is_section([margins[node] for node in c], c)
        ]
        if not clusters:
            break
        for cluster in clusters:
            section = _extend(cluster, zh_free, en_free)
            found.append(section)
            zh_free[section.top : section.bottom] = False
            en_free[section.left : section.right] = False
        rest = [c for c in rest if zh_free[c[0]] and en_free[c[1]]]
    return sorted(found, key=lambda s: s.top)


def _clusters(path: Sequence[Node], zh_free: Bools, en_free: Bools) -> list[list[Node]]:
    clusters = [[path[0]]] if path else []
    for (i, j), (x, y) in pairwise(path):
        near = x - i <= _GAP and y - j <= _GAP
        if near and zh_free[i:x].all() and en_free[j:y].all():
            clusters[-1].append((x, y))
        else:
            clusters.append([(x, y)])
    return clusters


def _is_section(margins: Sequence[float], nodes: Sequence[Node]) -> bool:
    if len(nodes) >= _ENOUGH:
        return True
    close = len(nodes) == 2 and nodes[1][0] - nodes[0][0] <= 2 and nodes[1][1] - nodes[0][1] <= 2
    return close and min(margins) > _SURE


def _extend(cluster: Sequence[Node], zh_free: Bools, en_free: Bools) -> Section:
    """The section with the free sentences around its anchors, about as many on both sides."""
    (i, j), (x, y) = cluster[0], cluster[-1]
    top, left = _reach(zh_free, i, -1), _reach(en_free, j, -1)
    bottom, right = _reach(zh_free, x, 1), _reach(en_free, y, 1)
    before, behind = min(i - top, j - left), min(bottom - x, right - y)
    top, left = max(top, i - 2 * before - 2), max(left, j - 2 * before - 2)
    bottom, right = min(bottom, x + 2 * behind + 2), min(right, y + 2 * behind + 2)
    return Section(top, bottom, left, right, tuple(cluster))


def _reach(free: Bools, at: int, step: int) -> int:
    """How far the free run around a position goes: its first sentence, or behind its last."""
    while 0 <= at + step < len(free) and free[at + step]:
        at += step
    return at if step < 0 else at + 1
