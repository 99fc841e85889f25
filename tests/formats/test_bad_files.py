"""Whatever is in a file, reading it gives a value or an AlignError, never another exception."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from align.errors import AlignError, InputError
from align.formats import sources, spreadsheet
from align.formats.base import read_bitext, read_glossary, suffixes, write
from align.formats.beads import read_beads
from align.model import Alignment

BITEXTS = [s for s in suffixes("bitext", reading=True) if s != ".beads"]
READERS = [
    *((read_bitext, suffix) for suffix in BITEXTS),
    *((read_glossary, suffix) for suffix in suffixes("glossary", reading=True)),
    (read_beads, ".beads"),
]
XML = st.lists(
    st.sampled_from(
        [
            "<tmx>",
            "</tmx>",
            '<tbx type="TBX-Basic">',
            "</tbx>",
            "<tu>",
            "</tu>",
            '<tuv xml:lang="zh">',
            "</tuv>",
            "<seg>云",
            "</seg>",
            '<prop type="x-align-ends">',
            '<prop type="x-align-sentences">1 2</prop>',
            '<prop type="x-align-rejected">1 [0]:[1]</prop>',
            "</prop>",
            '<conceptEntry id="a">',
            "</conceptEntry>",
            '<langSec xml:lang="en">',
            "</langSec>",
            "<termSec>",
            "</termSec>",
            "<term>x</term>",
            "<!-- c -->",
            "<?pi?>",
            "&amp;",
            "&x;",
            "<![CDATA[x]]>",
        ]
    ),
    max_size=14,
).map(lambda parts: "".join(parts).encode())
LINES = st.lists(
    st.sampled_from(
        [
            "bead,zh,en,confidence,status,moved,zh_sentences,en_sentences,zh_ends,en_ends\n",
            "concept,zh,en,zh_status\n",
            "云,cloud\n",
            "0,云,x,1,auto,0,0,0,1,1\n",
            "1,云,x,,rejected,,0 1 1,5,7,\n",
            '"',
            ",,\n",
            "\t",
            "\r",
            "#\n",
            '{"format": "align bitext", "version": 1}\n',
            '{"zh": "云", "en": "x"}\n',
            '{"zh": [0]}\n',
            "[[[[\n",
            "[0]:[1,2]:0.5:moved=1\n",
            "[]:[]\n",
        ]
    ),
    max_size=8,
).map(lambda parts: "".join(parts).encode())


@pytest.mark.parametrize(("reader", "suffix"), READERS)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode), XML, LINES))
@example(data=b"\xff\xfe")
@example(data=b"PK\x03\x04")
@example(data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@settings(max_examples=60, deadline=None)
def test_only_align_errors_come_out(reader, suffix: str, folder: Path, data: bytes) -> None:  # type: ignore[no-untyped-def]
    path = folder / f"any{suffix}"
    path.write_bytes(data)
    try:
        reader(path)
    except AlignError as error:
        assert str(path) in error.render("en")
        assert error.render("zh")


@given(place=st.floats(0, 1), noise=st.binary(max_size=4), cut=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_gives_only_align_errors(
    bitext: Alignment, folder: Path, place: float, noise: bytes, cut: bool
) -> None:
    path = folder / "whole.xlsx"
    write(bitext, path)
    data = path.read_bytes()
    at = int(place * len(data))
    (folder / "hurt.xlsx").write_bytes(data[:at] + noise + (b"" if cut else data[at:]))
    for reader in (read_bitext, read_glossary):
        with contextlib.suppress(AlignError):
            reader(folder / "hurt.xlsx")


@pytest.mark.parametrize(("reader", "suffix"), READERS)
def test_files_that_are_none_are_named(reader, suffix: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"a{suffix}"
    with pytest.raises(InputError, match="no such file"):
        reader(path)
    path.mkdir()
    with pytest.raises(InputError, match="this is a folder"):
        reader(path)
    path.rmdir()
    path.write_bytes(b"  \n")
    with pytest.raises(InputError, match="the file is empty"):
        reader(path)


def test_a_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    (tmp_path / "a.csv").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than"):
        read_bitext(tmp_path / "a.csv")


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/") + ".xml", data)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1_000_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive(xl__workbook=b"0" * 1_000_001))
    assert path.stat().st_size < 10_000
    with pytest.raises(InputError, match="unreasonable size"):
        read_bitext(path)


def test_workbooks_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for data, message in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "password"),
        (b"hello", "not an XLSX workbook"),
        (archive(a=b"<x/>"), "damaged"),
        (archive(a=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "entities"),
    ):
        path.write_bytes(data)
        with pytest.raises(InputError, match=message):
            read_glossary(path)


def test_beads_are_read_as_aligners_write_them(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "a.align"
    path.write_bytes(
        b"\xef\xbb\xbf# x\n[0, 1]:[0]\r\n\r\n [2] : [] : 0.5 \n[]:[]\n[3]:[2,1]:1:moved=2\n"
    )
    beads = read_beads(path)
    assert [(b.zh, b.en, b.score, b.moved) for b in beads] == [
        ((0, 1), (0,), 1.0, 0),
        ((2,), (), 0.5, 0),
        ((3,), (1, 2), 1.0, 2),
    ]
    folder = shared / "gold" / "sentences" / "mac_dev"
    assert sum(len(read_beads(file)) for file in sorted(folder.glob("gold/*.align"))) == 1343


@pytest.mark.parametrize(
    "line", ["[0]:[1", "0:1", "[a]:[1]", "[0]:[1]:0.5:maybe", "[0]:[1]:0.5:0.5", "[1234567890]:[]"]
)
def test_a_line_that_is_no_bead_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.beads"
    path.write_text(f"[0]:[0]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.beads:2: "):
        read_beads(path)
