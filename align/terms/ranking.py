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
from functools import cache, reduce
from importlib.resources import files
from typing import Final

import numpy as np

from align.model import Glossary
from align.terms.association import Floats
from align.terms.evidence import Evidence, gather
from align.terms.index import Index
from align.terms.meanings import MEANINGS, phrase_meanings
from align.terms.shards import give_back
from align.terms.surroundings import NEIGHBOURS, kinship, neighbours
from align.terms.tally import PairCount, PairName

# Pieces of evidence that mean more, or less, together: that both sides are like terms counts less
# than the sum of both; a link counts less where the phrases as wholes mean something else.
PRODUCTS: Final = (
    "zh_like*en_like", "fit*least", "zh_one_word*en_one_word", "meaning*instead",
    "en_one_word*en_words", "en_one_word*en_whole_name", "meaning*en_one_word",
    "en_capital*zh_name", "zh_one_word*en_words", "meaning*least", "en_whole_name*en_capital",
    "zh_like*in_dictionary", "meaning*en_capital", "zh_words*zh_name", "zh_whole*least",
    "zh_one_word*en_whole_name", "like_alone*zh_key", "count*zh_one_word", "zh_one_word*least",
    "meaning*zh_whole",
)  # fmt: skip
# A pair that has less of a chance by itself has none beside others.
_LEAST_ALONE = 0.01


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
    def features(self) -> dict[str, float]:
        """The pieces of evidence, by name."""
        return dict(zip(self.names, self.values.tolist(), strict=True))


def rank(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    *,
    given: Mapping[PairName, int] | None = None,
    glossary: Glossary | None = None,
    full_forms: Mapping[str, str] | None = None,
    workers: int = 1,
) -> list[Ranked]:
    """Score pairs by all evidence.

    Takes the index, the counted pairs, pairs that the texts themselves give in brackets
    (surface forms), a glossary whose pairs are trusted, and the full forms of abbreviations that
    the texts explain. Returns the pairs best first.
    """
    # No name is given to the evidence before it is compared: it weighs as much as that after.
    compared = compare(
        index,
        pairs,
        gather(index, pairs, given=given, glossary=glossary, workers=workers),
        weights_of("alone"),
        full_forms or {},
    )
    return best_first(pairs, compared)


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


def compare(
    index: Index,
    pairs: Mapping[PairName, PairCount],
    evidence: Evidence,
    weights: Mapping[str, float],
    full_forms: Mapping[str, str],
) -> Evidence:
    """The evidence with each pair's score by itself, what its neighbours say, and its meaning.

    Takes the weights of a pair by itself, and the full forms of abbreviations. Pairs without a
    chance by themselves are left out.
    """
    if not evidence.pairs:  # No pair, no columns either.
        return evidence
    alone = np.array(scores(evidence, weights))
    evidence = evidence.of(alone >= _LEAST_ALONE)
    alone = alone[alone >= _LEAST_ALONE]
    kept = [pairs[name] for name in evidence.pairs]
    same = evidence.values[:, evidence.names.index("same")] > 0
    beside = neighbours(kept, alone, kinship(evidence.pairs, full_forms, same))
    texts = [
        (index.stretch("zh", *counts.zh[0]), index.stretch("en", *counts.en[0])) for counts in kept
    ]
    give_back()
    own = np.array(list(map(_logit, alone.tolist()))).reshape(-1, 1)
    return evidence.beside(
        ("alone", *NEIGHBOURS, *MEANINGS), np.hstack((own, beside, phrase_meanings(texts)))
    )


@cache
def weights_of(section: str) -> dict[str, float]:
    """The fitted weights: of a pair by itself (``alone``), or beside others (``together``)."""
    text = files("align.terms").joinpath("weights.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)[section].items()}


def scores(evidence: Evidence, weights: Mapping[str, float]) -> list[float]:
    """The chance that each pair with this evidence is accepted, 0 to 1."""
    total = np.full(len(evidence.pairs), weights["bias"])
    for name, weight in weights.items():
        if set(name.split("*")) <= set(evidence.names):
            total += weight * value_of(evidence, name)
    return [1 / (1 + math.exp(-value)) for value in np.clip(total, -30.0, 30.0).tolist()]


def value_of(evidence: Evidence, name: str) -> Floats:
    """A piece of evidence, or the product of several ("fit*least"), for each pair."""
    columns = [evidence.values[:, evidence.names.index(factor)] for factor in name.split("*")]
    return reduce(np.multiply, columns)


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
