"""Bytes of a file that align is to read, or a clear error."""

from __future__ import annotations

from pathlib import Path

from align.errors import InputError

#: A larger bitext or glossary is refused: it would take gigabytes of memory once parsed.
MOST_BYTES = 256 * 2**20


def load(path: Path) -> bytes:
    """The bytes of a file that has some.

    Raises InputError where there is no such file, it is a folder, may not be read, is empty or
    larger than :data:`MOST_BYTES`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError("input.missing", path=path) from None
    except IsADirectoryError:
        raise InputError("format.is_folder", path=path) from None
    except (OSError, ValueError) as error:
        # Windows calls a folder "permission denied"; a NUL in the name is a ValueError.
        if path.is_dir():
            raise InputError("format.is_folder", path=path) from None
        raise InputError("format.unreadable", path=path, reason=str(error)) from error
    if len(data) > MOST_BYTES:
        raise InputError("format.too_large", path=path, limit=MOST_BYTES // 2**20)
    if not data.strip():
        raise InputError("format.empty", path=path)
    return data
