"""Where terms stand: occurrences, and the search for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.model import Place
from align.terms.index import Index, Ints, Longs, Side
from align.text.script import stands_whole, to_halfwidth, to_simplified


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a term: words ``first`` to ``last`` (exclusive) of bead ``bead`` of an index.

    ``shares`` are the parts of the words that belong to the term, 1 but at a wrong cut.
    """

    bead: int
    first: int
    last: int
    shares: tuple[float, ...]
    place: Place


class Texts:
    """All Chinese sentences of a collection as one simplified text, to search for strings.

    Characters are searched like words: by where the rarest one of a string stands, so that a
    term costs what it occurs, not the length of the text.
    """

    def __init__(self, index: Index) -> None:
        side = index.zh
        where: list[tuple[int, int]] = []
        parts: list[str] = []
        # Of each bead the first: pieces of one have its sentences in common.
        firsts = np.zeros(len(index.beads), dtype=np.int32)
        for numbers in index.wholes():
            firsts[numbers.start : numbers.stop] = numbers.start
            alignment, position = index.beads[numbers.start]
            document = index.alignments[alignment]
            for sentence in document.beads[position].zh:
                where.append((numbers.start, sentence))
                parts.append(searchable(document.zh_sentences[sentence].text) + "\n")
        lengths = np.array([len(part) for part in parts], dtype=np.int64)
        self._starts = np.concatenate(([0], np.cumsum(lengths)))
        self._where = np.array(where, dtype=np.int64).reshape(-1, 2)
        self._text = "".join(parts)
        text = self._text.encode("utf-32-le", "surrogatepass")
        self._codes: Ints = np.frombuffer(text, dtype=np.int32)
        self._postings = np.argsort(self._codes, kind="stable").astype(np.int32)
        letters, first = np.unique(self._codes[self._postings], return_index=True)
        bounds = [*first.tolist(), len(self._codes)]
        self._letters = {
            letter: (bounds[at], bounds[at + 1]) for at, letter in enumerate(letters.tolist())
        }
        # Where each word stands in the text: words of a sentence follow each other.
        beads = firsts[side.beads_of(np.arange(len(side.ids), dtype=np.int32))]
        new = np.ones(len(beads), dtype=bool)
        new[1:] = (np.diff(beads) != 0) | (np.diff(side.sentences) != 0)
        order = {place: at for at, place in enumerate(where)}
        heads = np.flatnonzero(new)
        bases = [
            order[place]
            for place in zip(beads[heads].tolist(), side.sentences[heads].tolist(), strict=True)
        ]
        base = self._starts[np.array(bases, dtype=np.int64)[np.cumsum(new) - 1]]
        self._firsts, self._lasts = base + side.starts, base + side.ends
        self._side = side

    def find(self, term: str) -> list[Occurrence]:
        """The places of a string that have words, in reading order, none inside another.

        Nor inside a longer Latin word or number: Git is not in GitHub.
        """
        wanted = searchable(term)
        places = self._places(wanted)
        sentences = np.searchsorted(self._starts, places, side="right") - 1
        firsts = np.searchsorted(self._lasts, places, side="right")
        ends = np.searchsorted(self._firsts, places + len(wanted), side="left")
        found = []
        for place, sentence, first, end in zip(
            places.tolist(), sentences.tolist(), firsts.tolist(), ends.tolist(), strict=True
        ):
            if first == end or not stands_whole(self._text, place, place + len(wanted)):
                continue
            bead, number = self._side.bead_at(first), int(self._where[sentence, 1])
            start = place - int(self._starts[sentence])
            base = int(self._side.offsets[bead])
            # What goes on in the next piece of its bead is told by where it begins.
            end = min(end, int(self._side.offsets[bead + 1]))
            shares = self._shares(first, end, place, place + len(wanted))
            here = Place(number, start, start + len(wanted))
            found.append(Occurrence(bead, first - base, end - base, shares, here))
        return found

    def _places(self, wanted: str) -> Longs:
        """Where a string stands in the text, as :meth:`str.find` would go through it."""
        codes = np.frombuffer(wanted.encode("utf-32-le", "surrogatepass"), dtype=np.int32)
        bounds = [self._letters.get(code, (0, 0)) for code in codes.tolist()]
        if not bounds:
            return np.zeros(0, dtype=np.int64)
        pivot = min(range(len(bounds)), key=lambda at: bounds[at][1] - bounds[at][0])
        places = self._postings[slice(*bounds[pivot])].astype(np.int64) - pivot
        places = places[(places >= 0) & (places + len(codes) <= len(self._codes))]
        for step, code in enumerate(codes.tolist()):
            places = places[self._codes[places + step] == code]
        if len(places) < 2 or int(np.diff(places).min()) >= len(codes):
            return places
        kept = [int(places[0])]
        for place in places[1:].tolist():
            if place >= kept[-1] + len(codes):
                kept.append(place)
        return np.array(kept, dtype=np.int64)

    def _shares(self, first: int, end: int, start: int, stop: int) -> tuple[float, ...]:
        """Which part of each word lies between two places."""
        shares = []
        for left, right in zip(
            self._firsts[first:end].tolist(), self._lasts[first:end].tolist(), strict=True
        ):
            shares.append((min(right, stop) - max(left, start)) / (right - left))
        return tuple(shares)


def searchable(text: str) -> str:
    """A Chinese text as strings are looked for in it: simplified, half-width, lower case."""
    plain = to_halfwidth(to_simplified(text))
    lower = plain.lower()
    return lower if len(lower) == len(plain) else plain


def outermost(occurrences: list[Occurrence]) -> list[Occurrence]:
    """Occurrences in reading order, without those inside a longer one."""
    kept: list[Occurrence] = []
    order = sorted(
        occurrences, key=lambda o: (o.bead, o.place.sentence, o.place.start, -o.place.end)
    )
    for occurrence in order:
        last = kept[-1] if kept else None
        if (
            last is None
            or last.bead != occurrence.bead
            or last.place.sentence != occurrence.place.sentence
            or occurrence.place.start >= last.place.end
        ):
            kept.append(occurrence)
    return kept


def of_words(side: Side, number: int, first: int, last: int) -> Occurrence:
    """The occurrence of some words of a side, by their positions in its index."""
    base = int(side.offsets[number])
    place = run_place(side, first, last)
    return Occurrence(number, first - base, last - base, (1.0,) * (last - first), place)


def run_place(side: Side, first: int, last: int) -> Place:
    """Where a run of words stands."""
    return Place(int(side.sentences[first]), int(side.starts[first]), int(side.ends[last - 1]))


def word_place(side: Side, at: int) -> Place:
    """Where a word stands."""
    return run_place(side, at, at + 1)
