"""Where each of many words stands in a document, in little room."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import chain

from align.check.pair import Span

# The number of a bead, and the span in its text.
_WIDTH = 3


class Spots:
    """Words, and the beads and spans where each stands, in the order in which they were put.

    Three numbers a place, one after the other: as tuples they would take ten times the room.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def put(self, word: str, number: int, span: Span) -> None:
        """A word stands at a span of a bead's text."""
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = array("i")
        known.extend((number, *span))

    def add(self, later: Spots, most: int | None = None) -> None:
        """Take up the words of a stretch that follows, of each no more places than ``most``."""
        for word, numbers in later._numbers.items():
            known = self._numbers.setdefault(word, numbers)
            if known is not numbers:
                known += numbers if most is None else numbers[: max(0, most * _WIDTH - len(known))]

    def count(self, word: str) -> int:
        """In how many places a word stands."""
        return len(self._numbers.get(word, ())) // _WIDTH

    def first(self, word: str) -> int:
        """The bead in which a word, which must be there, stands first."""
        return self._numbers[word][0]

    def of(self, word: str) -> Iterator[tuple[int, Span]]:
        """The places of a word, which must be there: its beads and the spans in their texts."""
        numbers = iter(self._numbers[word])
        for number, start, end in zip(numbers, numbers, numbers, strict=True):
            yield number, (start, end)

    def __getstate__(self) -> tuple[list[str], array[int], array[int]]:
        # One array for all words: what goes from process to process is small as well.
        lengths = array("i", map(len, self._numbers.values()))
        numbers = array("i", chain.from_iterable(self._numbers.values()))
        return list(self._numbers), lengths, numbers

    def __setstate__(self, state: tuple[list[str], array[int], array[int]]) -> None:
        self._numbers = {}
        words, lengths, numbers = state
        at = 0
        for word, length in zip(words, lengths, strict=True):
            self._numbers[word] = numbers[at : at + length]
            at += length
