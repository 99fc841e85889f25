"""What stands beside a pair of candidates: whether both are whole phrases where they occur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from align.model import Lang
from align.terms.association import Floats
from align.terms.index import CLASSES, Index, Longs, Side
from align.terms.tally import PairCount, PairName

_PLACES = 6
_NOMINAL: Final = frozenset(map(CLASSES.index, ("noun", "name", "person", "place")))
_NAMED: Final = frozenset(map(CLASSES.index, ("name", "person", "place")))
_VERB = CLASSES.index("verb")
_ADJECTIVE = CLASSES.index("adjective")
_FUNCTION = CLASSES.index("function")
_NUMBER = CLASSES.index("number")
_DETERMINERS: Final = frozenset(
    ["the", "a", "an", "its", "their", "this", "these", "any", "each", "every", "our", "no", "some"]
)
_LINKS: Final = frozenset(
    ["of", "in", "for", "on", "to", "with", "by", "at", "from", "as", "and", "or"]
)


_KINDS: Final = (
    "zh_left_noun", "zh_right_noun", "zh_left_edge", "zh_right_edge", "zh_left_verb",
    "zh_right_verb", "zh_left_adjective", "en_left_noun", "en_right_noun", "en_left_edge",
    "en_right_edge", "en_left_determiner", "en_left_adjective", "en_right_link",
    "en_left_verb", "both_left_noun", "both_right_noun", "one_left_noun", "one_right_noun",
    "zh_left_number", "en_left_number", "zh_right_de", "zh_left_de",
    "en_beside_capital", "zh_beside_name",
)  # fmt: skip
# What is remembered of places; more would only weigh.
_REMEMBERED: Final = 1 << 17


class Places:
    """What is asked of the places of pairs again and again, for one ranking of an index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._beside: dict[tuple[str, int, int], frozenset[str]] = {}
        self._beads_with: dict[tuple[str, bytes], int] = {}

    def beads_with(self, lang: Lang, first: int, last: int) -> int:
        """In how many beads the words of a place stand one after the other."""
        side = self.index.side(lang)
        numbers = side.ids[first:last]
        name = (lang, numbers.tobytes())
        if name not in self._beads_with:
            keys = [side.vocabulary[i] for i in numbers.tolist()]
            self._beads_with[name] = len(side.beads_with(keys))
        return self._beads_with[name]

    def surroundings(self, counts: PairCount) -> dict[str, float]:
        """How often each kind of word stands beside a pair, over its first places.

        A phrase that ends where the next noun begins is a part of something on both sides, or
        cut wrongly on one.
        """
        found = dict.fromkeys(_KINDS, 0.0)
        places = list(zip(counts.beads[:_PLACES], counts.zh, counts.en, strict=False))
        for bead, zh, en in places:
            zh_kinds = self._kinds(bead, zh, "zh")
            en_kinds = self._kinds(bead, en, "en")
            for kinds in (zh_kinds, en_kinds):
                for name in kinds:
                    if name in found:
                        found[name] += 1
            for edge in ("left", "right"):
                one, two = f"zh_{edge}_noun" in zh_kinds, f"en_{edge}_noun" in en_kinds
                found[f"both_{edge}_noun"] += one and two
                found[f"one_{edge}_noun"] += one != two
        return {name: value / len(places) for name, value in found.items()}

    def _kinds(self, bead: int, place: tuple[int, int], lang: Lang) -> frozenset[str]:
        name = (lang, *place)
        found = self._beside.get(name)
        if found is None:
            if len(self._beside) > _REMEMBERED:
                self._beside.clear()
            found = frozenset(_beside(self.index, self.index.side(lang), bead, place, lang))
            self._beside[name] = found
        return found


def _beside(index: Index, side: Side, bead: int, place: tuple[int, int], lang: str) -> set[str]:
    first, last = place
    end = int(side.offsets[bead + 1])
    found = set()
    for edge, at, beside in (
        ("left", first - 1, first > side.offsets[bead] and side.joined[first - 1]),
        ("right", last, last < end and side.joined[last - 1]),
    ):
        # A possessive parts two names: the European Union's | General Data Protection Regulation.
        parted = beside and (
            side.starts[last] - side.ends[last - 1] > 1
            if edge == "right"
            else side.starts[first] - side.ends[at] > 1
        )
        if not beside or parted:
            found.add(f"{lang}_{edge}_edge")
            continue
        kind = int(side.classes[at])
        if (
            lang == "en"
            and at > side.offsets[bead]
            and index.text("en", at)[side.starts[at]].isupper()
        ):
            found.add("en_beside_capital")
        if lang == "zh" and kind in _NAMED:
            found.add("zh_beside_name")
        key = side.vocabulary[int(side.ids[at])]
        if kind in _NOMINAL:
            found.add(f"{lang}_{edge}_noun")
        elif kind == _VERB:
            found.add(f"{lang}_{edge}_verb")
        elif kind == _ADJECTIVE:
            found.add(f"{lang}_{edge}_adjective")
        elif kind == _NUMBER:
            found.add(f"{lang}_{edge}_number")
        elif key in _DETERMINERS:
            found.add(f"{lang}_{edge}_determiner")
        elif key in _LINKS:
            found.add(f"{lang}_{edge}_link")
        elif key == "的":
            found.add(f"{lang}_{edge}_de")
    return found


NEIGHBOURS: Final = ("around", "around_often", "inside", "across", "instead")
# Pairs of places that are compared at once.
_AT_ONCE = 1 << 20


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
    sizes = np.array([len(counts.beads) for counts in pairs], dtype=np.int64)
    owner = np.repeat(np.arange(len(pairs)), sizes)
    bead = np.array([bead for counts in pairs for bead in counts.beads], dtype=np.int64)
    runs = np.array(
        [(*zh, *en) for counts in pairs for zh, en in zip(counts.zh, counts.en, strict=True)],
        dtype=np.int64,
    ).reshape(-1, 4)
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
    widths: Longs, owner: Longs, runs: Longs, alone: Floats, often: Floats, kin: Longs
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
