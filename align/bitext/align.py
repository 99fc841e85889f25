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

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

import align
from align.bitext import weights
from align.bitext.band import stretches
from align.bitext.decode import Found, Searcher
from align.bitext.gather import Material, gather
from align.bitext.keep import Constraints, constraints
from align.bitext.lexical import Links, glossary_links
from align.bitext.moves import sections
from align.bitext.search import Shape, shapes
from align.bitext.translation import Translation
from align.bitext.verdict import verdict
from align.bitext.windows import in_windows
from align.encode.base import Encoder
from align.errors import UsageError
from align.model import Alignment, Bead, Document, Glossary, Lang, Note, Sentence, Signature
from align.settings import BitextSettings, Settings
from align.text.sentences import split

Breaks = tuple[Sequence[bool], Sequence[bool]]

# Sentences of a path's bead are looked for elsewhere if it is less probable than this.
_DOUBTFUL = 0.3
# Sentences around a stretch that is aligned again, from which its evidence is taken too.
_CONTEXT = 40


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
) -> Alignment:
    """Align two versions of a document sentence by sentence.

    ``encoder`` None aligns by dictionary, numbers, names and length alone. With ``lines`` every
    block is one sentence, as it is. ``keep`` are beads that a person confirmed or rejected: the
    first stay as they are, the second do not come back. The terms of ``glossary`` count as
    evidence, and so does ``translation``, a machine translation of side ``translated``, one line
    a sentence. Every sentence is in exactly one bead; a note says so if the documents do not look
    like translations of each other.

    Raises what the encoder raises (EncoderError), and UsageError for ``keep`` that contradicts
    itself or the documents.
    """
    settings = settings or BitextSettings()
    zh_sentences, en_sentences = split(zh, lines=lines), split(en, lines=lines)
    breaks = None if lines else (_breaks(zh_sentences), _breaks(en_sentences))
    beads, notes = align_sentences(
        [s.text for s in zh_sentences],
        [s.text for s in en_sentences],
        settings,
        encoder=encoder,
        breaks=breaks,
        keep=keep,
        glossary=glossary_links(glossary),
        translation=translation,
        translated=translated,
    )
    signature = Signature(
        align.__version__,
        encoder.name if encoder else "none",
        Settings(bitext=settings).digest(),
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
        return _ordered([*beads, *limits.apart], limits), ()
    inner = _renumbered(limits, zh_at, en_at)
    own_breaks = _picked(breaks, zh_at, en_at)
    texts = [zh[i] for i in zh_at], [en[j] for j in en_at]
    whole = _translation(translation, translated, (zh, en), (zh_at, en_at))
    notes: list[tuple[Note, ...]] = []

    def window(rows: slice, columns: slice) -> list[Bead]:
        material = gather(
            texts[0][rows],
            texts[1][columns],
            settings.max_span,
            encoder,
            own_breaks and _cut_breaks(own_breaks, rows, columns),
            glossary,
        )
        own = _renumbered(
            _inside(inner, rows, columns),
            range(rows.start, rows.stop),
            range(columns.start, columns.stop),
        )
        searcher = _searcher(material, settings.max_span, encoder, own)
        if whole is not None:
            searcher = replace(searcher, translation=whole.part(rows, columns))
        found = _with_moves(material, searcher, _between(material, searcher, own))
        notes.append(verdict(material, found))
        return list(_ordered(found, Constraints()))

    stops = [(b.zh[0], b.en[0]) for b in inner.fixed]
    found = in_windows(len(zh_at), len(en_at), window, stops)
    beads = [
        replace(b, zh=tuple(zh_at[i] for i in b.zh), en=tuple(en_at[j] for j in b.en))
        for b in found
    ]
    # A long document is no translation where most of its windows are none.
    doubts = [own for own in notes if own]
    doubt = doubts[0] if 2 * len(doubts) > len(notes) else ()
    return _ordered([*beads, *limits.apart], limits), doubt


def realign(
    alignment: Alignment,
    changes: Sequence[Bead],
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
) -> Alignment:
    """An alignment with more beads confirmed or rejected, and what that changes aligned again.

    Only the stretches between two confirmed beads that hold a change are encoded and searched:
    the time grows with the stretch and not with the document. All other beads stay as they are.

    Raises what the encoder raises (EncoderError), and UsageError for changes that contradict
    each other, earlier decisions or the documents.
    """
    settings = settings or BitextSettings()
    n, m = len(alignment.zh_sentences), len(alignment.en_sentences)
    changed = {(bead.zh, bead.en): bead for bead in changes}
    decided = [b for b in alignment.beads if b.status != "auto" and (b.zh, b.en) not in changed]
    limits = constraints([*decided, *changed.values()], n, m)
    touched_zh = {i for bead in changes for i in bead.zh}
    touched_en = {j for bead in changes for j in bead.en}
    kept: list[Bead] = []
    corners = [(0, 0, 0, 0), *_corners(limits.fixed), (n, m, n, m)]
    again: list[tuple[int, int, int, int]] = []
    for (_, _, top, left), (bottom, right, _, _) in pairwise(corners):
        if any(top <= i < bottom for i in touched_zh) or any(left <= j < right for j in touched_en):
            again.append((top, left, bottom, right))
    # A new confirmed bead changes the stretches on both of its sides, up to the confirmed beads
    # beyond: the sentences that it took or gave back are there.
    fresh = [b for b in limits.fixed if (b.zh, b.en) in changed]
    for bead in fresh:
        for (_, _, top, left), (bottom, right, _, _) in pairwise(corners):
            beside = (bottom, right) == (bead.zh[0], bead.en[0]) or (top, left) == (
                bead.zh[-1] + 1,
                bead.en[-1] + 1,
            )
            if beside and (top, left, bottom, right) not in again:
                again.append((top, left, bottom, right))
    settled = {("zh", i) for b in (*limits.apart, *limits.fixed) for i in b.zh}
    settled |= {("en", j) for b in (*limits.apart, *limits.fixed) for j in b.en}
    for bead in alignment.beads:
        if bead.status != "auto" or any(_touches(bead, corner) for corner in again):
            continue
        places = {("zh", i) for i in bead.zh} | {("en", j) for j in bead.en}
        if not places & settled:
            kept.append(bead)
    for corner in again:
        kept += _realigned(alignment, corner, limits, settings, encoder)
    kept += [replace(b, score=1.0) for b in limits.fixed]
    beads = _complete([*kept, *limits.apart], n, m)
    return replace(alignment, beads=_ordered(beads, limits))


def _realigned(
    alignment: Alignment,
    corner: tuple[int, int, int, int],
    limits: Constraints,
    settings: BitextSettings,
    encoder: Encoder | None,
) -> list[Bead]:
    """The beads of a stretch, aligned with some context for the sake of its typical values."""
    top, left, bottom, right = corner
    gone_zh = {i for bead in limits.apart for i in bead.zh}
    gone_en = {j for bead in limits.apart for j in bead.en}
    last_zh, last_en = len(alignment.zh_sentences), len(alignment.en_sentences)
    zh_at = _range(top - _CONTEXT, bottom + _CONTEXT, last_zh, gone_zh)
    en_at = _range(left - _CONTEXT, right + _CONTEXT, last_en, gone_en)
    inner = (
        bisect_left(zh_at, top),
        bisect_left(en_at, left),
        bisect_left(zh_at, bottom),
        bisect_left(en_at, right),
    )
    if inner[0] == inner[2] or inner[1] == inner[3]:
        alone = [Bead((i,), ()) for i in zh_at[inner[0] : inner[2]]]
        return alone + [Bead((), (j,)) for j in en_at[inner[1] : inner[3]]]
    zh_part = [alignment.zh_sentences[i] for i in zh_at]
    en_part = [alignment.en_sentences[j] for j in en_at]
    material = gather(
        [s.text for s in zh_part],
        [s.text for s in en_part],
        settings.max_span,
        encoder,
        (_breaks(zh_part), _breaks(en_part)),
    )
    own = _renumbered(Constraints(forbidden=limits.forbidden), zh_at, en_at)
    searcher = _searcher(material, settings.max_span, encoder, own)
    return [
        replace(b, zh=tuple(zh_at[i] for i in b.zh), en=tuple(en_at[j] for j in b.en))
        for b in _beads(_rectangle(material, searcher, inner), searcher)
    ]


def _range(start: int, stop: int, size: int, gone: set[int]) -> list[int]:
    return [i for i in range(max(0, start), min(stop, size)) if i not in gone]


# -- the search between fixed beads --------------------------------------------------------------


def _searcher(
    material: Material, longest: int, encoder: Encoder | None, limits: Constraints
) -> Searcher:
    learned = weights.load("words" if encoder is None else "vectors")
    kinds = shapes(longest)
    known = frozenset(f for f in limits.forbidden if f[2] in kinds)
    return Searcher(
        material.evidence, kinds, learned.at(material.evidence.units.looseness), longest, known
    )


def _between(material: Material, searcher: Searcher, limits: Constraints) -> list[Bead]:
    """The beads of the whole lattice, with the fixed ones where they are."""
    n, m = material.evidence.sizes
    beads: list[Bead] = []
    corners = [(0, 0, 0, 0), *_corners(limits.fixed), (n, m, n, m)]
    for at, ((_, _, top, left), (bottom, right, _, _)) in enumerate(pairwise(corners)):
        beads += _beads(_rectangle(material, searcher, (top, left, bottom, right)), searcher)
        if at < len(limits.fixed):
            beads.append(replace(limits.fixed[at], score=1.0))
    return beads


def _corners(beads: Sequence[Bead]) -> list[tuple[int, int, int, int]]:
    return [(b.zh[0], b.en[0], b.zh[-1] + 1, b.en[-1] + 1) for b in beads]


def _rectangle(
    material: Material, searcher: Searcher, corner: tuple[int, int, int, int]
) -> list[Found]:
    top, left, bottom, right = corner
    if top == bottom and left == right:
        return []
    inner = [
        (i - top, j - left) for i, j in material.anchors if top < i < bottom and left < j < right
    ]
    parts = [
        replace(
            part,
            top=part.top + top,
            left=part.left + left,
            bottom=part.bottom + top,
            right=part.right + left,
        )
        for part in stretches(inner, bottom - top, right - left)
    ]
    return searcher.search(parts)


def _beads(path: Sequence[Found], searcher: Searcher, moved: int = 0) -> list[Bead]:
    sure = searcher.weights.confidence(np.array([f.probability for f in path]))
    beads = []
    for found, score in zip(path, sure, strict=True):
        a, b = searcher.shape(found)
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
    return _complete(found, n, m)


# -- bookkeeping ---------------------------------------------------------------------------------


def _breaks(sentences: Sequence[Sentence]) -> list[bool]:
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
    if len(lines) != len(texts[own]):
        raise UsageError("bitext.translation_lines", lines=len(lines), sentences=len(texts[own]))
    return Translation(
        tuple(lines[i] for i in at[own]), tuple(texts[other][i] for i in at[other]), translated
    )


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


def _touches(bead: Bead, corner: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = corner
    return any(top <= i < bottom for i in bead.zh) or any(left <= j < right for j in bead.en)


def _complete(beads: Sequence[Bead], n: int, m: int) -> list[Bead]:
    """The beads, and a bead for each sentence that is in none."""
    zh = {i for bead in beads if bead.status != "rejected" for i in bead.zh}
    en = {j for bead in beads if bead.status != "rejected" for j in bead.en}
    rest = [Bead((i,), (), 0.5) for i in range(n) if i not in zh]
    rest += [Bead((), (j,), 0.5) for j in range(m) if j not in en]
    return [*beads, *rest]


def _ordered(beads: Sequence[Bead], limits: Constraints) -> tuple[Bead, ...]:
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
