"""Sentence alignment: from two documents to beads with a confidence each.

1. Sentences are embedded, runs of them from their parts; words of both sides are linked by the
   dictionary (:mod:`align.bitext.gather`).
2. *Anchors* show where the documents run in parallel, how alike their sentences are, and link
   words that the dictionary does not.
3. Within a band around the anchors every bead is scored by its evidence, and dynamic programming
   finds the best sequence and every bead's probability (:mod:`align.bitext.decode`).
4. Sections that stand elsewhere on the other side are aligned by themselves
   (:mod:`align.bitext.moves`).

See ``docs/alignment.md`` for the method, its sources and its errors.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from align.bitext import weights
from align.bitext.band import Node, Stretch, stretches
from align.bitext.decode import Found, Searcher
from align.bitext.gather import Material, gather
from align.bitext.keep import Constraints, constraints
from align.bitext.lexical import Links, glossary_links
from align.bitext.moves import sections
from align.bitext.search import Shape, shapes
from align.bitext.signing import sign
from align.bitext.translation import Translation
from align.bitext.verdict import verdict
from align.bitext.windows import in_windows
from align.encode.base import Encoder
from align.errors import UsageError
from align.model import Alignment, Bead, Document, Glossary, Lang, Note, Sentence
from align.progress import Progress, Stage, silent
from align.settings import BitextSettings
from align.text.sentences import split

Breaks = tuple[Sequence[bool], Sequence[bool]]

# Sentences of a path's bead are looked for elsewhere if it is less probable than this.
_DOUBTFUL = 0.3
# Stretches with no more fixed sentences than this between them are searched as one.
_NEAR = 16
# How much of the work on a window is the encoding of either side; the rest is search.
_ENCODING = 0.3


def align_documents(
    zh: Document,
    en: Document,
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
    lines: bool = False,
    keep: Sequence[Bead] = (),
    glossary: Glossary | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
    progress: Progress = silent,
) -> Alignment:
    """Align two versions of a document sentence by sentence.

    ``encoder`` None aligns by dictionary, numbers, names and length alone. With ``lines`` every
    block is one sentence, as it is. ``keep`` are beads that a person confirmed or rejected: the
    first stay as they are, the second do not come back. The terms of ``glossary`` count as
    evidence, and so does ``translation``, a machine translation of side ``translated``, one line
    a sentence. ``progress`` hears how much of both documents is done. Every sentence is in
    exactly one bead; a note says so if the documents do not look like translations of each other.

    Raises what the encoder raises (EncoderError), and UsageError for ``keep`` that contradicts
    itself or the documents.
    """
    settings = settings or BitextSettings()
    zh_sentences, en_sentences = split(zh, lines=lines), split(en, lines=lines)
    links = glossary_links(glossary)
    breaks = None if lines else (breaks_of(zh_sentences), breaks_of(en_sentences))
    beads, notes = align_sentences(
        [s.text for s in zh_sentences],
        [s.text for s in en_sentences],
        settings,
        encoder=encoder,
        breaks=breaks,
        keep=keep,
        glossary=links,
        translation=translation,
        translated=translated,
        progress=progress,
    )
    signature = sign(
        settings,
        encoder,
        lines=lines,
        keep=keep,
        glossary=links,
        translation=translation,
        translated=translated,
    )
    return Alignment(zh, en, zh_sentences, en_sentences, beads, signature, notes)


def align_sentences(
    zh: Sequence[str],
    en: Sequence[str],
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
    breaks: Breaks | None = None,
    keep: Sequence[Bead] = (),
    glossary: Links | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
    progress: Progress = silent,
) -> tuple[tuple[Bead, ...], tuple[Note, ...]]:
    """Align two lists of sentences; ``breaks`` (n+1 entries a side) mark where blocks begin.

    Returns the beads and the notes. See :func:`align_documents`.
    """
    settings = settings or BitextSettings()
    n, m = len(zh), len(en)
    limits = constraints(keep, n, m)
    # Confirmed beads that cross the others are taken out, and put back in the end.
    zh_at = _without(n, (i for bead in limits.apart for i in bead.zh))
    en_at = _without(m, (j for bead in limits.apart for j in bead.en))
    if not zh_at or not en_at:
        beads = [Bead((i,), ()) for i in zh_at] + [Bead((), (j,)) for j in en_at]
        return ordered([*beads, *limits.apart], limits), ()
    inner = _renumbered(limits, zh_at, en_at)
    own_breaks = _picked(breaks, zh_at, en_at)
    texts = [zh[i] for i in zh_at], [en[j] for j in en_at]
    whole = _translation(translation, translated, (zh, en), (zh_at, en_at))
    notes: list[tuple[Note, ...]] = []

    def window(rows: slice, columns: slice) -> list[Bead]:
        def told(stage: Stage, done: float) -> None:
            size = rows.stop - rows.start + columns.stop - columns.start
            part = rows.start + columns.start + size * done
            progress(stage, part / (len(zh_at) + len(en_at)))

        material = gather(
            texts[0][rows],
            texts[1][columns],
            settings.max_span,
            encoder,
            own_breaks and _cut_breaks(own_breaks, rows, columns),
            glossary,
            lambda done: told("encode", done * 2 * _ENCODING),
        )
        own = _renumbered(
            _inside(inner, rows, columns),
            range(rows.start, rows.stop),
            range(columns.start, columns.stop),
        )
        searcher = _searcher(material, settings.max_span, encoder, own)
        if whole is not None:
            searcher = replace(searcher, translation=whole.part(rows, columns))
        path = _between(
            material,
            searcher,
            own,
            lambda done: told("search", 2 * _ENCODING + (1 - 2 * _ENCODING) * done),
        )
        found = _with_moves(material, searcher, path)
        notes.append(verdict(material, found))
        return list(ordered(found, Constraints()))

    stops = [(b.zh[0], b.en[0]) for b in inner.fixed]
    found = in_windows(len(zh_at), len(en_at), window, stops)
    beads = [
        replace(b, zh=tuple(zh_at[i] for i in b.zh), en=tuple(en_at[j] for j in b.en))
        for b in found
    ]
    # A long document is no translation where most of its windows are none.
    doubts = [own for own in notes if own]
    doubt = doubts[0] if 2 * len(doubts) > len(notes) else ()
    return ordered([*beads, *limits.apart], limits), doubt


# -- the search between fixed beads --------------------------------------------------------------


def _searcher(
    material: Material, longest: int, encoder: Encoder | None, limits: Constraints
) -> Searcher:
    learned = weights.load("words" if encoder is None else "vectors")
    kinds = shapes(longest)
    zh_fixed, en_fixed = _held(limits.fixed)
    # What a fixed bead rules out needs no saying; said, it could leave no path through it.
    known = frozenset(
        (i, j, shape)
        for i, j, shape in limits.forbidden
        if shape in kinds and i - 1 not in zh_fixed and j - 1 not in en_fixed
    )
    return Searcher(
        material.evidence, kinds, learned.at(material.evidence.units.looseness), longest, known
    )


def _between(
    material: Material, searcher: Searcher, limits: Constraints, told: Callable[[float], None]
) -> list[Bead]:
    """The beads of the whole lattice, with the fixed ones where they are."""
    n, m = material.evidence.sizes
    fixed = limits.fixed
    beads = [replace(bead, score=1.0) for bead in fixed]
    zh_fixed, en_fixed = _held(fixed)
    for knots in _open_parts(fixed, n, m):
        parts = _stretches(material.anchors, knots)
        path = replace(searcher, nodes=tuple(knots[1:-1])).search(parts, lambda row: told(row / n))
        beads += [
            bead
            for bead in _beads(path, searcher)
            if zh_fixed.isdisjoint(bead.zh) and en_fixed.isdisjoint(bead.en)
        ]
    return beads


def _open_parts(fixed: Sequence[Bead], n: int, m: int) -> list[list[Node]]:
    """The parts of the lattice in which something is open: their corners, and nodes between.

    Open stretches with only a few sentences between them are one part, whose path must pass
    through the corners of the fixed beads in it: a search has its price, however small.
    """
    corners = [(0, 0), *(node for bead in fixed for node in _corners(bead)), (n, m)]
    # Where each part begins and ends in the list of corners, whose even ones open a stretch.
    parts: list[tuple[int, int]] = []
    for at in range(0, len(corners), 2):
        if corners[at] == corners[at + 1]:
            continue
        if parts and sum(corners[at]) - sum(corners[parts[-1][1]]) <= _NEAR:
            parts[-1] = (parts[-1][0], at + 1)
        else:
            parts.append((at, at + 1))
    return [corners[first : last + 1] for first, last in parts]


def _held(fixed: Sequence[Bead]) -> tuple[set[int], set[int]]:
    """The sentences of either side that are in a fixed bead."""
    return {i for bead in fixed for i in bead.zh}, {j for bead in fixed for j in bead.en}


def _corners(bead: Bead) -> tuple[Node, Node]:
    return (bead.zh[0], bead.en[0]), (bead.zh[-1] + 1, bead.en[-1] + 1)


def _stretches(anchors: Sequence[Node], knots: Sequence[Node]) -> list[Stretch]:
    """The stretches of a part of the lattice along its nodes; ``anchors`` ascend."""
    (top, left), (bottom, right) = knots[0], knots[-1]
    inner: list[Node] = []
    for begin, end in pairwise(knots):
        first, last = bisect_right(anchors, (begin[0], end[1])), bisect_left(anchors, (end[0], 0))
        inner += [(i, j) for i, j in anchors[first:last] if begin[1] < j < end[1]]
        inner.append(end)
    relative = [(i - top, j - left) for i, j in inner[:-1]]
    return [
        replace(
            part,
            top=part.top + top,
            left=part.left + left,
            bottom=part.bottom + top,
            right=part.right + left,
        )
        for part in stretches(relative, bottom - top, right - left)
    ]


def _beads(path: Sequence[Found], searcher: Searcher, moved: int = 0) -> list[Bead]:
    shapes = [searcher.shape(found) for found in path]
    chances = np.array([found.probability for found in path])
    sure = searcher.weights.calibration.confidence(chances, shapes)
    beads = []
    for found, (a, b), score in zip(path, shapes, sure, strict=True):
        zh = tuple(range(found.i - a, found.i))
        en = tuple(range(found.j - b, found.j))
        beads.append(Bead(zh, en, round(float(score), 4), moved=moved))
    return beads


def _with_moves(material: Material, searcher: Searcher, beads: list[Bead]) -> list[Bead]:
    """The beads with moved sections aligned among the sentences that were left alone."""
    n, m = material.evidence.sizes
    zh_free, en_free = np.zeros(n, dtype=bool), np.zeros(m, dtype=bool)
    for bead in beads:
        if bead.status == "auto" and (not (bead.zh and bead.en) or bead.score < _DOUBTFUL):
            zh_free[list(bead.zh)] = True
            en_free[list(bead.en)] = True
    if not zh_free.any() or not en_free.any():
        return beads
    found: list[Bead] = []
    number = 0
    for section in sections(material.candidates, zh_free, en_free):
        linked = [
            b
            for b in _beads(searcher.search([section.stretch()]), searcher, number + 1)
            if b.zh and b.en
        ]
        # Chance resemblances do not make a section.
        if linked and sum(b.score for b in linked) >= _DOUBTFUL * len(linked):
            number += 1
            found += linked
    if not found:
        return beads
    taken_zh = {i for bead in found for i in bead.zh}
    taken_en = {j for bead in found for j in bead.en}
    for bead in beads:
        if taken_zh.isdisjoint(bead.zh) and taken_en.isdisjoint(bead.en):
            found.append(bead)
    return completed(found, n, m)


# -- bookkeeping ---------------------------------------------------------------------------------


def breaks_of(sentences: Sequence[Sentence]) -> list[bool]:
    """For each position, both ends included, whether a block begins there."""
    inner = (one.block != next_.block for one, next_ in pairwise(sentences))
    return [True, *inner, True] if sentences else [True]


def _without(size: int, gone: Iterable[int]) -> list[int]:
    left_out = set(gone)
    return [i for i in range(size) if i not in left_out]


def _picked(breaks: Breaks | None, zh_at: Sequence[int], en_at: Sequence[int]) -> Breaks | None:
    if breaks is None:
        return None
    zh, en = breaks
    return [*(zh[i] for i in zh_at), True], [*(en[j] for j in en_at), True]


def _cut_breaks(breaks: Breaks, rows: slice, columns: slice) -> Breaks:
    zh, en = breaks
    return zh[rows.start : rows.stop + 1], en[columns.start : columns.stop + 1]


def _inside(limits: Constraints, rows: slice, columns: slice) -> Constraints:
    """The fixed beads within a window."""
    fixed = tuple(
        b
        for b in limits.fixed
        if rows.start <= b.zh[0] <= b.zh[-1] < rows.stop
        and columns.start <= b.en[0] <= b.en[-1] < columns.stop
    )
    return replace(limits, fixed=fixed)


def _translation(
    lines: Sequence[str],
    translated: Lang,
    texts: tuple[Sequence[str], Sequence[str]],
    at: tuple[Sequence[int], Sequence[int]],
) -> Translation | None:
    """The translation of the sentences that are left, if there is one."""
    if not lines:
        return None
    own, other = (0, 1) if translated == "zh" else (1, 0)
    check_translation(lines, texts[own])
    return Translation(
        tuple(lines[i] for i in at[own]), tuple(texts[other][i] for i in at[other]), translated
    )


def check_translation(lines: Sequence[str], sentences: Sequence[object]) -> None:
    """Raise UsageError for a translation that has not one line for each of the sentences."""
    if lines and len(lines) != len(sentences):
        raise UsageError("bitext.translation_lines", lines=len(lines), sentences=len(sentences))


def _renumbered(limits: Constraints, zh_at: Sequence[int], en_at: Sequence[int]) -> Constraints:
    """The constraints in the numbers of the sentences that are left."""
    zh_to = {i: at for at, i in enumerate(zh_at)}
    en_to = {j: at for at, j in enumerate(en_at)}
    fixed = tuple(
        replace(b, zh=tuple(zh_to[i] for i in b.zh), en=tuple(en_to[j] for j in b.en))
        for b in limits.fixed
    )
    forbidden: set[tuple[int, int, Shape]] = set()
    for i, j, shape in limits.forbidden:
        if (i < 0 or i - 1 in zh_to) and (j < 0 or j - 1 in en_to):
            forbidden.add(
                (zh_to[i - 1] + 1 if i >= 0 else i, en_to[j - 1] + 1 if j >= 0 else j, shape)
            )
    return Constraints(fixed, (), frozenset(forbidden))


def completed(beads: Sequence[Bead], n: int, m: int) -> list[Bead]:
    """The beads, and a bead for each sentence that is in none."""
    zh = {i for bead in beads if bead.status != "rejected" for i in bead.zh}
    en = {j for bead in beads if bead.status != "rejected" for j in bead.en}
    rest = [Bead((i,), (), 0.5) for i in range(n) if i not in zh]
    rest += [Bead((), (j,), 0.5) for j in range(m) if j not in en]
    return [*beads, *rest]


def ordered(beads: Sequence[Bead], limits: Constraints) -> tuple[Bead, ...]:
    """The beads in the reading order of the Chinese side, with what was rejected.

    A bead without Chinese stands after the bead that its English follows.
    """
    place: dict[int, tuple[int, int]] = {}
    for bead in beads:
        if bead.zh:
            place |= dict.fromkeys(bead.en, (bead.zh[0], 0))
    # Each lone English sentence stands behind what its predecessor stands at.
    last = (-1, 0)
    own: dict[int, tuple[int, int]] = {}
    lone = {j for bead in (*beads, *limits.rejected) if not bead.zh for j in bead.en}
    for j in sorted({*place, *lone}):
        last = place.get(j, last)
        own[j] = (last[0], j + 1)
    # Rejected beads are kept, so that they do not come back in the next run.
    everything = (*beads, *limits.rejected)
    return tuple(sorted(everything, key=lambda b: (b.zh[0], 0) if b.zh else own[b.en[0]]))
