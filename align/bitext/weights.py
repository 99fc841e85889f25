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

    ``loose`` is added as many times as the pair of documents is loose
    (:attr:`align.bitext.features.Units.looseness`): what a dictionary leaves unanswered tells
    more in a report than in a novel. ``slope`` and ``offset`` turn the log odds of a bead's
    probability into those of its being right (Platt 1999).
    """

    features: Vectors
    shapes: dict[Shape, float]
    loose_features: Vectors
    loose_shapes: dict[Shape, float]
    slope: float = 1.0
    offset: float = 0.0

    def at(self, looseness: float) -> Weights:
        """The weights for a pair of documents of some looseness, which then is counted."""
        return Weights(
            self.features + np.float32(looseness) * self.loose_features,
            {
                shape: bias + looseness * self.loose_shapes.get(shape, 0.0)
                for shape, bias in self.shapes.items()
            },
            np.zeros_like(self.features),
            {},
            self.slope,
            self.offset,
        )

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
        bounded = np.clip(probability, 1e-6, 1 - 1e-6)
        odds = np.log(bounded) - np.log1p(-bounded)
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(self.slope * odds + self.offset)))
        return result


@cache
def load(name: str) -> Weights:
    """The weights of one table of ``weights.toml``: ``vectors`` or ``words`` (no encoder)."""
    text = files("align.bitext").joinpath("weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[name]
    pairs = [table["features"].get(feature, (0.0, 0.0)) for feature in FEATURES]
    by_shape = {_shape(key): value for key, value in table["shapes"].items()}
    return Weights(
        np.array([base for base, _ in pairs], dtype=np.float32),
        {shape: float(base) for shape, (base, _) in by_shape.items()},
        np.array([loose for _, loose in pairs], dtype=np.float32),
        {shape: float(loose) for shape, (_, loose) in by_shape.items()},
        float(table["calibration"]["slope"]),
        float(table["calibration"]["offset"]),
    )


def _shape(key: str) -> Shape:
    a, b = key.split("-")
    return int(a), int(b)
