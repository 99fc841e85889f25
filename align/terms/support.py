"""What the links of a place's words say of a rendering that was chosen there.

A rendering is chosen by what recurs as well as by its links. Who calls it a departure wants to
know more: whether the term is whole words there, and which words of the rendering it accounts for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from align.model import Place, Rendering, other
from align.terms.index import CLASSES, Side
from align.terms.occurrences import Occurrence
from align.terms.renderings import Renderer
from align.text.lexicon import lexicon

# A word less linked than this is linked to nothing.
_IDLE: Final = 0.35
# Words whose links say little.
_LIGHT: Final = [CLASSES.index(name) for name in ("function", "adverb", "number")]


@dataclass(frozen=True, slots=True)
class Support:
    """The links of a rendering's words.

    ``whole`` says whether the term is whole words at its place (收支 is none in 交收支持), ``idle``
    whether a word of it is linked to nothing. ``links`` are, for each word from the first of the
    rendering to the last, by its text in small letters, how much it is linked to the term and how
    much to other words of content.
    """

    whole: bool = True
    idle: bool = False
    links: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def of_term(self, word: str) -> float:
        """How much a word is linked to the term."""
        return self.links.get(word, (0.0, 0.0))[0]

    def of_others(self, word: str) -> float:
        """How much a word is linked to other words than the term's."""
        return self.links.get(word, (0.0, 0.0))[1]


def support(renderer: Renderer, occurrence: Occurrence, rendering: Rendering) -> Support:
    """The links of the words that were found to stand for an occurrence.

    Takes the renderer that found them. A word that stands in the rendering twice counts where it
    is linked to the term best.
    """
    side = renderer.index.side(other(rendering.source))
    own = renderer.index.side(rendering.source)
    bead = occurrence.bead
    matrix = renderer.matrix(bead, rendering.source)
    kinds = own.classes[int(own.offsets[bead]) : int(own.offsets[bead + 1])]
    elsewhere = ~np.isin(kinds, _LIGHT)
    elsewhere[occurrence.first : occurrence.last] = False
    base = int(side.offsets[bead])
    sentences = renderer.index.sentences(side.lang, bead)
    found: dict[str, tuple[float, float]] = {}
    for at in range(matrix.shape[1]):
        place = Place(
            int(side.sentences[base + at]),
            int(side.starts[base + at]),
            int(side.ends[base + at]),
        )
        if _within(place, rendering):
            word = sentences[place.sentence].text[place.start : place.end].lower()
            links = (
                float(matrix[occurrence.first : occurrence.last, at].sum()),
                float(matrix[elsewhere, at].sum()),
            )
            found[word] = max(found.get(word, links), links)
    linked = matrix[occurrence.first : occurrence.last].sum(axis=1)
    return Support(_is_whole(own, occurrence), bool(linked.min() < _IDLE), found)


def _is_whole(side: Side, occurrence: Occurrence) -> bool:
    """Whether no word lies across an end of a term by right.

    By right lies a word of the dictionary, and one that has a word of the term in it and more
    (血清学, of 康复期血清). 动系统 does not, where it was cut out of 插电混动系统.
    """
    base, place = int(side.offsets[occurrence.bead]), occurrence.place
    for at, share in zip(
        range(base + occurrence.first, base + occurrence.last), occurrence.shares, strict=True
    ):
        start, end = int(side.starts[at]), int(side.ends[at])
        inside = min(end, place.end) - max(start, place.start)
        known = side.vocabulary[side.ids[at]] in lexicon()
        around = start <= place.start and place.end <= end
        if share < 1 and (known or around or inside > 1):
            return False
    return True


def _within(place: Place, rendering: Rendering) -> bool:
    """Whether a word stands between the first and the last of a rendering's words."""
    first, last = rendering.targets[0], rendering.targets[-1]
    return (first.sentence, first.start) <= (place.sentence, place.start) and (
        place.sentence,
        place.end,
    ) <= (last.sentence, last.end)
