"""Learned weights: what each piece of evidence counts for.

The score of a bead is linear in its evidence (:data:`align.bitext.features.FEATURES`) with a
bias for its shape; weights are those under which the gold alignments of the training texts are
likeliest (a semi-Markov conditional random field, Sarawagi & Cohen 2004). ``weights.toml`` holds
them and says how they were trained.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.bitext.features import FEATURES
from align.bitext.search import Shape
from align.encode.base import Vectors


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights by feature, biases by shape, and the calibration of confidences.

    ``slope`` and ``offset`` turn the log odds of a bead's probability into those of its being
    right (Platt 1999).
    """

    features: Vectors
    shapes: dict[Shape, float]
    slope: float = 1.0
    offset: float = 0.0

    def bias(self, shape: Shape) -> float:
        """The bias of a shape; one that was not seen in training is rarer than all that were."""
        known = self.shapes.get(shape)
        return min(self.shapes.values()) - sum(shape) / 2 if known is None else known

    def score(self, measured: Vectors, shape: Shape) -> Vectors:
        """The scores of all beads of a shape, from their evidence (features, rows, width)."""
        result: Vectors = np.tensordot(self.features, measured, axes=1)
        result += np.float32(self.bias(shape))
        return result

    def confidence(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """The calibrated confidence of beads of some probability."""
        bounded = np.clip(probability, 1e-9, 1 - 1e-9)
        odds = np.log(bounded) - np.log1p(-bounded)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(self.slope * odds + self.offset)))
        return result


@cache
def load(name: str) -> Weights:
    """The weights of one table of ``weights.toml``: ``vectors`` or ``words`` (no encoder)."""
    text = files("align.bitext").joinpath("weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[name]
    by_name = table["features"]
    shapes = {}
    for key, value in table["shapes"].items():
        a, b = key.split("-")
        shapes[int(a), int(b)] = float(value)
    return Weights(
        np.array([by_name.get(feature, 0.0) for feature in FEATURES], dtype=np.float32),
        shapes,
        float(table["calibration"]["slope"]),
        float(table["calibration"]["offset"]),
    )
