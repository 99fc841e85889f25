"""Which words and phrases mean the same, by the sentence encoder.

A report of forty sentences teaches little about a word that stands there once. Where the
dictionary is silent too (工作负载 and workload), the cosine of the two words' vectors tells the
counterpart from the other words of the bead. Of two phrases the cosine tells the whole from its
parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Encoder, Vectors
from align.terms.index import CLASSES, Index, Longs, Side
from align.text.script import is_han

Floats = NDArray[np.float64]

# Cosines of words that have nothing to do with each other hardly ever reach this; what one of
# 1 is worth, against a gloss of the dictionary.
_LEAST = 0.42
_WORTH = 0.5
_SHORTEST_EN = 3
# Larger collections teach better themselves.
_MOST_BEADS = 5000
# Pairs whose vectors lie beside each other at once: 2 kB a vector.
_TOGETHER = 4096
# Words and phrases whose vectors are remembered.
_REMEMBERED = 1 << 13
_known: ContextVar[dict[str, Vectors] | None] = ContextVar("vectors that are known", default=None)
_CONTENT = [
    CLASSES.index(name) for name in ("noun", "name", "person", "place", "verb", "adjective")
]


@cache
def word_encoder() -> Encoder | None:
    """The encoder that is asked for words and phrases; None where none is installed."""
    from align.encode.choose import choose

    return choose("use")


def encoder_of(index: Index) -> Encoder | None:
    """The encoder that is asked for the words of a collection; None in a large one."""
    return word_encoder() if len(index.beads) <= _MOST_BEADS else None


def encoder_name(index: Index) -> str:
    """The name of that encoder, for a signature."""
    encoder = encoder_of(index)
    return encoder.name if encoder else "none"


@contextmanager
def remembering() -> Iterator[None]:
    """Let vectors be remembered within a ``with``, where the same texts are asked for again.

    Not for longer: in its last decimals a vector depends on what is encoded beside it, and the
    same documents must give the same terms whatever was read before them.
    """
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def vectors(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of some words or phrases, remembered ones where there are any."""
    known = _known.get()
    if known is None or not 0 < len(texts) <= _REMEMBERED:
        return encoder.encode(texts)
    if len(known) > _REMEMBERED:
        known.clear()
    fresh = list(dict.fromkeys(text for text in texts if text not in known))
    if fresh:
        known.update(zip(fresh, encoder.encode(fresh), strict=True))
    return np.array([known[text] for text in texts])


def meanings(index: Index, pairs: Longs) -> Floats:
    """Prior weights of word pairs by their vectors, 0 to 1: shape (len(pairs),).

    Takes ascending numbers of pairs that occur together. Only content words are looked at;
    in a large collection, nothing.
    """
    found = np.zeros(len(pairs))
    size = max(len(index.en.vocabulary), 1)
    encoder = encoder_of(index)
    if encoder is None or not len(pairs):
        return found
    zh_use, en_use = _content(index.zh), _content(index.en)
    zh_use &= np.array([len(w) > 1 and is_han(w[0]) for w in index.zh.vocabulary], dtype=bool)
    en_use &= np.array([len(w) >= _SHORTEST_EN for w in index.en.vocabulary], dtype=bool)
    at = np.flatnonzero(zh_use[pairs // size] & en_use[pairs % size])
    zh_vectors = _word_vectors(encoder, index.zh, zh_use)
    en_vectors = _word_vectors(encoder, index.en, en_use)
    for start in range(0, len(at), _TOGETHER):
        some = at[start : start + _TOGETHER]
        rows, columns = pairs[some] // size, pairs[some] % size
        cosines = np.einsum("ij,ij->i", zh_vectors[rows], en_vectors[columns])
        # Vectors differ in the seventh decimal with the words encoded beside them.
        found[some] = np.round(np.maximum(cosines - _LEAST, 0.0) / (1 - _LEAST), 3) * _WORTH
    return found


MEANINGS: Final = ("meaning", "meaning_short_zh", "meaning_short_en", "meaning_best")


def phrase_meanings(texts: Sequence[tuple[str, str]]) -> Floats:
    """How near the two phrases of each pair are in meaning, and against the pair's rivals.

    Takes the Chinese and the English text of each pair. Returns one row a pair, a column for each
    of ``MEANINGS``: the cosine, how much it falls short of the best pair with the same Chinese
    and with the same English, and whether it is the best with both. Zeros without an encoder.
    """
    found = np.zeros((len(texts), len(MEANINGS)))
    encoder = word_encoder()
    if encoder is None or not texts:
        return found
    near = np.zeros(len(texts))
    ends = []
    made = []
    for side in (0, 1):
        numbers: dict[str, int] = {}
        ends.append(np.array([numbers.setdefault(pair[side], len(numbers)) for pair in texts]))
        made.append(vectors(encoder, list(numbers)))
    for start in range(0, len(texts), _TOGETHER):
        some = slice(start, start + _TOGETHER)
        near[some] = np.einsum("ij,ij->i", made[0][ends[0][some]], made[1][ends[1][some]])
    near = np.round(near, 3)
    found[:, 0] = near
    for side in (0, 1):
        best = np.full(len(made[side]), -1.0)
        np.maximum.at(best, ends[side], near)
        found[:, 1 + side] = best[ends[side]] - near
    found[:, 3] = (found[:, 1] == 0) & (found[:, 2] == 0)
    return found


def _content(side: Side) -> NDArray[np.bool_]:
    used = np.zeros(len(side.vocabulary), dtype=bool)
    used[side.ids[np.isin(side.classes, _CONTENT)]] = True
    return used


def _word_vectors(encoder: Encoder, side: Side, used: NDArray[np.bool_]) -> Vectors:
    wanted = np.flatnonzero(used)
    made = vectors(encoder, [side.vocabulary[number] for number in wanted.tolist()])
    found = np.zeros((len(used), made.shape[1]), dtype=np.float32)
    found[wanted] = made
    return found
