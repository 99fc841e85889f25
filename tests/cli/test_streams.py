"""An output that is full, and a reader that goes away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "zh,en\n" + "\n".join(f"第{n}座数据中心。,Data center {n}." for n in range(30)) + "\n"
COMMANDS = (("lookup", "数据中心", "b.csv"), ("terms", "b.csv", "-o", "g.csv", "--json"))


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "align.cli.main", *arguments]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.csv").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_an_output_that_is_full(folder: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command(*arguments), cwd=folder, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 3
    assert b"Traceback" not in ran.stderr and b"standard output" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe breaks otherwise there")
@pytest.mark.parametrize("arguments", [*COMMANDS, ("terms", "b.csv", "-o", "g.csv")], ids=str)
def test_a_reader_that_goes_away(folder: Path, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(command(*arguments), cwd=folder, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
