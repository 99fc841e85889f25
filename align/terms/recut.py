"""Accepted terms fed back to the segmenter, so that they stay whole where it cut through them.

A segmenter guesses at what its dictionary lacks: of 长期由泛林集团供应 it makes 由泛, 林, 集团.
Once 泛林集团 is known from elsewhere, by a glossary or as a mined term, such guesses are seen to
be wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from align.model import TermEntry
from align.terms.index import CLASSES, Index, occurring, plain
from align.text.script import is_han
from align.text.words import Read, cut_wrongly


def whole_terms(entries: Iterable[TermEntry]) -> frozenset[str]:
    """The Chinese terms of some entries as the segmenter takes them: simplified, Han only."""
    found = (plain(term.text) for entry in entries for term in entry.in_lang("zh"))
    return frozenset(term for term in found if len(term) > 1 and all(map(is_han, term)))


def cut_through(index: Index, terms: frozenset[str]) -> frozenset[str]:
    """Those of some terms that the segmenter cut through somewhere in the collection.

    Takes simplified terms. What counts as cut through, :func:`align.text.words.cut_wrongly` says.
    """
    side = index.zh
    lengths = sorted({len(term) for term in terms})
    found: set[str] = set()
    for bead in range(len(index.beads)):
        words: dict[int, list[Read]] = defaultdict(list)
        for at in range(int(side.offsets[bead]), int(side.offsets[bead + 1])):
            key, start, end = (
                side.vocabulary[side.ids[at]],
                int(side.starts[at]),
                int(side.ends[at]),
            )
            kind = CLASSES[side.classes[at]]
            words[int(side.sentences[at])].append((key, key, start, end, kind))
        sentences = index.alignments[index.beads[bead][0]].sentences("zh")
        for sentence, inside in words.items():
            for start, term in occurring(plain(sentences[sentence].text), terms, lengths):
                if cut_wrongly(inside, start, start + len(term)):
                    found.add(term)
    return frozenset(found)
