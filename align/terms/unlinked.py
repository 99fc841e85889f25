"""Phrases that the word links leave without a counterpart, paired by what they mean.

In one short text nothing but the phrase as a whole may tell that 滚装船 is a ro-ro ship: its words
are in no dictionary, and stand nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from align.encode.base import Encoder, Vectors
from align.terms.association import Floats
from align.terms.candidates import Candidates
from align.terms.index import Index, Longs
from align.terms.meanings import vectors
from align.text.script import is_han

# A phrase that fits none so well, with a word that is linked to none so well, has no counterpart.
_FITS = 0.3
_LINKED = 0.5
# The least cosine of counterparts; a pair by its cosine fits half as well as one by its links.
_NEAR = 0.5
_WORTH = 0.5
_MOST_WORDS = 4


class Linked(NamedTuple):
    """The candidates of a bead, the links of its words, and how the candidates fit by these.

    ``links`` and ``fit`` are Chinese x English.
    """

    bead: int
    zh: Candidates
    en: Candidates
    links: Floats
    fit: Floats


class _Left(NamedTuple):
    """The candidates of both sides of a bead that have no counterpart by their links."""

    rows: Longs
    columns: Longs
    zh: list[str]
    en: list[str]


def with_meant(index: Index, encoder: Encoder | None, linked: Sequence[Linked]) -> list[Floats]:
    """The fits of the candidates of some beads, raised for pairs that only their meaning tells.

    Without an encoder nothing is raised. Two phrases without a counterpart are paired if each is
    the nearest to the other among such phrases. The phrases of all beads are encoded together:
    to encode three takes as long as to encode thirty.
    """
    if encoder is None:
        return [one.fit for one in linked]
    left = [_left(index, one) for one in linked]
    texts = [text for one in left if one for text in (*one.zh, *one.en)]
    rows = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    known = vectors(encoder, list(rows))
    return [
        one.fit if without is None else _raised(one.fit, without, known, rows)
        for one, without in zip(linked, left, strict=True)
    ]


def _left(index: Index, one: Linked) -> _Left | None:
    """What has no counterpart in a bead; None where that is but one side, or nothing in Han."""
    rows = _without(one.zh, one.links.max(axis=1), one.fit.max(axis=1))
    columns = _without(one.en, one.links.max(axis=0), one.fit.max(axis=0))
    if not rows.size or not columns.size:
        return None
    zh_base, en_base = (int(side.offsets[one.bead]) for side in index.sides)
    zh, en = one.zh, one.en
    left = _Left(
        rows,
        columns,
        [index.stretch("zh", zh_base + zh.firsts[at], zh_base + zh.lasts[at]) for at in rows],
        [index.stretch("en", en_base + en.firsts[at], en_base + en.lasts[at]) for at in columns],
    )
    return left if any(is_han(text[0]) for text in left.zh) else None


def _raised(fit: Floats, left: _Left, known: Vectors, rows: Mapping[str, int]) -> Floats:
    zh, en = (known[[rows[text] for text in side]] for side in (left.zh, left.en))
    # Vectors differ in the seventh decimal with the phrases encoded beside them.
    near = np.round(zh @ en.T, 3).astype(np.float64)
    best = near.argmax(axis=1)
    mutual = near.argmax(axis=0)[best] == np.arange(len(left.rows))
    chosen = np.flatnonzero(mutual & (near.max(axis=1) >= _NEAR))
    found = fit.copy()
    found[left.rows[chosen], left.columns[best[chosen]]] = _WORTH * near[chosen, best[chosen]]
    return found


def _without(runs: Candidates, linked: Floats, fit: Floats) -> Longs:
    """The short candidates of one side that have no counterpart by their links."""
    bounds = np.stack((runs.firsts, runs.lasts), axis=1).ravel()
    least = np.minimum.reduceat(np.append(linked, 1.0), bounds)[::2]
    short = np.array(runs.lasts) - np.array(runs.firsts) <= _MOST_WORDS
    found: Longs = np.flatnonzero(short & (fit < _FITS) & (least < _LINKED))
    return found
