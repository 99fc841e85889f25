"""The alignment map of the report page: two rails of sentences, a band for each pair.

Each side fills its rail whatever its length, every sentence as long as its text. The shapes are
gathered into a handful of paths, one for each look, so that five thousand pairs are as quick to
draw as forty; where a pair lies is told to the page's script in :attr:`Map.spots`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from align.formats.report_view import level

if TYPE_CHECKING:
    from align.model import Alignment, Bead, Lang

HEIGHT = 10_000
"""The rails' length in units of the drawing; its width is 100."""
LEFT, RIGHT = 12, 88
"""Where the bands begin and end: the inner edges of the rails."""
STUB = 22
"""How far the stub of a sentence without counterpart reaches into the gap."""


@dataclass(frozen=True, slots=True)
class Map:
    """The paths of the drawing, and for each pair ``[zh from, zh to, en from, en to]``.

    A side without sentences has -1 in both of its places; so has every side of a rejected bead.
    """

    rails: str
    headings: str
    bands: tuple[tuple[int, str], ...]
    nulls: str
    moved: str
    spots: tuple[tuple[int, int, int, int], ...]
    counts: dict[str, int]


def draw(alignment: Alignment) -> Map:
    """The map of a pair of documents."""
    zh, en = _ends(alignment, "zh"), _ends(alignment, "en")
    bands: dict[int, list[str]] = defaultdict(list)
    nulls: list[str] = []
    moved: list[str] = []
    spots = []
    counts = {"null_zh": 0, "null_en": 0, "moved": 0} | {f"level{n}": 0 for n in range(1, 5)}
    for bead in alignment.beads:
        spot = (*_extent(bead, "zh", zh), *_extent(bead, "en", en))
        spots.append(spot)
        if bead.status == "rejected":
            continue
        if not bead.en:
            nulls.append(f"M{LEFT} {spot[0]}H{LEFT + STUB}V{spot[1]}H{LEFT}Z")
            counts["null_zh"] += 1
        elif not bead.zh:
            nulls.append(f"M{RIGHT} {spot[2]}H{RIGHT - STUB}V{spot[3]}H{RIGHT}Z")
            counts["null_en"] += 1
        else:
            counts[f"level{level(bead.score)}"] += 1
            if bead.moved:
                counts["moved"] += 1
                moved.append(band(spot))
            else:
                bands[level(bead.score)].append(band(spot))
    return Map(
        _rail(alignment, "zh", zh, heading=False) + _rail(alignment, "en", en, heading=False),
        _rail(alignment, "zh", zh, heading=True) + _rail(alignment, "en", en, heading=True),
        # The doubtful ones last: they lie on top where there are more pairs than pixels.
        tuple((number, "".join(bands[number])) for number in sorted(bands, reverse=True)),
        "".join(nulls),
        "".join(moved),
        tuple(spots),
        counts,
    )


def band(spot: tuple[int, int, int, int]) -> str:
    """The outline of a pair's band, from rail to rail."""
    a, b, c, d = spot
    return f"M{LEFT} {a}C50 {a} 50 {c} {RIGHT} {c}V{d}C50 {d} 50 {b} {LEFT} {b}Z"


def _ends(alignment: Alignment, lang: Lang) -> list[int]:
    """Where each sentence ends on its rail, after a 0."""
    lengths = [max(1, len(sentence.text)) for sentence in alignment.sentences(lang)]
    total = sum(lengths) or 1
    return [0, *(HEIGHT * end // total for end in accumulate(lengths))]


def _extent(bead: Bead, lang: Lang, ends: list[int]) -> tuple[int, int]:
    positions = bead.side(lang)
    if not positions or bead.status == "rejected":
        return (-1, -1)
    return (ends[positions[0]], ends[positions[-1] + 1])


def _rail(alignment: Alignment, lang: Lang, ends: list[int], *, heading: bool) -> str:
    """One rail's sentences as boxes: the headings, or all the others."""
    blocks = alignment.document(lang).blocks
    sentences = alignment.sentences(lang)
    # The gap between sentences goes as they get too many for it to be seen.
    gap = min(14, HEIGHT // (8 * len(sentences) or 1))
    left, right = (0, LEFT) if lang == "zh" else (RIGHT, 100)
    return "".join(
        f"M{left} {start}H{right}V{max(start + 1, end - gap)}H{left}Z"
        for sentence, start, end in zip(sentences, ends, ends[1:], strict=False)
        if (blocks[sentence.block].kind == "heading") == heading
    )
