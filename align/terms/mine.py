"""Mining: from aligned documents to a glossary with evidence.

Pairs of candidates are counted (:mod:`align.terms.pairs`), scored (:mod:`align.terms.ranking`),
compete (:mod:`align.terms.selection`) and are grouped into concept entries
(:mod:`align.terms.concepts`).
"""

from __future__ import annotations

from collections.abc import Sequence

from align import __version__
from align.model import Alignment, Glossary, Signature
from align.settings import Settings, TermSettings
from align.terms.aliases import bracketed_pairs, chinese_aliases, english_aliases, spellings
from align.terms.association import Association, associate
from align.terms.concepts import entries
from align.terms.index import Index, build_index
from align.terms.pairs import absorb, add_given, collect
from align.terms.ranking import rank
from align.terms.selection import select
from align.terms.tally import PairCount, PairName

# Above so many beads, pairs that occur once are dropped.
_LARGE = 5000


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

    Takes the alignments, the settings, a glossary whose pairs are trusted, and optionally the
    index and association where a :class:`~align.terms.renderings.Renderer` has built them
    already; ``workers`` is how many processes may work on a large collection. Returns concept
    entries with evidence; the same input gives the same entries in the same order, whatever the
    number of processes.

    >>> mine([]).entries
    ()
    """
    settings = TermSettings() if settings is None else settings
    index = build_index(alignments, workers=workers) if index is None else index
    signature = Signature(
        __version__,
        "none",
        Settings(terms=settings).digest(),
        "none" if glossary is None else glossary.name or "given",
    )
    if not len(index.zh.ids) or not len(index.en.ids):
        return Glossary((), "mined", signature)
    association = associate(index) if association is None else association
    zh_texts = _texts(index, "zh")
    en_texts = _texts(index, "en")
    short_en = english_aliases(en_texts)
    short_zh = chinese_aliases(zh_texts)
    given = bracketed_pairs(zh_texts, en_texts)
    # In a large collection what occurs once is left to the next report.
    least = 2 if len(index.beads) > _LARGE else 1
    pairs = absorb(collect(index, association, least=least, workers=workers))
    add_given(index, pairs, sorted(bracketed_pairs(zh_texts, en_texts, sure=True)))
    pairs = _frequent(pairs, settings.min_frequency)
    ranked = rank(index, pairs, given=given, glossary=glossary, workers=workers)

    def same_concept(one: str, two: str) -> bool:
        return two in (short_en.get(one), short_zh.get(one)) or one in (
            short_en.get(two),
            short_zh.get(two),
        )

    chosen = select(ranked, least=settings.min_score, same_concept=same_concept)
    surfaces = {**spellings(en_texts, "en"), **spellings(zh_texts, "zh")}
    found = entries(index, chosen, short_zh, short_en, surfaces)
    if settings.top:
        found = found[: settings.top]
    return Glossary(found, "mined", signature)


def _frequent(pairs: dict[PairName, PairCount], least: int) -> dict[PairName, PairCount]:
    if least <= 1:
        return pairs
    return {name: counts for name, counts in pairs.items() if counts.count >= least}


def _texts(index: Index, lang: str) -> list[str]:
    return [
        sentence.text
        for alignment in index.alignments
        for sentence in (alignment.zh_sentences if lang == "zh" else alignment.en_sentences)
    ]
