"""Vectors of runs of sentences, from any encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from align.encode.base import Encoder, SpanEncoder, Vectors
from align.errors import EncoderError
from align.model import Lang

# Texts that an encoder is given at a time, so that it can be told how far it is.
_TOGETHER = 1024


def encode_spans(
    encoder: Encoder,
    texts: Sequence[str],
    longest: int,
    lang: Lang,
    told: Callable[[float], None] = lambda done: None,
) -> tuple[Vectors, ...]:
    """Vectors of all runs of 1 to ``longest`` consecutive ``texts``.

    Element k-1 has shape (n-k+1, d) and its row i is the run ``texts[i:i+k]``; it has no rows
    where k is more than n. An encoder that embeds runs from their parts does so; any other is
    given the joined texts, each different one once: Chinese joined by nothing, English by a
    space, as in Bertalign (Liu & Zhu 2022). ``told`` hears which share is done.

    Raises what the encoder raises.

    >>> class Lengths:
    ...     name = "lengths"
    ...     def encode(self, texts):
    ...         return np.array([[len(text)] for text in texts], dtype=np.float32)
    >>> [rows.ravel().tolist() for rows in encode_spans(Lengths(), ["a", "bc", "a"], 2, "en")]
    [[1.0, 2.0, 1.0], [4.0, 4.0]]
    """
    if isinstance(encoder, SpanEncoder):
        spans = encoder.encode_spans(texts, longest)
        told(1.0)
        return spans
    between = " " if lang == "en" else ""
    runs = [
        [between.join(filter(str.strip, texts[i : i + size])) for i in range(len(texts) - size + 1)]
        for size in range(1, longest + 1)
    ]
    row: dict[str, int] = {}
    for run in runs:
        for text in run:
            row.setdefault(text, len(row))
    vectors = _told(encoder, list(row), told)
    return tuple(vectors[np.array([row[text] for text in run], dtype=np.intp)] for run in runs)


def _told(encoder: Encoder, texts: Sequence[str], told: Callable[[float], None]) -> Vectors:
    parts = []
    for start in range(0, max(len(texts), 1), _TOGETHER):
        try:
            parts.append(encoder.encode(texts[start : start + _TOGETHER]))
        except EncoderError as error:
            # What the encoder says of one part is said of all texts.
            error.done, error.total = error.done + start, len(texts)
            raise
        told(min(1.0, (start + _TOGETHER) / max(len(texts), 1)))
    return np.concatenate(parts)
