"""Names of encoders, and what they mean."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from align.encode.cache import CachedEncoder
from align.encode.choose import choose
from align.encode.local_model import SentenceTransformerEncoder
from align.encode.server import ServerEncoder
from align.encode.use import UniversalSentenceEncoder
from align.errors import MissingExtra, UsageError
from align.settings import load

from .conftest import OwnServer

without_local = pytest.mark.skipif(
    find_spec("sentence_transformers") is not None, reason="align[local] is installed"
)
with_local = pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="align[local] is not installed"
)


def test_there_is_one_built_in_encoder_so_that_its_model_is_read_once() -> None:
    assert choose("use") is choose(" USE ")


def test_built_in_names() -> None:
    assert choose("none") is None
    assert choose(" None ") is None
    assert isinstance(choose("use"), UniversalSentenceEncoder)


def test_a_server_is_cached(server: OwnServer, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    encoder = choose(server.url + "#m", cache=path)
    assert isinstance(encoder, CachedEncoder) and isinstance(encoder.encoder, ServerEncoder)
    assert not server.requests and not path.exists()
    encoder.encode(["a"])
    assert path.exists()
    assert encoder.name == server.url + "#m"


@pytest.mark.parametrize(
    ("name", "near"), [("us", "use"), ("non", "none"), ("Uze", "use"), ("nome", "none")]
)
def test_a_misspelt_name_is_corrected(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean “{near}”"):
        choose(name)


@pytest.mark.parametrize("name", ["localhost:8000/v1", "htp://a/v1", "127.0.0.1:80", "http:/a/v1"])
def test_an_address_that_lacks_something_is_told_how_to_write_it(name: str) -> None:
    with pytest.raises(UsageError, match="http://localhost:8000/v1"):
        choose(name)


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(UsageError):
        choose("  ")


@without_local
@pytest.mark.parametrize("name", ["LaBSE", "BAAI/bge-m3"])
def test_a_model_without_the_extra_says_how_to_install_it(name: str) -> None:
    with pytest.raises(MissingExtra, match=r"pip install 'align\[local\]'") as caught:
        choose(name)
    assert caught.value.exit_code == 2


@with_local
def test_another_name_is_a_local_model(tmp_path: Path) -> None:
    encoder = choose("LaBSE", cache=tmp_path / "vectors.sqlite")
    assert isinstance(encoder, CachedEncoder)
    assert isinstance(encoder.encoder, SentenceTransformerEncoder)


def test_the_servers_key_is_no_setting() -> None:
    settings, _ = load(environment={"ALIGN_API_KEY": "secret"})
    assert "secret" not in repr(settings)
