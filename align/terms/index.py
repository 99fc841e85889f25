"""The bitext as numbers: every word of every bead, on both sides, with its place.

All that counts, associates or searches works on this index, so that each sentence is cut into
words once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model import Alignment, Lang, Sentence
from align.terms.shards import in_parts
from align.text.names import names_in
from align.text.script import to_halfwidth, to_simplified
from align.text.sought import Sought
from align.text.words import Read, WordClass, read_chinese, read_english

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

CLASSES: tuple[WordClass, ...] = (
    "noun",
    "name",
    "person",
    "place",
    "verb",
    "adjective",
    "adverb",
    "number",
    "function",
    "other",
)
# What may stand between two words of one term.
_GAP_ZH = re.compile(r"[ ·・‧•\-–—.&/+]*$")
_GAP_EN = re.compile(r"(?:['’]s?)?[ \-–—'’·./&+]*$")
_MARKS = re.compile(r"[()（）\[\]，,;；:：。.!?？！、“”\"《》|]")
_GAPS_KEPT = 10_000
# A sentence, the names in it that stay whole, and the terms in it that are not cut through.
_Asked = tuple[str, tuple[str, ...], tuple[str, ...]]
# What follows the last word of a sentence.
_LAST = (False, False, 0)
_CLASS_NUMBER = {name: number for number, name in enumerate(CLASSES)}


@dataclass(frozen=True)
class Side:
    """One language of a collection: word i of all beads is ``vocabulary[ids[i]]``.

    The words of bead b are ``offsets[b]:offsets[b + 1]``; ``sentences``, ``starts`` and
    ``ends`` say where each stands in its document, ``classes`` of which word class it is,
    ``joined`` whether the next word of the bead follows it without punctuation, ``tied`` whether
    nothing but a hyphen stands between the two, and ``marks`` how many brackets, commas and stops
    do (none counts after the last word of a sentence); ``capital`` whether it begins with one.
    """

    lang: Lang
    vocabulary: tuple[str, ...]
    ids: Ints
    offsets: Longs
    sentences: Ints
    starts: Ints
    ends: Ints
    classes: NDArray[np.int8]
    joined: NDArray[np.bool_]
    tied: NDArray[np.bool_]
    marks: NDArray[np.int16]
    capital: NDArray[np.bool_]
    numbers: dict[str, int]
    postings: Ints
    posting_offsets: Longs

    def bead(self, bead: int) -> Ints:
        """The word numbers of a bead, in order."""
        return self.ids[self.offsets[bead] : self.offsets[bead + 1]]

    def where(self, number: int) -> Ints:
        """The positions (in ``ids``) of a word, ascending."""
        return self.postings[self.posting_offsets[number] : self.posting_offsets[number + 1]]

    def find(self, keys: Sequence[str]) -> Ints:
        """The positions where these words stand one after the other inside one sentence."""
        numbers = [self.numbers.get(key, -1) for key in keys]
        if not numbers or min(numbers) < 0:
            return np.zeros(0, dtype=np.int32)
        # The rarest word decides how much is looked at.
        sizes = [len(self.where(number)) for number in numbers]
        pivot = sizes.index(min(sizes))
        places = self.where(numbers[pivot]) - pivot
        places = places[(places >= 0) & (places + len(numbers) <= len(self.ids))]
        for step, number in enumerate(numbers):
            places = places[self.ids[places + step] == number]
        if len(numbers) > 1:
            last = places + len(numbers) - 1
            inside = self.sentences[places] == self.sentences[last]
            # Two documents may have the same sentence number at their border.
            inside &= self._beads[places] == self._beads[last]
            places = places[inside]
        return places

    def beads_of(self, places: Ints) -> Ints:
        """The beads in which positions lie."""
        found: Ints = self._beads[places]
        return found

    def bead_at(self, place: int) -> int:
        """The bead in which a position lies."""
        return int(self._beads[place])

    def beads_with(self, keys: Sequence[str]) -> Ints:
        """The beads in which words stand one after the other, ascending."""
        beads = self._beads[self.find(keys)]
        return beads[np.diff(beads, prepend=-1) != 0] if len(beads) > 1 else beads

    @cached_property
    def _beads(self) -> Ints:
        """The bead of every word."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), np.diff(self.offsets))


@dataclass(frozen=True)
class Index:
    """A collection of alignments as numbers; ``beads[b]`` is (alignment, bead in it).

    A very long bead stands there several times, a piece of it each (:mod:`align.terms.pieces`).
    ``times`` is how many beads of its text a bead stands for: 1, but where copies are collapsed
    (``collapsed``), of which a page's repeated notices are some: they say nothing new.
    """

    alignments: tuple[Alignment, ...]
    beads: tuple[tuple[int, int], ...]
    times: Longs
    zh: Side
    en: Side
    collapsed: bool = False

    def side(self, lang: Lang) -> Side:
        """One language of the collection."""
        return self.zh if lang == "zh" else self.en

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both languages of the collection, Chinese first."""
        return self.zh, self.en

    def text(self, lang: Lang, at: int) -> str:
        """The sentence that has the word at a position of one language."""
        side = self.side(lang)
        return self.sentences(lang, side.bead_at(at))[int(side.sentences[at])].text

    def sentences(self, lang: Lang, bead: int) -> Sequence[Sentence]:
        """The sentences of one language of the document that has a bead."""
        return self.alignments[self.beads[bead][0]].sentences(lang)

    def said(self, lang: Lang, bead: int) -> str:
        """What a bead says in one language; of a piece of a long one the whole."""
        document, position = self.beads[bead]
        alignment = self.alignments[document]
        return alignment.text(alignment.beads[position], lang)

    def stretch(self, lang: Lang, first: int, last: int) -> str:
        """Words ``first`` to ``last`` (exclusive) of one language as they stand in the text."""
        side = self.side(lang)
        return self.text(lang, first)[int(side.starts[first]) : int(side.ends[last - 1])]

    def bead_number(self, alignment: int, bead: int) -> int:
        """The number in the whole collection of a bead of one alignment.

        -1 for one that is rejected or in pieces.
        """
        numbers = self.pieces(alignment, bead)
        return numbers.start if len(numbers) == 1 else -1

    def pieces(self, alignment: int, bead: int) -> range:
        """The numbers in the whole collection of a bead: one, but of a long one several.

        None if it is rejected.
        """
        first = self._numbers.get((alignment, bead), -1)
        return self._whole(first) if first >= 0 else range(0)

    def wholes(self) -> Iterator[range]:
        """The numbers of each bead, in order."""
        first = 0
        while first < len(self.beads):
            numbers = self._whole(first)
            yield numbers
            first = numbers.stop

    def _whole(self, first: int) -> range:
        end = first + 1
        while end < len(self.beads) and self.beads[end] == self.beads[first]:
            end += 1
        return range(first, end)

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        last = len(self.beads) - 1
        return {self.beads[number]: number for number in range(last, -1, -1)}


def build_index(
    alignments: Sequence[Alignment],
    *,
    collapsed: bool = False,
    terms: Collection[str] = (),
    workers: int = 1,
) -> Index:
    """Cut every bead of some alignments into words.

    Takes alignments, whether of several beads of the same text in one document the first stands
    for the others, Chinese terms that are known to be terms and are not
    cut through (simplified), and how many processes may cut; rejected beads are left out. Returns
    the index. Linear in the text.
    """
    beads, times = _beads(alignments, collapsed)
    whole = Sought(term for term in terms if len(term) > 1)
    parts = in_parts(partial(_sides, alignments, beads, whole), len(beads), workers)
    zh, en = (joined_sides(sides) for sides in zip(*parts, strict=True))
    # It builds on this module.
    from align.terms.pieces import in_pieces

    return Index(tuple(alignments), *in_pieces(beads, times, zh, en), collapsed)


def has_copies(alignments: Sequence[Alignment]) -> bool:
    """Whether several beads of a document have the same text."""
    _, times = _beads(alignments, True)
    return bool((times > 1).any())


def _beads(
    alignments: Sequence[Alignment], collapsed: bool
) -> tuple[tuple[tuple[int, int], ...], Longs]:
    """The beads that are counted, and for how many each stands."""
    beads: list[tuple[int, int]] = []
    times = array("q")
    for number, alignment in enumerate(alignments):
        seen: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        for position, bead in enumerate(alignment.beads):
            if bead.status == "rejected":
                continue
            if collapsed:
                name = (alignment.texts(bead, "zh"), alignment.texts(bead, "en"))
                first = seen.setdefault(name, len(beads))
                if first < len(beads):
                    times[first] += 1
                    continue
            beads.append((number, position))
            times.append(1)
    return tuple(beads), np.array(times, dtype=np.int64)


def joined_sides(parts: Sequence[Side]) -> Side:
    """The sides of runs of beads as one side: the same as if all beads were cut at once."""
    if len(parts) == 1:
        return parts[0]
    numbers: dict[str, int] = {}
    ids = []
    for part in parts:
        own = [numbers.setdefault(word, len(numbers)) for word in part.vocabulary]
        ids.append(np.array(own, dtype=np.int32)[part.ids])

    def together(values: Callable[[Side], NDArray[np.generic]]) -> Any:
        return np.concatenate([values(part) for part in parts])

    lengths = together(lambda part: np.diff(part.offsets))
    return _side(
        parts[0].lang,
        numbers,
        np.concatenate(ids),
        lengths,
        together(lambda part: part.sentences),
        together(lambda part: part.starts),
        together(lambda part: part.ends),
        together(lambda part: part.classes),
        together(lambda part: part.joined),
        together(lambda part: part.tied),
        together(lambda part: part.marks),
        together(lambda part: part.capital),
    )


def _sides(
    alignments: Sequence[Alignment],
    beads: Sequence[tuple[int, int]],
    terms: Sought,
    run: range,
) -> tuple[Side, Side]:
    own = beads[run.start : run.stop]
    wanted = {number for number, _ in own}
    positions: dict[int, list[int]] = {number: [] for number in wanted}
    for number, position in beads:
        if number in wanted:
            positions[number].append(position)
    names = {number: _names(alignments[number], positions[number]) for number in wanted}

    def chinese(text: str, number: int) -> _Asked:
        simplified = plain(text) if names[number] or terms else ""
        return (
            text,
            tuple(sorted(names[number].within(simplified))),
            tuple(sorted(terms.within(simplified))),
        )

    def english(text: str, number: int) -> _Asked:
        return text, (), ()

    return (
        _build_side(alignments, own, "zh", chinese, lambda asked: read_chinese(*asked)),
        _build_side(alignments, own, "en", english, lambda asked: read_english(asked[0])),
    )


def _names(alignment: Alignment, positions: Sequence[int]) -> Sought:
    """The names in some beads of a document that its segmenter might cut."""
    found: set[str] = set()
    for position in positions:
        bead = alignment.beads[position]
        if bead.zh and bead.en:
            found |= names_in(alignment.text(bead, "zh"), alignment.text(bead, "en"))
    return Sought(found)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A Chinese text as names are looked for in it."""
    return to_halfwidth(to_simplified(text))


def _build_side(
    alignments: Sequence[Alignment],
    beads: Sequence[tuple[int, int]],
    lang: Lang,
    asked: Callable[[str, int], _Asked],
    cut: Callable[[_Asked], Sequence[Read]],
) -> Side:
    # Where the words of each different sentence stand: it is cut once.
    known: dict[_Asked, slice] = {}
    numbers: dict[str, int] = {}
    ids, sentences, starts, ends = array("i"), array("i"), array("i"), array("i")
    classes, joined, tied, marks = array("b"), array("b"), array("b"), array("h")
    capital = array("b")
    lengths = array("i")
    kinds = _CLASS_NUMBER
    gaps = _Gaps(lang)
    for number, position in beads:
        alignment = alignments[number]
        texts = alignment.sentences(lang)
        before = len(ids)
        for sentence in alignment.beads[position].side(lang):
            text = texts[sentence].text
            asking = asked(text, number)
            place = known.get(asking)
            if place is not None:
                for column in (ids, starts, ends, classes, joined, tied, marks, capital):
                    column.extend(column[place])
                sentences.extend([sentence] * (place.stop - place.start))
                continue
            words = cut(asking)
            known[asking] = slice(len(ids), len(ids) + len(words))
            if not words:
                continue
            _, keys, firsts, lasts, sorts = zip(*words, strict=True)
            ids.extend([numbers.setdefault(key, len(numbers)) for key in keys])
            starts.extend(firsts)
            ends.extend(lasts)
            classes.extend([kinds[sort] for sort in sorts])
            between = [gaps[text[end:start]] for end, start in zip(lasts, firsts[1:], strict=False)]
            for follows, hyphen, count in (*between, _LAST):
                joined.append(follows)
                tied.append(hyphen)
                marks.append(count)
            sentences.extend([sentence] * len(words))
            capital.extend([text[first].isupper() for first in firsts])
        lengths.append(len(ids) - before)
    return _side(
        lang,
        numbers,
        np.array(ids, dtype=np.int32),
        np.array(lengths, dtype=np.int64),
        np.array(sentences, dtype=np.int32),
        np.array(starts, dtype=np.int32),
        np.array(ends, dtype=np.int32),
        np.array(classes, dtype=np.int8),
        np.array(joined, dtype=np.bool_),
        np.array(tied, dtype=np.bool_),
        np.array(marks, dtype=np.int16),
        np.array(capital, dtype=np.bool_),
    )


def _side(
    lang: Lang,
    numbers: dict[str, int],
    ids: Ints,
    lengths: Longs,
    sentences: Ints,
    starts: Ints,
    ends: Ints,
    classes: NDArray[np.int8],
    joined: NDArray[np.bool_],
    tied: NDArray[np.bool_],
    marks: NDArray[np.int16],
    capital: NDArray[np.bool_],
) -> Side:
    counts = np.bincount(ids, minlength=len(numbers))
    return Side(
        lang=lang,
        vocabulary=tuple(numbers),
        ids=ids,
        offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        sentences=sentences,
        starts=starts,
        ends=ends,
        classes=classes,
        joined=joined,
        tied=tied,
        marks=marks,
        capital=capital,
        numbers=numbers,
        postings=np.argsort(ids, kind="stable").astype(np.int32),
        posting_offsets=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
    )


class _Gaps(dict[str, tuple[bool, bool, int]]):
    """Of what stands between two words: may a term hold both, is it a hyphen, how many marks."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, gap: str) -> tuple[bool, bool, int]:
        follows = (_GAP_ZH if self._lang == "zh" else _GAP_EN).match(gap) is not None
        hyphen = follows and gap == "-" and self._lang == "en"
        found = follows, hyphen, min(len(_MARKS.findall(gap)), 32767)
        if len(self) < _GAPS_KEPT:
            self[gap] = found
        return found


def chunks(index: Index, cells: int, beads: range | None = None) -> Iterator[range]:
    """Runs of beads whose word pairs (Chinese x English) are about ``cells`` in number."""
    wanted = range(len(index.beads)) if beads is None else beads
    bounds = slice(wanted.start, wanted.stop + 1)
    load = np.cumsum(np.diff(index.zh.offsets[bounds]) * np.diff(index.en.offsets[bounds]))
    start = 0
    while start < len(wanted):
        before = int(load[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(load, before + cells, side="right")))
        yield wanted[start:end]
        start = end
