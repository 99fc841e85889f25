"""Accepted terms fed back to the segmenter, so that they stay whole where it cut through them.

A segmenter guesses at what its dictionary lacks: of 长期靠泛林集团供应 it makes 靠泛, 林, 集团.
Once 泛林集团 is known from elsewhere, by a glossary or as a mined term, such guesses are seen to
be wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from align.terms.index import CLASSES, Index, plain
from align.text.script import is_han
from align.text.sought import Sought
from align.text.words import Read, cut_wrongly


def whole_terms(terms: Iterable[str]) -> frozenset[str]:
    """Those of some Chinese terms that the segmenter takes, as it takes them: simplified, Han only.

    >>> sorted(whole_terms(["泛林集團", "Qwen 模型"]))
    ['泛林集团']
    """
    return frozenset(term for term in map(plain, terms) if len(term) > 1 and all(map(is_han, term)))


def cut_through(index: Index, terms: frozenset[str]) -> frozenset[str]:
    """Those of some terms that the segmenter cut through somewhere in the collection.

    Takes simplified terms. What counts as cut through, :func:`align.text.words.cut_wrongly` says.
    """
    side, sought = index.zh, Sought(terms)
    found: set[str] = set()
    for numbers in index.wholes():
        own = slice(int(side.offsets[numbers.start]), int(side.offsets[numbers.stop]))
        keys = [side.vocabulary[number] for number in side.ids[own].tolist()]
        kinds = [CLASSES[kind] for kind in side.classes[own].tolist()]
        starts, ends = side.starts[own].tolist(), side.ends[own].tolist()
        read = zip(keys, keys, starts, ends, kinds, strict=True)
        words: dict[int, list[Read]] = defaultdict(list)
        for sentence, word in zip(side.sentences[own].tolist(), read, strict=True):
            words[sentence].append(word)
        sentences = index.sentences("zh", numbers.start)
        for sentence, inside in words.items():
            text = plain(sentences[sentence].text)
            found.update(
                term for term in sought.within(text)
                if any(cut_wrongly(inside, *at) for at in _places(term, text))
            )  # fmt: skip
    return frozenset(found)


def _places(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a term begins and ends in a text, places that overlap among them."""
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + 1)
