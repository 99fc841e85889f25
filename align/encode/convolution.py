"""A convolution over rows with fewer multiplications: Toom and Cook's, as Winograd applied it.

The plain way to 4 neighbouring rows of a convolution of n taps takes 4·n matrix products; this
one takes n+3. Input rows are added up with small factors, multiplied by matrices that were made
from the taps beforehand, and added up again (Lavin & Gray 2016, "Fast Algorithms for
Convolutional Neural Networks"). What rounding it adds is some 1e-6 of the result.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Rows = NDArray[np.float32]

# How many neighbouring rows are computed together.
TOGETHER = 4
# Where the polynomials are evaluated, besides infinity. Numbers around 1 keep rounding small.
_POINTS = (0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2))


class Scratch(threading.local):
    """Arrays that a thread uses again: fresh ones cost a page fault every 4,096 bytes."""

    def __init__(self) -> None:
        self._held: dict[str, Rows] = {}

    def take(self, name: str, *shape: int) -> Rows:
        """An array of that shape, with anything in it, until the name is asked for again."""
        size = int(np.prod(shape))
        held = self._held.get(name)
        if held is None or held.size < size:
            held = self._held[name] = np.empty(size, dtype=np.float32)
        return held[:size].reshape(shape)


class Convolution:
    """The taps of a convolution, ready to be applied: shape (width, d, e), at most 5 of them.

    Tap k multiplies the row k places on.

    >>> rows = np.arange(6, dtype=np.float32)[:, None]
    >>> Convolution(np.ones((3, 1, 1), dtype=np.float32)).apply(rows, 4, Scratch()).round(3)
    array([[ 3.],
           [ 6.],
           [ 9.],
           [12.]], dtype=float32)
    """

    def __init__(self, taps: Rows) -> None:
        self.after, kernel, self.before = _transforms(len(taps))
        self.weights = np.tensordot(kernel, taps, axes=1).astype(np.float32)

    def apply(self, rows: Rows, count: int, scratch: Scratch) -> Rows:
        """Row t of the result, shape (count, e), is the sum of ``rows[t+k] @ taps[k]``.

        ``rows`` has shape (count + width - 1, d), or more rows; ``count`` is a multiple of 4.
        The result is an array of ``scratch``: the next call overwrites it.
        """
        products, d, e = self.weights.shape
        tiles = count // TOGETHER
        step = rows.strides[0]
        windows = as_strided(rows, (tiles, products, d), (TOGETHER * step, *rows.strides))
        mixed = scratch.take("mixed", tiles, products, d)
        np.matmul(self.before, windows, out=mixed)
        multiplied = scratch.take("multiplied", tiles, products, e)
        np.matmul(mixed.swapaxes(0, 1), self.weights, out=multiplied.swapaxes(0, 1))
        result = scratch.take("convolved", tiles, TOGETHER, e)
        np.matmul(self.after, multiplied, out=result)
        return result.reshape(count, e)


def _transforms(width: int) -> tuple[Rows, NDArray[np.float64], Rows]:
    """Toom and Cook's three matrices: after the products, for the taps, before the products."""
    points = [Fraction(point) for point in _POINTS[: TOGETHER + width - 2]]
    after = [
        [point**i for point in points] + [Fraction(i == TOGETHER - 1)] for i in range(TOGETHER)
    ]
    kernel, before = [], []
    for j, point in enumerate(points):
        others = points[:j] + points[j + 1 :]
        scale = Fraction(1)
        for other in others:
            scale *= point - other
        kernel.append([point**k / scale for k in range(width)])
        before.append([*_polynomial(others), Fraction(0)])
    kernel.append([Fraction(k == width - 1) for k in range(width)])
    before.append(_polynomial(points))
    return _matrix(after).astype(np.float32), _matrix(kernel), _matrix(before).astype(np.float32)


def _polynomial(roots: Sequence[Fraction]) -> list[Fraction]:
    """The coefficients of the product of all (x - root), from the constant up."""
    coefficients = [Fraction(1)]
    for root in roots:
        higher = [Fraction(0), *coefficients]
        lower = [*(root * c for c in coefficients), Fraction(0)]
        coefficients = [a - b for a, b in zip(higher, lower, strict=True)]
    return coefficients


def _matrix(values: list[list[Fraction]]) -> NDArray[np.float64]:
    return np.array([[float(value) for value in row] for row in values])
