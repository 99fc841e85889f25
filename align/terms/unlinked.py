"""Phrases that the word links leave without a counterpart, paired by what they mean.

In one short text nothing but the phrase as a whole may tell that 滚装船 is a ro-ro ship: its words
are in no dictionary, and stand nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Encoder
from align.terms.association import Floats
from align.terms.candidates import Candidates
from align.terms.index import Index, Longs
from align.text.script import is_han

# A phrase that fits none so well, with a word that is linked to none so well, has no counterpart.
_FITS = 0.3
_LINKED = 0.5
# The least cosine of counterparts; a pair by its cosine fits half as well as one by its links.
_NEAR = 0.5
_WORTH = 0.5
_MOST_WORDS = 4
# Phrases whose vectors are remembered.
_REMEMBERED = 1 << 13


def with_meant(
    index: Index,
    encoder: Encoder | None,
    bead: int,
    zh: Candidates,
    en: Candidates,
    links: Floats,
    fit: Floats,
) -> Floats:
    """The fits of the candidates of a bead, raised for pairs that only their meaning tells.

    Takes the encoder (without one, nothing is raised), the candidates of both sides, the links of
    their words, and the fits by these, Chinese x English. Two phrases without a counterpart are
    paired if each is the nearest to the other among such phrases.
    """
    if encoder is None:
        return fit
    rows = _without(zh, links.max(axis=1), fit.max(axis=1))
    columns = _without(en, links.max(axis=0), fit.max(axis=0))
    zh_base, en_base = int(index.zh.offsets[bead]), int(index.en.offsets[bead])
    texts = [
        [index.stretch("zh", zh_base + zh.firsts[at], zh_base + zh.lasts[at]) for at in rows],
        [index.stretch("en", en_base + en.firsts[at], en_base + en.lasts[at]) for at in columns],
    ]
    if not rows.size or not columns.size or not any(is_han(text[0]) for text in texts[0]):
        return fit
    zh_vectors, en_vectors = _vectors(encoder, texts)
    # Vectors differ in the seventh decimal with the phrases encoded beside them.
    near = np.round(zh_vectors @ en_vectors.T, 3).astype(np.float64)
    best = near.argmax(axis=1)
    mutual = near.argmax(axis=0)[best] == np.arange(len(rows))
    chosen = np.flatnonzero(mutual & (near.max(axis=1) >= _NEAR))
    found = fit.copy()
    found[rows[chosen], columns[best[chosen]]] = _WORTH * near[chosen, best[chosen]]
    return found


def _vectors(encoder: Encoder, texts: Sequence[list[str]]) -> list[NDArray[np.float32]]:
    """The vectors of the phrases of both sides: a bead is read again when terms are known."""
    known = _remembered(encoder.name)
    if len(known) > _REMEMBERED:
        known.clear()
    fresh = list(dict.fromkeys(text for side in texts for text in side if text not in known))
    if fresh:
        known.update(zip(fresh, encoder.encode(fresh), strict=True))
    return [np.array([known[text] for text in side]) for side in texts]


@cache
def _remembered(encoder: str) -> dict[str, NDArray[np.float32]]:
    """The vectors of phrases that the encoder of a name has made: 2 kB each."""
    return {}


def _without(runs: Candidates, linked: Floats, fit: Floats) -> Longs:
    """The short candidates of one side that have no counterpart by their links."""
    bounds = np.stack((runs.firsts, runs.lasts), axis=1).ravel()
    least = np.minimum.reduceat(np.append(linked, 1.0), bounds)[::2]
    short = np.array(runs.lasts) - np.array(runs.firsts) <= _MOST_WORDS
    found: Longs = np.flatnonzero(short & (fit < _FITS) & (least < _LINKED))
    return found
