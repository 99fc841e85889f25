"""Files are written whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from align.errors import OutputError
from align.formats.atomic import write_whole


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "报告 1.csv"
    write_whole(target, b"one")
    write_whole(target, lambda file: (file.write(b"t"), file.write(b"wo"))[0] and None)
    assert target.read_bytes() == b"two"
    assert left(tmp_path) == ["报告 1.csv"]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "cannot be written: .+"),
        (errno.EROFS, "not allowed"),
        (errno.EACCES, "not allowed .*open in another program"),
    ],
)
def test_a_failure_leaves_the_old_file(tmp_path: Path, number: int, message: str) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(number, os.strerror(number))

    with pytest.raises(OutputError, match=message) as caught:
        write_whole(target, fail)
    assert caught.value.path == str(target)
    assert target.read_bytes() == b"old"
    assert left(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interruption_leaves_nothing_behind(tmp_path: Path, error: type[BaseException]) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise error

    with pytest.raises(error):
        write_whole(tmp_path / "a.csv", fail)
    assert left(tmp_path) == []


def test_a_failing_sync_or_rename_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    for owner, name in ((os, "fsync"), (Path, "replace")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, fail)
            with pytest.raises(OutputError, match="full"):
                write_whole(target, b"new")
        assert target.read_bytes() == b"old"
        assert left(tmp_path) == ["a.csv"]


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no folder .*nowhere"):
        write_whole(tmp_path / "nowhere" / "a.csv", b"")
    with pytest.raises(OutputError, match="this is a folder"):
        write_whole(tmp_path, b"")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        write_whole(tmp_path / "file" / "a.csv", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "b.csv", b"")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "b.csv").stat().st_mode) == 0o640


def test_a_file_that_its_owner_protects_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="not allowed"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="needs a user whom permissions stop",
)
def test_a_file_or_folder_without_permission_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(0o400)
    with pytest.raises(OutputError, match="not allowed"):
        write_whole(target, b"new")
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="not allowed"):
        write_whole(tmp_path / "b.csv", b"new")
    tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_said() -> None:
    with pytest.raises(OutputError, match="full"):
        write_whole("/dev/full", b"x" * 100_000)
