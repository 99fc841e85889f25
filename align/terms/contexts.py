"""The sentences that show a pair best: a typical one, one that differs from it, a short one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from align.terms.index import Index
from align.terms.tally import PairCount

# Characters of a Chinese sentence that says enough, and that is read at a glance.
_SHORTEST, _LONGEST = 12, 120
_TYPICAL = 40
# So many places are looked at; more would add nothing but time.
_MOST = 40


def contexts(index: Index, counts: Sequence[PairCount]) -> tuple[tuple[str, str], ...]:
    """Up to three sentence pairs that have a pair of terms, Chinese first, the typical one first.

    Takes the places of the pairs of one concept. The typical sentence is of middling length; the
    second shares least with it, from another document if there is one; the third is the shortest
    of the rest that is a whole sentence.
    """
    found: dict[tuple[str, str], int] = {}
    for one in counts:
        places = zip(one.beads, one.zh, one.en, strict=True)
        for bead, (zh, _), (en, _) in islice(places, _MOST):
            found.setdefault((index.text("zh", zh), index.text("en", en)), index.beads[bead][0])
    rest = list(found)
    chosen: list[tuple[str, str]] = []

    def take(best: tuple[str, str]) -> None:
        rest.remove(best)
        chosen.append(best)

    if rest:
        take(min(rest, key=lambda pair: (_unfit(pair[0]), abs(len(pair[0]) - _TYPICAL))))
    if rest:
        typical = chosen[0]
        twos = _twos(typical[0])
        take(min(rest, key=lambda pair: (
            _unfit(pair[0]), found[pair] == found[typical], _overlap(_twos(pair[0]), twos)
        )))  # fmt: skip
    if rest:
        take(min(rest, key=lambda pair: (_unfit(pair[0]), len(pair[0]))))
    return tuple(chosen)


def _unfit(text: str) -> bool:
    return not _SHORTEST <= len(text) <= _LONGEST


def _twos(text: str) -> set[str]:
    """The neighbouring characters of a text."""
    return set(map("".join, pairwise(text)))


def _overlap(one: set[str], two: set[str]) -> float:
    """Which part of the shorter text's neighbouring characters the other has as well."""
    return len(one & two) / max(min(len(one), len(two)), 1)
