"""Which pairs a terminologist would accept: the score of a pair, by all evidence.

The score is a logistic model of named pieces of evidence (:mod:`align.terms.evidence`), so that
every score can be explained. It is applied twice: to each pair by itself, and again with what
the other pairs of the same words score, so that a fragment yields to the whole and a wrong
counterpart to the right one. The weights (``weights.toml``) come from ``bench/train_terms.py``,
which says on what and how they were fitted.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from align.model import Glossary
from align.terms.association import Floats
from align.terms.evidence import Evidence, gather
from align.terms.index import Index
from align.terms.surroundings import NEIGHBOURS, neighbours
from align.terms.tally import PairCount, PairName


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair with its counts, its evidence (names and their values), its score from 0 to 1."""

    zh: str
    en: str
    counts: PairCount
    names: tuple[str, ...]
    values: Floats
    score: float

    def value(self, name: str) -> float:
        """The value of a piece of evidence."""
        return float(self.values[self.names.index(name)])

    @property
    def features(self) -> tuple[tuple[str, float], ...]:
        """The pieces of evidence, by name."""
        return tuple(sorted(zip(self.names, self.values.tolist(), strict=True)))


def rank(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    *,
    given: Mapping[PairName, int] | None = None,
    glossary: Glossary | None = None,
    workers: int = 1,
) -> list[Ranked]:
    """Score pairs by all evidence.

    Takes the index, the counted pairs, pairs that the texts themselves give in brackets
    (surface forms), and a glossary whose pairs are trusted. Returns the pairs best first.
    """
    evidence = gather(index, pairs, given=given, glossary=glossary, workers=workers)
    return best_first(pairs, with_neighbours(pairs, evidence, weights_of("alone")))


def best_first(
    pairs: Mapping[PairName, PairCount],
    evidence: Evidence,
    weights: Mapping[str, float] | None = None,
) -> list[Ranked]:
    """The pairs with their scores by some weights (the fitted ones), best first."""
    weights = weights_of("together") if weights is None else weights
    found = [
        Ranked(*name, pairs[name], evidence.names, row, score)
        for (name, row), score in zip(evidence.rows(), scores(evidence, weights), strict=True)
    ]
    found.sort(key=lambda pair: (-pair.score, -pair.counts.fit, pair.zh, pair.en))
    return found


def with_neighbours(
    pairs: Mapping[PairName, PairCount], evidence: Evidence, weights: Mapping[str, float]
) -> Evidence:
    """The evidence with each pair's score by itself and what its neighbours say."""
    alone = scores(evidence, weights)
    beside = neighbours([pairs[name] for name in evidence.pairs], np.array(alone))
    own = np.array(list(map(_logit, alone))).reshape(-1, 1)
    return evidence.beside(("alone", *NEIGHBOURS), np.hstack((own, beside)))


@cache
def weights_of(section: str) -> dict[str, float]:
    """The fitted weights: of a pair by itself (``alone``), or beside others (``together``)."""
    text = files("align.terms").joinpath("weights.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)[section].items()}


def scores(evidence: Evidence, weights: Mapping[str, float]) -> list[float]:
    """The chance that each pair with this evidence is accepted, 0 to 1."""
    total = np.full(len(evidence.pairs), weights["bias"])
    for column, name in enumerate(evidence.names):
        if name in weights:
            total += weights[name] * evidence.values[:, column]
    return [1 / (1 + math.exp(-value)) for value in np.clip(total, -30.0, 30.0).tolist()]


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
