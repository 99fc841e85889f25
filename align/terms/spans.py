"""Runs of target words that may stand for a term at a place, by the links of the bead alone.

A run is good where its words are linked to the term, and bad where they are linked to other
words or to nothing, as in phrase extraction (Och & Ney 2004). All sums over runs are differences
of running sums, so that a run costs the same however long it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from align.terms.association import Floats
from align.terms.index import CLASSES, Side
from align.terms.occurrences import Occurrence

Keys = tuple[str, ...]

_FUNCTION = CLASSES.index("function")
# What a word of the span costs if it is linked to other words of the source, or to none.
_OUTSIDE = 0.8
_UNLINKED = 0.25
_UNLINKED_FUNCTION = 0.1
_BORDER = 0.5
_LONGEST = 12
# A word with less of the term linked to it begins and ends no span; so many words may.
_LEAST = 0.04
_MOST_EDGES = 14
_KEPT = 12
# What always stands beside a target: how many words, how often, how little linked elsewhere.
_ABSORBED_LONGEST = 3
_ALWAYS = 0.75
_FREE = 0.35


@dataclass(frozen=True, slots=True)
class Span:
    """A run of target words, positions in the bead, and how well it fits here."""

    first: int
    last: int
    keys: Keys
    score: float
    covered: float


class Fit:
    """How well the words of the other side fit one occurrence of a term.

    Takes the other side, the occurrence, and the links of its bead, the term's side as rows.
    """

    def __init__(self, target: Side, occurrence: Occurrence, matrix: Floats) -> None:
        self._side = target
        self.base = int(target.offsets[occurrence.bead])
        size = matrix.shape[1]
        end = self.base + size
        rows = matrix[occurrence.first : occurrence.last]
        shares = np.array(occurrence.shares)[:, None]
        linked = (rows * shares).sum(axis=0)
        self._inside = np.minimum(linked, 1.0)
        outside = np.minimum(matrix.sum(axis=0) - linked, 1.0)
        self.outside: list[float] = outside.tolist()
        self.light: list[bool] = (target.classes[self.base : end] == _FUNCTION).tolist()
        self._sentences: list[int] = target.sentences[self.base : end].tolist()
        self._marks: list[int] = [0, *accumulate(target.marks[self.base : end].tolist())]
        light = np.array(self.light, dtype=bool)
        loose = np.maximum(1 - self._inside - outside, 0.0)
        loose *= np.where(light, _UNLINKED_FUNCTION, _UNLINKED)
        gain = (self._inside - _OUTSIDE * outside) * np.where(light, 0.3, 1.0) - loose
        self._gains = [0.0, *accumulate(gain.tolist())]
        self._rows = [
            (share, [0.0, *accumulate(row)])
            for share, row in zip(occurrence.shares, rows.tolist(), strict=True)
        ]
        self._shares = float(shares.sum())
        # Long terms have more to gain: the score is that of the average word of the term.
        self._size = max(self._shares, 1.0) ** 0.5

    @cached_property
    def best(self) -> tuple[Span, ...]:
        """The spans that fit best, best first."""
        edges = np.flatnonzero(self._inside > _LEAST)
        if len(edges) > _MOST_EDGES:
            edges = np.sort(np.argsort(-self._inside, kind="stable")[:_MOST_EDGES])
        numbers = edges.tolist()
        found = []
        for first in numbers:
            for at in numbers:
                if first <= at < first + _LONGEST and self.holds(first, at + 1):
                    score, covered = self._score(first, at + 1)
                    found.append((-score, first, at + 1, covered))
        found.sort()
        return tuple(
            Span(first, last, self._keys(first, last), -score, covered)
            for score, first, last, covered in found[:_KEPT]
        )

    def span(self, first: int, last: int) -> Span | None:
        """The span of some words; None where words of grammar or a sentence end forbid it."""
        if not self.holds(first, last):
            return None
        return Span(first, last, self._keys(first, last), *self._score(first, last))

    def holds(self, first: int, last: int) -> bool:
        """Whether words are of one sentence, and words of grammar neither first nor last."""
        return (
            not self.light[first]
            and not self.light[last - 1]
            and self._sentences[first] == self._sentences[last - 1]
        )

    def unbroken(self, first: int, last: int) -> bool:
        """Whether no bracket, comma or stop stands between words."""
        return self._marks[first] == self._marks[last - 1]

    def _keys(self, first: int, last: int) -> Keys:
        ids = self._side.ids[self.base + first : self.base + last].tolist()
        return tuple(self._side.vocabulary[number] for number in ids)

    def _score(self, first: int, last: int) -> tuple[float, float]:
        """How well words fit, and how much of the term they cover."""
        score = self._gains[last] - self._gains[first]
        score -= _BORDER * (self._marks[last - 1] - self._marks[first])
        covered = 0.0
        for share, row in self._rows:
            covered += min(row[last] - row[first], 1.0) * share
        covered /= self._shares
        return score / self._size + covered, covered


class Longer:
    """Targets that are part of a longer one: words that always stand beside them, for nothing.

    认可 alone seems to stand for *AIs* where 机构 is linked to nothing; but 机构 always follows.
    """

    def __init__(self) -> None:
        self._seen: dict[Keys, int] = defaultdict(int)
        self._beside: dict[tuple[Keys, Keys], list[float]] = defaultdict(list)

    def see(self, fit: Fit, span: Span, words: Sequence[str]) -> None:
        """Note what stands beside the best span of a place; ``words`` are those of the bead."""
        self._seen[span.keys] += 1
        for left in range(_ABSORBED_LONGEST + 1):
            for right in range(_ABSORBED_LONGEST + 1 - left):
                first, last = span.first - left, span.last + right
                if left + right == 0 or first < 0 or last > len(words):
                    continue
                if not fit.holds(first, last) or not fit.unbroken(first, last):
                    continue
                added = (*fit.outside[first : span.first], *fit.outside[span.last : last])
                self._beside[span.keys, tuple(words[first:last])].append(max(added))

    def found(self) -> Iterator[tuple[Keys, Keys, int]]:
        """Short target, long target, and how many words it has more."""
        for (short, long), outside in self._beside.items():
            always = len(outside) >= max(2.0, _ALWAYS * self._seen[short])
            if always and sum(outside) / len(outside) < _FREE:
                yield short, long, len(long) - len(short)
