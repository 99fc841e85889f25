"""Vectors kept on disk, so that no text goes through a slow encoder twice.

One SQLite file, keyed by the encoder's name and the SHA-256 of a text; the texts themselves are
not in it. Every batch is committed as it arrives: after a server dies or the process is killed,
the next run goes on from there. Several processes may share the file (write-ahead log), and
what is damaged is put aside or encoded again: a cache is never a reason to fail.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

import numpy as np

from align.encode.base import Encoder, Vectors
from align.errors import EncoderError
from align.model import Note
from align.prepared import cache_folder

# Texts a call where the encoder does not say how it batches: what is lost when it fails.
_CHUNK = 256
_BUSY_SECONDS = 30.0
# "algn": tells our file from another program's, which is left alone.
_APPLICATION = 0x616C676E
_SCHEMA = (
    f"pragma application_id = {_APPLICATION}",
    "create table encoder (id integer primary key, name text not null unique)",
    """create table vector (
        id integer primary key, encoder integer not null, text blob not null,
        crc integer not null, value blob not null, unique (encoder, text))""",
)

_T = TypeVar("_T")


@runtime_checkable
class BatchEncoder(Encoder, Protocol):
    """An encoder that gives its vectors out as they come."""

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        """Positions in ``texts`` and their vectors, batch by batch."""
        ...


def default_path() -> Path:
    """The cache file in the user's own cache folder, as each system has it.

    Raises RuntimeError if the user has no home.
    """
    return cache_folder() / "vectors-1.sqlite"


class CachedEncoder:
    """An encoder whose vectors are kept in the file ``path``.

    None means :func:`default_path`. When the file holds more than ``most`` bytes, the vectors
    that were written first give way. ``notes`` says what a person should know about the file.

    >>> import tempfile
    >>> class Slow:
    ...     name, asked = "slow", 0
    ...     def encode(self, texts):
    ...         self.asked += len(texts)
    ...         return np.ones((len(texts), 1), dtype=np.float32)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     encoder = CachedEncoder(Slow(), Path(folder) / "vectors.sqlite")
    ...     twice = encoder.encode(["a", "b", "a"]), encoder.encode(["b", "a"])
    >>> encoder.encoder.asked, encoder.notes
    (2, ())
    """

    def __init__(
        self, encoder: Encoder, path: Path | None = None, *, most: int = 2_000_000_000
    ) -> None:
        self.encoder, self.path, self.most = encoder, path, most
        self._notes: dict[str, Note] = {}

    @property
    def name(self) -> str:
        """The name of the encoder behind the cache: its vectors are the same."""
        return self.encoder.name

    @property
    def notes(self) -> tuple[Note, ...]:
        """That the file was damaged and put aside, or cannot be used, if so."""
        return tuple(self._notes.values())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``: shape (n, d), rows of length 1, zero for an empty text.

        Each different text goes to the encoder once, and not at all if the file has it.

        Raises EncoderError as the encoder does, with what is done and kept, and where its
        vectors have another dimension than those kept under its name.
        """
        name = self.name
        keys = [_key(text) if text.strip() else b"" for text in texts]
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if key}
        with closing(_VectorFile(self.path, self.most, self._notes)) as file:
            held = file.dimension(name)
            found = file.read(name, list(wanted))
            missing = [key for key in wanted if key not in found]
            try:
                for part, vectors in self._encoded([wanted[key] for key in missing]):
                    held = held or vectors.shape[1]
                    if held != vectors.shape[1]:
                        raise EncoderError(
                            "encode.cache_dimension",
                            source=name,
                            found=vectors.shape[1],
                            expected=held,
                            place=str(file.path),
                        )
                    fresh = {missing[i]: row for i, row in zip(part, vectors, strict=True)}
                    found.update(fresh)
                    file.write(name, fresh)
            except EncoderError as error:
                error.done, error.total = len(found), len(wanted)
                error.kept = file.usable
                raise
        held = held or self.encoder.encode([]).shape[1]
        result = np.zeros((len(texts), held), dtype=np.float32)
        for row, key in zip(result, keys, strict=True):
            if key:
                row[:] = found[key]
        return result

    def _encoded(self, texts: list[str]) -> Iterator[tuple[Iterable[int], Vectors]]:
        if isinstance(self.encoder, BatchEncoder):
            yield from self.encoder.batches(texts)
            return
        for start in range(0, len(texts), _CHUNK):
            part = range(start, min(start + _CHUNK, len(texts)))
            yield part, self.encoder.encode(texts[start : part.stop])


class _VectorFile:
    """The SQLite file. It never raises: what goes wrong becomes a note, and nothing is kept.

    It lasts for one call of the encoder, so that no connection is carried into another thread
    or a forked process.
    """

    def __init__(self, path: Path | None, most: int, notes: dict[str, Note]) -> None:
        self.path, self.most, self.notes = path, most, notes
        self._open: sqlite3.Connection | None = None

    @property
    def usable(self) -> bool:
        """Whether vectors are kept."""
        return "encode.cache_unusable" not in self.notes

    def close(self) -> None:
        """End the connection, if one was needed."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None

    def dimension(self, name: str) -> int:
        """The dimension of the vectors kept under a name; 0 if there are none."""
        return self._guarded(lambda db: _encoder(db, name)[1], 0)

    def read(self, name: str, keys: list[bytes]) -> dict[bytes, Vectors]:
        """The vectors kept for some of the keys; one that does not fit its sum is left out."""
        return self._guarded(lambda db: _read(db, name, keys), {})

    def write(self, name: str, vectors: dict[bytes, Vectors]) -> None:
        """Keep vectors, all or none of them."""
        self._guarded(lambda db: _write(db, name, vectors, self.most), None)

    def _guarded(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """What ``work`` gives, or ``otherwise`` where the file cannot be used."""
        put_aside = False
        while self.usable:
            try:
                if self.path is None:
                    self.path = default_path()
                if self._open is None:
                    self._open = _connect(self.path)
                return work(self._open)
            except (sqlite3.Error, OSError, RuntimeError, ValueError, TypeError) as error:
                self.close()
                # A file under any other name may be something else, named by mistake.
                ours = self.path is not None and self.path.suffix == ".sqlite"
                if ours and not put_aside and _is_damage(error):
                    put_aside = True
                    self._put_aside()
                else:
                    self._give_up(error)
        return otherwise

    def _put_aside(self) -> None:
        assert self.path is not None
        aside = self.path.with_name(self.path.name + ".damaged")
        try:
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self.path.replace(aside)
        except FileNotFoundError:
            return  # another process was faster
        except OSError as error:
            self._give_up(error)
            return
        self._note("encode.cache_moved", path=str(aside))

    def _give_up(self, error: Exception) -> None:
        self._note("encode.cache_unusable", path=str(self.path or "–"), reason=str(error))

    def _note(self, key: str, **values: str) -> None:
        self.notes[key] = Note(key, tuple(values.items()))


def _is_damage(error: Exception) -> bool:
    """Whether the file is at fault: SQLite says so, or a value in it has lost its type."""
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, (ValueError, TypeError)) or _code(error) in damaged


def _code(error: Exception) -> int:
    """SQLite's primary error code; 0 where the error is another's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _connect(path: Path) -> sqlite3.Connection:
    # For the user alone: something of a text can be guessed from its vector.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    if _application(db) != _APPLICATION:
        with _Transaction(db):
            # Looked at again, as another process may have been faster.
            application = _application(db)
            if application == 0 and not db.execute("select 1 from sqlite_master").fetchone():
                for statement in _SCHEMA:
                    db.execute(statement)
            elif application != _APPLICATION:
                raise OSError("the file belongs to another program")
    try:
        db.execute("pragma journal_mode = wal")
    except sqlite3.OperationalError as error:
        # SQLite does not wait here; the process that is in the way sets the same mode.
        if _code(error) != sqlite3.SQLITE_BUSY:
            raise
    db.execute("pragma synchronous = normal")


def _application(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma application_id").fetchone()[0])


def _encoder(db: sqlite3.Connection, name: str) -> tuple[int, int]:
    """The encoder's number and its vectors' dimension; 0 where there is none."""
    row = db.execute("select id from encoder where name = ?", (name,)).fetchone()
    if row is None:
        return 0, 0
    query = "select text, crc, value from vector where encoder = ? limit 1"
    kept = db.execute(query, row).fetchone()
    vector = None if kept is None else _vector(*kept)
    return int(row[0]), 0 if vector is None else vector.size


def _sum(key: bytes, value: bytes) -> int:
    """A check sum of both, so that no vector is taken for another text's."""
    return zlib.crc32(value, zlib.crc32(key))


def _vector(key: object, crc: object, value: object) -> Vectors | None:
    """What was kept; None where it is no longer what was written."""
    if not isinstance(key, bytes) or not isinstance(value, bytes) or len(value) % 4:
        return None
    if _sum(key, value) != crc:
        return None
    return np.frombuffer(value, dtype="<f4").astype(np.float32)


def _read(db: sqlite3.Connection, name: str, keys: list[bytes]) -> dict[bytes, Vectors]:
    encoder, dimension = _encoder(db, name)
    found: dict[bytes, Vectors] = {}
    for start in range(0, len(keys) if encoder else 0, 500):
        part = keys[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = db.execute(
            f"select text, crc, value from vector where encoder = ? and text in ({marks})",
            (encoder, *part),
        )
        for key, crc, value in rows:
            vector = _vector(key, crc, value)
            if vector is not None and vector.size == dimension:
                found[key] = vector
    return found


def _write(db: sqlite3.Connection, name: str, vectors: dict[bytes, Vectors], most: int) -> None:
    with _Transaction(db):
        db.execute("insert or ignore into encoder (name) values (?)", (name,))
        encoder, held = _encoder(db, name)
        if held and held != next(iter(vectors.values())).size:
            return  # another process got other vectors; the next call says so
        rows = [(encoder, key, row.astype("<f4").tobytes()) for key, row in vectors.items()]
        db.executemany(
            "insert or replace into vector (encoder, text, crc, value) values (?, ?, ?, ?)",
            [(encoder, key, _sum(key, value), value) for encoder, key, value in rows],
        )
        _make_room(db, most)


def _make_room(db: sqlite3.Connection, most: int) -> None:
    """Remove the oldest rows; their pages are used again, so that the file does not grow."""
    removed = 1
    while removed:
        pages, free, size = (
            int(db.execute(f"pragma {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size <= most:
            return
        removed = db.execute(
            """delete from vector where id <=
               (select min(id) + (max(id) - min(id)) / 16 from vector)"""
        ).rowcount


class _Transaction:
    """Begins at once, so that a reader never has to become a writer while another one waits."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("begin immediate")

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.db.execute("commit")
        elif self.db.in_transaction:
            self.db.execute("rollback")


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
