"""What an encoder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns sentences of both languages into vectors of one space."""

    @property
    def name(self) -> str:
        """What results depend on: model and version (``use-multilingual-3/0.2.1``)."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, d), float32, rows of length 1.

        The row of a text without content is all zero, so that its cosine with any other is 0.
        A row depends on its own text alone, not on the others of the call (up to rounding).
        """
        ...


@runtime_checkable
class SpanEncoder(Encoder, Protocol):
    """An encoder that embeds a run of sentences from its parts, without a new pass each."""

    def encode_spans(self, texts: Sequence[str], longest: int) -> tuple[Vectors, ...]:
        """Vectors of all runs of 1 to ``longest`` consecutive ``texts``.

        Element k-1 has shape (n-k+1, d); its row i is the run ``texts[i:i+k]``.
        """
        ...


@runtime_checkable
class Preparing(Protocol):
    """An encoder that takes a while to load, and can do so while something else is done."""

    def prepare(self) -> None:
        """Begin to load in the background; the first use waits for the rest."""
        ...
