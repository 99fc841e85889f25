"""Much in little memory: what does not fit into a few megabytes stands in a file without a name.

A bitext of a million pairs is half a gigabyte of text, and its findings may be as much again,
though only one pair is looked at at a time. :class:`Rows` keeps rows of bytes, :class:`Spooled`
values. The file is in the system's folder for temporary files, readable by its owner only, and
gone with the process, however that ends. Where there is no room for it the rest stays in memory.
"""

from __future__ import annotations

import heapq
import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import eq
from typing import Any, BinaryIO, TypeVar, overload

#: So many bytes of rows stay in memory before a file is made.
IN_MEMORY = 4 * 1024 * 1024
# So many values are one row.
_TOGETHER = 128

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Rows:
    """Rows of bytes that are written once and read at any place.

    A forked process reads the same rows; it must not append to them.

    >>> rows = Rows([b"one", b"two"], in_memory=4)
    >>> len(rows), rows[0], rows[1]
    (2, b'one', b'two')
    """

    def __init__(self, rows: Iterable[bytes] = (), *, in_memory: int = IN_MEMORY) -> None:
        self._left = in_memory
        self._held: list[bytes] = []
        # Where in the file each row ends that stands there: those after the first ones held.
        self._ends = array("Q", [0])
        # What was to stand there, but for want of room does not.
        self._refused: list[bytes] = []
        self._file: BinaryIO | None = None
        self._last: tuple[int, bytes] = (-1, b"")
        for row in rows:
            self.append(row)

    def append(self, row: bytes) -> None:
        """Put a row behind the others."""
        if len(self._ends) == 1 and not self._refused and len(row) <= self._left:
            self._left -= len(row)
            self._held.append(row)
        elif self._refused or not self._written(row):
            self._refused.append(row)

    def __len__(self) -> int:
        return len(self._held) + len(self._ends) - 1 + len(self._refused)

    def __getitem__(self, number: int) -> bytes:
        at = number - len(self._held)
        if at < 0:
            return self._held[number]
        if at >= len(self._ends) - 1:
            return self._refused[at - len(self._ends) + 1]
        last, row = self._last
        if last != number:
            row = self._read(self._ends[at], self._ends[at + 1])
            self._last = (number, row)
        return row

    def __reduce__(self) -> tuple[Callable[[list[bytes]], Rows], tuple[list[bytes]]]:
        return Rows, ([self[number] for number in range(len(self))],)

    def _written(self, row: bytes) -> bool:
        try:
            if self._file is None:
                if not hasattr(os, "pread"):
                    return False  # a system on which processes cannot read one file at two places
                self._file = tempfile.TemporaryFile(prefix="align-", buffering=0)  # noqa: SIM115
                # It is open for as long as there are rows to read.
                weakref.finalize(self, self._file.close)
            if self._file.write(row) != len(row):
                return False
        except OSError:
            return False
        self._ends.append(self._ends[-1] + len(row))
        return True

    def _read(self, start: int, end: int) -> bytes:
        assert self._file is not None
        parts = []
        while start < end:
            part = os.pread(self._file.fileno(), end - start, start)
            if not part:
                raise EOFError("a temporary file was cut short")
            parts.append(part)
            start += len(part)
        return b"".join(parts)


class Spooled(Sequence[T_co]):
    """Values in their order, packed; they are made again when they are asked for.

    Takes values that :mod:`pickle` can pack. It equals a tuple of equal values; a part of it is
    a tuple.

    >>> Spooled("abc")[1:], Spooled("abc") == ("a", "b", "c")
    (('b', 'c'), True)
    """

    def __init__(self, values: Iterable[T_co] = (), *, in_memory: int = IN_MEMORY) -> None:
        self._rows = Rows(in_memory=in_memory)
        self._size = 0
        self._last: tuple[int, list[T_co]] = (-1, [])
        values = iter(values)
        while part := list(islice(values, _TOGETHER)):
            self._size += len(part)
            self._rows.append(pickle.dumps(part, pickle.HIGHEST_PROTOCOL))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T_co]:
        for number in range(len(self._rows)):
            yield from self._row(number)

    @overload
    def __getitem__(self, at: int) -> T_co: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(at, slice):
            return tuple(map(self.__getitem__, range(self._size)[at]))
        row, place = divmod(range(self._size)[at], _TOGETHER)
        return self._row(row)[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Spooled):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _row(self, number: int) -> list[T_co]:
        last, values = self._last
        if last != number:
            values = pickle.loads(self._rows[number])
            self._last = (number, values)
        return values


def in_order(
    values: Iterable[T], key: Callable[[T], Any], *, together: int = 10_000
) -> Iterator[T]:
    """Values in the order of a key, equal ones as they came; so many are in memory at once.

    >>> list(in_order([3, 1, 2], lambda n: n, together=2))
    [1, 2, 3]
    """
    runs: list[Iterable[T]] = []
    values = iter(values)
    part = sorted(islice(values, together), key=key)
    while len(part) == together:
        runs.append(Spooled(part))
        part = sorted(islice(values, together), key=key)
    return heapq.merge(*runs, part, key=key)


def few_or_spooled(values: Iterable[T], *, few: int = 10_000) -> Sequence[T]:
    """Values as a tuple where they are few, else :class:`Spooled`."""
    values = iter(values)
    first = tuple(islice(values, few + 1))
    if len(first) <= few:
        return first
    return Spooled(chain(first, values))
