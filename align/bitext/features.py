"""The evidence for every bead of a band, as numbers.

A bead of shape a-b that ends at position (i, j) joins the Chinese sentences i-a … i-1 with the
English ones j-b … j-1. Its evidence: how alike the two runs are (cosine of their vectors), how
much of that a run gains over its parts and would gain by one sentence more, which share of the
words of either side is answered on the other, lengths, marks and quotations, and where the
paragraphs break. Similarity and coverage are measured in the document's own units
(:class:`Units`), so that weights learned with one encoder on one kind of text serve others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from align.bitext.lexical import Lexical, occurrences, tokens_of
from align.bitext.search import Band, Shape
from align.bitext.surface import Surface
from align.encode.base import Vectors
from align.encode.blas import one_thread

Ints = NDArray[np.int64]

# Names of what is measured, in the order of the rows of :meth:`Grid.measure`.
FEATURES = (
    "cos", "cos_s", "nb", "nb_s", "gmin", "gsum", "ext", "extmax",
    "covz", "cove", "uncz", "unce", "ratio", "ratio_s", "ratmin", "surplus", "surmin",
    "lexgmin", "lexext", "lexextmax", "edge", "edgesum", "lexedge", "lexedgesum",
    "leak", "leakmax", "weak", "weakalien", "alien",
    "len", "len2", "gc", "gc1", "q", "x", "dq", "fin", "finq", "open", "inq", "close", "nofin",
    "crossz", "crosse", "breaks",
    "nullmass", "nulllen", "nullcos", "nulllex", "nullgap", "nullnear", "nullnearlex", "nullgain",
    "nullbreak", "nullblock",
)  # fmt: skip
INDEX = {name: at for at, name in enumerate(FEATURES)}
_GEMM_ROWS = 32
_SMALL = np.float32(1e-3)
# The most of a text without counterpart that counts: more was not seen in training.
_GAPS = 0.4
# Likeness, in units, below which a sentence looks like a stranger to the other side.
_STRANGE = np.float32(0.3)
# Likeness below which the two sides of a bead look like strangers to each other.
_UNLIKE = np.float32(0.5)
# Sentences of the other side that stand where a sentence has no counterpart.
_NEAR = (-1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Units:
    """A document pair's own typical values.

    ``low`` and ``high``: cosine of unrelated and of corresponding sentences; ``zh_cover`` and
    ``en_cover``: answered share of the words of corresponding sentences; ``ratio``: English
    characters per Chinese one; ``gaps``: share of the text that has no counterpart, as far as
    the lengths between anchors tell.
    """

    low: float
    high: float
    zh_cover: float
    en_cover: float
    ratio: float
    gaps: float = 0.0

    @property
    def looseness(self) -> float:
        """How freely the pair is translated: about 0 for reports and news, 2 for fiction."""
        alike = (0.58 - (self.high - self.low)) / 0.08
        answered = (0.48 - self.zh_cover) / 0.06 + (0.57 - self.en_cover) / 0.07
        return min(max((alike + answered) / 3, -1.0), 2.0)


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that is known about two lists of sentences; vectors are None without an encoder.

    ``zh_breaks`` and ``en_breaks`` (n+1 entries) mark positions where a block begins; both are
    None where there is no block structure to go by.
    """

    zh_vectors: tuple[Vectors, ...] | None
    en_vectors: tuple[Vectors, ...] | None
    lexical: Lexical
    zh: Surface
    en: Surface
    units: Units
    zh_breaks: NDArray[np.bool_] | None = None
    en_breaks: NDArray[np.bool_] | None = None

    @property
    def sizes(self) -> tuple[int, int]:
        """How many sentences either side has."""
        return len(self.zh.final), len(self.en.final)


class Grid:
    """The evidence within a band whose position (0, 0) is (``top``, ``left``) of the documents."""

    def __init__(self, evidence: Evidence, band: Band, top: int, left: int, longest: int) -> None:
        self.evidence, self.band, self.top, self.left = evidence, band, top, left
        self.n, self.m = evidence.sizes
        # Neighbours of a bead may lie outside the band: rows and columns of margin around it.
        self.pad = longest + 1
        self.longest = longest + 1
        # The most sentences of both sides together in a bead, or in one that is longer by one.
        self.most = max(longest + 1, 6) + 1
        self.rows, self.width = band.rows, band.width
        low = band.low + left - self.pad
        self.low = np.concatenate([np.full(self.pad, low[0]), low, np.full(self.pad, low[-1])])
        self.wide = self.width + 2 * self.pad
        self.first = top - self.pad
        self.i = np.arange(self.rows)[:, None] + top
        self.j = band.low[:, None] + left + np.arange(self.width)[None, :]
        self._places: dict[tuple[int, int], Ints] = {}

    # -- lookups -----------------------------------------------------------------------------

    def _at(self, di: int, dj: int) -> Ints:
        """Where (i + di, j + dj) lies in a flat array of the padded band; the last cell is 0."""
        found = self._places.get((di, dj))
        if found is None:
            row = np.arange(self.rows) + self.pad + di
            column = self.j + dj - self.low[row][:, None]
            outside = (column < 0) | (column >= self.wide)
            found = row[:, None] * self.wide + column
            found[outside] = len(self.low) * self.wide
            self._places[di, dj] = found
        return found

    def _flat(self, values: Vectors) -> Vectors:
        return np.append(values.ravel(), np.float32(0))

    @cached_property
    def _cosines(self) -> dict[Shape, Vectors] | None:
        """For each shape the similarity of the runs that end at a position, in units."""
        # Products this small are slowed down by threads that wait for each other.
        with one_thread():
            return self._products()

    def _products(self) -> dict[Shape, Vectors] | None:
        zh, en = self.evidence.zh_vectors, self.evidence.en_vectors
        if zh is None or en is None:
            return None
        units = self.evidence.units
        scale = 1 / max(units.high - units.low, 0.05)
        height = len(self.low)
        found = {
            (a, b): np.zeros((height, self.wide), dtype=np.float32)
            for a in range(1, self.longest + 1)
            for b in range(1, self.longest + 1)
            if a + b <= self.most
        }
        for start in range(0, height, _GEMM_ROWS):
            stop = min(start + _GEMM_ROWS, height)
            left, right = int(self.low[start]), int(self.low[stop - 1]) + self.wide
            picks = self.low[start:stop, None] - left + np.arange(self.wide)
            en_runs = [_ending(en, b, left, right) for b in range(1, self.longest + 1)]
            ens = np.concatenate(en_runs)
            for a in range(1, self.longest + 1):
                zhs = _ending(zh, a, self.first + start, self.first + stop)
                runs = min(self.longest, self.most - a)
                product = zhs @ ens[: runs * (right - left)].T
                product -= np.float32(units.low)
                product *= np.float32(scale)
                product[~zhs.any(axis=1)] = 0
                for b in range(1, runs + 1):
                    block = product[:, (b - 1) * (right - left) : b * (right - left)]
                    found[a, b][start:stop] = np.take_along_axis(block, picks, axis=1)
        for b in range(1, self.longest + 1):
            # Runs that do not exist have no similarity, rather than that of a zero vector.
            column = self.low[:, None] + np.arange(self.wide)
            missing = (column < b) | (column > self.m)
            for a in range(1, min(self.longest, self.most - b) + 1):
                found[a, b][missing] = 0
        return {shape: self._flat(values) for shape, values in found.items()}

    def cosine(self, a: int, b: int, di: int = 0, dj: int = 0) -> Vectors:
        """Similarity of the runs of a and b sentences that end at (i + di, j + dj)."""
        if self._cosines is None:
            return np.zeros((self.rows, self.width), dtype=np.float32)
        return self._cosines[a, b][self._at(di, dj)]

    @cached_property
    def _zh_covered(self) -> list[Vectors]:
        """Mass of Chinese sentence (row) that the b sentences from (column) on answer."""
        lexical = self.evidence.lexical
        tokens = tokens_of(lexical.zh, self.first, self.first + len(self.low))
        row = lexical.zh.sentence[tokens] - self.first
        low = np.maximum(self.low[row], 0)
        high = np.clip(self.low[row] + self.wide + self.longest, 0, self.m)
        which, place, before, weight = occurrences(lexical.zh, lexical.zh_hits, tokens, low, high)
        found: list[Vectors] = []
        total = np.zeros(len(self.low) * self.wide)
        for back in range(self.longest):
            column = place - back - self.low[row[which]]
            new = (before < place - back) & (column >= 0) & (column < self.wide)
            new &= place - back >= 0
            cell = row[which[new]] * self.wide + column[new]
            total = total + np.bincount(cell, weight[new], minlength=len(total))
            found.append(self._flat(total.astype(np.float32)))
        return found

    @cached_property
    def _en_covered(self) -> list[Vectors]:
        """Mass of English sentence (column) that the a sentences from (row) on answer."""
        lexical = self.evidence.lexical
        start, stop = int(self.low[0]), int(self.low[-1]) + self.wide
        tokens = tokens_of(lexical.en, start, stop)
        column = lexical.en.sentence[tokens]
        # The rows whose band holds this column.
        low = np.searchsorted(self.low + self.wide, column, side="right") + self.first
        high = np.searchsorted(self.low, column, side="right") + self.first + self.longest
        which, place, before, weight = occurrences(
            lexical.en, lexical.en_hits, tokens, np.maximum(low, 0), np.clip(high, 0, self.n)
        )
        found: list[Vectors] = []
        total = np.zeros(len(self.low) * self.wide)
        for back in range(self.longest):
            row = place - back - self.first
            fits = (row >= 0) & (row < len(self.low)) & (before < place - back)
            fits &= place - back >= 0
            offset = column[which] - self.low[np.clip(row, 0, len(self.low) - 1)]
            fits &= (offset >= 0) & (offset < self.wide)
            cell = row[fits] * self.wide + offset[fits]
            total = total + np.bincount(cell, weight[fits], minlength=len(total))
            found.append(self._flat(total.astype(np.float32)))
        return found

    def zh_covered(self, back: int, b: int, dj: int) -> Vectors:
        """Mass of sentence i - back that the b sentences from j + dj on answer."""
        return self._zh_covered[b - 1][self._at(-back, dj)]

    def en_covered(self, back: int, a: int, di: int) -> Vectors:
        """Mass of English sentence j - back that the a sentences from i + di on answer."""
        return self._en_covered[a - 1][self._at(di, -back)]

    # -- sums over runs ----------------------------------------------------------------------

    def _runs(self, cumulated: NDArray[np.float64] | Ints, at: Ints, size: int) -> Vectors:
        last = len(cumulated) - 1
        # Bounded by two simple steps: on small arrays np.clip takes ten times as long.
        ends = np.minimum(np.maximum(at, 0), last)
        starts = np.minimum(np.maximum(at - size, 0), last)
        here = cumulated[ends] - cumulated[starts]
        return here.astype(np.float32)

    @cached_property
    def _mass(self) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
        lexical = self.evidence.lexical
        zh = np.concatenate([[0.0], np.cumsum(lexical.zh.mass, dtype=np.float64)])
        en = np.concatenate([[0.0], np.cumsum(lexical.en.mass, dtype=np.float64)])
        return zh, en, float(max((zh[-1] / self.n + en[-1] / self.m) / 2, 1.0))

    def _share(self, covered: Vectors, mass: Vectors) -> Vectors:
        return np.asarray(covered / np.maximum(mass, _SMALL), dtype=np.float32)

    # -- features ----------------------------------------------------------------------------

    def measure(self, shape: Shape) -> Vectors:
        """The evidence for all beads of one shape: shape (features, rows, width)."""
        a, b = shape
        out = np.zeros((len(FEATURES), self.rows, self.width), dtype=np.float32)
        found: dict[str, Vectors | np.float32] = {}
        found |= self._linked(a, b) if a and b else self._null(a, b)
        found |= self._paragraphs(a, b)
        for name, values in found.items():
            out[INDEX[name]] = values
        return out

    def _null(self, a: int, b: int) -> dict[str, Vectors | np.float32]:
        zh_mass, en_mass, typical = self._mass
        if a:
            mass = self._runs(zh_mass, self.i, a)
            length = self._runs(self.evidence.zh.length, self.i, a) * self.evidence.units.ratio
            best = self._best_zh
            at = np.clip(self.i - 1 - self.first, 0, len(self.low) - 1)
            cosine, share = best[0][at], best[1][at]
            # What stands at this place, and what the beads before and behind would gain by it.
            near = [self.cosine(1, 1, 0, step) for step in _NEAR]
            words = self._share(self.zh_covered(1, min(4, self.longest), -2), mass)
            words = words / np.float32(max(self.evidence.units.zh_cover, 0.1))
            gains = [
                self.cosine(2, 1) - self.cosine(1, 1, -1, 0),
                self.cosine(2, 1, 1, 1) - self.cosine(1, 1, 1, 1),
            ]
        else:
            mass = self._runs(en_mass, self.j, b)
            length = self._runs(self.evidence.en.length, self.j, b)
            best = self._best_en
            at = np.clip(self.j - 1 - int(self.low[0]), 0, len(best[0]) - 1)
            cosine, share = best[0][at], best[1][at]
            near = [self.cosine(1, 1, step, 0) for step in _NEAR]
            words = self._share(self.en_covered(1, min(4, self.longest), -2), mass)
            words = words / np.float32(max(self.evidence.units.en_cover, 0.1))
            gains = [
                self.cosine(1, 2) - self.cosine(1, 1, 0, -1),
                self.cosine(1, 2, 1, 1) - self.cosine(1, 1, 1, 1),
            ]
        return {
            "nullmass": mass / np.float32(typical),
            "nulllen": np.log((length + 8) / 100),
            "nullcos": cosine,
            "nulllex": share,
            "nullgap": np.float32(math.log((min(self.evidence.units.gaps, _GAPS) + 0.01) / 0.04)),
            # Only what speaks against it: a little more or less, summed over a long run of such
            # sentences, would tell where the run is put.
            "nullnear": np.maximum(np.maximum.reduce(near) - _STRANGE, 0),
            "nullnearlex": np.maximum(words - _STRANGE, 0),
            "nullgain": np.maximum(np.maximum.reduce(gains), 0),
        }

    @cached_property
    def _best_zh(self) -> tuple[Vectors, Vectors]:
        """For each row the best similarity and coverage that its sentence has in the band."""
        shape = (len(self.low), self.wide)
        share = self._zh_covered[0][:-1].reshape(shape).max(axis=1)
        mass = self.evidence.lexical.zh.mass
        sentence = np.clip(np.arange(len(self.low)) + self.first, 0, self.n - 1)
        share = share / np.maximum(mass[sentence], 1) / max(self.evidence.units.zh_cover, 0.1)
        if self._cosines is None:
            return np.zeros(len(self.low), dtype=np.float32), share
        ending = self._cosines[1, 1][:-1].reshape(shape).max(axis=1)
        return np.append(ending[1:], np.float32(0)), share

    @cached_property
    def _best_en(self) -> tuple[Vectors, Vectors]:
        """For each English sentence from ``low[0]`` on the best that it has in the band."""
        start = int(self.low[0])
        size = int(self.low[-1]) + self.wide - start
        column = (self.low[:, None] + np.arange(self.wide) - start).ravel()
        share = np.zeros(size, dtype=np.float32)
        np.maximum.at(share, column, self._en_covered[0][:-1])
        sentence = np.clip(np.arange(size) + start, 0, self.m - 1)
        share /= np.maximum(self.evidence.lexical.en.mass[sentence], 1)
        share /= np.float32(max(self.evidence.units.en_cover, 0.1))
        best = np.zeros(size, dtype=np.float32)
        if self._cosines is not None:
            np.maximum.at(best, column, self._cosines[1, 1][:-1])
            best = np.append(best[1:], np.float32(0))
        return best, share

    def _linked(self, a: int, b: int) -> dict[str, Vectors]:
        extra = np.float32(a + b - 2)
        found = self._likeness(a, b, extra)
        found |= self._coverage(a, b, extra)
        if extra:
            # Looks like a stranger, and shares no word either.
            found["weakalien"] = found["weak"] * _unanswered(found["lexgmin"])
        # The same of a bead as a whole: two menu items that stand at one place by chance.
        found["alien"] = np.maximum(_UNLIKE - found["cos"], 0) * _unanswered(found["ratmin"])
        found |= self._shape(a, b)
        return found

    def _likeness(self, a: int, b: int, extra: np.float32) -> dict[str, Vectors]:
        here = self.cosine(a, b)
        # What each side has in common with its neighbours' partners.
        around = (
            np.maximum(self.cosine(a, 1, 0, 1), 0)
            + np.maximum(self.cosine(a, 1, 0, -b), 0)
            + np.maximum(self.cosine(1, b, 1, 0), 0)
            + np.maximum(self.cosine(1, b, -a, 0), 0)
        ) / 4
        gains = []
        if a > 1:
            gains += [here - self.cosine(a - 1, b), here - self.cosine(a - 1, b, -1, 0)]
        if b > 1:
            gains += [here - self.cosine(a, b - 1), here - self.cosine(a, b - 1, 0, -1)]
        longer = [
            self.cosine(a + 1, b, 1, 0) - here,
            self.cosine(a + 1, b) - here,
            self.cosine(a, b + 1, 0, 1) - here,
            self.cosine(a, b + 1) - here,
        ]
        # How alike is the sentence at either end and the whole other side?
        last_e, first_e = self.cosine(a, 1), self.cosine(a, 1, 0, 1 - b)
        last_z, first_z = self.cosine(1, b), self.cosine(1, b, 1 - a, 0)
        ends = ([last_z, first_z] if a > 1 else []) + ([last_e, first_e] if b > 1 else [])
        # Would it rather belong to the neighbour's partner?
        edges = [
            last_e - self.cosine(1, 1, 1, 0),
            last_z - self.cosine(1, 1, 0, 1),
            first_e - self.cosine(1, 1, -a, 1 - b),
            first_z - self.cosine(1, 1, 1 - a, -b),
        ]
        zero = np.zeros_like(here)
        return {
            "edge": np.minimum.reduce(edges),
            "edgesum": np.add.reduce([np.minimum(gap, np.float32(0.5)) for gap in edges]),
            "weak": np.maximum(_STRANGE - np.minimum.reduce(ends), 0) if ends else zero,
            "cos": here,
            "cos_s": here * extra,
            "nb": around,
            "nb_s": around * extra,
            "gmin": np.minimum.reduce(gains) if gains else zero,
            "gsum": np.add.reduce(gains) if gains else zero,
            "ext": np.add.reduce([np.maximum(gain, 0) for gain in longer]),
            "extmax": np.maximum.reduce(longer),
        }

    def _coverage(self, a: int, b: int, extra: np.float32) -> dict[str, Vectors]:
        zh_mass, en_mass, typical = self._mass
        units = self.evidence.units
        mass_z, mass_e = self._runs(zh_mass, self.i, a), self._runs(en_mass, self.j, b)
        zh_parts = [self.zh_covered(back, b, -b) for back in range(1, a + 1)]
        en_parts = [self.en_covered(back, a, -a) for back in range(1, b + 1)]
        cover_z, cover_e = np.add.reduce(zh_parts), np.add.reduce(en_parts)
        share_z, share_e = self._share(cover_z, mass_z), self._share(cover_e, mass_e)
        weakest = []
        if a > 1:
            for back in (1, a):
                weakest.append(
                    self._share(zh_parts[back - 1], self._runs(zh_mass, self.i - back + 1, 1))
                    / units.zh_cover
                )
        if b > 1:
            for back in (1, b):
                weakest.append(
                    self._share(en_parts[back - 1], self._runs(en_mass, self.j - back + 1, 1))
                    / units.en_cover
                )
        longer = [
            self._share(self.zh_covered(0, b, -b), self._runs(zh_mass, self.i + 1, 1)),
            self._share(self.zh_covered(a + 1, b, -b), self._runs(zh_mass, self.i - a, 1)),
            self._share(self.en_covered(0, a, -a), self._runs(en_mass, self.j + 1, 1)),
            self._share(self.en_covered(b + 1, a, -a), self._runs(en_mass, self.j - b, 1)),
        ]
        edges = [
            (self.en_covered(1, a, -a) - self.en_covered(1, 1, 0), en_mass, self.j),
            (self.zh_covered(1, b, -b) - self.zh_covered(1, 1, 0), zh_mass, self.i),
            (self.en_covered(b, a, -a) - self.en_covered(b, 1, -a - 1), en_mass, self.j - b + 1),
            (self.zh_covered(a, b, -b) - self.zh_covered(a, 1, -b - 1), zh_mass, self.i - a + 1),
        ]
        gaps = [self._share(gap, self._runs(mass, at, 1)) for gap, mass, at in edges]
        # Words of a neighbour that are answered here, and not by the two sentences beyond.
        near_a, near_b = min(a, self.longest - 2), min(b, self.longest - 2)
        leaks = [
            self.zh_covered(0, near_b + 2, -near_b) - self.zh_covered(0, 2, 0),
            self.zh_covered(a + 1, near_b + 2, -b - 2) - self.zh_covered(a + 1, 2, -b - 2),
            self.en_covered(0, near_a + 2, -near_a) - self.en_covered(0, 2, 0),
            self.en_covered(b + 1, near_a + 2, -a - 2) - self.en_covered(b + 1, 2, -a - 2),
        ]
        unit = np.float32(typical)
        surplus_z = (cover_z / units.zh_cover - mass_z) / unit
        surplus_e = (cover_e / units.en_cover - mass_e) / unit
        ratio = (share_z / units.zh_cover + share_e / units.en_cover) / 2
        return {
            "covz": cover_z / unit,
            "cove": cover_e / unit,
            "uncz": (mass_z - cover_z) / unit,
            "unce": (mass_e - cover_e) / unit,
            "surplus": surplus_z + surplus_e,
            "surmin": np.minimum(surplus_z, surplus_e),
            "ratio": ratio,
            "ratio_s": ratio * extra,
            "ratmin": np.minimum(share_z / units.zh_cover, share_e / units.en_cover),
            "lexgmin": np.minimum.reduce(weakest) if weakest else np.zeros_like(ratio),
            "leak": np.add.reduce(leaks) / unit,
            "leakmax": np.maximum.reduce(leaks) / unit,
            "lexedge": np.minimum.reduce(gaps),
            "lexedgesum": np.add.reduce([np.minimum(gap, np.float32(0.3)) for gap in gaps]),
            "lexext": np.add.reduce(longer) / np.float32(4),
            "lexextmax": np.maximum.reduce(longer),
        }

    def _shape(self, a: int, b: int) -> dict[str, Vectors]:
        zh, en = self.evidence.zh, self.evidence.en
        length_z = self._runs(zh.length, self.i, a) * np.float32(self.evidence.units.ratio)
        length_e = self._runs(en.length, self.j, b)
        log_ratio = np.log((length_e + 8) / (length_z + 8))
        delta = (length_e - length_z) / np.sqrt(np.maximum((length_z + length_e) / 2, 1))

        def differ(mine: Ints, theirs: Ints) -> Vectors:
            gap = np.abs(self._runs(mine, self.i, a) - self._runs(theirs, self.j, b))
            bounded: Vectors = np.minimum(gap, np.float32(3))
            return bounded

        last_i, last_j = np.clip(self.i, 0, self.n), np.clip(self.j, 0, self.m)
        end_z = zh.final[np.clip(self.i - 1, 0, self.n - 1)]
        end_e = en.final[np.clip(self.j - 1, 0, self.m - 1)]
        first_z = np.clip(self.i - a, 0, self.n - 1)
        first_e = np.clip(self.j - b, 0, self.m - 1)
        close_z = zh.closes[np.clip(self.i - 1, 0, self.n - 1)]
        close_e = en.closes[np.clip(self.j - 1, 0, self.m - 1)]
        return {
            "len": np.abs(log_ratio),
            "len2": np.minimum(log_ratio * log_ratio, 4),
            "gc": np.minimum(delta * delta, 60) / 10,
            "gc1": np.minimum(np.abs(delta), 8),
            "q": differ(zh.questions, en.questions),
            "x": differ(zh.exclamations, en.exclamations),
            "dq": differ(zh.quotes, en.quotes),
            "fin": (end_z == end_e).astype(np.float32),
            "finq": ((end_z == end_e) & (end_z > 1)).astype(np.float32),
            "open": (zh.opens[first_z] != en.opens[first_e]).astype(np.float32),
            "close": (close_z != close_e).astype(np.float32),
            "nofin": (self._runs(zh.endless, self.i, a) if a > 1 else np.float32(0))
            + (self._runs(en.endless, self.j, b) if b > 1 else np.float32(0)),
            "inq": (zh.quoted[last_i] != en.quoted[last_j]).astype(np.float32),
        }

    def _paragraphs(self, a: int, b: int) -> dict[str, Vectors]:
        zh, en = self.evidence.zh_breaks, self.evidence.en_breaks
        if zh is None or en is None:
            return {}
        shape = np.zeros((self.rows, self.width), dtype=np.float32)
        zh_inside = np.concatenate([[0], np.cumsum(zh)])
        en_inside = np.concatenate([[0], np.cumsum(en)])
        # Breaks strictly inside the run: positions i-a+1 … i-1.
        cross_z = self._runs(zh_inside, self.i, max(a - 1, 0)) if a > 1 else shape
        cross_e = self._runs(en_inside, self.j, max(b - 1, 0)) if b > 1 else shape
        if not (a and b):
            # A whole block between two blocks of the other side.
            own, at = (zh, self.i) if a else (en, self.j)
            other = en[np.clip(self.j, 0, self.m)] if a else zh[np.clip(self.i, 0, self.n)]
            last = len(own) - 1
            block = own[np.clip(at, 0, last)] & own[np.clip(at - 1, 0, last)] & other
            return {"nullbreak": other.astype(np.float32), "nullblock": block.astype(np.float32)}
        begins = zh[np.clip(self.i - a, 0, self.n)] != en[np.clip(self.j - b, 0, self.m)]
        ends = zh[np.clip(self.i, 0, self.n)] != en[np.clip(self.j, 0, self.m)]
        return {
            "crossz": cross_z,
            "crosse": cross_e,
            "breaks": begins.astype(np.float32) + ends.astype(np.float32),
        }


def _unanswered(share: Vectors) -> Vectors:
    """From 1 where no word is answered to 0 where half as many are as in corresponding text."""
    return np.maximum(1 - 2 * share, 0)


def _ending(vectors: tuple[Vectors, ...], size: int, start: int, stop: int) -> Vectors:
    """The vectors of the runs of ``size`` sentences that end at positions start … stop-1."""
    dimension = vectors[0].shape[1]
    found = np.zeros((stop - start, dimension), dtype=np.float32)
    if size > len(vectors):
        return found
    rows = vectors[size - 1]
    first, last = max(start - size, 0), min(stop - size, len(rows))
    if first < last:
        found[first + size - start : last + size - start] = rows[first:last]
    return found
