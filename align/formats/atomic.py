"""Files are written whole or not at all.

The bytes go to a temporary file in the folder of the target, which then takes the target's
place in one step. A reader sees the old file or the new one, never half of one, also when the
disk is full or the machine loses power (POSIX.1-2017, ``rename``; ``ReplaceFile`` on Windows).
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from align.errors import OutputError

#: Content to write: bytes, or a function that writes them to the open file it is given.
Content = bytes | Callable[[BinaryIO], None]

_NO_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path | str, content: Content) -> None:
    """Write a file so that it is there completely or unchanged.

    An existing file keeps its permissions; a symbolic link stays and its target is written. A
    device or pipe (``/dev/stdout``) has nothing to keep whole and is written directly.

    Raises OutputError where there is no such folder, the path is a folder, writing is not
    allowed, the disk is full, or the system fails otherwise; the temporary file is then gone.
    What ``content`` itself raises, other than OSError, passes through.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", b"all of it")
    ...     (Path(folder) / "a.txt").read_bytes()
    b'all of it'
    """
    given = Path(path)
    try:
        target = Path(os.path.realpath(given))
        mode = _mode(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError("output.is_folder", path=given)
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as device:
                _fill(device, content)
            return
        if mode is not None and not os.access(target, os.W_OK):
            # Replacing it would succeed, for only the folder is asked; the owner said no.
            raise OutputError("output.refused", path=given)
        _replace(target, content, mode)
    except OSError as error:
        raise _explained(error, given) from error


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, content: Content, mode: int | None) -> None:
    # The name does not grow with the target's, which may be as long as names can be.
    temporary = target.with_name(f".align-{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # 0o666 lets the umask decide, as for any other new file; tempfile would make it private.
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _fill(file, content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            with contextlib.suppress(OSError):
                temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        # Also on Ctrl-C: nothing half-written stays behind.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _fill(file: BinaryIO, content: Content) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        content(file)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows and some network disks cannot, and need not."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explained(error: OSError, path: Path) -> OutputError:
    if error.errno in _NO_SPACE:
        return OutputError("output.full", path=path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return OutputError("output.no_folder", path=path, folder=str(path.parent))
    if error.errno == errno.EISDIR:
        return OutputError("output.is_folder", path=path)
    if error.errno in _REFUSED:
        return OutputError("output.refused", path=path)
    return OutputError("output.failed", path=path, reason=error.strerror or str(error))
