"""Sentence alignment: from two documents to beads with a confidence each.

1. Sentences are embedded, runs of them from their parts; words of both sides are linked by the
   dictionary.
2. *Anchors* show where the documents run in parallel, how alike their sentences are, and link
   words that the dictionary does not.
3. Within a band around the anchors every bead is scored by its evidence, and dynamic programming
   finds the best sequence and every bead's probability.

See ``docs/alignment.md`` for the method, its sources and its errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

import align
from align.bitext import anchors, lexical, weights
from align.bitext.band import Stretch, stretches
from align.bitext.features import Evidence, Grid, Units
from align.bitext.search import Lattice, Shape, shapes
from align.bitext.surface import look
from align.encode.base import Encoder, Vectors
from align.encode.spans import encode_spans
from align.model import Alignment, Bead, Document, Lang, Sentence, Signature
from align.settings import BitextSettings, Settings
from align.text.script import to_simplified
from align.text.sentences import split

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


# Positions of the lattices that are searched side by side.
_CELLS = 150_000


@dataclass(frozen=True, slots=True)
class Found:
    """A bead of a path: its end, its shape's number and its probability."""

    i: int
    j: int
    kind: int
    probability: float


def align_documents(
    zh: Document,
    en: Document,
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
    lines: bool = False,
) -> Alignment:
    """Align two versions of a document sentence by sentence.

    ``encoder`` None aligns by dictionary, numbers, names and length alone. With ``lines`` every
    block is one sentence, as it is. Every sentence is in exactly one bead.

    Raises what the encoder raises (EncoderError).
    """
    settings = settings or BitextSettings()
    zh_sentences, en_sentences = split(zh, lines=lines), split(en, lines=lines)
    breaks = None if lines else (_breaks(zh_sentences), _breaks(en_sentences))
    beads = align_sentences(
        [s.text for s in zh_sentences],
        [s.text for s in en_sentences],
        settings,
        encoder=encoder,
        breaks=breaks,
    )
    signature = Signature(
        align.__version__,
        encoder.name if encoder else "none",
        Settings(bitext=settings).digest(),
    )
    return Alignment(zh, en, zh_sentences, en_sentences, beads, signature)


def align_sentences(
    zh: Sequence[str],
    en: Sequence[str],
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
    breaks: tuple[Sequence[bool], Sequence[bool]] | None = None,
) -> tuple[Bead, ...]:
    """Align two lists of sentences; ``breaks`` (n+1 entries a side) mark where blocks begin.

    Raises what the encoder raises (EncoderError).
    """
    settings = settings or BitextSettings()
    n, m = len(zh), len(en)
    if not n or not m:
        return tuple(Bead((i,), ()) for i in range(n)) + tuple(Bead((), (j,)) for j in range(m))
    evidence, pairs = gather(zh, en, settings.max_span, encoder, breaks)
    learned = weights.load("words" if encoder is None else "vectors")
    kinds = shapes(settings.max_span)
    nodes = [(i, j) for i, j in pairs]
    path = search(evidence, stretches(nodes, n, m), kinds, learned, settings.max_span)
    return _beads(path, kinds, learned)


def gather(
    zh: Sequence[str],
    en: Sequence[str],
    longest: int,
    encoder: Encoder | None,
    breaks: tuple[Sequence[bool], Sequence[bool]] | None = None,
) -> tuple[Evidence, list[tuple[int, int]]]:
    """The evidence about two lists of sentences, and their anchors."""
    plain = [to_simplified(text) for text in zh]
    zh_vectors = _encode(encoder, plain, longest + 1, "zh")
    en_vectors = _encode(encoder, en, longest + 1, "en")
    zh_tokens = [lexical.zh_words(text) for text in plain]
    en_tokens = [lexical.en_words(text) for text in en]
    words = lexical.build(plain, en, zh_tokens, en_tokens)
    zh_first = None if zh_vectors is None else zh_vectors[0]
    en_first = None if en_vectors is None else en_vectors[0]
    pairs = anchors.chain(anchors.candidates(zh_first, en_first, words, (len(zh), len(en))))
    extra = lexical.learned(pairs, zh_tokens, en_tokens)
    if extra:
        words = lexical.build(plain, en, zh_tokens, en_tokens, extra)
    zh_surface, en_surface = look(plain), look(en)
    units = measure_units(zh_first, en_first, words, pairs, zh_surface.length, en_surface.length)
    structure = _structure(breaks)
    return (
        Evidence(zh_vectors, en_vectors, words, zh_surface, en_surface, units, *structure),
        pairs,
    )


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


def _breaks(sentences: Sequence[Sentence]) -> list[bool]:
    """For each position, both ends included, whether a block begins there."""
    inner = (one.block != next_.block for one, next_ in pairwise(sentences))
    return [True, *inner, True] if sentences else [True]


def _encode(
    encoder: Encoder | None, texts: Sequence[str], longest: int, lang: Lang
) -> tuple[Vectors, ...] | None:
    return None if encoder is None else encode_spans(encoder, texts, longest, lang)


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
    # Priors in mass: five sentences of twenty.
    return Units(
        low,
        high,
        (answered_zh + 0.35 * 100) / (zh_mass + 100),
        (answered_en + 0.35 * 100) / (en_mass + 100),
        float((en_length[-1] + 30) / (zh_length[-1] + 10)),
    )


def _answered(side: lexical.Side, hits: lexical.Hits, partner: dict[int, int]) -> float:
    """The mass of the words of some sentences that their partners answer."""
    tokens = np.concatenate([lexical.tokens_of(side, i, i + 1) for i in partner])
    at = np.array([partner[int(i)] for i in side.sentence[tokens]], dtype=np.int64)
    _, _, _, weight = lexical.occurrences(side, hits, tokens, at, at + 1)
    return float(weight.sum())


def search(
    evidence: Evidence,
    parts: Sequence[Stretch],
    kinds: tuple[Shape, ...],
    learned: weights.Weights,
    longest: int,
) -> list[Found]:
    """The best path through all stretches, joined where neighbours agree."""
    path: list[Found] = []
    for group in _groups(parts):
        for part, found in zip(
            group, _search_group(evidence, group, kinds, learned, longest), strict=True
        ):
            path = _join(path, found, part)
    return path


def _groups(parts: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Neighbouring stretches of like size, few enough to be searched side by side."""
    group: list[Stretch] = []
    rows = width = 0
    for part in parts:
        rows, width = max(rows, part.band.rows), max(width, part.band.width)
        padded = rows * width * (len(group) + 1)
        own = sum(p.band.rows * p.band.width for p in group) + part.band.rows * part.band.width
        if group and (padded > _CELLS or padded > 2 * own):
            yield group
            group, rows, width = [], part.band.rows, part.band.width
        group.append(part)
    if group:
        yield group


def _search_group(
    evidence: Evidence,
    group: Sequence[Stretch],
    kinds: tuple[Shape, ...],
    learned: weights.Weights,
    longest: int,
) -> Iterator[list[Found]]:
    lattice = Lattice([part.band for part in group], kinds)
    scores = lattice.stack([_score(evidence, part, kinds, learned, longest) for part in group])
    sure, _ = lattice.probabilities(scores)
    for at, (part, path) in enumerate(zip(group, lattice.best(scores), strict=True)):
        yield [
            Found(i + part.top, j + part.left, k, float(sure[at, i, k, j - part.band.low[i]]))
            for i, j, k in path
        ]


def _score(
    evidence: Evidence,
    part: Stretch,
    kinds: tuple[Shape, ...],
    learned: weights.Weights,
    longest: int,
) -> Vectors:
    grid = Grid(evidence, part.band, part.top, part.left, longest)
    return np.stack([learned.score(grid.measure(shape), shape) for shape in kinds], axis=1)


def _join(path: list[Found], later: list[Found], part: Stretch) -> list[Found]:
    """Two overlapping paths as one, joined at a position both pass, far from both ends."""
    if not path:
        return later
    ends = {(f.i, f.j): at for at, f in enumerate(path)}
    last = path[-1]
    common: list[tuple[int, int, int]] = []
    i, j = part.top, part.left
    for at in range(len(later) + 1):
        if (i, j) in ends:
            margin = min(i + j - part.top - part.left, last.i + last.j - i - j)
            common.append((margin, ends[i, j], at))
        if at < len(later):
            i, j = later[at].i, later[at].j
    if not common:
        raise AssertionError("stretches do not meet")
    _, end, begin = max(common)
    return path[: end + 1] + later[begin:]


def _beads(
    path: Sequence[Found], kinds: tuple[Shape, ...], learned: weights.Weights
) -> tuple[Bead, ...]:
    sure = learned.confidence(np.array([f.probability for f in path]))
    beads = []
    for found, score in zip(path, sure, strict=True):
        a, b = kinds[found.kind]
        beads.append(
            Bead(
                tuple(range(found.i - a, found.i)),
                tuple(range(found.j - b, found.j)),
                round(float(score), 4),
            )
        )
    return tuple(beads)
