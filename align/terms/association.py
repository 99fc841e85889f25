"""Which word of one language goes with which of the other, learned from the bitext at hand.

IBM model 1 (Brown et al. 1993) in both directions by expectation-maximisation, with the
dictionary as a Dirichlet prior on every word's translations: where the bitext is one report of
forty sentences the dictionary speaks, where it is large the counts do.

Every count is a whole number (expected counts in units of 2**-20), so that counts of shards
add up to exactly the counts of the whole, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.terms.dictionary import priors, romanised, sounds
from align.terms.index import Index, Ints, Longs
from align.terms.meanings import meanings
from align.terms.shards import give_back

Floats = NDArray[np.float64]

_UNIT = float(1 << 20)
# How many observations the dictionary is worth, for each word.
_DICTIONARY_COUNTS = 4.0
# Weight of "translates nothing here", against a word seen everywhere.
_NULL = 0.15
_ITERATIONS = 4
# Word pairs of beads that are held at once.
_CELLS = 100_000
# Above so many beads, pairs that occur together once and that no dictionary knows are dropped.
_LARGE = 5000


@dataclass(frozen=True)
class Counts:
    """How often words and pairs of words occur, in beads: the partial count of a shard.

    ``pairs`` ascend; a pair's number is Chinese word x size of the English vocabulary + English
    word. Both sides count a word once a bead.
    """

    beads: int
    zh: Longs
    en: Longs
    pairs: Longs
    together: Longs

    def __add__(self, other: Counts) -> Counts:
        pairs, together = _added(
            np.concatenate((self.pairs, other.pairs)),
            np.concatenate((self.together, other.together)),
        )
        return Counts(
            self.beads + other.beads, self.zh + other.zh, self.en + other.en, pairs, together
        )


@dataclass(frozen=True)
class Association:
    """Translation probabilities of word pairs: ``forward`` is t(en | zh), ``backward`` t(zh | en).

    ``priors`` are the dictionary's weights of the pairs (0 where it knows nothing).
    """

    size: int
    pairs: Longs
    forward: Floats
    backward: Floats
    priors: Floats

    def look_up(self, zh: Ints, en: Ints) -> tuple[Floats, Floats, Floats]:
        """Forward, backward and prior of each word of ``zh`` with the word of ``en`` beside it."""
        wanted = zh.astype(np.int64) * self.size + en
        if not len(self.pairs):
            nothing = np.zeros(wanted.shape)
            return nothing, nothing, nothing
        at = np.searchsorted(self.pairs, wanted)
        at[at == len(self.pairs)] = 0
        known = self.pairs[at] == wanted
        return (
            np.where(known, self.forward[at], 0.0),
            np.where(known, self.backward[at], 0.0),
            np.where(known, self.priors[at], 0.0),
        )


def count(index: Index, beads: range | None = None) -> Counts:
    """Count words and pairs of words, in all beads or in a run of them.

    The counts of two runs added with ``+`` are exactly the counts of both together.
    """
    size = len(index.en.vocabulary)
    words = _Words(index, range(len(index.beads)) if beads is None else beads)
    zh = np.zeros(len(index.zh.vocabulary), dtype=np.int64)
    en = np.zeros(size, dtype=np.int64)
    np.add.at(zh, words.zh_types, 1)
    np.add.at(en, words.en_types, 1)
    nothing = np.zeros(0, dtype=np.int64)
    parts: list[tuple[Longs, Longs]] = [(nothing, nothing)]
    for run in words.runs():
        cells = _Cells(words, run)
        parts.append(_added(cells.keys(size)))
    # Each run has other Chinese words, in their order.
    pairs, together = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Counts(len(words.en_counts), zh, en, pairs, together)


def _added(pairs: Longs, times: Longs | None = None) -> tuple[Longs, Longs]:
    """The different pairs, ascending, and how often each occurs; without ``times`` each once."""
    if times is None:
        # A sort alone is faster than one that says what went where.
        pairs = np.sort(pairs)
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        return pairs[first], np.diff(first, append=len(pairs))
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    return pairs[first], np.add.reduceat(times[order], first) if len(order) else times


class _Words:
    """The different words of each of some beads, a *slot* each, and the beads they stand in.

    The Chinese ones are ordered by word, then by bead, the English ones by bead, then by word:
    so all pairs of a Chinese word lie together in memory, and are looked up there together.
    ``en_starts`` says where the English slots of each bead begin. Beads are numbered from the first
    that is wanted.
    """

    def __init__(self, index: Index, beads: range) -> None:
        zh_beads, zh_types = _types(index.zh.ids, index.zh.offsets, beads)
        order = np.argsort(zh_types, kind="stable")
        self.zh_beads, self.zh_types = zh_beads[order], zh_types[order]
        self.en_beads, self.en_types = _types(index.en.ids, index.en.offsets, beads)
        self.en_counts = np.bincount(self.en_beads, minlength=len(beads))
        self.en_starts = np.concatenate(([0], np.cumsum(self.en_counts)))[:-1]

    def runs(self) -> Iterator[slice]:
        """Runs of Chinese slots, no word in two of them, with some ``_CELLS`` pairs of words."""
        load = np.cumsum(self.en_counts[self.zh_beads])
        bounds = np.flatnonzero(np.diff(self.zh_types, append=-1)) + 1
        start = 0
        while start < len(load):
            before = int(load[start - 1]) if start else 0
            fitting = int(np.searchsorted(load[bounds - 1], before + _CELLS, side="right"))
            following = int(np.searchsorted(bounds, start, side="right"))
            end = int(bounds[max(fitting - 1, following)])
            yield slice(start, end)
            start = end


class _Cells:
    """All pairs of a run of Chinese slots and the English slots of the same beads."""

    def __init__(self, words: _Words, run: slice) -> None:
        self._words = words
        beads = words.zh_beads[run]
        # Each Chinese word of a bead stands with all English ones of the bead, in order.
        width = words.en_counts[beads]
        self.zh_slots = np.repeat(np.arange(run.start, run.stop), width)
        first = words.en_starts[beads] - (np.cumsum(width) - width)
        self.en_slots = np.arange(len(self.zh_slots)) + np.repeat(first, width)

    def keys(self, size: int) -> Longs:
        """The pair number of every cell."""
        zh = self._words.zh_types[self.zh_slots].astype(np.int64)
        numbers: Longs = zh * size + self._words.en_types[self.en_slots]
        return numbers


def _types(ids: Ints, offsets: Longs, run: range) -> tuple[Ints, Ints]:
    """The different words of each bead of a run: (bead in the run, word), ascending."""
    start, end = int(offsets[run.start]), int(offsets[run.stop])
    lengths = np.diff(offsets[run.start : run.stop + 1])
    bead = np.repeat(np.arange(len(run), dtype=np.int64), lengths)
    span = int(ids.max(initial=0)) + 1
    both = np.unique(bead * span + ids[start:end])
    return (both // span).astype(np.int32), (both % span).astype(np.int32)


def associate(index: Index, counts: Counts | None = None, *, encoded: bool = True) -> Association:
    """Learn translation probabilities from a bitext and the dictionary.

    Takes the index and, if they are known, its counts, and whether the encoder may be asked which
    words mean the same. Returns the probabilities.

    The method is IBM model 1 with a Dirichlet prior; the words' first guess is Dice's
    coefficient (Melamed 2000 shows how far co-occurrence alone carries).
    """
    counts = count(index) if counts is None else counts
    give_back()
    size = max(len(index.en.vocabulary), 1)
    known, weights = priors(index)
    beads, pairs, together = counts.beads, counts.pairs, counts.together
    zh_counts, en_counts = counts.zh, counts.en
    # Here and below: what is not needed any more makes room.
    del counts
    heard, loudness = sounds(index, pairs, known)
    prior = np.maximum(_at(known, weights, pairs), _at(heard, loudness, pairs))
    prior = np.maximum(prior, _at(*romanised(index), pairs))
    if encoded:
        prior = np.maximum(prior, meanings(index, pairs))
    if beads > _LARGE:
        kept = (together > 1) | (prior > 0)
        pairs, together, prior = pairs[kept], together[kept], prior[kept]
    zh, en = (pairs // size).astype(np.int32), (pairs % size).astype(np.int32)
    guess = 2 * together / np.maximum(zh_counts[zh] + en_counts[en], 1)
    guess = guess**2 + 2 * prior
    forward = _normalised(guess, zh, len(index.zh.vocabulary))
    backward = _normalised(guess, en, size)
    del guess, together  # there are many pairs
    zh_prior = _normalised(prior, zh, len(index.zh.vocabulary))
    en_prior = _normalised(prior, en, size)
    words = _Words(index, range(len(index.beads)))
    where = [_located(words, run, pairs, size) for run in words.runs()]
    nulls = tuple(0.05 * _NULL * one / max(beads, 1) for one in (zh_counts, en_counts))
    for _ in range(_ITERATIONS):
        there, back = _expected(words, where, forward, backward, nulls)
        forward = _maximised(there, zh_prior, zh, len(index.zh.vocabulary))
        backward = _maximised(back, en_prior, en, size)
    return Association(size, pairs, forward, backward, prior)


class _Located(NamedTuple):
    """A run of Chinese slots, its part of the pairs, and which of that part each cell is.

    -1 for a cell that is none of the pairs.
    """

    run: slice
    part: slice
    at: Ints


def _located(words: _Words, run: slice, pairs: Longs, size: int) -> _Located:
    bounds = int(words.zh_types[run.start]), int(words.zh_types[run.stop - 1]) + 1
    part = slice(*np.searchsorted(pairs, [bound * size for bound in bounds]).tolist())
    wanted, own = _Cells(words, run).keys(size), pairs[part]
    if not len(own):
        return _Located(run, part, np.full(len(wanted), -1, dtype=np.int32))
    at = np.searchsorted(own, wanted)
    at[at == len(own)] = 0
    at[own[at] != wanted] = -1
    return _Located(run, part, at.astype(np.int32))


def _at(known: Longs, weights: Floats, wanted: Longs) -> Floats:
    if not len(known):
        return np.zeros(len(wanted))
    at = np.searchsorted(known, wanted)
    at[at == len(known)] = 0
    return np.where(known[at] == wanted, weights[at], 0.0)


def _normalised(values: Floats, groups: Ints | Longs, size: int) -> Floats:
    sums = np.bincount(groups, weights=values, minlength=size)
    return values / np.maximum(sums[groups], 1e-12)


def _expected(
    words: _Words,
    where: Sequence[_Located],
    forward: Floats,
    backward: Floats,
    nulls: tuple[Floats, ...],
) -> tuple[Floats, Floats]:
    """Expected counts of both directions under the present probabilities, in whole units."""
    there, back = np.zeros(len(forward)), np.zeros(len(forward))
    zh_null, en_null = nulls
    en_total = np.zeros(len(words.en_types))
    for run, part, every in where:
        kept = np.flatnonzero(every >= 0)
        np.add.at(en_total, _Cells(words, run).en_slots[kept], forward[part][every[kept]])
    en_total += en_null[words.en_types]
    np.maximum(en_total, 1e-12, out=en_total)
    for run, part, every in where:
        cells = _Cells(words, run)
        kept = np.flatnonzero(every >= 0)
        at, zh_slots, en_slots = every[kept], cells.zh_slots[kept], cells.en_slots[kept]
        zh_slots -= run.start
        values = backward[part][at]
        linked = np.bincount(zh_slots, weights=values, minlength=run.stop - run.start)
        zh_total: Floats = np.maximum(linked + zh_null[words.zh_types[run]], 1e-12)
        for sums, own, total in (
            (there, forward[part][at], en_total[en_slots]),
            (back, values, zh_total[zh_slots]),
        ):
            own /= total
            own *= _UNIT
            np.rint(own, out=own)
            sums[part] = np.bincount(at, weights=own, minlength=part.stop - part.start)
    return there / _UNIT, back / _UNIT


def _maximised(expected: Floats, prior: Floats, groups: Ints | Longs, size: int) -> Floats:
    has_prior = np.bincount(groups, weights=prior, minlength=size)
    sums = np.bincount(groups, weights=expected, minlength=size)
    total = sums + _DICTIONARY_COUNTS * has_prior + 0.5
    return (expected + _DICTIONARY_COUNTS * prior) / total[groups]
