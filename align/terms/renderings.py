"""Renderings: which words stand on the other side for a term at a place?

The miner (which pairs recur?), the consistency score (which variants, how often?), the glossary
check (was the approved term used?) and the highlighting of a term on both sides all ask this
one question; it is answered here, once.

A rendering is chosen in two steps. *Locally*, the links of the bead's words
(:mod:`align.terms.links`) say which runs of words are linked to the term and to little else, as
in phrase extraction (Och & Ney 2004). *Over the collection*, what stands for the term elsewhere
is preferred to what stands for it here only, and what occurs with the term to what occurs
anywhere.
"""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from align.model import Alignment, Glossary, Lang, Place, Rendering, TermEntry, other
from align.terms.association import Association, Floats, associate
from align.terms.dictionary import gloss_phrases
from align.terms.index import CLASSES, Index, Ints, Side, build_index
from align.terms.links import many_posteriors
from align.terms.occurrences import (
    Occurrence,
    Texts,
    of_words,
    outermost,
    run_place,
    searchable,
    word_place,
)
from align.terms.spans import Fit, Keys, Longer, Span
from align.text.words import words

_FUNCTION = CLASSES.index("function")
_ADJECTIVE = CLASSES.index("adjective")
# What recurrence over the collection, the dictionary's and the glossary's word are worth.
_RECURRENCE = 0.7
_DICTIONARY = 0.4
_GLOSSARY = 2.0
# Below this score a term counts as not rendered.
_LEAST = 0.12
# What each word that always stands beside a target, and is linked to nothing, adds to it.
_ABSORBED = 0.4
_FREE = 0.35
_LOOSE = 0.5
# A phrase that is left over is told as a rendering only where nearly all else is linked.
_IDLE = 4
_LEFTOVER_SCORE = 0.56
_LIGHT = [CLASSES.index(name) for name in ("function", "adverb", "number")]
_CONTENT = [CLASSES.index(name) for name in ("noun", "name", "person", "place", "adjective")]
# So many occurrences of a term teach what stands for it; more would add nothing but time.
_SAMPLE = 150
# Beads whose links are computed one by one; after these, so many beside each other at once.
_FEW = 32
_BESIDE = 256
# Links that are computed at once: more would be no faster, and need ten times their own size.
_CELLS = 250_000
# The places of the last terms that are remembered.
_FITS_KEPT = 2048
# Links that are remembered, of words with words.
_CELLS_KEPT = 32_000_000


class Renderer:
    """Finds renderings in a collection of alignments; built once for the collection.

    Takes the alignments and, optionally, a glossary whose pairs are trusted, and an encoder-free
    association learned elsewhere. Building reads every word once. With ``independent`` every
    place is judged by its own words and the dictionary: what stands for a term elsewhere is not
    preferred. Fewer renderings are right then, but who measures how steady they are must not
    take it for granted.
    """

    def __init__(
        self,
        alignments: Sequence[Alignment],
        glossary: Glossary | None = None,
        *,
        index: Index | None = None,
        association: Association | None = None,
        independent: bool = False,
    ) -> None:
        self.index = build_index(alignments) if index is None else index
        self.association = associate(self.index) if association is None else association
        self.independent = independent
        self._known = _glossary_pairs(glossary)
        self._matrices: OrderedDict[int, Floats] = OrderedDict()
        self._cells = 0
        self._asked = 0
        self._expected: Ints | None = None
        self._learned: dict[tuple[Lang, Keys], dict[Keys, float]] = {}
        self._beads_with: dict[tuple[Lang, Keys], Ints] = {}
        self._fits: OrderedDict[tuple[Lang, int, int, int, int], Fit] = OrderedDict()

    # What a caller asks.

    def find(self, alignment: int, bead: int, source: Lang, place: Place) -> Rendering:
        """What stands for the words at a place.

        Takes the number of the alignment in the collection, that of the bead in the alignment,
        the side of the place, and the place. Returns the rendering; its ``targets`` are empty
        where the other side has no words for it.

        Raises ValueError for a bead that is rejected or a place without words.
        """
        for number in self.index.pieces(alignment, bead):
            occurrence = self._at_place(number, source, place)
            if occurrence is not None:
                return self.render(occurrence, source)
        raise ValueError(f"no words at {place} of bead {bead}")

    def all_of(
        self, term: str | TermEntry, source: Lang, *, alignment: int = 0
    ) -> tuple[Rendering, ...]:
        """The renderings of all places of a term in one alignment, in reading order.

        Takes a term's text, or an entry: then the places of all its terms in ``source``. A place
        inside another place of the same entry counts once, as part of the longer.
        """
        texts = [term] if isinstance(term, str) else [t.text for t in term.in_lang(source)]
        occurrences: list[Occurrence] = []
        for text in dict.fromkeys(texts):
            occurrences.extend(self.occurrences(text, source, alignment=alignment))
        kept = outermost(occurrences)
        return tuple(self.render(occurrence, source) for occurrence in kept)

    def word_links(self, alignment: int, bead: int) -> list[tuple[Place, Place, float]]:
        """The linked words of a bead: a Chinese place, an English place, and a probability."""
        zh, en = self.index.zh, self.index.en
        found = []
        for number in self.index.pieces(alignment, bead):
            matrix = self.matrix(number, "zh")
            base_zh, base_en = int(zh.offsets[number]), int(en.offsets[number])
            found += [
                (word_place(zh, base_zh + int(i)), word_place(en, base_en + int(j)), matrix[i, j])
                for i, j in zip(*np.nonzero(_linked(matrix)), strict=True)
            ]
        return found

    # What the miner and the checks build on.

    def occurrences(
        self, term: str, lang: Lang, *, alignment: int | None = None
    ) -> list[Occurrence]:
        """The places of a term, of any inflection, in the collection or in one alignment."""
        side = self.index.side(lang)
        found: list[Occurrence] = []
        if lang == "en":
            keys = tuple(word.key for word in words(term, "en"))
            for at in map(int, side.find(keys)):
                number = side.bead_at(at)
                if alignment is None or self.index.beads[number][0] == alignment:
                    found.append(of_words(side, number, at, at + len(keys)))
        else:
            for occurrence in self._texts.find(term):
                if alignment is None or self.index.beads[occurrence.bead][0] == alignment:
                    found.append(occurrence)
        return found

    def matrix(self, bead: int, source: Lang) -> Floats:
        """The link probabilities of a bead, the source's words as rows."""
        matrix = self._matrices.get(bead)
        if matrix is None:
            self.prepare([bead])
            matrix = self._matrices[bead]
        return matrix if source == "zh" else matrix.T

    def expect(self, beads: Iterable[int]) -> None:
        """Say which beads will be asked for, so that no others are linked beside them."""
        self._expected = np.array(sorted({bead for bead in beads if bead >= 0}), dtype=np.int32)

    def prepare(self, beads: Iterable[int]) -> None:
        """Link the words of some beads at once, which is faster than one after the other."""
        wanted = {bead for bead in beads if bead not in self._matrices}
        if not wanted:
            return
        if len(wanted) < _FEW:
            self._asked += len(wanted)
            if self._asked > _FEW:
                # Who asks often for a few will ask for those beside them as well.
                wanted |= {bead for bead in self._beside(wanted) if bead not in self._matrices}
        zh, en = self.index.zh, self.index.en
        for numbers in self._lots(sorted(wanted)):
            found = many_posteriors(
                self.association, list(map(zh.bead, numbers)), list(map(en.bead, numbers))
            )
            for bead, matrix in zip(numbers, found, strict=True):
                self._matrices[bead] = matrix
                self._cells += matrix.size
        while self._cells > _CELLS_KEPT and len(self._matrices) > len(wanted):
            self._cells -= self._matrices.popitem(last=False)[1].size

    def render(self, occurrence: Occurrence, source: Lang) -> Rendering:
        """What stands for one occurrence."""
        target = other(source)
        keys = self.keys_of(occurrence, source)
        learned = self.learned(keys, source, occurrence)
        fit = self._fit(occurrence, source)
        spans = list(fit.best)
        present = {span.keys for span in spans}
        for wanted, weight in learned.items():
            if weight > 0.5 and wanted not in present:
                spans.extend(self._spans_of(fit, occurrence, target, wanted))
        alignment, position = self.index.beads[occurrence.bead]
        best: Span | None = None
        value = 0.0
        for span in spans:
            total = span.score + learned.get(span.keys, 0.0)
            if best is None or total > value + 1e-9:
                best, value = span, total
        score = 0.0 if best is None else _chance(best, value)
        if best is None or score < _LEAST:
            return Rendering(position, source, occurrence.place, (), "", round(1 - score, 4))
        side = self.index.side(target)
        base = int(side.offsets[occurrence.bead])
        runs = [(best.first, best.last), *self._strays(occurrence, source, best)]
        places = tuple(run_place(side, base + first, base + last) for first, last in sorted(runs))
        sentences = self.index.alignments[alignment].sentences(target)
        text = " … ".join(sentences[p.sentence].text[p.start : p.end] for p in places)
        return Rendering(position, source, occurrence.place, places, text, round(score, 4))

    def text_of(self, occurrence: Occurrence, source: Lang) -> str:
        """The text of an occurrence as it stands."""
        alignment = self.index.beads[occurrence.bead][0]
        sentences = self.index.alignments[alignment].sentences(source)
        place = occurrence.place
        return sentences[place.sentence].text[place.start : place.end]

    def widened(self, occurrence: Occurrence, rendering: Rendering) -> Rendering:
        """A rendering with the content words beside it that are linked to nothing else.

        "cloud" with the unlinked "vendors" beside it becomes "cloud vendors".
        """
        if len(rendering.targets) != 1:
            return rendering
        source = rendering.source
        side = self.index.side(other(source))
        matrix = self._of_content(occurrence.bead, source)
        matrix[occurrence.first : occurrence.last] = 0.0
        outside = matrix.max(axis=0)
        base = int(side.offsets[occurrence.bead])
        size = len(outside)
        place = rendering.targets[0]
        inside = [
            at
            for at in range(size)
            if side.sentences[base + at] == place.sentence
            and place.start <= side.starts[base + at] < place.end
        ]
        if not inside:
            return rendering
        first, last = inside[0], inside[-1] + 1

        def free(at: int) -> bool:
            return bool(
                outside[at] < _LOOSE
                and side.classes[base + at] in _CONTENT
                and side.sentences[base + at] == place.sentence
            )

        def after(at: int) -> bool:
            return side.lang == "en" and bool(side.classes[base + at] == _ADJECTIVE)

        while first and free(first - 1) and not self._parted(side, base + first - 1):
            first -= 1
        # What follows an English noun and looks like an adjective is a verb: "Wu Yongming noted".
        while (
            last < size
            and free(last)
            and not after(last)
            and not self._parted(side, base + last - 1)
        ):
            last += 1
        return self._with_run(rendering, occurrence, side, base + first, base + last)

    def leftover(self, occurrence: Occurrence, rendering: Rendering) -> Rendering:
        """For a term without linked words: the one noun phrase that is linked to nothing.

        Where several phrases are left over nothing is told: then the term may be left out.
        """
        source = rendering.source
        side = self.index.side(other(source))
        matrix = self._of_content(occurrence.bead, source)
        if not matrix.size or occurrence.last - occurrence.first < 2:
            return rendering
        base = int(side.offsets[occurrence.bead])
        free = (matrix.sum(axis=0) < _FREE) & np.isin(
            side.classes[base : base + matrix.shape[1]], _CONTENT
        )
        own = self.index.side(source)
        origin = int(own.offsets[occurrence.bead])
        kinds = own.classes[origin : origin + matrix.shape[0]]
        idle = (matrix.sum(axis=1) < _FREE) & np.isin(kinds, _CONTENT)
        idle[occurrence.first : occurrence.last] = False
        runs: list[tuple[int, int]] = []
        at = 0
        while at < len(free):
            end = at
            while (
                end < len(free)
                and free[end]
                and (end == at or not self._parted(side, base + end - 1))
            ):
                end += 1
            if end > at:
                runs.append((at, end))
            at = max(end, at + 1)
        longest = [run for run in runs if run[1] - run[0] > 1] or runs
        if len(longest) != 1 or idle.sum() > _IDLE:
            return rendering
        first, last = longest[0]
        found = self._with_run(rendering, occurrence, side, base + first, base + last)
        return Rendering(
            found.bead, source, found.place, found.targets, found.text, _LEFTOVER_SCORE
        )

    def _of_content(self, bead: int, source: Lang) -> Floats:
        """The links of a bead without those of function words and adverbs: they say little."""
        matrix = self.matrix(bead, source).copy()
        side = self.index.side(source)
        kinds = side.classes[int(side.offsets[bead]) : int(side.offsets[bead + 1])]
        matrix[np.isin(kinds, _LIGHT)] = 0.0
        return matrix

    def _with_run(
        self, rendering: Rendering, occurrence: Occurrence, side: Side, first: int, last: int
    ) -> Rendering:
        place = run_place(side, first, last)
        sentences = self.index.sentences(side.lang, occurrence.bead)
        text = sentences[place.sentence].text[place.start : place.end]
        return Rendering(
            rendering.bead, rendering.source, rendering.place, (place,), text, rendering.score
        )

    def _parted(self, side: Side, at: int) -> bool:
        """Whether punctuation or a sentence end stands between a word and the next."""
        return bool(side.sentences[at] != side.sentences[at + 1] or side.marks[at])

    def keys_of(self, occurrence: Occurrence, source: Lang) -> Keys:
        """The comparable form of an occurrence: its words' keys, cut words as they are cut."""
        side = self.index.side(source)
        if source == "zh":
            alignment = self.index.beads[occurrence.bead][0]
            text = self.index.alignments[alignment].zh_sentences[occurrence.place.sentence].text
            return (searchable(text[occurrence.place.start : occurrence.place.end]),)
        base = int(side.offsets[occurrence.bead])
        ids = side.ids[base + occurrence.first : base + occurrence.last]
        return tuple(side.vocabulary[number] for number in ids)

    def learned(
        self, keys: Keys, source: Lang, occurrence: Occurrence | None = None
    ) -> dict[Keys, float]:
        """What stands for a term over the collection: a bonus for each target it may have."""
        name = (source, keys)
        if name in self._learned:
            return self._learned[name]
        term = keys[0] if source == "zh" else " ".join(keys)
        bonus = {} if self.independent else self._recurring(term, source, occurrence)
        for wanted in gloss_phrases(term) if source == "zh" else ():
            bonus[wanted] = bonus.get(wanted, 0.0) + _DICTIONARY
        for wanted in self._known.get(name, ()):
            bonus[wanted] = bonus.get(wanted, 0.0) + _GLOSSARY
        self._learned[name] = bonus
        return bonus

    def _recurring(
        self, term: str, source: Lang, occurrence: Occurrence | None
    ) -> dict[Keys, float]:
        """A bonus for what stands for a term at its places, the more the oftener."""
        places = self.occurrences(term, source)
        if not places and occurrence is not None:
            places = [occurrence]
        beads = np.array(sorted({place.bead for place in places}), dtype=np.int32)
        if len(places) > _SAMPLE:
            step = len(places) / _SAMPLE
            places = [places[int(i * step)] for i in range(_SAMPLE)]
        self.prepare(place.bead for place in places)
        target = other(source)
        weights: dict[Keys, float] = defaultdict(float)
        longer = Longer()
        for place in places:
            fit = self._fit(place, source)
            spans = fit.best
            if not spans:
                continue
            longer.see(fit, spans[0], self._words(place.bead, target))
            top = max(span.score for span in spans)
            for span in spans:
                weights[span.keys] += math.exp(3.0 * (span.score - top)) * max(span.score, 0.0)
        bonus: dict[Keys, float] = {}
        total = sum(weights.values()) or 1.0
        for wanted, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:20]:
            there = self.beads_with(wanted, target)
            both = _shared(beads, there)
            dice = 2 * both / (len(beads) + len(there) or 1)
            trust = 1 - 1 / max(both, 1)
            bonus[wanted] = _RECURRENCE * trust * (dice + 2 * weight / total)
        for short, long, added in longer.found():
            if short in bonus:
                bonus[long] = max(bonus.get(long, 0.0), bonus[short] + _ABSORBED * added)
        return bonus

    def beads_with(self, keys: Keys, lang: Lang) -> Ints:
        """The beads in which words stand one after the other, ascending."""
        name = (lang, keys)
        if name not in self._beads_with:
            self._beads_with[name] = self.index.side(lang).beads_with(keys)
        return self._beads_with[name]

    # How it is done.

    def _beside(self, beads: Iterable[int]) -> set[int]:
        """The beads around some, of those that are expected or of all."""
        size = len(self.index.beads)
        known = np.arange(size, dtype=np.int32) if self._expected is None else self._expected
        blocks = {int(np.searchsorted(known, bead)) // _BESIDE for bead in beads}
        return {
            bead
            for block in blocks
            for bead in known[block * _BESIDE : (block + 1) * _BESIDE].tolist()
        }

    def _lots(self, beads: Sequence[int]) -> Iterator[Sequence[int]]:
        """Beads in lots of as many links as are computed at once."""
        zh, en = np.diff(self.index.zh.offsets), np.diff(self.index.en.offsets)
        numbers = np.array(beads, dtype=np.int64)
        lots = np.cumsum(zh[numbers] * en[numbers]) // _CELLS
        ends = [*np.flatnonzero(np.diff(lots) > 0).tolist(), len(beads) - 1]
        start = 0
        for end in ends:
            yield beads[start : end + 1]
            start = end + 1

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.index)

    def _at_place(self, number: int, lang: Lang, place: Place) -> Occurrence | None:
        side = self.index.side(lang)
        start, end = int(side.offsets[number]), int(side.offsets[number + 1])
        inside = np.flatnonzero(
            (side.sentences[start:end] == place.sentence)
            & (side.starts[start:end] < place.end)
            & (side.ends[start:end] > place.start)
        )
        if not len(inside):
            return None
        first, last = int(inside[0]), int(inside[-1]) + 1
        shares = []
        for position in range(start + first, start + last):
            left, right = int(side.starts[position]), int(side.ends[position])
            overlap = min(right, place.end) - max(left, place.start)
            shares.append(overlap / (right - left))
        return Occurrence(number, first, last, tuple(shares), place)

    def _fit(self, occurrence: Occurrence, source: Lang) -> Fit:
        place = occurrence.place
        name = (source, occurrence.bead, place.sentence, place.start, place.end)
        fit = self._fits.get(name)
        if fit is None:
            matrix = self.matrix(occurrence.bead, source)
            fit = Fit(self.index.side(other(source)), occurrence, matrix)
            self._fits[name] = fit
            if len(self._fits) > _FITS_KEPT:
                self._fits.popitem(last=False)
        return fit

    def _spans_of(
        self, fit: Fit, occurrence: Occurrence, target: Lang, wanted: Keys
    ) -> Iterator[Span]:
        """The places in the bead of a target that is known from elsewhere."""
        if not _holds(self.beads_with(wanted, target), occurrence.bead):
            return
        words = self._words(occurrence.bead, target)
        for first in range(len(words) - len(wanted) + 1):
            if words[first] == wanted[0] and words[first : first + len(wanted)] == wanted:
                span = fit.span(first, first + len(wanted))
                if span is not None:
                    yield span

    def _words(self, bead: int, lang: Lang) -> Keys:
        side = self.index.side(lang)
        return tuple(side.vocabulary[number] for number in side.bead(bead).tolist())

    def _strays(self, occurrence: Occurrence, source: Lang, best: Span) -> list[tuple[int, int]]:
        """Words apart from the span that stand for a word of the term that the span leaves out."""
        matrix = self.matrix(occurrence.bead, source)
        target = self.index.side(other(source))
        base = int(target.offsets[occurrence.bead])
        found = []
        for row in range(occurrence.first, occurrence.last):
            if matrix[row, best.first : best.last].sum() > 0.2:
                continue
            word = int(matrix[row].argmax())
            near = best.first - 8 <= word < best.last + 8
            same = target.sentences[base + word] == target.sentences[base + best.first]
            content = target.classes[base + word] != _FUNCTION
            apart = not best.first <= word < best.last
            if matrix[row, word] > 0.6 and near and same and content and apart:
                found.append((word, word + 1))
        return sorted(set(found))


def _glossary_pairs(glossary: Glossary | None) -> dict[tuple[Lang, Keys], tuple[Keys, ...]]:
    known: dict[tuple[Lang, Keys], dict[Keys, None]] = defaultdict(dict)
    for entry in glossary.entries if glossary else ():
        for zh in entry.in_lang("zh"):
            for en in entry.in_lang("en"):
                zh_keys = tuple(word.key for word in words(zh.text, "zh"))
                en_keys = tuple(word.key for word in words(en.text, "en"))
                known["zh", (searchable(zh.text),)][en_keys] = None
                known["en", en_keys][zh_keys] = None
    return {name: tuple(targets) for name, targets in known.items()}


def _chance(span: Span, value: float) -> float:
    """A span's total as a number from 0 to 1: how surely these words stand for the term."""
    evidence = max(span.covered, min(value - span.score, 1.5) * 0.6)
    return max(0.0, min(1.0, 1 - math.exp(-2.2 * evidence)) if value > 0 else 0.3 * span.covered)


def _linked(matrix: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The links that hold: probable ones, and each other's best if nothing better is there."""
    if not matrix.size:
        return np.zeros(matrix.shape, dtype=bool)
    best = (matrix == matrix.max(axis=0, keepdims=True)) & (
        matrix == matrix.max(axis=1, keepdims=True)
    )
    linked: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (matrix > 0.3) | (
        best & (matrix > 0.1)
    )
    return linked


def _holds(beads: Ints, bead: int) -> bool:
    at = int(np.searchsorted(beads, bead))
    return at < len(beads) and int(beads[at]) == bead


def _shared(one: Ints, two: Ints) -> int:
    """How many beads are in both of two ascending lists."""
    few, many = (one, two) if len(one) < len(two) else (two, one)
    if not len(few):
        return 0
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return int(np.count_nonzero(many[at] == few))
