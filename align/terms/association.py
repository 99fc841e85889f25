"""Which word of one language goes with which of the other, learned from the bitext at hand.

IBM model 1 (Brown et al. 1993) in both directions by expectation-maximisation, with the
dictionary as a Dirichlet prior on every word's translations: where the bitext is one report of
forty sentences the dictionary speaks, where it is large the counts do.

Every count is a whole number (expected counts in units of 2**-20), so that counts of shards
add up to exactly the counts of the whole, in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.terms.dictionary import priors, sounds
from align.terms.index import Index, Ints, Longs, chunks
from align.terms.meanings import meanings
from align.terms.shards import give_back

Floats = NDArray[np.float64]

_UNIT = float(1 << 20)
# How many observations the dictionary is worth, for each word.
_DICTIONARY_COUNTS = 4.0
# Weight of "translates nothing here", against a word seen everywhere.
_NULL = 0.15
_ITERATIONS = 4
# Beads x word pairs that are held at once.
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
        pairs, together = _merged([(self.pairs, self.together), (other.pairs, other.together)])
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
    wanted = range(len(index.beads)) if beads is None else beads
    zh = np.zeros(len(index.zh.vocabulary), dtype=np.int64)
    en = np.zeros(size, dtype=np.int64)
    parts: list[tuple[Longs, Longs]] = []
    for run in chunks(index, _CELLS, wanted):
        cells = _Cells(index, _Types(index, run))
        np.add.at(zh, cells.zh_types, cells.zh_times)
        np.add.at(en, cells.en_types, cells.en_times)
        parts.append(_added(cells.keys(size), cells.zh_times[cells.zh_slots]))
        # Runs of like size are merged, so that no pair is moved more than a few times.
        while len(parts) > 1 and len(parts[-2][0]) < 2 * len(parts[-1][0]):
            parts.append(_merged([parts.pop(), parts.pop()]))
    pairs, together = _merged(parts)
    number = int(index.times[wanted.start : wanted.stop].sum())
    return Counts(number, zh, en, pairs, together)


def _merged(parts: list[tuple[Longs, Longs]]) -> tuple[Longs, Longs]:
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    if len(parts) == 1:
        return parts[0]
    return _added(
        np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    )


def _added(pairs: Longs, times: Longs) -> tuple[Longs, Longs]:
    """The different pairs, ascending, and how often each occurs."""
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    return pairs[first], np.add.reduceat(times[order], first) if len(first) else times


class _Types:
    """The word types of a run of beads: which bead of the run each stands in, and which it is."""

    def __init__(self, index: Index, run: range) -> None:
        self.run = run
        self.zh = _types(index.zh.ids, index.zh.offsets, run)
        self.en = _types(index.en.ids, index.en.offsets, run)


class _Cells:
    """All pairs of word types of a run of beads."""

    def __init__(self, index: Index, types: _Types) -> None:
        run = types.run
        (zh_beads, self.zh_types), (en_beads, self.en_types) = types.zh, types.en
        times = index.times[run.start : run.stop]
        self.zh_times, self.en_times = times[zh_beads], times[en_beads]
        zh_counts = np.bincount(zh_beads, minlength=len(run))
        en_counts = np.bincount(en_beads, minlength=len(run))
        en_starts = np.concatenate(([0], np.cumsum(en_counts)))
        # Each Chinese word type of a bead stands with all English ones of the bead, in order.
        width = np.repeat(en_counts, zh_counts)
        self.zh_slots = np.repeat(np.arange(len(width)), width)
        first = np.repeat(en_starts[:-1], zh_counts) - (np.cumsum(width) - width)
        self.en_slots = np.arange(len(self.zh_slots)) + np.repeat(first, width)

    def keys(self, size: int) -> Longs:
        """The pair number of every cell."""
        zh = self.zh_types[self.zh_slots].astype(np.int64)
        numbers: Longs = zh * size + self.en_types[self.en_slots]
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
    where = [_located(index, run, pairs) for run in chunks(index, _CELLS)]
    nulls = tuple(0.05 * _NULL * one / max(beads, 1) for one in (zh_counts, en_counts))
    for _ in range(_ITERATIONS):
        there, back = _expected(index, where, forward, backward, nulls)
        forward = _maximised(there, zh_prior, zh, len(index.zh.vocabulary))
        backward = _maximised(back, en_prior, en, size)
    return Association(size, pairs, forward, backward, prior)


def _located(index: Index, run: range, pairs: Longs) -> tuple[_Types, Ints]:
    """The types of a run of beads, and which of the pairs each of its cells is; -1 for none."""
    types = _Types(index, run)
    wanted = _Cells(index, types).keys(max(len(index.en.vocabulary), 1))
    at = np.searchsorted(pairs, wanted)
    at[at == len(pairs)] = 0
    at[pairs[at] != wanted] = -1
    return types, at.astype(np.int32)


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
    index: Index,
    where: Sequence[tuple[_Types, Ints]],
    forward: Floats,
    backward: Floats,
    nulls: tuple[Floats, ...],
) -> tuple[Floats, Floats]:
    """Expected counts of both directions under the present probabilities, in whole units."""
    there = np.zeros(len(forward))
    back = np.zeros(len(forward))
    zh_null, en_null = nulls
    for words, every in where:
        cells = _Cells(index, words)
        kept = np.flatnonzero(every >= 0)
        at, zh_slots, en_slots = (
            every[kept].astype(np.int64),
            cells.zh_slots[kept],
            cells.en_slots[kept],
        )
        times = cells.zh_times[zh_slots]
        for probabilities, slots, types, null, sums in (
            (forward, en_slots, cells.en_types, en_null, there),
            (backward, zh_slots, cells.zh_types, zh_null, back),
        ):
            values = probabilities[at]
            total = np.bincount(slots, weights=values, minlength=len(types)) + null[types]
            part = np.rint(values / np.maximum(total[slots], 1e-12) * _UNIT)
            part *= times
            np.add.at(sums, at, part)
    return there / _UNIT, back / _UNIT


def _maximised(expected: Floats, prior: Floats, groups: Ints | Longs, size: int) -> Floats:
    has_prior = np.bincount(groups, weights=prior, minlength=size)
    sums = np.bincount(groups, weights=expected, minlength=size)
    total = sums + _DICTIONARY_COUNTS * has_prior + 0.5
    return (expected + _DICTIONARY_COUNTS * prior) / total[groups]
