"""From probabilities to confidences."""

from __future__ import annotations

import numpy as np

from align.bitext.weights import Calibration, evidence, load

SHAPES = ((1, 1), (0, 1), (2, 2), (1, 4))


def test_a_plain_calibration_leaves_probabilities_as_they_are() -> None:
    chances = np.array([0.1, 0.5, 0.9, 0.99])
    assert np.allclose(Calibration().confidence(chances, SHAPES), chances)


def test_looseness_counts_once() -> None:
    values = np.linspace(-1, 1, 9)
    chances = np.array([0.2, 0.6, 0.8, 0.95])
    direct = 1 / (1 + np.exp(-(evidence(chances, SHAPES, 1.5) @ values)))
    settled = Calibration.of(values).at(1.5)
    assert np.allclose(settled.confidence(chances, SHAPES), direct)
    assert settled.at(2.0) == settled


def test_confidence_rises_with_probability() -> None:
    for table in ("vectors", "words"):
        for looseness in (-1.0, 0.0, 2.0):
            calibration = load(table).at(looseness).calibration
            for shape in SHAPES:
                found = calibration.confidence(np.linspace(0, 1, 50), (shape,) * 50)
                assert (np.diff(found) > 0).all() and 0 <= found.min() <= found.max() <= 1
