"""What the surface of sentences shows: length, final marks, questions, quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FINAL = {
    "。": 1, ".": 1, "．": 1, "？": 2, "?": 2, "！": 3, "!": 3, "：": 4, ":": 4, "；": 5, ";": 5,
    "…": 6, "，": 7, ",": 7,
}  # fmt: skip
_CLOSING = "”’\"'）)」』】]》 "
_OPENING = ("“", "「", "『", '"', "‘", "'")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(frozen=True, eq=False)
class Surface:
    """One side's sentences. Cumulated arrays have n+1 entries: a run's sum is a difference.

    ``length`` cumulates characters; ``questions``, ``exclamations``, ``quotes`` (opening ones) and
    ``endless`` (sentences without a mark at the end, as headings are) cumulate counts; ``final``
    is the kind of the mark at the end (0: none), ``opens`` and ``closes`` whether a quotation
    begins or ends there; ``quoted`` (n+1) whether position i is inside a quotation.
    """

    length: Floats
    questions: Ints
    exclamations: Ints
    quotes: Ints
    endless: Ints
    final: Ints
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    quoted: NDArray[np.bool_]


def look(texts: Sequence[str]) -> Surface:
    """The surface of sentences.

    >>> seen = look(["他说：“好吗？”", "走。"])
    >>> seen.questions.tolist(), seen.final.tolist(), seen.length.tolist()
    ([0, 1, 1], [2, 1], [0.0, 8.0, 10.0])
    """
    # An apostrophe is no quotation mark.
    plain = [_APOSTROPHE.sub("", text) for text in texts]
    straight = [(text.count('"'), text.count("'")) for text in plain]
    opening = [
        text.count("“") + text.count("「") + text.count("‘") + (double + single + 1) // 2
        for text, (double, single) in zip(plain, straight, strict=True)
    ]
    # Straight marks open and close in turn; typographic ones say which they are.
    odd = np.cumsum([double for double, _ in straight]) % 2 > 0
    odd1 = np.cumsum([single for _, single in straight]) % 2 > 0
    depth = np.cumsum([_depth(text) for text in texts])
    inside = (depth > 0) | odd | odd1 if texts else np.zeros(0, dtype=bool)
    return Surface(
        _cumulated([len(t) - t.count(" ") * (not t.isascii()) for t in texts]).astype(np.float64),
        _cumulated([t.count("？") + t.count("?") for t in texts]),
        _cumulated([t.count("！") + t.count("!") for t in texts]),
        _cumulated(opening),
        _cumulated([int(_final(t) == 0) for t in texts]),
        np.array([_final(t) for t in texts], dtype=np.int64),
        np.array([t.startswith(_OPENING) for t in texts], dtype=bool),
        np.array([t.rstrip()[-1:] in tuple("”」』\"'’") for t in texts], dtype=bool),
        np.concatenate([[False], inside]),
    )


def _depth(text: str) -> int:
    return text.count("“") + text.count("「") - text.count("”") - text.count("」")


def _final(text: str) -> int:
    return _FINAL.get(text.rstrip(_CLOSING)[-1:], 0)


def _cumulated(values: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.array(values, dtype=np.int64))])
