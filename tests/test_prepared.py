"""Data that is kept unpacked: made once, made again where the file is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.prepared import cache_folder, prepared

PARTS = {"lines": b"one\ntwo", "empty": b"", "numbers": bytes(range(256)) * 40}


class Maker:
    """Makes the parts, and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> dict[str, bytes]:
        self.calls += 1
        return PARTS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test alone."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return cache_folder()


def taken(make: Maker, source: str = "package 1") -> dict[str, bytes]:
    """The parts as bytes, as they are given out."""
    return {name: bytes(part) for name, part in prepared("test", source, make).items()}


def test_data_is_made_once_and_read_after_that(folder: Path) -> None:
    make = Maker()
    assert taken(make) == taken(make) == PARTS
    assert make.calls == 1
    assert [path.suffix for path in folder.iterdir()] == [".bin"]


def test_another_version_of_the_package_is_other_data(folder: Path) -> None:
    make = Maker()
    taken(make)
    assert taken(make, "package 2") == PARTS
    assert make.calls == 2
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("place", [0, 20, 60, 700, -1])
def test_a_damaged_file_is_made_again(folder: Path, place: int) -> None:
    make = Maker()
    taken(make)
    (path,) = folder.iterdir()
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
    assert taken(make) == PARTS
    assert make.calls == 2
    assert taken(make) == PARTS
    assert make.calls == 2


@pytest.mark.parametrize("size", [0, 5, 40, 300])
def test_a_file_cut_short_is_made_again(folder: Path, size: int) -> None:
    make = Maker()
    taken(make)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:size])
    assert taken(make) == PARTS
    assert make.calls == 2


def test_where_nothing_can_be_written_the_data_is_made_each_time(
    tmp_path: Path, folder: Path
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    make = Maker()
    assert taken(make) == taken(make) == PARTS
    assert make.calls == 2
