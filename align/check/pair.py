"""A bead as the rules see it: its two texts, and where in which sentence each character stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from align.check.currency import localised
from align.model import Alignment, Bead, Finding, Lang, Note, Place, Severity
from align.text.quantities import Matching, Quantity, find, match
from align.text.script import to_simplified

Span = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """The text of a bead on one side, and the sentences it is made of.

    Sentences stand one after the other, English ones with a space between; ``starts`` are their
    offsets in ``text``, ``positions`` their numbers in the document.
    """

    lang: Lang
    text: str
    positions: tuple[int, ...]
    starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where the characters ``text[start:end]`` stand, a place for each sentence touched."""
        found = []
        first = max(0, bisect_right(self.starts, start) - 1)
        for at in range(first, len(self.starts)):
            offset = self.starts[at]
            if offset >= end:
                break
            low, high = max(start - offset, 0), min(end - offset, self.lengths[at])
            if low < high:
                found.append(Place(self.positions[at], low, high))
        return tuple(found)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """The sentences with their offsets in the text."""
        for start, length in zip(self.starts, self.lengths, strict=True):
            yield start, self.text[start : start + length]


@dataclass(frozen=True, eq=False)
class Pair:
    """Bead ``number`` of an alignment with its texts; what several rules need is read once."""

    alignment: Alignment
    number: int

    @cached_property
    def bead(self) -> Bead:
        """The bead."""
        return self.alignment.beads[self.number]

    @cached_property
    def zh(self) -> Side:
        """The Chinese side."""
        return self._side("zh")

    @cached_property
    def en(self) -> Side:
        """The English side."""
        return self._side("en")

    def side(self, lang: Lang) -> Side:
        """One of the two sides."""
        return self.zh if lang == "zh" else self.en

    @cached_property
    def whole(self) -> bool:
        """Whether there is text on both sides."""
        return not (_blank(self.zh.text) or _blank(self.en.text))

    @cached_property
    def simplified(self) -> str:
        """The Chinese text in simplified characters, with the same offsets."""
        return to_simplified(self.zh.text)

    @cached_property
    def quantities(self) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
        """The quantities of both sides."""
        zh, en = find(self.simplified, "zh"), find(self.en.text, "en")
        return localised(zh, en, self.zh.text, self.alignment, self.number), en

    @cached_property
    def matching(self) -> Matching:
        """The quantities of both sides, paired."""
        return match(*self.quantities)

    def neighbours(self, distance: int) -> Iterator[Pair]:
        """The beads up to so many before and after this one."""
        last = min(self.number + distance, len(self.alignment.beads) - 1)
        for near in pairs(self.alignment, max(0, self.number - distance), last + 1):
            if near.number != self.number:
                yield near

    def finding(
        self,
        rule: str,
        severity: Severity,
        key: str,
        *,
        zh: Iterable[Span] = (),
        en: Iterable[Span] = (),
        term: str = "",
        expected: str = "",
        found: str = "",
        **values: str | int | float,
    ) -> Finding:
        """A finding at places of this bead; the run gives it its id.

        ``zh`` and ``en`` are spans of the texts; ``key`` is a message, with the values it names.
        """
        return Finding(
            id="",
            rule=rule,
            severity=severity,
            bead=self.number,
            zh=tuple(place for span in zh for place in self.zh.places(*span)),
            en=tuple(place for span in en for place in self.en.places(*span)),
            term=term,
            expected=expected,
            found=found,
            message=Note(key, tuple(values.items())),
        )

    def _side(self, lang: Lang) -> Side:
        positions = self.bead.side(lang)
        if len(positions) == 1:
            text = self.alignment.sentences(lang)[positions[0]].text
            return Side(lang, text, positions, (0,), (len(text),))
        glue = " " if lang == "en" else ""
        texts = self.alignment.texts(self.bead, lang)
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + len(glue)
        return Side(lang, glue.join(texts), positions, tuple(starts), tuple(map(len, texts)))


def pairs(alignment: Alignment, first: int = 0, last: int | None = None) -> Iterator[Pair]:
    """The beads of an alignment, or of a stretch of it, that nobody has rejected, in order."""
    for number in range(first, len(alignment.beads) if last is None else last):
        pair = Pair(alignment, number)
        if pair.bead.status != "rejected":
            yield pair


def shortened(text: str) -> str:
    """A text as a finding shows it: eighty characters at most.

    >>> shortened("short"), len(shortened("long " * 40))
    ('short', 80)
    """
    return text if len(text) <= 80 else text[:79] + "…"


def _blank(text: str) -> bool:
    return not any(map(str.isalnum, text))
