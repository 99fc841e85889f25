"""Names as they are written: runs of capitalised words in English, titles in 《》 in Chinese.

A term that is such a name, whole, is more than its words; one that leaves out a part of it
(International Settlements in Bank for International Settlements) or takes words from beside it is
cut wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from align.terms.candidates import TITLE
from align.terms.index import CLASSES, Index, Longs, Side

Bools = NDArray[np.bool_]

_FUNCTION = CLASSES.index("function")
_NAMES = [CLASSES.index(name) for name in ("name", "person", "place")]
# What may stand between two words of a name, and what does so only in titles.
_LINKS: Final = ("of", "for", "the", "de", "da", "do", "del", "la", "von", "van")
_LINKS_IN_TITLES: Final = (*_LINKS, "and", "on", "in", "to")
_MOST_LINKS = 2
# A heading has capitals everywhere, from this share of its content words on, if it has so many, and
# no stop at its end.
_HEADING = 0.8
_FEW = 3
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one side of a collection: words ``firsts[k]`` to ``lasts[k]`` (exclusive).

    They are in order, and none overlaps another.
    """

    firsts: Longs
    lasts: Longs

    def standing(self, firsts: Longs, lasts: Longs) -> tuple[Bools, Bools, Bools]:
        """Which runs of words are a name, which are a part of one, and which cut one.

        Takes runs by the positions of their words, ``lasts`` exclusive.
        """
        none = np.zeros(len(firsts), dtype=bool)
        if not len(self.firsts):
            return none, none, none
        one = np.searchsorted(self.lasts, firsts, side="right")
        two = np.searchsorted(self.firsts, lasts, side="left") - 1
        met = one <= two
        # Runs that meet no name are asked about any, and the answer is dropped.
        one, two = np.minimum(one, len(self.firsts) - 1), np.maximum(two, 0)
        before, after = self.firsts[one] - firsts, self.lasts[two] - lasts
        whole = met & (one == two) & (before == 0) & (after == 0)
        part = met & (one == two) & (before <= 0) & (after >= 0) & ~whole
        cut = met & ((before < 0) | (after > 0)) & ~part
        return whole, part, cut


STANDING: Final = (
    "en_whole_name", "en_part_name", "en_cut_name", "zh_whole_title", "zh_part_title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """The names of a collection as they are written.

    ``names`` are runs of capitalised words in English, joined by *of* and the like; in ``long``
    also by *and*, *on*, *in* and *to*, which stand inside titles of laws as well as between two
    names. ``titles`` stand in 《》 on the Chinese side.
    """

    names: Names
    long: Names
    titles: Names

    def standing(self, zh: tuple[Longs, Longs], en: tuple[Longs, Longs]) -> dict[str, Bools]:
        """How runs of words stand to the names: a column for each of ``STANDING``.

        Takes the Chinese and the English runs as firsts and lasts (exclusive).
        """
        short, long = self.names.standing(*en), self.long.standing(*en)
        whole = short[0] | long[0]
        part = (short[1] | long[1]) & ~whole
        found = whole, part, short[2] & ~part & ~whole, *self.titles.standing(*zh)[:2]
        return dict(zip(STANDING, found, strict=True))


def written(index: Index) -> Written:
    """The names of a collection, in the lines that are no headings."""
    return Written(*_english(index), _titles(index))


def _english(index: Index) -> tuple[Names, Names]:
    side = index.en
    if not len(side.ids):
        none = Names(*np.zeros((2, 0), dtype=np.int64))
        return none, none
    content = side.classes != _FUNCTION
    capital = side.capital & content
    opening = _openings(side)
    sentence = np.cumsum(opening) - 1
    sizes = np.bincount(sentence, weights=content)
    capitals = np.bincount(sentence, weights=capital)
    heading = (sizes > _FEW) & (capitals >= _HEADING * sizes)
    first = np.flatnonzero(opening)
    for number in np.flatnonzero(heading).tolist():
        heading[number] = _STOP.search(index.text("en", int(first[number]))) is None
    # A possessive parts two names: the European Union's | General Data Protection Regulation.
    tied = np.append(side.joined[:-1] & (side.starts[1:] - side.ends[:-1] <= 1), False)
    alone = ~np.append(tied[:-1] & capital[1:], False)
    # What begins a sentence has a capital anyway.
    capital &= ~(opening & alone & ~np.isin(side.classes, _NAMES)) & ~heading[sentence]
    places = np.flatnonzero(capital)
    return _joined(side, places, tied, _LINKS), _joined(side, places, tied, _LINKS_IN_TITLES)


def _titles(index: Index) -> Names:
    side = index.zh
    firsts: list[int] = []
    lasts: list[int] = []
    openings = np.flatnonzero(_openings(side)).tolist()
    for first, last in zip(openings, [*openings[1:], len(side.ids)], strict=False):
        text = index.text("zh", first)
        if "《" not in text:
            continue
        starts, ends = side.starts[first:last], side.ends[first:last]
        for title in TITLE.finditer(text):
            one = first + int(np.searchsorted(starts, title.start(1)))
            two = first + int(np.searchsorted(ends, title.end(1), side="right"))
            if one < two:
                firsts.append(one)
                lasts.append(two)
    return Names(np.array(firsts, dtype=np.int64), np.array(lasts, dtype=np.int64))


def _openings(side: Side) -> Bools:
    """Which words are the first of their sentence in a bead."""
    opening: Bools = np.diff(side.sentences, prepend=-1) != 0
    opening[side.offsets[:-1][np.diff(side.offsets) > 0]] = True
    return opening


def _joined(side: Side, places: Longs, tied: Bools, links: Sequence[str]) -> Names:
    """Capitalised words as names: together where only links stand between them."""
    link = np.isin(side.ids, [side.numbers[word] for word in links if word in side.numbers])
    before, after = places[:-1], places[1:]
    together = np.zeros(len(before), dtype=bool)
    for between in range(_MOST_LINKS + 1):
        held = (after - before == between + 1) & tied[before]
        for step in range(1, between + 1):
            at = np.minimum(before + step, len(tied) - 1)
            held &= link[at] & tied[at]
        together |= held
    first = places[np.concatenate(([True], ~together))[: len(places)]]
    last = places[np.concatenate((~together, [True]))[: len(places)]] + 1
    return Names(first, last)
