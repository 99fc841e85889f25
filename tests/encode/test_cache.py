"""The cache: what it saves, and that nothing that happens to its file is a reason to fail."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from align.encode.cache import CachedEncoder, default_path
from align.encode.server import ServerEncoder
from align.errors import EncoderError
from align.messages import text as message

from .conftest import OwnServer, embeddings, reply, vector


class Counting:
    """An encoder that counts what it is asked."""

    def __init__(self, dimension: int = 8, name: str = "counting") -> None:
        self.dimension, self.name = dimension, name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = np.array([vector(text, self.dimension) for text in texts], dtype=np.float32)
        return rows.reshape(len(texts), self.dimension)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "vectors.sqlite"


TEXTS = [f"text {i}" for i in range(600)]


def test_a_text_is_encoded_once(path: Path) -> None:
    first, second = Counting(), Counting()
    once = CachedEncoder(first, path).encode(["a", "", "b", "a"])
    again = CachedEncoder(second, path).encode(["b", "a", "c", " "])
    assert (first.asked, second.asked) == (["a", "b"], ["c"])
    assert not once[1].any() and not again[3].any()
    assert np.array_equal(once[[2, 0]], again[:2])


def test_vectors_are_the_encoders_own_bit_for_bit(path: Path) -> None:
    own = Counting().encode(TEXTS)
    for _ in range(2):
        assert np.array_equal(CachedEncoder(Counting(), path).encode(TEXTS), own)


def test_encoders_do_not_share_vectors(path: Path) -> None:
    CachedEncoder(Counting(8, "one"), path).encode(["a"])
    other = Counting(5, "other")
    assert CachedEncoder(other, path).encode(["a"]).shape == (1, 5)
    assert other.asked == ["a"]


def test_the_dimension_is_known_without_texts(path: Path) -> None:
    assert CachedEncoder(Counting(), path).encode([""]).shape == (1, 8)
    CachedEncoder(Counting(), path).encode(["a"])
    nothing = Counting(0)
    assert CachedEncoder(nothing, path).encode([]).shape == (0, 8)


def test_another_dimension_under_the_same_name_is_an_error(path: Path) -> None:
    CachedEncoder(Counting(8), path).encode(["a"])
    with pytest.raises(EncoderError) as caught:
        CachedEncoder(Counting(9), path).encode(["a", "b"])
    assert str(path) in str(caught.value)
    assert "9 dimensions" in str(caught.value) and "some of 8" in str(caught.value)


def test_half_a_surrogate_pair_has_a_key(path: Path) -> None:
    class Ones(Counting):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            return np.ones((len(texts), 8), dtype=np.float32)

    assert CachedEncoder(Ones(), path).encode(["a\ud800"]).all()


def test_the_texts_are_not_in_the_file_and_the_file_is_the_users_alone(path: Path) -> None:
    CachedEncoder(Counting(), path).encode(["a secret merger"])
    assert b"secret" not in path.read_bytes()
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


# -- a server that dies ----------------------------------------------------------------------


def test_a_new_run_goes_on_where_the_server_died(path: Path, server: OwnServer) -> None:
    server.script = [embeddings(), embeddings()]
    server.otherwise = reply(503, "gone")

    def run(texts: list[str]) -> np.ndarray:
        own = ServerEncoder(server.url + "#m", batch=10, tries=2, backoff=0.001)
        return CachedEncoder(own, path).encode(texts)

    with pytest.raises(EncoderError) as caught:
        run(TEXTS[:50])
    assert (caught.value.done, caught.value.total, caught.value.kept) == (20, 50, True)
    assert "20 of 50 texts are encoded and kept" in str(caught.value)
    server.requests.clear()
    server.otherwise = embeddings()
    assert run(TEXTS[:50]).any(axis=1).all()
    assert [text for sent in server.sent for text in sent] == TEXTS[20:50]
    server.die()
    assert run(TEXTS[:50]).any(axis=1).all()


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from align.encode.cache import CachedEncoder

class Dying:
    name, calls = "dying", 0
    def batches(self, texts):
        for i in range(0, len(texts), 10):
            if i == 50:
                os.kill(os.getpid(), signal.SIGKILL)
            yield list(range(i, i + 10)), self.encode(texts[i:i + 10])
    def encode(self, texts):
        return np.ones((len(texts), 8), dtype=np.float32)

CachedEncoder(Dying(), Path(sys.argv[1])).encode([f"text {i}" for i in range(600)])
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL here")
def test_a_killed_process_leaves_what_it_had(path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert run.returncode == -signal.SIGKILL
    after = Counting(name="dying")
    cached = CachedEncoder(after, path)
    cached.encode(TEXTS)
    assert after.asked == TEXTS[50:]
    assert cached.notes == ()


TOGETHER = """
import sys
from pathlib import Path
import numpy as np
from align.encode.cache import CachedEncoder

class Ones:
    name = "ones"
    def batches(self, texts):
        for i in range(0, len(texts), 5):
            part = texts[i:i + 5]
            yield list(range(i, i + len(part))), self.encode(part)
    def encode(self, texts):
        return np.ones((len(texts), 8), dtype=np.float32)

cached = CachedEncoder(Ones(), Path(sys.argv[1]))
assert cached.encode([f"text {i}" for i in range(400)]).all()
assert cached.notes == (), cached.notes
"""


def test_processes_may_share_the_file(path: Path) -> None:
    command = [sys.executable, "-c", TOGETHER, str(path)]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    after = Counting(name="ones")
    CachedEncoder(after, path).encode(TEXTS)
    assert after.asked == TEXTS[400:]


def test_threads_may_share_the_encoder(path: Path) -> None:
    cached = CachedEncoder(Counting(), path)
    expected = Counting().encode(TEXTS)
    same: list[bool] = []
    work = lambda: same.append(np.array_equal(cached.encode(TEXTS), expected))  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert same == [True] * 4
    assert cached.notes == ()


# -- a file that is damaged ------------------------------------------------------------------


def keys(cached: CachedEncoder) -> list[str]:
    for note in cached.notes:
        for lang in ("en", "zh"):
            assert dict(note.values)["path"] in message(note.key, lang, **dict(note.values))
    return [note.key for note in cached.notes]


@pytest.mark.parametrize("content", [b"not a database at all " * 100, b"SQLite format 3\0" * 999])
def test_a_damaged_file_is_put_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    cached = CachedEncoder(Counting(), path)
    assert cached.encode(["a"]).any()
    assert keys(cached) == ["encode.cache_moved"]
    assert path.with_name("vectors.sqlite.damaged").read_bytes() == content
    after = Counting()
    CachedEncoder(after, path).encode(["a"])
    assert after.asked == []


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_a_file_that_was_cut_off_gives_no_wrong_vector(path: Path, share: float) -> None:
    CachedEncoder(Counting(), path).encode(TEXTS)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert np.array_equal(CachedEncoder(Counting(), path).encode(TEXTS), Counting().encode(TEXTS))


@pytest.mark.parametrize("seed", range(30))
def test_flipped_bytes_give_no_wrong_vector(path: Path, seed: int) -> None:
    CachedEncoder(Counting(), path).encode(TEXTS)
    data = bytearray(path.read_bytes())
    random = np.random.default_rng(seed)
    for place in random.integers(0, len(data), 200):
        data[place] ^= int(random.integers(1, 256))
    path.write_bytes(data)
    cached = CachedEncoder(Counting(), path)
    for _ in range(2):
        assert np.array_equal(cached.encode(TEXTS), Counting().encode(TEXTS))


def test_another_programs_file_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("create table letters (text)")
    db.close()
    before = path.read_bytes()
    cached = CachedEncoder(Counting(), path)
    assert cached.encode(["a"]).any()
    assert keys(cached) == ["encode.cache_unusable"]
    assert path.read_bytes() == before


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    report = tmp_path / "report.docx"
    report.write_bytes(b"PK" * 1000)
    cached = CachedEncoder(Counting(), report)
    assert cached.encode(["a"]).any()
    assert keys(cached) == ["encode.cache_unusable"]
    assert report.read_bytes() == b"PK" * 1000


def test_a_folder_that_cannot_be_used_is_only_noted(tmp_path: Path, server: OwnServer) -> None:
    (tmp_path / "file").write_text("")
    cached = CachedEncoder(Counting(), tmp_path / "file" / "vectors.sqlite")
    assert cached.encode(["a"]).any()
    assert keys(cached) == ["encode.cache_unusable"]
    server.otherwise = reply(400, "no")
    lost = CachedEncoder(ServerEncoder(server.url + "#m"), tmp_path / "file" / "v.sqlite")
    with pytest.raises(EncoderError) as caught:
        lost.encode(["a"])
    assert (caught.value.done, caught.value.total, caught.value.kept) == (0, 1, False)
    assert "texts" not in str(caught.value)


def test_a_folder_in_place_of_the_file_is_only_noted(tmp_path: Path) -> None:
    cached = CachedEncoder(Counting(), tmp_path)
    assert cached.encode(["a"]).any()
    assert keys(cached) == ["encode.cache_unusable"]


def test_the_oldest_vectors_give_way(path: Path) -> None:
    most = 100_000
    for start in range(0, 600, 50):
        many = [f"{start + i} of many" for i in range(50)]
        CachedEncoder(Counting(64), path, most=most).encode(many)
    assert path.stat().st_size < 1.5 * most
    newest, oldest = Counting(64), Counting(64)
    CachedEncoder(newest, path, most=most).encode(["599 of many"])
    CachedEncoder(oldest, path, most=most).encode(["0 of many"])
    assert (newest.asked, oldest.asked) == ([], ["0 of many"])


def test_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "align" / "vectors-1.sqlite"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_path() == tmp_path / ".cache" / "align" / "vectors-1.sqlite"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_path() == tmp_path / "Library" / "Caches" / "align" / "vectors-1.sqlite"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert default_path() == tmp_path / "Local" / "align" / "vectors-1.sqlite"


def test_without_a_path_the_users_folder_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    CachedEncoder(Counting()).encode(["a"])
    assert default_path().is_file()
