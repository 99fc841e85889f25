"""The sentence pairs that show a concept best: a typical one, one that differs, a short one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.terms.index import Index

# Characters of a Chinese sentence that says enough, and that is read at a glance.
_SHORTEST, _LONGEST = 12, 120
_TYPICAL = 40
# So many places are looked at; more would add nothing but time.
_MOST = 40

SentencePair = tuple[str, str]


def contexts(
    index: Index, first: Sequence[int], others: Sequence[int] = ()
) -> tuple[SentencePair, ...]:
    """Up to three sentence pairs that have a pair of terms, Chinese first, the typical one first.

    Takes beads: the typical sentence pair is one of the ``first``, the further ones may be of the
    ``others`` too. Each is a pair of the bitext, with all its sentences on both sides. The typical
    one is of middling length; the second shares least with it, from another document if there is
    one; the third is the shortest of the rest that is a whole sentence.
    """
    found: dict[SentencePair, int] = {}
    for bead in first[:_MOST]:
        found.setdefault(sentence_pair(index, bead), index.beads[bead][0])
    own = len(found)
    for bead in others[:_MOST]:
        found.setdefault(sentence_pair(index, bead), index.beads[bead][0])
    rest = list(found)
    chosen: list[SentencePair] = []

    def take(best: SentencePair) -> None:
        rest.remove(best)
        chosen.append(best)

    if rest:
        take(_typical(rest[:own]))
    if rest:
        typical = chosen[0]
        twos = _twos(typical[0])
        take(min(rest, key=lambda pair: (
            _unfit(pair[0]), found[pair] == found[typical], _overlap(_twos(pair[0]), twos)
        )))  # fmt: skip
    if rest:
        take(min(rest, key=lambda pair: (_unfit(pair[0]), len(pair[0]))))
    return tuple(chosen)


def typical(index: Index, beads: Sequence[int]) -> SentencePair:
    """The sentence pair of middling length among some beads, of which there is one."""
    return _typical([sentence_pair(index, bead) for bead in beads[:_MOST]])


def sentence_pair(index: Index, bead: int) -> SentencePair:
    """What both sides of a bead say."""
    return index.said("zh", bead), index.said("en", bead)


def _typical(pairs: Sequence[SentencePair]) -> SentencePair:
    return min(pairs, key=lambda pair: (_unfit(pair[0]), abs(len(pair[0]) - _TYPICAL)))


def _unfit(text: str) -> bool:
    return not _SHORTEST <= len(text) <= _LONGEST


def _twos(text: str) -> set[str]:
    """The neighbouring characters of a text."""
    return set(map("".join, pairwise(text)))


def _overlap(one: set[str], two: set[str]) -> float:
    """Which part of the shorter text's neighbouring characters the other has as well."""
    return len(one & two) / max(min(len(one), len(two)), 1)
