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
import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.model import Alignment, Glossary, Lang, Place, Rendering, TermEntry, other
from align.terms.association import Association, Floats, associate
from align.terms.dictionary import gloss_phrases
from align.terms.index import CLASSES, Index, Side, build_index
from align.terms.links import bead_posteriors
from align.terms.occurrences import (
    Occurrence,
    Texts,
    of_words,
    outermost,
    run_place,
    searchable,
    word_place,
)
from align.text.words import words

Keys = tuple[str, ...]

_FUNCTION = CLASSES.index("function")
_ADJECTIVE = CLASSES.index("adjective")
# What a word of the span costs if it is linked to other words of the source, or to none.
_OUTSIDE = 0.8
_UNLINKED = 0.25
_UNLINKED_FUNCTION = 0.1
_BORDER = 0.5
# What recurrence over the collection, the dictionary's and the glossary's word are worth.
_RECURRENCE = 0.7
_DICTIONARY = 0.4
_GLOSSARY = 2.0
# Below this score a term counts as not rendered.
_LEAST = 0.12
_LONGEST = 12
# What each word that always stands beside a target, and is linked to nothing, adds to it.
_ABSORBED = 0.4
_ABSORBED_LONGEST = 3
_ALWAYS = 0.75
_FREE = 0.35
_LOOSE = 0.5
# A phrase that is left over is told as a rendering only where nearly all else is linked.
_IDLE = 4
_LEFTOVER_SCORE = 0.56
_LIGHT = [CLASSES.index(name) for name in ("function", "adverb", "number")]
_CONTENT = [CLASSES.index(name) for name in ("noun", "name", "person", "place", "adjective")]
# So many occurrences of a term teach what stands for it; more would add nothing but time.
_SAMPLE = 150
_BORDERS = re.compile(r"[()（）\[\]，,;；:：。.!?？！、“”\"《》|]")


@dataclass(frozen=True, slots=True)
class _Span:
    """A run of target words, positions in the bead, and how well it fits here."""

    first: int
    last: int
    keys: Keys
    score: float
    covered: float


class Renderer:
    """Finds renderings in a collection of alignments; built once for the collection.

    Takes the alignments and, optionally, a glossary whose pairs are trusted, and an encoder-free
    association learned elsewhere. Building reads every word once.
    """

    def __init__(
        self,
        alignments: Sequence[Alignment],
        glossary: Glossary | None = None,
        *,
        index: Index | None = None,
        association: Association | None = None,
    ) -> None:
        self.index = build_index(alignments) if index is None else index
        self.association = associate(self.index) if association is None else association
        self._known = _glossary_pairs(glossary)
        self._matrices: OrderedDict[int, Floats] = OrderedDict()
        self._learned: dict[tuple[Lang, Keys], dict[Keys, float]] = {}
        self._beads_with: dict[tuple[Lang, Keys], frozenset[int]] = {}
        self._texts: dict[Lang, Texts] = {}

    # What a caller asks.

    def find(self, alignment: int, bead: int, source: Lang, place: Place) -> Rendering:
        """What stands for the words at a place.

        Takes the number of the alignment in the collection, that of the bead in the alignment,
        the side of the place, and the place. Returns the rendering; its ``targets`` are empty
        where the other side has no words for it.

        Raises ValueError for a bead that is rejected or a place without words.
        """
        number = self.index.bead_number(alignment, bead)
        occurrence = self._at_place(number, source, place) if number >= 0 else None
        if occurrence is None:
            raise ValueError(f"no words at {place} of bead {bead}")
        return self.render(occurrence, source)

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
        number = self.index.bead_number(alignment, bead)
        zh, en = self.index.zh, self.index.en
        matrix = self.matrix(number, "zh")
        base_zh, base_en = int(zh.offsets[number]), int(en.offsets[number])
        return [
            (word_place(zh, base_zh + int(i)), word_place(en, base_en + int(j)), matrix[i, j])
            for i, j in zip(*np.nonzero(_linked(matrix)), strict=True)
        ]

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
                number = int(np.searchsorted(side.offsets, at, side="right")) - 1
                if alignment is None or self.index.beads[number][0] == alignment:
                    found.append(of_words(side, number, at, at + len(keys)))
        else:
            if "zh" not in self._texts:
                self._texts["zh"] = Texts(self.index)
            for number, place in self._texts["zh"].find(term):
                if alignment is None or self.index.beads[number][0] == alignment:
                    occurrence = self._at_place(number, "zh", place)
                    if occurrence is not None:
                        found.append(occurrence)
        return found

    def matrix(self, bead: int, source: Lang) -> Floats:
        """The link probabilities of a bead, the source's words as rows."""
        matrix = self._matrices.get(bead)
        if matrix is None:
            matrix = bead_posteriors(self.index, self.association, bead)
            self._matrices[bead] = matrix
            if len(self._matrices) > 4096:
                self._matrices.popitem(last=False)
        return matrix if source == "zh" else matrix.T

    def render(self, occurrence: Occurrence, source: Lang) -> Rendering:
        """What stands for one occurrence."""
        target = other(source)
        keys = self.keys_of(occurrence, source)
        learned = self.learned(keys, source, occurrence)
        spans = self._spans(occurrence, source)
        present = {span.keys for span in spans}
        for wanted, weight in learned.items():
            if weight > 0.5 and wanted not in present:
                spans.extend(self._spans_of(occurrence, source, wanted))
        alignment, position = self.index.beads[occurrence.bead]
        best: _Span | None = None
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

        while first and free(first - 1) and not self._parted(side, base + first - 1, occurrence):
            first -= 1
        # What follows an English noun and looks like an adjective is a verb: "Wu Yongming noted".
        while (
            last < size
            and free(last)
            and not after(last)
            and not self._parted(side, base + last - 1, occurrence)
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
                and (end == at or not self._parted(side, base + end - 1, occurrence))
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
        sentences = self.index.alignments[self.index.beads[occurrence.bead][0]].sentences(side.lang)
        text = sentences[place.sentence].text[place.start : place.end]
        return Rendering(
            rendering.bead, rendering.source, rendering.place, (place,), text, rendering.score
        )

    def _parted(self, side: Side, at: int, occurrence: Occurrence) -> bool:
        """Whether punctuation or a sentence end stands between a word and the next."""
        if side.sentences[at] != side.sentences[at + 1]:
            return True
        return self.borders(side, at, at + 2, occurrence.bead) > 0

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
        places = self.occurrences(term, source)
        if not places and occurrence is not None:
            places = [occurrence]
        beads = frozenset(place.bead for place in places)
        if len(places) > _SAMPLE:
            step = len(places) / _SAMPLE
            places = [places[int(i * step)] for i in range(_SAMPLE)]
        weights: dict[Keys, float] = defaultdict(float)
        longer = _Longer()
        for place in places:
            spans = self._spans(place, source)
            if not spans:
                continue
            longer.see(self, place, source, spans[0])
            top = max(span.score for span in spans)
            for span in spans:
                weights[span.keys] += math.exp(3.0 * (span.score - top)) * max(span.score, 0.0)
        bonus: dict[Keys, float] = {}
        total = sum(weights.values()) or 1.0
        for wanted, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:20]:
            both = len(beads & self.beads_with(wanted, other(source)))
            dice = 2 * both / (len(beads) + len(self.beads_with(wanted, other(source))) or 1)
            trust = 1 - 1 / max(both, 1)
            bonus[wanted] = _RECURRENCE * trust * (dice + 2 * weight / total)
        for short, long, added in longer.found():
            if short in bonus:
                bonus[long] = max(bonus.get(long, 0.0), bonus[short] + _ABSORBED * added)
        for wanted in gloss_phrases(term) if source == "zh" else ():
            bonus[wanted] = bonus.get(wanted, 0.0) + _DICTIONARY
        for wanted in self._known.get(name, ()):
            bonus[wanted] = bonus.get(wanted, 0.0) + _GLOSSARY
        self._learned[name] = bonus
        return bonus

    def beads_with(self, keys: Keys, lang: Lang) -> frozenset[int]:
        """The beads in which words stand one after the other."""
        name = (lang, keys)
        if name not in self._beads_with:
            side = self.index.side(lang)
            self._beads_with[name] = frozenset(side.beads_of(side.find(keys)).tolist())
        return self._beads_with[name]

    # How it is done.

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

    def _spans(self, occurrence: Occurrence, source: Lang) -> list[_Span]:
        """The runs of target words that may stand for an occurrence, by the links alone."""
        matrix = self.matrix(occurrence.bead, source)
        if not matrix.size:
            return []
        rows = matrix[occurrence.first : occurrence.last]
        shares = np.array(occurrence.shares)[:, None]
        inside = np.minimum((rows * shares).sum(axis=0), 1.0)
        starts = np.flatnonzero(inside > 0.04)
        if len(starts) > 14:
            starts = np.sort(np.argsort(-inside, kind="stable")[:14])
        outside = np.minimum(matrix.sum(axis=0) - (rows * shares).sum(axis=0), 1.0)
        target = self.index.side(other(source))
        base = int(target.offsets[occurrence.bead])
        found = []
        for first in map(int, starts):
            for end in map(int, starts):
                if first <= end < first + _LONGEST:
                    span = self._span(
                        target, base, occurrence, rows, shares, inside, outside, first, end + 1
                    )
                    if span is not None:
                        found.append(span)
        found.sort(key=lambda span: (-span.score, span.first, span.last))
        return found[:12]

    def _spans_of(self, occurrence: Occurrence, source: Lang, wanted: Keys) -> Iterator[_Span]:
        """The places in the bead of a target that is known from elsewhere."""
        target = self.index.side(other(source))
        if occurrence.bead not in self.beads_with(wanted, other(source)):
            return
        base = int(target.offsets[occurrence.bead])
        matrix = self.matrix(occurrence.bead, source)
        rows = matrix[occurrence.first : occurrence.last]
        shares = np.array(occurrence.shares)[:, None]
        inside = np.minimum((rows * shares).sum(axis=0), 1.0)
        outside = np.minimum(matrix.sum(axis=0) - (rows * shares).sum(axis=0), 1.0)
        for at in map(int, target.find(wanted)):
            if base <= at < int(target.offsets[occurrence.bead + 1]):
                span = self._span(
                    target, base, occurrence, rows, shares, inside, outside,
                    at - base, at - base + len(wanted),
                )  # fmt: skip
                if span is not None:
                    yield span

    def _span(
        self,
        target: Side,
        base: int,
        occurrence: Occurrence,
        rows: Floats,
        shares: Floats,
        inside: Floats,
        outside: Floats,
        first: int,
        last: int,
    ) -> _Span | None:
        classes = target.classes[base + first : base + last]
        if classes[0] == _FUNCTION or classes[-1] == _FUNCTION:
            return None
        if target.sentences[base + first] != target.sentences[base + last - 1]:
            return None
        within, without = inside[first:last], outside[first:last]
        unlinked = np.where(classes == _FUNCTION, _UNLINKED_FUNCTION, _UNLINKED)
        loose = np.maximum(1 - within - without, 0.0) * unlinked
        weight = np.where(classes == _FUNCTION, 0.3, 1.0)
        score = float((within * weight - _OUTSIDE * without * weight - loose).sum())
        score -= _BORDER * self.borders(target, base + first, base + last, occurrence.bead)
        covered = float(
            (np.minimum(rows[:, first:last].sum(axis=1), 1.0) * shares[:, 0]).sum() / shares.sum()
        )
        keys = tuple(target.vocabulary[i] for i in target.ids[base + first : base + last])
        # Long terms have more to gain: the score is that of the average word of the term.
        size = max(float(shares.sum()), 1.0)
        return _Span(first, last, keys, score / size**0.5 + covered, covered)

    def outside(self, occurrence: Occurrence, source: Lang) -> Floats:
        """How surely each target word of the bead belongs to other words of the source."""
        matrix = self.matrix(occurrence.bead, source)
        rows = matrix[occurrence.first : occurrence.last]
        shares = np.array(occurrence.shares)[:, None]
        found: Floats = np.minimum(matrix.sum(axis=0) - (rows * shares).sum(axis=0), 1.0)
        return found

    def borders(self, side: Side, first: int, last: int, bead: int) -> int:
        """How many brackets, commas and stops stand between the words of a run."""
        if last - first < 2:
            return 0
        alignment = self.index.beads[bead][0]
        sentences = self.index.alignments[alignment].sentences(side.lang)
        text = sentences[int(side.sentences[first])].text
        return len(_BORDERS.findall(_between(text, side, first, last)))

    def _strays(self, occurrence: Occurrence, source: Lang, best: _Span) -> list[tuple[int, int]]:
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


class _Longer:
    """Targets that are part of a longer one: words that always stand beside them, for nothing.

    认可 alone seems to stand for *AIs* where 机构 is linked to nothing; but 机构 always follows.
    """

    def __init__(self) -> None:
        self._seen: dict[Keys, int] = defaultdict(int)
        self._beside: dict[tuple[Keys, Keys], list[float]] = defaultdict(list)

    def see(self, renderer: Renderer, occurrence: Occurrence, source: Lang, span: _Span) -> None:
        side = renderer.index.side(other(source))
        base = int(side.offsets[occurrence.bead])
        size = int(side.offsets[occurrence.bead + 1]) - base
        outside = renderer.outside(occurrence, source)
        self._seen[span.keys] += 1
        for left in range(_ABSORBED_LONGEST + 1):
            for right in range(_ABSORBED_LONGEST + 1 - left):
                first, last = span.first - left, span.last + right
                if left + right == 0 or first < 0 or last > size:
                    continue
                edges = (side.classes[base + first], side.classes[base + last - 1])
                if (
                    _FUNCTION in edges
                    or side.sentences[base + first] != (side.sentences[base + last - 1])
                ):
                    continue
                if renderer.borders(side, base + first, base + last, occurrence.bead):
                    continue
                added = [*range(first, span.first), *range(span.last, last)]
                keys = tuple(side.vocabulary[i] for i in side.ids[base + first : base + last])
                self._beside[span.keys, keys].append(float(outside[added].max()))

    def found(self) -> Iterator[tuple[Keys, Keys, int]]:
        """Short target, long target, and how many words it has more."""
        for (short, long), outside in self._beside.items():
            always = len(outside) >= max(2.0, _ALWAYS * self._seen[short])
            if always and sum(outside) / len(outside) < _FREE:
                yield short, long, len(long) - len(short)


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


def _chance(span: _Span, value: float) -> float:
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


def _between(text: str, side: Side, first: int, last: int) -> str:
    """What stands between the words of a run."""
    return "".join(
        text[int(side.ends[at]) : int(side.starts[at + 1])] for at in range(first, last - 1)
    )
