"""Vectors of runs of sentences from encoders that know nothing of runs."""

from __future__ import annotations

import numpy as np
import pytest

from align.encode.base import SpanEncoder, Vectors
from align.encode.spans import encode_spans
from align.encode.use import UniversalSentenceEncoder
from align.errors import EncoderError

from .test_cache import Counting


def test_each_different_run_is_encoded_once() -> None:
    encoder = Counting()
    spans = encode_spans(encoder, ["a", "b", "a", "b"], 3, "en")
    assert encoder.asked == ["a", "b", "a b", "b a", "a b a", "b a b"]
    assert [rows.shape for rows in spans] == [(4, 8), (3, 8), (2, 8)]
    assert np.array_equal(spans[1][0], encoder.encode(["a b"])[0])


def test_chinese_is_joined_by_nothing() -> None:
    encoder = Counting()
    encode_spans(encoder, ["云", "计算"], 2, "zh")
    assert encoder.asked == ["云", "计算", "云计算"]


def test_empty_sentences_join_nothing() -> None:
    encoder = Counting()
    encode_spans(encoder, ["a", " ", "b"], 3, "en")
    assert encoder.asked == ["a", "", "b", "a b"]


def test_fewer_sentences_than_the_longest_run() -> None:
    assert [rows.shape for rows in encode_spans(Counting(), ["a"], 3, "en")] == [
        (1, 8),
        (0, 8),
        (0, 8),
    ]
    assert [rows.shape for rows in encode_spans(Counting(), [], 2, "zh")] == [(0, 8), (0, 8)]


def test_an_encoder_of_runs_is_asked_itself() -> None:
    encoder = UniversalSentenceEncoder()
    assert isinstance(encoder, SpanEncoder)
    texts = ["Exports rose.", "Prices fell."]
    own, given = encoder.encode_spans(texts, 2), encode_spans(encoder, texts, 2, "en")
    assert all(np.array_equal(a, b) for a, b in zip(own, given, strict=True))


def test_the_share_that_is_done_is_told() -> None:
    told: list[float] = []
    spans = encode_spans(Counting(), [f"text {n}" for n in range(1500)], 1, "en", told.append)
    assert spans[0].shape == (1500, 8)
    assert told == [1024 / 1500, 1.0]


def test_a_failure_tells_how_many_of_all_texts_are_done() -> None:
    class Failing(Counting):
        def encode(self, texts: list[str]) -> Vectors:
            if self.asked:
                raise EncoderError("encode.answer_number", source="failing", done=6, total=9)
            return super().encode(texts)

    with pytest.raises(EncoderError) as caught:
        encode_spans(Failing(), [f"text {n}" for n in range(1500)], 1, "en")
    assert (caught.value.done, caught.value.total) == (1030, 1500)
