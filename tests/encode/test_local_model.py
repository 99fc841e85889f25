"""A sentence-transformers model, made here in a moment: random weights, real library."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

if find_spec("sentence_transformers") is None:
    pytest.skip("align[local] is not installed", allow_module_level=True)

with warnings.catch_warnings():
    # The library and its dependencies warn at import of what is not ours to change.
    warnings.simplefilter("ignore")
    import sentence_transformers  # noqa: F401

from align.encode.cache import CachedEncoder
from align.encode.local_model import SentenceTransformerEncoder
from align.errors import EncoderError

pytestmark = pytest.mark.filterwarnings("ignore")
TEXTS = ["云计算", "", "cloud computing", "a\ud800b", "云" * 20_000, "\x00 \x01"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer, with a vocabulary of single characters."""
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizer

    try:
        from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    except ImportError:  # before version 6
        from sentence_transformers.models import Pooling, Transformer
    base = tmp_path_factory.mktemp("base")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [chr(code) for code in range(97, 123)]
    vocabulary = [*special, *letters, *("##" + letter for letter in letters), *"云计算"]
    (base / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    sizes = {"hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=len(vocabulary), num_hidden_layers=1, **sizes)
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base))
    model = SentenceTransformer(modules=[transformer, Pooling(32)])
    path = tmp_path_factory.mktemp("model")
    model.save(str(path))
    return path


def test_vectors_of_length_one(folder: Path) -> None:
    encoder = SentenceTransformerEncoder(str(folder))
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (6, 32) and vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(lengths, [1, 0, 1, 1, 1, 1], atol=1e-6)
    single = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(vectors, single, atol=1e-5)
    assert encoder.encode([]).shape == (0, 32)


def test_the_cache_keeps_them(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    first = CachedEncoder(SentenceTransformerEncoder(str(folder)), path).encode(TEXTS)
    assert np.array_equal(
        CachedEncoder(SentenceTransformerEncoder(str(folder)), path).encode(TEXTS), first
    )


def test_the_name_changes_with_the_files(folder: Path) -> None:
    before = SentenceTransformerEncoder(str(folder)).name
    assert SentenceTransformerEncoder(str(folder)).name == before
    (folder / "note.txt").write_text("trained further")
    assert SentenceTransformerEncoder(str(folder)).name != before


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as caught:
        SentenceTransformerEncoder(str(tmp_path)).encode(["a"])
    assert str(tmp_path) in str(caught.value)
