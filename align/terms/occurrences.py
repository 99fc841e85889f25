"""Where terms stand: occurrences, and the search for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from align.model import Place
from align.terms.index import Index, Side
from align.text.script import to_halfwidth, to_simplified


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
    """All Chinese sentences of a collection as one simplified text, to search for strings."""

    def __init__(self, index: Index) -> None:
        self._starts: list[int] = []
        self._where: list[tuple[int, int]] = []
        parts: list[str] = []
        length = 0
        for number, (alignment, position) in enumerate(index.beads):
            document = index.alignments[alignment]
            for sentence in document.beads[position].zh:
                text = searchable(document.zh_sentences[sentence].text)
                self._starts.append(length)
                self._where.append((number, sentence))
                parts.append(text + "\n")
                length += len(text) + 1
        self._text = "".join(parts)
        self._bounds = np.array(self._starts, dtype=np.int64)

    def find(self, term: str) -> Iterator[tuple[int, Place]]:
        """The beads and places of a string, in reading order."""
        wanted = searchable(term)
        start = self._text.find(wanted) if wanted else -1
        while start >= 0:
            at = int(np.searchsorted(self._bounds, start, side="right")) - 1
            number, sentence = self._where[at]
            first = start - self._starts[at]
            yield number, Place(sentence, first, first + len(wanted))
            start = self._text.find(wanted, start + len(wanted))


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
