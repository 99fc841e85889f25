"""The search against all paths of small lattices."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.bitext.search import Band, Lattice, Step, shapes

KINDS = shapes(2)


def paths(band: Band, i: int = 0, j: int = 0) -> Iterator[list[Step]]:
    """All paths from (i, j) to the end of the band."""
    n, m = band.rows - 1, band.columns
    if (i, j) == (n, m):
        yield []
    for k, (a, b) in enumerate(KINDS):
        x, y = i + a, j + b
        if x <= n and y <= m and 0 <= y - band.low[x] < band.width:
            for rest in paths(band, x, y):
                yield [(x, y, k), *rest]


def full(n: int, m: int) -> Band:
    return Band(np.zeros(n + 1, dtype=np.int64), m + 1, m)


def weight(path: list[Step], scores: np.ndarray, band: Band) -> float:
    return float(sum(scores[i, k, j - band.low[i]] for i, j, k in path))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 2**32 - 1))
def test_best_path_and_probabilities_are_those_of_all_paths(n: int, m: int, seed: int) -> None:
    band = full(n, m)
    scores = np.random.default_rng(seed).normal(0, 3, (n + 1, len(KINDS), m + 1))
    lattice = Lattice([band], KINDS)
    stacked = lattice.stack([scores])
    everything = list(paths(band))
    best = max(everything, key=lambda p: weight(p, scores, band))
    found = lattice.best(stacked)[0]
    assert weight(found, scores, band) == pytest.approx(weight(best, scores, band))
    sure, total = lattice.probabilities(stacked)
    whole = math.fsum(math.exp(weight(p, scores, band)) for p in everything)
    assert total[0] == pytest.approx(math.log(whole))
    expected = np.zeros_like(sure[0])
    for path in everything:
        for i, j, k in path:
            expected[i, k, j] += math.exp(weight(path, scores, band)) / whole
    assert sure[0] == pytest.approx(expected, abs=1e-9)


def test_bands_side_by_side_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(5)
    low = np.array([0, 0, 1, 2, 3])
    bands = [full(3, 2), Band(low, 4, 6), full(1, 5)]
    scores = [rng.normal(size=(band.rows, len(KINDS), band.width)) for band in bands]
    together = Lattice(bands, KINDS)
    sure, _ = together.probabilities(together.stack(scores))
    for at, band in enumerate(bands):
        alone = Lattice([band], KINDS)
        stacked = alone.stack([scores[at]])
        own, _ = alone.probabilities(stacked)
        assert sure[at, : band.rows, :, : band.width] == pytest.approx(own[0])
        assert together.best(together.stack(scores))[at] == alone.best(stacked)[0]


def test_each_sentence_is_in_one_bead_with_probability_one() -> None:
    rng = np.random.default_rng(3)
    n, m = 9, 12
    lattice = Lattice([full(n, m)], KINDS)
    scores = rng.normal(0, 2, (n + 1, len(KINDS), m + 1))
    sure, _ = lattice.probabilities(lattice.stack([scores]))
    zh, en = np.zeros(n), np.zeros(m)
    for i in range(n + 1):
        for k, (a, b) in enumerate(KINDS):
            for j in range(m + 1):
                zh[i - a : i] += sure[0, i, k, j]
                en[max(j - b, 0) : j] += sure[0, i, k, j]
    assert zh == pytest.approx(np.ones(n))
    assert en == pytest.approx(np.ones(m))
