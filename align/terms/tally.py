"""Counting pairs of candidates: places as numbers, added up at the end.

A collection has millions of pairs that occur once; as Python objects they weigh gigabytes. A
shard of beads is counted into a :class:`Tally`, two arrays; tallies add up exactly, in any order
and any grouping, and give the same counts as one pass over all beads.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from align.terms.index import Ints, Longs

PairName = tuple[str, str]
Run = tuple[int, int]

# Fits are added up in these units: whole numbers add up to the same in any order.
UNIT = 1 << 16
# Places of a pair that are kept; beyond these only its counts grow.
MOST_PLACES = 400
# What is known of a place: its bead, the words of both sides, and what is added up.
PLACE = 5
# A pair and the same pair with its sides exchanged are two.
_ODD = np.int64(0x5851F42D4C957F2D)
_SUMS = 4
FIELDS = PLACE + _SUMS


def digest(text: str) -> int:
    """64 bits that stand for a text (BLAKE2b), as a whole number with a sign."""
    made = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(made, "little", signed=True)


def pair_names(zh: Longs, en: Longs) -> Longs:
    """Numbers that stand for pairs, from those of their Chinese and their English sides."""
    names: Longs = zh * _ODD + en
    return names


class _Runs(Sequence[Run]):
    """The runs of words of one side in an array of places, as pairs of positions."""

    __slots__ = ("_at", "_places")

    def __init__(self, places: array[int], at: int) -> None:
        self._places, self._at = places, at

    def __len__(self) -> int:
        return len(self._places) // PLACE

    @overload
    def __getitem__(self, number: int) -> Run: ...
    @overload
    def __getitem__(self, number: slice) -> list[Run]: ...
    def __getitem__(self, number: int | slice) -> Run | list[Run]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        at = number * PLACE + self._at
        if number < 0:
            at += len(self._places)
        return self._places[at], self._places[at + 1]

    def __iter__(self) -> Iterator[Run]:
        places, at = self._places, self._at
        return zip(places[at::PLACE], places[at + 1 :: PLACE], strict=True)


@dataclass(slots=True)
class PairCount:
    """What the collection says of a pair: how often, how well it fits, where first.

    ``count`` is in how many beads it stands, and ``times`` in how many with the copies for which
    these stand. ``fit`` is the sum of the fits of ``count`` places, in units of 2**-16; so are
    ``zh_least`` and ``en_least``, how much of its least linked content word is linked into the
    other side, and ``heads``, how surely the last word of the one is the last of the other.
    ``places`` holds
    five numbers for each of the first few hundred: bead, first and last word of the Chinese run,
    first and last word of the English run (positions in the index, the last exclusive).
    """

    count: int = 0
    fit: int = 0
    zh_least: int = 0
    en_least: int = 0
    heads: int = 0
    times: int = 0
    places: array[int] = field(default_factory=lambda: array("i"))

    @property
    def mean_fit(self) -> float:
        """The mean fit of the pair where it occurs, 0 to 1."""
        return self.mean(self.fit)

    def mean(self, total: int) -> float:
        """The mean of a sum over the places."""
        return total / UNIT / max(self.count, 1)

    def add_place(self, bead: int, zh: Run, en: Run) -> None:
        """Note one more place."""
        self.places.extend((bead, *zh, *en))

    @property
    def beads(self) -> array[int]:
        """The beads of the places."""
        return self.places[::PLACE]

    @property
    def zh(self) -> Sequence[Run]:
        """The Chinese words of each place."""
        return _Runs(self.places, 1)

    @property
    def en(self) -> Sequence[Run]:
        """The English words of each place."""
        return _Runs(self.places, 3)


@dataclass(frozen=True)
class Tally:
    """Places of pairs: the partial count of a shard of beads.

    ``names`` has a number for each place that stands for the pair's name (64 bits of its
    BLAKE2b hash); ``records`` a row: bead, runs of both sides, fit, least links, head.
    """

    names: Longs
    records: Ints

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            np.concatenate((self.names, other.names)), np.vstack((self.records, other.records))
        )

    def counts(self, times: Longs, least: int = 1) -> Iterator[PairCount]:
        """The counts of the pairs that occur ``least`` times or more, by their first places.

        Takes for how many each bead stands, itself the only one that counts. The order in which
        shards were added does not matter.
        """
        if not len(self.names):
            return
        names, records = self.names, self.records
        if (np.diff(records[:, 0]) < 0).any():
            in_order = np.argsort(records[:, 0], kind="stable")
            names, records = names[in_order], records[in_order]
        order = np.argsort(names, kind="stable")
        if least > 1:
            # Most pairs of a large collection are rare: nothing more is made of their places.
            starts = np.concatenate(([0], np.flatnonzero(np.diff(names[order])) + 1))
            sizes = np.diff(np.append(starts, len(order)))
            order = order[np.repeat(sizes >= least, sizes)]
            if not len(order):
                return
        starts = np.concatenate(([0], np.flatnonzero(np.diff(names[order])) + 1))
        sizes = np.diff(np.append(starts, len(order)))
        every = np.add.reduceat(times[records[order, 0]], starts)
        kept = np.argsort(order[starts], kind="stable")
        sums = np.add.reduceat(records[order, PLACE:].astype(np.int64), starts, axis=0)[kept]
        for start, size, often, added in zip(
            starts[kept].tolist(),
            sizes[kept].tolist(),
            every[kept].tolist(),
            sums.tolist(),
            strict=True,
        ):
            places = array("i")
            first = records[order[start : start + min(size, MOST_PLACES)], :PLACE]
            places.frombytes(first.tobytes())
            fit, zh_least, en_least, heads = added
            yield PairCount(size, fit, zh_least, en_least, heads, often, places)


class Counter:
    """Takes places in and gives them back as a :class:`Tally`."""

    def __init__(self) -> None:
        self._names: list[Longs] = []
        self._records: list[Ints] = []

    def add(self, names: Longs, records: NDArray[np.float64]) -> None:
        """Count the places of the pairs of a bead.

        Takes a number for each place that stands for its pair (:func:`pair_names`), and rows:
        bead, runs of both sides, and as shares of 1 its fit, the least links of both sides and
        that of the heads. Of several places of one pair the one that fits best counts, where the
        first of them stands.
        """
        if len(set(names.tolist())) < len(names):
            order = np.lexsort((-records[:, PLACE], names))
            new = np.diff(names[order], prepend=names[order[0]] - 1) != 0
            first = np.minimum.reduceat(order, np.flatnonzero(new))
            best = order[new][np.argsort(first)]
            names, records = names[best], records[best]
        records[:, PLACE:] *= UNIT
        self._names.append(names)
        self._records.append(np.rint(records).astype(np.int32))

    @property
    def size(self) -> int:
        """How many beads have been counted, those without a pair left out."""
        return len(self._names)

    def add_again(self, number: int, bead: int, zh_step: int, en_step: int) -> None:
        """Count a bead that has the same pairs as the one that was counted as ``number``.

        Takes by how much its words stand further on in the index, on each side.
        """
        records = self._records[number].copy()
        records[:, 0] = bead
        records[:, 1:3] += zh_step
        records[:, 3:PLACE] += en_step
        self._names.append(self._names[number])
        self._records.append(records)

    def tally(self) -> Tally:
        """What has been counted."""
        if not self._names:
            return Tally(np.zeros(0, dtype=np.int64), np.zeros((0, FIELDS), dtype=np.int32))
        return Tally(np.concatenate(self._names), np.concatenate(self._records))
