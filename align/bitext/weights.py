"""Learned weights: what each piece of evidence counts for.

The score of a bead is linear in its evidence (:data:`align.bitext.features.FEATURES`) with a
bias for its shape; weights are those under which the gold alignments of the training texts are
likeliest (a semi-Markov conditional random field, Sarawagi & Cohen 2004). ``weights.toml`` holds
them and says how they were trained.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.bitext.features import FEATURES
from align.bitext.search import Shape
from align.encode.base import Vectors


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the probability of a bead to the chance that it is right, by logistic regression.

    ``slope`` and ``offset`` map log odds to log odds (Platt 1999); both have a second part that
    counts as much as the pair of documents is loose. Beads without counterpart add ``null_slope``
    and ``null_offset``; beads of more than two sentences add ``several``, and ``longer`` for each
    sentence beyond three; those of two and two, where annotators differ most, ``two_two``.
    """

    slope: tuple[float, float] = (1.0, 0.0)
    offset: tuple[float, float] = (0.0, 0.0)
    null_slope: float = 0.0
    null_offset: float = 0.0
    several: float = 0.0
    longer: float = 0.0
    two_two: float = 0.0

    def at(self, looseness: float) -> Calibration:
        """The calibration for a pair of some looseness, which then is counted."""
        return replace(
            self,
            slope=(self.slope[0] + looseness * self.slope[1], 0.0),
            offset=(self.offset[0] + looseness * self.offset[1], 0.0),
        )

    @classmethod
    def of(cls, values: Sequence[float]) -> Calibration:
        """The calibration with the coefficients of :func:`evidence`, in that order."""
        slope, loose_slope, offset, loose_offset, *rest = (float(value) for value in values)
        return cls((slope, loose_slope), (offset, loose_offset), *rest)

    def confidence(
        self, probability: NDArray[np.float64], shapes: Sequence[Shape]
    ) -> NDArray[np.float64]:
        """The confidence of beads of some probability and shape."""
        values = [*self.slope, *self.offset, self.null_slope, self.null_offset]
        values += [self.several, self.longer, self.two_two]
        result: NDArray[np.float64] = evidence(probability, shapes, 0.0) @ np.array(values)
        return 1 / (1 + np.exp(-result))


def evidence(
    probability: NDArray[np.float64], shapes: Sequence[Shape], looseness: float
) -> NDArray[np.float64]:
    """What a confidence goes by: a row of nine numbers for each bead."""
    bounded = np.clip(probability, 1e-6, 1 - 1e-6)
    odds = np.log(bounded) - np.log1p(-bounded)
    size = np.array([a + b for a, b in shapes], dtype=np.float64)
    null = np.array([min(shape) == 0 for shape in shapes], dtype=np.float64)
    two_two = np.array([shape == (2, 2) for shape in shapes], dtype=np.float64)
    one = np.ones_like(odds)
    columns = [odds, looseness * odds, one, looseness * one, null * odds, null]
    columns += [(size > 2).astype(np.float64), np.maximum(size - 3, 0), two_two]
    return np.stack(columns, axis=1)


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights by feature, biases by shape, and the calibration of confidences.

    ``loose`` is added as many times as the pair of documents is loose
    (:attr:`align.bitext.features.Units.looseness`): what a dictionary leaves unanswered tells
    more in a report than in a novel.
    """

    features: Vectors
    shapes: dict[Shape, float]
    loose_features: Vectors
    loose_shapes: dict[Shape, float]
    calibration: Calibration = Calibration()

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
            self.calibration.at(looseness),
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
        _calibration(table["calibration"]),
    )


def _calibration(table: dict[str, Any]) -> Calibration:
    pairs = {key: tuple(table[key]) for key in ("slope", "offset")}
    return Calibration(**(table | pairs))


def _shape(key: str) -> Shape:
    a, b = key.split("-")
    return int(a), int(b)
