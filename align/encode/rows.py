"""Vectors from elsewhere, checked and brought to length 1: nothing random gets past here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors
from align.errors import EncoderError


def unit_rows(values: NDArray[np.floating], source: str) -> Vectors:
    """Rows of length 1, float32, from rows of any length: shape (n, d) in and out.

    ``source`` is the encoder that a message names.

    Raises EncoderError for a value that is not finite and for a row of zeros.

    >>> unit_rows(np.array([[3.0, 4.0]]), "an encoder").tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """
    rows = np.asarray(values, dtype=np.float64)
    if not np.isfinite(rows).all():
        raise EncoderError("encode.answer_number", source=source)
    largest = np.abs(rows).max(axis=1, initial=0.0, keepdims=True)
    if not largest.all():
        raise EncoderError("encode.answer_zero", source=source)
    # Divided by the largest value first, the squares of very large or small numbers stay finite.
    rows = rows / largest
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows, dtype=np.float32)
