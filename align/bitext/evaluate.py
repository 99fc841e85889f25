"""Scores of an alignment against gold: strict and lax precision, recall and F1.

The convention is Vecalign's (Thompson & Koehn 2019), as Bertalign reports it: counts are added
up over documents before dividing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.model import Bead

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """Correct beads, predicted beads and gold beads, and what follows from them.

    ``hits`` of ``predicted`` beads count for precision, ``found`` of ``gold`` for recall.
    """

    hits: int
    predicted: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Correct share of the predicted beads; 0 where there is none."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found share of the gold beads; 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.hits + other.hits,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of one or more documents.

    ``strict``: a bead counts if it is exactly in gold; a deletion (one side empty) is a
    predicted bead, but gold deletions are not asked for in recall. ``lax``: a bead counts if it
    shares a linked sentence pair with gold. ``nulls``: sentences without counterpart, found
    against gold ones. ``by_type``: strict scores by the shape of the bead (``"1-2"``: one
    Chinese, two English sentences).
    """

    strict: Score
    lax: Score
    nulls: Score
    by_type: tuple[tuple[str, Score], ...]

    def __add__(self, other: Evaluation) -> Evaluation:
        types = dict(self.by_type)
        for shape, score in other.by_type:
            types[shape] = types[shape] + score if shape in types else score
        return Evaluation(
            self.strict + other.strict,
            self.lax + other.lax,
            self.nulls + other.nulls,
            tuple(sorted(types.items())),
        )


def evaluate(hypothesis: Sequence[Bead], gold: Sequence[Bead]) -> Evaluation:
    """Score the beads of one document against its gold beads.

    Deletions of several sentences are taken as one each.

    >>> beads = (Bead((0,), (0,)), Bead((1,), (1, 2)))
    >>> wrong = (Bead((0,), (0, 1)), Bead((1,), (2,)))
    >>> evaluate(wrong, beads).strict.f1, evaluate(wrong, beads).lax.f1
    (0.0, 1.0)
    """
    mine, theirs = list(_pairs(hypothesis)), list(_pairs(gold))
    mine_set, theirs_set = set(mine), set(theirs)
    linked = [pair for pair in theirs if pair[0] and pair[1]]
    strict = Score(
        hits=sum(pair in theirs_set for pair in mine),
        predicted=len(mine),
        found=sum(pair in mine_set for pair in linked),
        gold=len(linked),
    )
    mine_links, their_links = _links(mine), _links(theirs)
    lax = Score(
        hits=sum(_touches(pair, their_links) or _is_null_in(pair, theirs_set) for pair in mine),
        predicted=len(mine),
        found=sum(_touches(pair, mine_links) for pair in linked),
        gold=len(linked),
    )
    my_nulls = {pair for pair in mine if not (pair[0] and pair[1])}
    gold_nulls = {pair for pair in theirs if not (pair[0] and pair[1])}
    both = len(my_nulls & gold_nulls)
    return Evaluation(
        strict,
        lax,
        Score(both, len(my_nulls), both, len(gold_nulls)),
        tuple(sorted(_by_type(mine, theirs, mine_set, theirs_set).items())),
    )


def _pairs(beads: Iterable[Bead]) -> Iterable[Pair]:
    for bead in beads:
        if bead.status == "rejected":
            continue
        if bead.zh and bead.en:
            yield tuple(bead.zh), tuple(bead.en)
        else:
            for position in bead.zh:
                yield (position,), ()
            for position in bead.en:
                yield (), (position,)


def _links(pairs: Iterable[Pair]) -> set[tuple[int, int]]:
    return {(i, j) for zh, en in pairs for i in zh for j in en}


def _touches(pair: Pair, links: set[tuple[int, int]]) -> bool:
    return any((i, j) in links for i in pair[0] for j in pair[1])


def _is_null_in(pair: Pair, pairs: set[Pair]) -> bool:
    return not (pair[0] and pair[1]) and pair in pairs


def _by_type(
    mine: list[Pair], theirs: list[Pair], mine_set: set[Pair], theirs_set: set[Pair]
) -> dict[str, Score]:
    zero = Score(0, 0, 0, 0)
    found: dict[str, Score] = {}
    for pair in mine:
        shape = f"{len(pair[0])}-{len(pair[1])}"
        found[shape] = found.get(shape, zero) + Score(int(pair in theirs_set), 1, 0, 0)
    for pair in theirs:
        shape = f"{len(pair[0])}-{len(pair[1])}"
        found[shape] = found.get(shape, zero) + Score(0, 0, int(pair in mine_set), 1)
    return found
