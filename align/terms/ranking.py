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

from align.model import Glossary
from align.terms.evidence import Evidence, gather
from align.terms.index import Index
from align.terms.pairs import PairCount, PairName
from align.terms.surroundings import neighbours


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair with its counts, its evidence by name, and its score from 0 to 1."""

    zh: str
    en: str
    counts: PairCount
    features: tuple[tuple[str, float], ...]
    score: float


def rank(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    *,
    given: Mapping[PairName, int] | None = None,
    glossary: Glossary | None = None,
) -> list[Ranked]:
    """Score pairs by all evidence.

    Takes the index, the counted pairs, pairs that the texts themselves give in brackets
    (surface forms), and a glossary whose pairs are trusted. Returns the pairs best first.
    """
    evidence = gather(index, pairs, given=given, glossary=glossary)
    add_neighbours(pairs, evidence, weights_of("alone"))
    ranked = [
        Ranked(*name, pairs[name], tuple(sorted(features.items())), score(features))
        for name, features in evidence.items()
    ]
    ranked.sort(key=lambda pair: (-pair.score, -pair.counts.fit, pair.zh, pair.en))
    return ranked


def add_neighbours(
    pairs: Mapping[PairName, PairCount],
    evidence: Mapping[PairName, Evidence],
    weights: Mapping[str, float],
) -> None:
    """Add to each pair's evidence its score by itself and what its neighbours say, in place."""
    alone = {name: score(features, weights) for name, features in evidence.items()}
    beside = neighbours(pairs, alone)
    for name, features in evidence.items():
        features["alone"] = _logit(alone[name])
        features.update(beside[name])


@cache
def weights_of(section: str) -> dict[str, float]:
    """The fitted weights: of a pair by itself (``alone``), or beside others (``together``)."""
    text = files("align.terms").joinpath("weights.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)[section].items()}


def score(features: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The chance that a pair with this evidence is accepted, 0 to 1."""
    weights = weights_of("together") if weights is None else weights
    total = weights["bias"]
    for name, value in features.items():
        # Most pieces of evidence are absent: 0 times a weight need not be looked up.
        if value:
            total += weights.get(name, 0.0) * value
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
