"""What stands beside a pair of candidates: whether both are whole phrases where they occur."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from align.terms.index import CLASSES, Index, Side
from align.terms.pairs import PairCount, PairName

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


def surroundings(index: Index, counts: PairCount) -> dict[str, float]:
    """How often each kind of word stands beside a pair, over its first places.

    A phrase that ends where the next noun begins is a part of something on both sides, or cut
    wrongly on one.
    """
    found = dict.fromkeys(
        (
            "zh_left_noun", "zh_right_noun", "zh_left_edge", "zh_right_edge", "zh_left_verb",
            "zh_right_verb", "zh_left_adjective", "en_left_noun", "en_right_noun", "en_left_edge",
            "en_right_edge", "en_left_determiner", "en_left_adjective", "en_right_link",
            "en_left_verb", "both_left_noun", "both_right_noun", "one_left_noun", "one_right_noun",
            "zh_left_number", "en_left_number", "zh_right_de", "zh_left_de",
            "en_beside_capital", "zh_beside_name",
        ),
        0.0,
    )  # fmt: skip
    places = list(zip(counts.beads, counts.zh, counts.en, strict=True))[:_PLACES]
    for bead, zh, en in places:
        zh_kinds = _beside(index, index.zh, bead, zh, "zh")
        en_kinds = _beside(index, index.en, bead, en, "en")
        for name in zh_kinds | en_kinds:
            if name in found:
                found[name] += 1
        for edge in ("left", "right"):
            one, two = f"zh_{edge}_noun" in zh_kinds, f"en_{edge}_noun" in en_kinds
            found[f"both_{edge}_noun"] += one and two
            found[f"one_{edge}_noun"] += one != two
    return {name: value / len(places) for name, value in found.items()}


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


def neighbours(
    pairs: Mapping[PairName, PairCount], alone: Mapping[PairName, float]
) -> dict[PairName, dict[str, float]]:
    """What other pairs of the same words say of each pair.

    Takes the pairs and their scores, each by itself. Returns, as means over a pair's places, the
    best score of a pair around it, of one inside it, of one that cuts across it, and of one
    that gives the same words another counterpart.
    """
    at_bead: dict[int, list[tuple[int, int, int, int, float, PairName]]] = defaultdict(list)
    for name, value in alone.items():
        counts = pairs[name]
        for bead, zh, en in zip(counts.beads, counts.zh, counts.en, strict=True):
            at_bead[bead].append((*zh, *en, value, name))
    kinds = ("around", "around_often", "inside", "across", "instead")
    found: dict[PairName, dict[str, float]] = {name: dict.fromkeys(kinds, 0.0) for name in alone}
    for places in at_bead.values():
        for z1, z2, e1, e2, _, name in places:
            best = dict.fromkeys(kinds, 0.0)
            size = len(pairs[name].beads)
            for y1, y2, d1, d2, value, rival in places:
                if rival == name or y2 <= z1 or z2 <= y1:
                    if rival != name and d1 < e2 and e1 < d2:
                        best["instead"] = max(best["instead"], value)
                    continue
                if d2 <= e1 or e2 <= d1:
                    best["instead"] = max(best["instead"], value)
                    continue
                zh_in, en_in = y1 <= z1 and z2 <= y2, d1 <= e1 and e2 <= d2
                zh_out, en_out = z1 <= y1 and y2 <= z2, e1 <= d1 and d2 <= e2
                if (z1, z2) == (y1, y2) or (e1, e2) == (d1, d2):
                    kind = "instead"
                elif zh_in and en_in:
                    kind = "around"
                    often = min(pairs[rival].count / pairs[name].count, 1.0) * value
                    best["around_often"] = max(best["around_often"], often)
                elif zh_out and en_out:
                    kind = "inside"
                else:
                    kind = "across"
                best[kind] = max(best[kind], value)
            for kind, value in best.items():
                found[name][kind] += value / size
    return found
