"""A former alignment with a person's decisions: only what they change is aligned again.

What a person confirmed cuts both documents into stretches. The sentences that her decisions
leave in no bead (those of a rejected bead, or of one that a confirmed bead broke) say which
stretches are searched again, with some confirmed context for the sake of its typical values; the
beads of all others stay as they are. The time grows with those stretches and not with the
documents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.bitext.align import align_sentences, breaks_of, check_translation, completed, ordered
from align.bitext.keep import Constraints, constraints, shown
from align.bitext.lexical import Links, glossary_links
from align.bitext.signing import sign
from align.encode.base import Encoder
from align.errors import UsageError
from align.model import Alignment, Bead, Document, Glossary, Lang, Sentence
from align.progress import Progress, silent
from align.settings import BitextSettings
from align.text.sentences import split

# Sentences around a stretch that is aligned again, from which its evidence is taken too.
_CONTEXT = 40


def realign(
    zh: Document,
    en: Document,
    settings: BitextSettings | None = None,
    *,
    encoder: Encoder | None,
    lines: bool = False,
    keep: Sequence[Bead],
    glossary: Glossary | None = None,
    translation: Sequence[str] = (),
    translated: Lang = "zh",
    progress: Progress = silent,
) -> Alignment:
    """The alignment of two documents after a person's decisions on a former one.

    ``keep`` are all beads of that alignment, some of them confirmed or rejected by now, and
    perhaps confirmed ones of her own. The rest is as for
    :func:`align.bitext.align.align_documents`.

    Raises what the encoder raises (EncoderError), and UsageError for decisions that contradict
    each other or the documents.
    """
    settings = settings or BitextSettings()
    sentences = split(zh, lines=lines), split(en, lines=lines)
    n, m = len(sentences[0]), len(sentences[1])
    limits = constraints(keep, n, m)
    check_translation(translation, sentences[0] if translated == "zh" else sentences[1])
    standing = _standing(keep, limits, n, m)
    texts = _Texts(
        sentences,
        settings,
        encoder,
        lines,
        glossary_links(glossary),
        tuple(translation),
        translated,
        limits,
    )
    stretches = _open_stretches(standing, limits, n, m)
    lost = [b for b in standing if not b.moved and any(_inside(b, part) for part in stretches)]
    gone = {(b.zh, b.en) for b in lost}
    beads = [b for b in standing if (b.zh, b.en) not in gone]
    beads += [replace(b, score=1.0) for b in limits.fixed]
    around = _Places(beads, limits.apart)
    whole = sum(part.size for part in stretches)
    done = 0
    for part in stretches:
        progress("search", done / whole)
        moved = max((b.moved for b in beads), default=0)
        beads += [
            replace(b, moved=b.moved + moved) if b.moved else b for b in texts.search(part, around)
        ]
        done += part.size
    found = completed([*beads, *limits.apart], n, m)
    signature = sign(
        settings,
        encoder,
        lines=lines,
        keep=keep,
        glossary=texts.glossary,
        translation=translation,
        translated=translated,
    )
    return Alignment(zh, en, *sentences, ordered(found, limits), signature)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Sentences ``top`` to ``bottom`` and ``left`` to ``right`` (the ends excluded)."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        return self.bottom - self.top + self.right - self.left


class _Places:
    """The bead of each sentence of either side; ``apart`` are those out of the common order."""

    def __init__(self, beads: Sequence[Bead], apart: Sequence[Bead]) -> None:
        self.zh = {i: bead for bead in (*beads, *apart) for i in bead.zh}
        self.en = {j: bead for bead in (*beads, *apart) for j in bead.en}
        self.apart = {(bead.zh, bead.en) for bead in apart}


def _context(part: _Stretch, around: _Places) -> list[Bead]:
    """The beads beside a stretch, as far as they follow the common order."""
    near = [around.zh.get(i) for i in _beside(part.top, part.bottom)]
    near += [around.en.get(j) for j in _beside(part.left, part.right)]
    found = {(b.zh, b.en): b for b in near if b is not None and not b.moved}
    return [bead for key, bead in found.items() if key not in around.apart]


def _beside(start: int, stop: int) -> list[int]:
    return [*range(start - _CONTEXT, start), *range(stop, stop + _CONTEXT)]


def _standing(former: Sequence[Bead], limits: Constraints, n: int, m: int) -> list[Bead]:
    """The former beads that no decision breaks."""
    settled = (*limits.fixed, *limits.apart)
    zh_settled = {i for bead in settled for i in bead.zh}
    en_settled = {j for bead in settled for j in bead.en}
    refused = {(bead.zh, bead.en) for bead in limits.rejected}
    # Whose counterpart was refused is looked for again, also where its file says it has none.
    zh_refused = {i for bead in limits.rejected for i in bead.zh}
    en_refused = {j for bead in limits.rejected for j in bead.en}
    cuts = _Cuts(limits)
    found = []
    for bead in former:
        if bead.status != "auto" or (bead.zh, bead.en) in refused:
            continue
        alone = not (bead.zh and bead.en)
        if alone and zh_refused.issuperset(bead.zh) and en_refused.issuperset(bead.en):
            continue
        if max(bead.zh, default=-1) >= n or max(bead.en, default=-1) >= m:
            raise UsageError("bitext.keep_outside", bead=shown(bead), zh=n, en=m)
        broken = not zh_settled.isdisjoint(bead.zh) or not en_settled.isdisjoint(bead.en)
        if not broken and (bead.moved or cuts.agree(bead)):
            found.append(bead)
    # A sentence in two beads says that the file was changed by hand: neither stands.
    zh_times = Counter(i for bead in found for i in bead.zh)
    en_times = Counter(j for bead in found for j in bead.en)
    return [
        bead
        for bead in found
        if all(zh_times[i] == 1 for i in bead.zh) and all(en_times[j] == 1 for j in bead.en)
    ]


class _Cuts:
    """Which stretch between two fixed beads a sentence is in."""

    def __init__(self, limits: Constraints) -> None:
        self.zh = [bead.zh[0] for bead in limits.fixed]
        self.en = [bead.en[0] for bead in limits.fixed]

    def agree(self, bead: Bead) -> bool:
        """Whether all of a bead lies in one stretch."""
        own = {bisect_right(self.zh, i) for i in bead.zh}
        return len(own | {bisect_right(self.en, j) for j in bead.en}) == 1


def _open_stretches(
    standing: Sequence[Bead], limits: Constraints, n: int, m: int
) -> list[_Stretch]:
    """The stretches with a sentence that is in no bead."""
    held = (*standing, *limits.fixed, *limits.apart)
    zh_held = {i for bead in held for i in bead.zh}
    en_held = {j for bead in held for j in bead.en}
    cuts = _Cuts(limits)
    hit = {bisect_right(cuts.zh, i) for i in range(n) if i not in zh_held}
    hit |= {bisect_right(cuts.en, j) for j in range(m) if j not in en_held}
    fixed = limits.fixed
    return [
        _Stretch(
            fixed[at - 1].zh[-1] + 1 if at else 0,
            fixed[at - 1].en[-1] + 1 if at else 0,
            fixed[at].zh[0] if at < len(fixed) else n,
            fixed[at].en[0] if at < len(fixed) else m,
        )
        for at in sorted(hit)
    ]


def _inside(bead: Bead, part: _Stretch) -> bool:
    zh_in = any(part.top <= i < part.bottom for i in bead.zh)
    return zh_in or any(part.left <= j < part.right for j in bead.en)


@dataclass(frozen=True, eq=False)
class _Texts:
    """Two texts and all that is known of them."""

    sentences: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]
    settings: BitextSettings
    encoder: Encoder | None
    lines: bool
    glossary: Links | None
    translation: tuple[str, ...]
    translated: Lang
    limits: Constraints

    def search(self, part: _Stretch, around: _Places) -> list[Bead]:
        """The beads of a stretch, aligned between confirmed context."""
        zh_free = [i for i in range(part.top, part.bottom) if i not in around.zh]
        en_free = [j for j in range(part.left, part.right) if j not in around.en]
        if not zh_free or not en_free:
            alone = [Bead((i,), ()) for i in zh_free]
            return alone + [Bead((), (j,)) for j in en_free]
        context = _context(part, around)
        zh_at = sorted([*zh_free, *(i for bead in context for i in bead.zh)])
        en_at = sorted([*en_free, *(j for bead in context for j in bead.en)])
        zh_to = {i: at for at, i in enumerate(zh_at)}
        en_to = {j: at for at, j in enumerate(en_at)}
        decided = [replace(bead, status="confirmed") for bead in context]
        # What is rejected elsewhere cannot come back here.
        decided += [
            bead
            for bead in self.limits.rejected
            if zh_to.keys() >= set(bead.zh) and en_to.keys() >= set(bead.en)
        ]
        keep = [
            replace(b, zh=tuple(zh_to[i] for i in b.zh), en=tuple(en_to[j] for j in b.en))
            for b in decided
        ]
        zh, en = [self.sentences[0][i] for i in zh_at], [self.sentences[1][j] for j in en_at]
        at_own = zh_at if self.translated == "zh" else en_at
        beads, _ = align_sentences(
            [s.text for s in zh],
            [s.text for s in en],
            self.settings,
            encoder=self.encoder,
            breaks=None if self.lines else (breaks_of(zh), breaks_of(en)),
            keep=keep,
            glossary=self.glossary,
            translation=[self.translation[i] for i in at_own] if self.translation else (),
            translated=self.translated,
        )
        return [
            replace(b, zh=tuple(zh_at[i] for i in b.zh), en=tuple(en_at[j] for j in b.en))
            for b in beads
            if b.status == "auto"
        ]
