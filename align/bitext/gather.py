"""From two lists of sentences to the evidence about them and their anchors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.bitext import anchors, lexical
from align.bitext.features import Evidence, Units
from align.bitext.surface import look
from align.encode.base import Encoder, Vectors
from align.encode.spans import encode_spans
from align.errors import EncoderError
from align.model import Lang
from align.text.script import to_simplified

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Material:
    """The evidence about two lists of sentences, their anchors, and all candidates for anchors."""

    evidence: Evidence
    anchors: list[tuple[int, int]]
    candidates: list[tuple[int, int, float]]


# Of a longer sentence (a text without any full stop) so much of its beginning and end is looked at.
_LOOKED_AT = 25_000


def gather(
    zh: Sequence[str],
    en: Sequence[str],
    longest: int,
    encoder: Encoder | None,
    breaks: tuple[Sequence[bool], Sequence[bool]] | None = None,
    glossary: lexical.Links | None = None,
    told: Callable[[float], None] = lambda done: None,
) -> Material:
    """The evidence about two lists of sentences, both with at least one.

    ``glossary`` links Chinese terms (simplified) with English lemmas beyond the dictionary;
    ``told`` hears which share of the sentences is encoded.

    Raises what the encoder raises (EncoderError).
    """
    plain = [to_simplified(_ends(text)) for text in zh]
    en = [_ends(text) for text in en]
    # First the words: an encoder that loads in the background has the time to do so.
    zh_tokens = [lexical.zh_words(text, glossary) for text in plain]
    en_tokens = [lexical.en_words(text) for text in en]
    vocabulary = lexical.Vocabulary(plain, en, zh_tokens, en_tokens)
    words = vocabulary.lexical(glossary)
    half = len(zh) / (len(zh) + len(en))
    zh_vectors = _encode(encoder, plain, longest + 1, "zh", lambda done: told(half * done))
    en_vectors = _encode(
        encoder, en, longest + 1, "en", lambda done: told(half + (1 - half) * done)
    )
    zh_first = None if zh_vectors is None else zh_vectors[0]
    en_first = None if en_vectors is None else en_vectors[0]
    candidates = anchors.candidates(zh_first, en_first, words, (len(zh), len(en)))
    pairs = anchors.chain(candidates)
    extra = lexical.learned(pairs, zh_tokens, en_tokens)
    if extra:
        extra |= {w: extra.get(w, frozenset()) | own for w, own in (glossary or {}).items()}
        words = vocabulary.lexical(extra)
    zh_surface, en_surface = look(plain), look(en)
    units = measure_units(zh_first, en_first, words, pairs, zh_surface.length, en_surface.length)
    structure = _structure(breaks)
    evidence = Evidence(zh_vectors, en_vectors, words, zh_surface, en_surface, units, *structure)
    return Material(evidence, pairs, candidates)


def _structure(
    breaks: tuple[Sequence[bool], Sequence[bool]] | None,
) -> tuple[Bools, Bools] | tuple[None, None]:
    """Block structure, where both sides have one that says more than the sentences do."""
    if breaks is None:
        return None, None
    zh, en = (np.array(side, dtype=bool) for side in breaks)
    if min(zh.sum(), en.sum()) < 3:
        return None, None
    # Every sentence a block of its own is a text cut into lines.
    if zh.all() or en.all():
        return None, None
    return zh, en


def _encode(
    encoder: Encoder | None,
    texts: Sequence[str],
    longest: int,
    lang: Lang,
    told: Callable[[float], None],
) -> tuple[Vectors, ...] | None:
    told(0.0)
    if encoder is None:
        return None
    found = encode_spans(encoder, texts, longest, lang, told)
    if not all(np.isfinite(rows).all() for rows in found):
        raise EncoderError("encode.answer_number", source=encoder.name)
    return found


def measure_units(
    zh: Vectors | None,
    en: Vectors | None,
    words: lexical.Lexical,
    pairs: Sequence[tuple[int, int]],
    zh_length: Floats,
    en_length: Floats,
) -> Units:
    """The typical values of a pair of documents, from their anchors.

    Priors stand for a few anchors' worth, so that a pair with none still has sensible units.
    """
    n, m = len(zh_length) - 1, len(en_length) - 1
    prior = 5.0
    low, high = 0.06, 0.65
    if zh is not None and en is not None:
        rows = np.linspace(0, n - 1, min(n, 64)).astype(np.int64)
        columns = np.linspace(0, m - 1, min(m, 64)).astype(np.int64)
        cosines = zh[rows] @ en[columns].T
        low = float(np.median(cosines))
        own = [float(zh[i] @ en[j]) for i, j in pairs]
        high = (sum(own) + prior * (low + 0.55 * (1 - low))) / (len(own) + prior)
    answered_zh, answered_en = 0.0, 0.0
    if pairs:
        answered_zh = _answered(words.zh, words.zh_hits, dict(pairs))
        answered_en = _answered(words.en, words.en_hits, {j: i for i, j in pairs})
    zh_mass = float(sum(words.zh.mass[i] for i, _ in pairs))
    en_mass = float(sum(words.en.mass[j] for _, j in pairs))
    ratio = _ratio(pairs, zh_length, en_length)
    # Priors in mass: five sentences of twenty.
    return Units(
        low,
        high,
        (answered_zh + 0.35 * 100) / (zh_mass + 100),
        (answered_en + 0.35 * 100) / (en_mass + 100),
        ratio,
        _gaps(pairs, zh_length * ratio, en_length, 0.3 if zh is not None else 0.1),
    )


def _ratio(pairs: Sequence[tuple[int, int]], zh_length: Floats, en_length: Floats) -> float:
    """English characters per Chinese one: by the whole texts, if the anchors bear it out.

    The texts tell it best, unless much of one of them is missing from the other.
    """
    zh_own = sum(zh_length[i + 1] - zh_length[i] for i, _ in pairs)
    en_own = sum(en_length[j + 1] - en_length[j] for _, j in pairs)
    sampled = (en_own + 360) / (zh_own + 100)
    whole = (en_length[-1] + 36) / (zh_length[-1] + 10)
    return float(min(max(whole, 0.7 * sampled), 1.4 * sampled))


def _gaps(
    pairs: Sequence[tuple[int, int]], zh_length: Floats, en_length: Floats, least: float
) -> float:
    """The share of both texts that is too much on one side between two anchors.

    Where fewer sentences than the share ``least`` are anchors, lengths tell nothing: then much
    has no counterpart.
    """
    n, m = len(zh_length) - 1, len(en_length) - 1
    over = 0.0
    for (i, j), (x, y) in pairwise([(0, 0), *pairs, (n, m)]):
        one, other = zh_length[x] - zh_length[i], en_length[y] - en_length[j]
        over += max(0.0, abs(one - other) - 0.5 * min(one, other) - 40)
    share = over / max(zh_length[-1] + en_length[-1], 1.0)
    # A handful of sentences may well have no anchor among them.
    if min(n, m) >= 10:
        share += max(0.0, least - len(pairs) / min(n, m))
    return float(share)


def _answered(side: lexical.Side, hits: lexical.Hits, partner: dict[int, int]) -> float:
    """The mass of the words of some sentences that their partners answer."""
    tokens = np.concatenate([lexical.tokens_of(side, i, i + 1) for i in partner])
    at = np.array([partner[int(i)] for i in side.sentence[tokens]], dtype=np.int64)
    _, _, _, weight = lexical.occurrences(side, hits, tokens, at, at + 1)
    return float(weight.sum())


def _ends(text: str) -> str:
    if len(text) <= 2 * _LOOKED_AT:
        return text
    return f"{text[:_LOOKED_AT]} {text[-_LOOKED_AT:]}"
