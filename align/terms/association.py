"""Which word of one language goes with which of the other, learned from the bitext at hand.

IBM model 1 (Brown et al. 1993) in both directions by expectation-maximisation, with the
dictionary as a Dirichlet prior on every word's translations: where the bitext is one report of
forty sentences the dictionary speaks, where it is large the counts do.

Every count is a whole number (expected counts in units of 2**-20), so that counts of shards
add up to exactly the counts of the whole, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.terms.dictionary import priors, sounds
from align.terms.index import Index, Ints, Longs, chunks
from align.terms.meanings import meanings

Floats = NDArray[np.float64]

_UNIT = float(1 << 20)
# How many observations the dictionary is worth, for each word.
_DICTIONARY_COUNTS = 4.0
# Weight of "translates nothing here", against a word seen everywhere.
_NULL = 0.15
_ITERATIONS = 4
# Beads x word pairs that are held at once.
_CELLS = 4_000_000
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
        """Forward, backward and prior of every word of ``zh`` with every word of ``en``."""
        wanted = zh.astype(np.int64)[:, None] * self.size + en.astype(np.int64)[None, :]
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
    for run in chunks(index, _CELLS):
        run = range(max(run.start, wanted.start), min(run.stop, wanted.stop))
        if not run:
            continue
        cells = _Cells(index, run)
        zh += np.bincount(cells.zh_types, minlength=len(zh))
        en += np.bincount(cells.en_types, minlength=len(en))
        pairs, together = np.unique(cells.keys(size), return_counts=True)
        parts.append((pairs, together.astype(np.int64)))
        if len(parts) > 8:
            parts = [_merged(parts)]
    pairs, together = _merged(parts)
    return Counts(len(wanted), zh, en, pairs, together)


def _merged(parts: list[tuple[Longs, Longs]]) -> tuple[Longs, Longs]:
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    if len(parts) == 1:
        return parts[0]
    pairs, inverse = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    # Sums below 2**53 are exact in floating point.
    sums = np.bincount(inverse, weights=np.concatenate([part[1] for part in parts]))
    return pairs, sums.astype(np.int64)


class _Cells:
    """All pairs of word types of a run of beads."""

    def __init__(self, index: Index, run: range) -> None:
        zh_beads, self.zh_types = _types(index.zh.ids, index.zh.offsets, run)
        en_beads, self.en_types = _types(index.en.ids, index.en.offsets, run)
        zh_counts = np.bincount(zh_beads, minlength=len(run))
        en_counts = np.bincount(en_beads, minlength=len(run))
        zh_starts = np.concatenate(([0], np.cumsum(zh_counts)))
        en_starts = np.concatenate(([0], np.cumsum(en_counts)))
        load = zh_counts * en_counts
        bead = np.repeat(np.arange(len(run)), load)
        inner = np.arange(int(load.sum())) - np.repeat(np.cumsum(load) - load, load)
        width = en_counts[bead]
        self.zh_slots = zh_starts[bead] + inner // np.maximum(width, 1)
        self.en_slots = en_starts[bead] + inner % np.maximum(width, 1)

    def keys(self, size: int) -> Longs:
        """The pair number of every cell."""
        zh = self.zh_types[self.zh_slots].astype(np.int64)
        numbers: Longs = zh * size + self.en_types[self.en_slots]
        return numbers


def _types(ids: Ints, offsets: Longs, run: range) -> tuple[Longs, Longs]:
    """The different words of each bead of a run: (bead in the run, word), ascending."""
    start, end = int(offsets[run.start]), int(offsets[run.stop])
    lengths = np.diff(offsets[run.start : run.stop + 1])
    bead = np.repeat(np.arange(len(run), dtype=np.int64), lengths)
    span = int(ids.max(initial=0)) + 1
    both = np.unique(bead * span + ids[start:end])
    return both // span, both % span


def associate(index: Index, counts: Counts | None = None) -> Association:
    """Learn translation probabilities from a bitext and the dictionary.

    Takes the index and, if they are known, its counts. Returns the probabilities.

    The method is IBM model 1 with a Dirichlet prior; the words' first guess is Dice's
    coefficient (Melamed 2000 shows how far co-occurrence alone carries).
    """
    counts = count(index) if counts is None else counts
    size = max(len(index.en.vocabulary), 1)
    known, weights = priors(index)
    pairs, together = counts.pairs, counts.together
    heard, loudness = sounds(index, pairs, known)
    prior = np.maximum(_at(known, weights, pairs), _at(heard, loudness, pairs))
    prior = np.maximum(prior, meanings(index, pairs))
    if counts.beads > _LARGE:
        kept = (together > 1) | (prior > 0)
        pairs, together, prior = pairs[kept], together[kept], prior[kept]
    zh, en = pairs // size, pairs % size
    dice = 2 * together / np.maximum(counts.zh[zh] + counts.en[en], 1)
    forward = _normalised(dice**2 + 2 * prior, zh, len(index.zh.vocabulary))
    backward = _normalised(dice**2 + 2 * prior, en, size)
    zh_prior = _normalised(prior, zh, len(index.zh.vocabulary))
    en_prior = _normalised(prior, en, size)
    for _ in range(_ITERATIONS):
        there, back = _expected(index, pairs, forward, backward, counts)
        forward = _maximised(there, zh_prior, zh, len(index.zh.vocabulary))
        backward = _maximised(back, en_prior, en, size)
    return Association(size, pairs, forward, backward, prior)


def _at(known: Longs, weights: Floats, wanted: Longs) -> Floats:
    if not len(known):
        return np.zeros(len(wanted))
    at = np.searchsorted(known, wanted)
    at[at == len(known)] = 0
    return np.where(known[at] == wanted, weights[at], 0.0)


def _normalised(values: Floats, groups: Longs, size: int) -> Floats:
    sums = np.bincount(groups, weights=values, minlength=size)
    return values / np.maximum(sums[groups], 1e-12)


def _expected(
    index: Index, pairs: Longs, forward: Floats, backward: Floats, counts: Counts
) -> tuple[Floats, Floats]:
    """Expected counts of both directions under the present probabilities, in whole units."""
    size = max(len(index.en.vocabulary), 1)
    there = np.zeros(len(pairs))
    back = np.zeros(len(pairs))
    en_null = _NULL * counts.en / max(counts.beads, 1)
    zh_null = _NULL * counts.zh / max(counts.beads, 1)
    for run in chunks(index, _CELLS):
        cells = _Cells(index, run)
        wanted = cells.keys(size)
        at = np.searchsorted(pairs, wanted)
        at[at == len(pairs)] = 0
        kept = np.flatnonzero(pairs[at] == wanted)
        at, zh_slots, en_slots = at[kept], cells.zh_slots[kept], cells.en_slots[kept]
        for probabilities, slots, types, null, sums in (
            (forward, en_slots, cells.en_types, en_null, there),
            (backward, zh_slots, cells.zh_types, zh_null, back),
        ):
            values = probabilities[at]
            total = np.bincount(slots, weights=values, minlength=len(types)) + 0.05 * null[types]
            part = np.rint(values / np.maximum(total[slots], 1e-12) * _UNIT)
            sums += np.bincount(at, weights=part, minlength=len(pairs))
    return there / _UNIT, back / _UNIT


def _maximised(expected: Floats, prior: Floats, groups: Longs, size: int) -> Floats:
    has_prior = np.bincount(groups, weights=prior, minlength=size)
    sums = np.bincount(groups, weights=expected, minlength=size)
    total = sums + _DICTIONARY_COUNTS * has_prior + 0.5
    return (expected + _DICTIONARY_COUNTS * prior) / total[groups]
