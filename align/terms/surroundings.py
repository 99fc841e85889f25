"""What stands beside a pair of candidates: whether both are whole phrases where they occur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from align.terms.association import Floats
from align.terms.index import CLASSES, Index, Ints, Longs, Side
from align.terms.proper import STANDING, Written
from align.terms.tally import MOST_PLACES, PLACE, PairCount, PairName

_PLACES = 6
_NOMINAL: Final = frozenset(map(CLASSES.index, ("noun", "name", "person", "place")))
_NAMED: Final = frozenset(map(CLASSES.index, ("name", "person", "place")))
_VERB = CLASSES.index("verb")
_ADJECTIVE = CLASSES.index("adjective")
_NUMBER = CLASSES.index("number")
_BY_CLASS: Final = (
    ("noun", sorted(_NOMINAL)),
    ("verb", [_VERB]),
    ("adjective", [_ADJECTIVE]),
    ("number", [_NUMBER]),
)
_DETERMINERS: Final = frozenset(
    ["the", "a", "an", "its", "their", "this", "these", "any", "each", "every", "our", "no", "some"]
)
_LINKS: Final = frozenset(
    ["of", "in", "for", "on", "to", "with", "by", "at", "from", "as", "and", "or"]
)
_BY_WORD: Final = (
    ("determiner", _DETERMINERS),
    ("link", _LINKS),
    ("de", frozenset("的")),
)

_KINDS: Final = (
    "zh_left_noun", "zh_right_noun", "zh_left_edge", "zh_right_edge", "zh_left_verb",
    "zh_right_verb", "zh_left_adjective", "en_left_noun", "en_right_noun", "en_left_edge",
    "en_right_edge", "en_left_determiner", "en_left_adjective", "en_right_link",
    "en_left_verb", "both_left_noun", "both_right_noun", "one_left_noun", "one_right_noun",
    "zh_left_number", "en_left_number", "zh_right_de", "zh_left_de",
    "en_beside_capital", "zh_beside_name", *STANDING,
)  # fmt: skip


def surroundings(index: Index, pairs: Sequence[PairCount], names: Written) -> dict[str, Floats]:
    """How often each kind of word stands beside each pair, over its first places: columns.

    Takes the index, the pairs, and the names of the collection as they are written.

    A phrase that ends where the next noun begins is a part of something on both sides, or cut
    wrongly on one.
    """
    owner, places = _places(pairs, _PLACES)
    sizes = np.bincount(owner, minlength=len(pairs))
    bead, *runs = places.T
    here = {
        **_beside(index.zh, bead, runs[0], runs[1]),
        **_beside(index.en, bead, runs[2], runs[3]),
        **names.standing((runs[0], runs[1]), (runs[2], runs[3])),
    }
    for edge in ("left", "right"):
        one, two = here[f"zh_{edge}_noun"], here[f"en_{edge}_noun"]
        here[f"both_{edge}_noun"], here[f"one_{edge}_noun"] = one & two, one ^ two
    return {name: np.bincount(owner[here[name]], minlength=len(pairs)) / sizes for name in _KINDS}


def _places(pairs: Sequence[PairCount], most: int = MOST_PLACES) -> tuple[Longs, Ints]:
    """The first places of pairs, one after the other: whose each is, and its five numbers."""
    sizes = [min(len(counts.zh), most) for counts in pairs]
    first = b"".join(
        counts.places[: PLACE * size].tobytes() for counts, size in zip(pairs, sizes, strict=True)
    )
    places: Ints = np.frombuffer(first, dtype=np.int32).reshape(-1, PLACE)
    return np.repeat(np.arange(len(pairs)), sizes), places


def _beside(side: Side, bead: Ints, firsts: Ints, lasts: Ints) -> dict[str, NDArray[np.bool_]]:
    """What stands beside runs of words of one side: a column a kind of word and edge."""
    lang = side.lang
    found: dict[str, NDArray[np.bool_]] = {}
    named = np.zeros(len(bead), dtype=bool)
    capital = np.zeros(len(bead), dtype=bool)
    begin, end = side.offsets[bead], side.offsets[bead + 1]
    for edge, free, inner, at in (
        ("left", firsts > begin, firsts, firsts - 1),
        ("right", lasts < end, lasts - 1, lasts),
    ):
        at = np.where(free, at, inner)
        before, after = np.minimum(at, inner), np.maximum(at, inner)
        # A possessive parts two names: the European Union's | General Data Protection Regulation.
        beside = free & side.joined[before] & (side.starts[after] - side.ends[before] <= 1)
        found[f"{lang}_{edge}_edge"] = ~beside
        kind = side.classes[at]
        named |= beside & np.isin(kind, list(_NAMED))
        if lang == "en":
            capital |= beside & (at > begin) & side.capital[at]
        rest = beside
        for name, kinds in _BY_CLASS:
            found[f"{lang}_{edge}_{name}"] = rest & np.isin(kind, kinds)
            rest = rest & ~found[f"{lang}_{edge}_{name}"]
        for name, keys in _BY_WORD:
            numbers = [side.numbers[key] for key in sorted(keys) if key in side.numbers]
            found[f"{lang}_{edge}_{name}"] = rest & np.isin(side.ids[at], numbers)
    found["zh_beside_name" if lang == "zh" else "en_beside_capital"] = (
        named if lang == "zh" else capital
    )
    return found


NEIGHBOURS: Final = ("around", "around_often", "inside", "across", "instead")
# Pairs of places that are compared at once.
_AT_ONCE = 1 << 18


def kinship(
    pairs: Sequence[PairName], full_forms: Mapping[str, str], same: NDArray[np.bool_]
) -> Longs:
    """What is needed to tell pairs that may stand side by side: a row a pair.

    Takes the pairs, the full forms of abbreviations, and which pairs are written in Latin letters
    on both sides. The columns are the numbers of the Chinese and the English term, those of the
    concepts that they stand for by the texts' own word, and the last of ``same``.
    """
    numbers: dict[tuple[int, str], int] = {}

    def number(side: int, text: str) -> int:
        return numbers.setdefault((side, text), len(numbers))

    rows = [
        (*(number(side, one[side]) for side in (0, 1)),
         *(number(side, full_forms.get(one[side], one[side])) for side in (0, 1)), alike)
        for one, alike in zip(pairs, same.tolist(), strict=True)
    ]  # fmt: skip
    return np.array(rows, dtype=np.int64).reshape(-1, 5)


def neighbours(pairs: Sequence[PairCount], alone: Floats, kin: Longs) -> Floats:
    """What other pairs of the same words say of each pair.

    Takes the pairs, their scores, each by itself, and their :func:`kinship`. Returns one row a
    pair, a column for each of ``NEIGHBOURS``: as means over a pair's places, the best score of a
    pair around it (as it is, and by how often it is there), of one inside it, of one that cuts
    across it, and of one that gives the same words another counterpart.
    """
    owner, places = _places(pairs)
    bead, runs = places[:, 0], places[:, 1:]
    sizes = np.bincount(owner, minlength=len(pairs))
    often = np.array([counts.count for counts in pairs], dtype=np.float64)
    _, first, group = np.unique(bead, return_index=True, return_inverse=True)
    order = np.argsort(first[group], kind="stable")
    owner, runs = owner[order], runs[order]
    widths = np.diff(np.flatnonzero(np.diff(first[group][order], prepend=-1, append=-1)))
    found = np.zeros((len(pairs), len(NEIGHBOURS)))
    start = at = 0
    loads = np.cumsum(widths**2)
    while start < len(widths):
        done = loads[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(loads, done + _AT_ONCE, side="right")))
        size = int(widths[start:end].sum())
        best = _best(
            widths[start:end], owner[at : at + size], runs[at : at + size], alone, often, kin
        )
        mine = owner[at : at + size]
        for column in range(len(NEIGHBOURS)):
            values = best[column] / sizes[mine]
            found[:, column] += np.bincount(mine, weights=values, minlength=len(pairs))
        start, at = end, at + size
    return found


def _best(
    widths: Longs, owner: Longs, runs: Ints, alone: Floats, often: Floats, kin: Longs
) -> Floats:
    """For each place the best score of the places of its bead, by kind: a row a kind.

    ``widths`` are the numbers of places of the beads, which stand one after the other.
    """
    width = np.repeat(widths, widths)
    starts = np.concatenate(([0], np.cumsum(width)[:-1]))
    own = np.repeat(np.arange(len(owner)), width)
    base = np.repeat(np.repeat(np.cumsum(widths) - widths, widths), width)
    rival = base + np.arange(len(own)) - starts[own]
    z1, z2, e1, e2 = runs[own].T
    y1, y2, d1, d2 = runs[rival].T
    value = alone[owner[rival]]
    different = owner[own] != owner[rival]
    zh, en = different & (y1 < z2) & (z1 < y2), different & (d1 < e2) & (e1 < d2)
    both = zh & en
    same = both & (((z1 == y1) & (z2 == y2)) | ((e1 == d1) & (e2 == d2)))
    rest = both & ~same
    around = rest & (y1 <= z1) & (z2 <= y2) & (d1 <= e1) & (e2 <= d2)
    inside = rest & ~around & (z1 <= y1) & (y2 <= z2) & (e1 <= d1) & (d2 <= e2)
    mine, other = kin[owner[own]], kin[owner[rival]]
    # A short form does not speak against its full form, nor what both sides write alike (Qwen)
    # against its Chinese form.
    akin = ((mine[:, :2] != other[:, :2]) & (mine[:, 2:4] == other[:, 2:4])).any(axis=1)
    akin |= (mine[:, 4] | other[:, 4]) > 0
    weight = np.minimum(often[owner[rival]] / often[owner[own]], 1.0)
    return np.array(
        [
            np.maximum.reduceat(np.where(kind, scores, 0.0), starts)
            for kind, scores in (
                (around, value),
                (around, weight * value),
                (inside, value),
                (rest & ~around & ~inside, value),
                ((same | (zh ^ en)) & ~akin, value),
            )
        ]
    )
