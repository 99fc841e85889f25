from __future__ import annotations

import os
from pathlib import Path

import pytest

from align.errors import InputError
from align.formats.documents import LARGEST_FILE, READERS, document_from_bytes, read_document

TEXT = "The bank published its report for the first half of the year."


def key_of(path: Path | str) -> str:
    with pytest.raises(InputError) as raised:
        read_document(path)
    error = raised.value
    assert str(path) in str(error)
    assert "{" not in error.render("en") + error.render("zh")
    return error.key


def test_a_missing_file(tmp_path: Path) -> None:
    assert key_of(tmp_path / "no.txt") == "input.missing"


def test_a_folder(tmp_path: Path) -> None:
    assert key_of(tmp_path) == "document.folder"
    (tmp_path / "folder.txt").mkdir()
    assert key_of(tmp_path / "folder.txt") == "document.folder"


def test_a_path_that_cannot_be() -> None:
    with pytest.raises(InputError):
        read_document("a\0b.txt")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # By hand: file modes mean nothing to an administrator.
    monkeypatch.setattr(Path, "open", refuse)
    assert key_of(path) == "document.permission"


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(Path, "open", fail)
    assert key_of(path) == "document.unreadable"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n "])
def test_an_empty_file(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert key_of(tmp_path / name) == "document.empty"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.txt", b"* * *\n---\n", "document.no_text"),
        ("a.txt", b"\xef\xbb\xbf", "document.no_text"),
        ("a.md", b"```\nprint(1)\n```\n", "document.no_text"),
        ("a.md", b"---\ntitle: x\n---\n", "document.no_text"),
        ("a.html", b"<img src=x>", "document.no_text"),
        ("a.txt", b"42 %\n", "language.none"),
        ("a.txt", "Банк опубликовал отчет.".encode(), "language.none"),
        ("a.txt", "日本銀行はレポートを公表した。".encode(), "language.other"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "encoding.binary"),
        ("a.md", b"\0\1\2\3" * 50, "encoding.binary"),
        ("a.html", bytes(range(256)), "encoding.binary"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "document.pdf"),
        ("a.txt", b"PK\x03\x04\x14\0", "document.zip"),
        ("a.txt", b"{\\rtf1\\ansi The text}", "word.old"),
        ("a.pdf", b"%PDF-1.7", "document.pdf"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "word.old"),
        ("a.odt", b"PK\x03\x04", "word.old"),
        ("a.mht", b"MIME-Version: 1.0", "document.mhtml"),
        ("a.xlsx", b"PK\x03\x04", "document.suffix"),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert key_of(tmp_path / name) == key


def test_an_unknown_suffix_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_document(tmp_path / "a.xyz")
    for suffix in READERS:
        assert suffix in str(raised.value)
        assert suffix in raised.value.render("zh")


def test_a_file_that_is_too_large_is_not_even_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE * 4)  # sparse: takes no room on the disk
    assert key_of(path) == "document.too_large"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_line_of_many_megabytes_is_one_block(name: str) -> None:
    data = (TEXT + " ").encode() * 100_000
    document = document_from_bytes(data, name)
    assert [len(block.text) for block in document.blocks] == [len(data) - 1]
    assert document.lang == "en"


def test_rows_of_comment_marks_and_brackets_do_not_stop_the_reader() -> None:
    for mark in ("<!--", "[", "![", "---\n\n", "\n\n\n"):
        text = mark * 20_000 + "\n\n" + TEXT
        try:
            document_from_bytes(text.encode(), "a.md")
        except InputError as error:
            assert error.key == "document.no_text"  # all of it is a comment
