"""Mining: from aligned documents to a glossary with evidence.

Pairs of candidates are counted (:mod:`align.terms.pairs`), scored (:mod:`align.terms.ranking`),
compete (:mod:`align.terms.selection`) and are grouped into concept entries
(:mod:`align.terms.concepts`). Where the segmenter cut through an accepted term, the collection is
cut again with that term in mind, and mined once more (:mod:`align.terms.recut`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from align import __version__
from align.model import LANGS, Alignment, Glossary, Signature, Term, TermEntry
from align.settings import Settings, TermSettings
from align.terms.aliases import bracketed_pairs, chinese_aliases, english_aliases, spellings
from align.terms.association import Association, associate
from align.terms.concepts import chinese_of, entries
from align.terms.index import Index, build_index, has_copies
from align.terms.meanings import encoder_name, remembering
from align.terms.pairs import add_given, collect
from align.terms.ranking import Ranked, rank
from align.terms.recut import cut_through, whole_terms
from align.terms.selection import select
from align.terms.shards import uncollected
from align.terms.tally import PairCount, PairName
from align.text.words import words

# In a collection of more beads what occurs once is left to the next report.
_LARGE = 5000
# Mined terms so sure are fed back to the segmenter.
_ACCEPTED = 0.5


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a collection before its pairs are scored.

    ``pairs`` are the counted pairs, ``given`` those that the texts give in brackets (surface
    forms, with how often), ``short_zh`` and ``short_en`` abbreviations with their full forms,
    ``surfaces`` how abbreviations are written.
    """

    index: Index
    pairs: dict[PairName, PairCount]
    given: Counter[tuple[str, str]]
    short_zh: Mapping[str, str]
    short_en: Mapping[str, str]
    surfaces: Mapping[str, str]

    @property
    def full_forms(self) -> dict[str, str]:
        """The full forms of the abbreviations of both languages."""
        return {**self.short_zh, **self.short_en}


@dataclass(frozen=True, slots=True)
class Survey:
    """A mined glossary with all that it was chosen from, so that what it lacks can be explained.

    ``found`` are all entries, also those that the settings leave out of the glossary; ``ranked``
    the scored pairs, best first; ``material`` what was known before; None where a side is empty.
    """

    glossary: Glossary
    found: tuple[TermEntry, ...]
    material: Material | None
    ranked: Sequence[Ranked]


def mine(
    alignments: Sequence[Alignment],
    settings: TermSettings | None = None,
    *,
    glossary: Glossary | None = None,
    index: Index | None = None,
    association: Association | None = None,
    workers: int = 1,
) -> Glossary:
    """The terms that the two sides of some documents share, best first.

    As :func:`survey` finds them.

    >>> mine([]).entries
    ()
    """
    return survey(
        alignments,
        settings,
        glossary=glossary,
        index=index,
        association=association,
        workers=workers,
    ).glossary


@uncollected()
@remembering()
def survey(
    alignments: Sequence[Alignment],
    settings: TermSettings | None = None,
    *,
    glossary: Glossary | None = None,
    index: Index | None = None,
    association: Association | None = None,
    workers: int = 1,
) -> Survey:
    """The terms that the two sides of some documents share, and what else was weighed.

    Takes the alignments, the settings, a glossary whose pairs are trusted, and optionally the
    index and association where a :class:`~align.terms.renderings.Renderer` has built them
    already; ``workers`` is how many processes may work on a large collection. Returns concept
    entries with evidence; the same alignments give the same entries in the same order, whatever
    the order of the alignments and the number of processes. How often an entry must occur, and
    how many are kept, is asked of the entries when they are made.
    """
    settings = TermSettings() if settings is None else settings
    given = glossary.entries if glossary else ()
    known = whole_terms(term.text for entry in given for term in entry.in_lang("zh"))
    build = partial(build_index, in_order(alignments), collapsed=True, workers=workers)
    if index is None or (not index.collapsed and has_copies(index.alignments)):
        index, association = build(terms=known), None
    signature = Signature(
        __version__,
        encoder_name(index),
        Settings(terms=settings).digest(),
        "none" if glossary is None else glossary.name or "given",
    )
    if not len(index.zh.ids) or not len(index.en.ids):
        return Survey(Glossary((), "mined", signature), (), None, ())
    find = partial(_found, glossary=glossary, workers=workers)
    material, ranked = find(index, association)
    stand = chosen(material, ranked, settings.min_score)
    if len(index.beads) <= _LARGE:
        cut = cut_through(index, whole_terms(_sure(material, stand)) - known)
        if cut:
            del material, ranked, stand
            material, ranked = find(build(terms=known | cut), None)
            stand = chosen(material, ranked, settings.min_score)
    found = _grouped(material, stand, workers)
    kept = tuple(e for e in found if e.evidence and e.evidence.frequency >= settings.min_frequency)
    kept = kept[: settings.top] if settings.top else kept
    return Survey(Glossary(kept, "mined", signature), found, material, ranked)


def _found(
    index: Index,
    association: Association | None,
    *,
    glossary: Glossary | None,
    workers: int,
) -> tuple[Material, list[Ranked]]:
    # Nobody needs the association when the pairs have been counted.
    material = prepare(
        index,
        associate(index) if association is None else association,
        workers=workers,
    )
    add_given(index, material.pairs, _trusted(index, glossary))
    ranked = rank(
        index,
        material.pairs,
        given=material.given,
        glossary=glossary,
        full_forms=material.full_forms,
        workers=workers,
    )
    return material, ranked


def _sure(material: Material, stand: Sequence[Ranked]) -> list[str]:
    """The Chinese terms of the entries that are likely to be accepted."""
    return chinese_of(
        material.index,
        stand,
        material.short_zh,
        material.short_en,
        material.surfaces,
        _ACCEPTED,
    )


def _trusted(index: Index, glossary: Glossary | None) -> list[tuple[str, str]]:
    """The pairs of a glossary whose words all stand in a collection."""

    def stands(term: Term) -> bool:
        return all(
            word.key in index.side(term.lang).numbers for word in words(term.text, term.lang)
        )

    return sorted(
        {
            (zh.text, en.text)
            for entry in (glossary.entries if glossary else ())
            for zh in entry.in_lang("zh")
            if stands(zh)
            for en in entry.in_lang("en")
            if stands(en)
        }
    )


def in_order(alignments: Sequence[Alignment]) -> list[Alignment]:
    """Alignments in an order of their own, by their names and what they say.

    So the same documents give the same terms in whatever order they come, and a document that
    is added later the same as one that was there from the first.
    """

    def name(alignment: Alignment) -> tuple[str, str, str]:
        digest = hashlib.sha256()
        for bead in alignment.beads:
            for lang in LANGS:
                for text in alignment.texts(bead, lang):
                    digest.update(text.encode("utf-8", "surrogatepass") + b"\n")
                digest.update(b"\0")
        return alignment.zh.id, alignment.en.id, digest.hexdigest()

    return list(alignments) if len(alignments) < 2 else sorted(alignments, key=name)


def prepare(index: Index, association: Association, *, workers: int = 1) -> Material:
    """Count the pairs of a collection, and read what its texts say of names themselves."""
    zh_texts = _texts(index, "zh")
    en_texts = _texts(index, "en")
    least = 2 if len(index.beads) > _LARGE else 1
    pairs = collect(index, association, least=least, workers=workers)
    del association
    add_given(index, pairs, sorted(bracketed_pairs(zh_texts, en_texts, sure=True)))
    return Material(
        index,
        pairs,
        bracketed_pairs(zh_texts, en_texts),
        chinese_aliases(zh_texts),
        english_aliases(en_texts),
        {**spellings(en_texts, "en"), **spellings(zh_texts, "zh")},
    )


def finish(
    material: Material, ranked: Sequence[Ranked], min_score: float, *, workers: int = 1
) -> tuple[TermEntry, ...]:
    """Let scored pairs compete, and group those that stand into entries, best first."""
    return _grouped(material, chosen(material, ranked, min_score), workers)


def _grouped(material: Material, stand: Sequence[Ranked], workers: int) -> tuple[TermEntry, ...]:
    return entries(
        material.index,
        stand,
        material.short_zh,
        material.short_en,
        material.surfaces,
        workers=workers,
    )


def chosen(material: Material, ranked: Sequence[Ranked], min_score: float) -> list[Ranked]:
    """The scored pairs that stand after they have competed, best first."""
    short_zh, short_en = material.short_zh, material.short_en

    def same_concept(one: str, two: str) -> bool:
        return two in (short_en.get(one), short_zh.get(one)) or one in (
            short_en.get(two),
            short_zh.get(two),
        )

    return select(ranked, least=min_score, same_concept=same_concept)


def _texts(index: Index, lang: str) -> list[str]:
    return [
        sentence.text
        for alignment in index.alignments
        for sentence in (alignment.zh_sentences if lang == "zh" else alignment.en_sentences)
    ]
