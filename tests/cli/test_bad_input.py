"""What a user may throw at the commands: a clear message, the right code, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ZH = "央行周二宣布下调存款准备金率。\n\n此举将释放约一万亿元资金。\n"
EN = "The central bank cut the reserve ratio on Tuesday.\n\nThe move frees about 1 trillion yuan.\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text(ZH, encoding="utf-8")
    en.write_text(EN, encoding="utf-8")
    return zh, en


def truncated_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 1000)
    path.write_bytes(path.read_bytes()[:300])


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(600):
                member.write(b"<!-- " + b"0" * (1 << 20) + b" -->")


def locked_docx(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000 + b"EncryptedPackage")


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "empty": ("a.txt", lambda p: p.write_bytes(b"")),
    "white space": ("a.txt", lambda p: p.write_bytes(b" \n\n \t\n")),
    "no sentence": ("a.txt", lambda p: p.write_text("*** --- ***\n")),
    "binary": ("a.txt", lambda p: p.write_bytes(bytes(range(256)) * 64)),
    "picture": ("a.html", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 999)),
    "truncated docx": ("a.docx", truncated_docx),
    "locked docx": ("a.docx", locked_docx),
    "zip bomb": ("a.docx", zip_bomb),
    "not a docx": ("a.docx", lambda p: p.write_text("hello")),
    "page without text": ("a.html", lambda p: p.write_text("<html><body><img></body></html>")),
    "folder": ("a.txt", lambda p: p.mkdir()),
    "unknown suffix": ("a.xyz", lambda p: p.write_text("hello")),
    "missing": ("a.txt", lambda p: None),
    "third language": ("a.txt", lambda p: p.write_text("Это предложение на русском языке. " * 9)),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["run", "sentences"])
def test_bad_documents_are_refused_by_name(
    align: Run, tmp_path: Path, pair: tuple[Path, Path], case: str, command: str
) -> None:
    name, make = BAD[case]
    bad = tmp_path / name
    make(bad)
    target = tmp_path / ("out" if command == "run" else "out.tmx")
    ran = align(command, bad, pair[1], "-o", target)
    assert ran.code == 3, ran.err
    assert str(bad) in ran.err
    assert not ran.out
    assert not target.is_file() and not (target.is_dir() and list(target.iterdir()))


def test_two_files_of_one_language_are_refused(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    ran = align("run", pair[1], pair[1], "-o", tmp_path / "out")
    assert ran.code == 3
    assert "English" in ran.err


def test_swapped_files_are_put_right_with_a_note(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    assert align("sentences", *pair, "-o", "one.beads").code == 0
    ran = align("sentences", pair[1], pair[0], "-o", "two.beads")
    assert ran.code == 0
    assert (tmp_path / "one.beads").read_bytes() == (tmp_path / "two.beads").read_bytes()
    assert "taken in that order" in ran.err


def test_undecodable_bytes_are_named_by_their_offset(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    pair[0].write_bytes("央行宣布".encode() + b"\xff" + "下调。".encode())
    ran = align("sentences", *pair, "-o", "x.tmx", "--encoding", "utf-8")
    assert ran.code == 3
    assert "12" in ran.err and "utf-8" in ran.err.lower()


def test_an_unknown_encoding_is_refused(align: Run, pair: tuple[Path, Path]) -> None:
    ran = align("sentences", *pair, "-o", "x.tmx", "--encoding", "klingon")
    assert ran.code in (2, 3)
    assert "klingon" in ran.err


def test_a_huge_single_line_is_read_or_refused_in_words(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    pair[0].write_bytes("云".encode() * (50_000_000 // 3))
    ran = align("sentences", *pair, "-o", "x.tmx")
    assert ran.code in (0, 3)
    assert (tmp_path / "x.tmx").is_file() == (ran.code == 0)


def test_outputs_are_not_replaced_without_force(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "bitext.xlsx").write_text("hours of work")
    ran = align("run", *pair, "-o", out)
    assert ran.code == 2
    assert "bitext.xlsx" in ran.err and "--force" in ran.err
    assert [p.name for p in out.iterdir()] == ["bitext.xlsx"]
    assert (out / "bitext.xlsx").read_text() == "hours of work"
    assert align("run", *pair, "-o", out, "--force").code == 0


def test_an_output_folder_that_is_a_file_is_refused(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    (tmp_path / "out").write_text("mine")
    ran = align("run", *pair, "-o", tmp_path / "out")
    assert ran.code == 2
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_an_unwritable_folder_is_an_error(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    ran = align("run", *pair, "-o", locked)
    assert ran.code == 3
    assert str(locked) in ran.err


def test_an_output_under_a_file_is_an_error(
    align: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    ran = align("sentences", *pair, "-o", pair[0] / "x.tmx")
    assert ran.code == 3
    assert "x.tmx" in ran.err


def test_a_suffix_that_cannot_be_written_is_refused_before_the_work(
    align: Run, pair: tuple[Path, Path]
) -> None:
    ran = align("sentences", *pair, "-o", "x.pdf")
    assert ran.code == 2
    assert ".tmx" in ran.err


def test_a_disk_that_is_full_leaves_nothing_half_written(
    tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    """A limit on the size of files makes every write past it fail, as a full disk does."""
    resource = pytest.importorskip("resource", reason="Windows has no limits on file sizes")
    out = tmp_path / "out"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "align.cli.main", "run", *map(str, pair), "-o", str(out)],
        capture_output=True,
        preexec_fn=limit,
        encoding="utf-8",
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert str(out) in done.stderr
    assert not list(out.iterdir())


def test_a_bitext_that_is_none_is_refused(align: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text('<!DOCTYPE x [<!ENTITY a "aaa">]><tmx>&a;</tmx>')
    ran = align("terms", "a.tmx", "-o", "b.tbx")
    assert ran.code == 3 and "a.tmx" in ran.err
    (tmp_path / "c.csv").write_text("one column\nonly\n")
    ran = align("check", "c.csv", "--glossary", "a.tmx", "-o", "b.csv")
    assert ran.code in (2, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    """The command waits for its standard input; Ctrl-C there leaves no trace."""
    import signal

    process = subprocess.Popen(
        [sys.executable, "-m", "align.cli.main", "sentences", "-", "x.txt", "-o", "y.tmx"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        # A shell starts what runs in the background with SIGINT ignored, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin is not None
    # Once the text is taken the command is past its imports, and waits for more.
    process.stdin.write("央行宣布。".encode() * 20_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert b"Traceback" not in err
