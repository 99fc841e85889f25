"""Bitexts in CSV, TSV and XLSX: safe in a spreadsheet, read from other tools, edited by people."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from align.errors import InputError, OutputError, UsageError
from align.formats import spreadsheet
from align.formats.base import read_bitext, suffixes, write
from align.formats.delimited import guarded, unguarded
from align.formats.frames import bitext_frame
from align.model import Alignment, Bead, Block, Document, Sentence, Signature

FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "－1", " =1", "'=1", "''+1"]


@pytest.mark.parametrize("text", [*FORMULAS, "'tis", "1-1", "", "'", "中-文"])
def test_the_guard_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    assert guarded(text).startswith("'")


def one_pair(zh: str, en: str) -> Alignment:
    return Alignment(
        Document("d.zh", "zh", (Block("paragraph", zh),)),
        Document("d.en", "en", (Block("paragraph", en),)),
        (Sentence(zh, 0, (0, len(zh))),),
        (Sentence(en, 0, (0, len(en))),),
        (Bead((0,), (0,), 0.5),),
        Signature("0"),
    )


def test_csv_is_for_excel_and_tsv_for_programs(bitext: Alignment, tmp_path: Path) -> None:
    write(bitext, tmp_path / "a.csv")
    write(bitext, tmp_path / "a.tsv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfbead,zh,en,confidence,status,moved,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1] | {"en": ""} == {
        "bead": "1",
        "zh": "'=1+1。",
        "en": "",
        "confidence": "0.8",
        "status": "confirmed",
        "moved": "0",
        "zh_sentences": "2",
        "en_sentences": "1 2",
        "zh_ends": "5",
        "en_ends": "7 22",
    }
    assert (tmp_path / "a.tsv").read_bytes().startswith(b"bead\tzh\ten")


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers(
    bitext: Alignment, tmp_path: Path
) -> None:
    write(bitext, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    page = book["bitext"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:J7"
    formula = page["B3"]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1。", "s", True)
    assert formula.alignment.wrap_text
    assert (page["D3"].value, page["D3"].data_type) == (0.8, "n")
    assert [str(area.sqref) for area in page.conditional_formatting] == ["D2:D7"]
    assert page.column_dimensions["B"].width == 60


def test_a_workbook_has_no_clock_in_it(bitext: Alignment, tmp_path: Path) -> None:
    write(bitext, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert core.count(b"1980-01-01T00:00:00Z") == 2


@pytest.mark.parametrize("text", ["_x0041_", "_x000D_x", "a_x005F_b", "x005F_", "\tx", "__x0001__"])
def test_what_looks_like_an_escape_stays(text: str, tmp_path: Path) -> None:
    write(one_pair("云" + text, text), tmp_path / "a.xlsx")
    read = read_bitext(tmp_path / "a.xlsx")
    assert (read.zh_sentences[0].text, read.en_sentences[0].text) == ("云" + text, text)


@pytest.mark.parametrize("suffix", [".tmx", ".csv", ".tsv", ".xlsx"])
def test_control_characters_become_visible_one_for_one(suffix: str, tmp_path: Path) -> None:
    write(one_pair("云\x00\x0c\x1f", "a\x08b\ufffe"), tmp_path / f"a{suffix}")
    read = read_bitext(tmp_path / f"a{suffix}")
    assert read.zh_sentences[0].text == "云\ufffd  "
    assert read.en_sentences[0].text == "a\ufffdb\ufffd"


def test_what_a_sheet_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutputError, match=r"row 2: .*32767.*\.csv"):
        write(one_pair("云" * 32_768, "x"), tmp_path / "a.xlsx")
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 1)
    with pytest.raises(OutputError, match=r"0 rows, not 1"):
        write(one_pair("云", "x"), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_document_in_one_line_comes_back_from_csv(tmp_path: Path) -> None:
    write(one_pair("云" * 300_000, "x"), tmp_path / "a.csv")
    assert len(read_bitext(tmp_path / "a.csv").zh_sentences[0].text) == 300_000


# --- other tools ------------------------------------------------------------------------------

PAIRS = [("云计算", "Cloud"), ("出海", "Going abroad"), ("2024", "2024")]


def check(read: Alignment) -> None:
    assert read.beads == tuple(Bead((n,), (n,)) for n in range(len(PAIRS)))
    texts = zip(read.zh_sentences, read.en_sentences, strict=True)
    assert [(zh.text, en.text) for zh, en in texts] == PAIRS


@pytest.mark.parametrize(
    "header",
    [
        "zh,en",
        "Source,Target",
        "Chinese,English",
        "中文,英文",
        "zh-CN,en-US",
        "原文,译文",
        "Foo,Bar",
        "",
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_two_columns_are_enough(tmp_path: Path, header: str, swapped: bool, delimiter: str) -> None:
    rows = [*([header.split(",")] if header else []), *map(list, PAIRS)]
    # With these headers the text alone says which column is Chinese.
    if swapped:
        rows = [row[::-1] for row in rows]
    path = tmp_path / ("a.tsv" if delimiter == "\t" else "a.csv")
    path.write_text("".join(delimiter.join(row) + "\n" for row in rows), encoding="utf-8")
    check(read_bitext(path))


@pytest.mark.parametrize("suffix", [".tab", ".txt", ".tsv"])
def test_tab_files_without_quoting_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text('"Cloud" is big\t“云”很大\n"open\t开\n', encoding="utf-8")
    read = read_bitext(path)
    assert [s.text for s in read.en_sentences] == ['"Cloud" is big', '"open']


def test_a_workbook_of_another_program_is_read(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["ID", "English", "Note", "Chinese"])
    page.append([1, "Cloud", None, "云计算"])
    page.append([])
    page.append([2, "Going\nabroad", "x", "出海"])
    page.append([3, 2024, "x", 2024.0])
    book.save(tmp_path / "a.xlsx")
    read = read_bitext(tmp_path / "a.xlsx")
    assert [read.text(bead, "zh") for bead in read.beads] == ["云计算", "出海", "2024"]
    # A line break in a cell parts sentences.
    assert read.beads[1] == Bead((1,), (1, 2))
    assert [s.text for s in read.en_sentences] == ["Cloud", "Going", "abroad", "2024"]


def test_jsonl_of_other_tools_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"zh": "云计算", "en": "Cloud"}\n\n{"translation": {"zh": "出海", "en": "Going abroad"}}\n'
        '{"zh": "2024", "en": "2024"}\n',
        encoding="utf-8",
    )
    check(read_bitext(path))


# --- edited by a person -----------------------------------------------------------------------


def edited(bitext: Alignment, path: Path, **changes: str) -> Alignment:
    frame = bitext_frame(bitext).astype("str").astype("object")
    for cell, value in changes.items():
        column, _, row = cell.rpartition("_")
        frame.loc[int(row), column] = value
    frame.sort_values("confidence").to_csv(path, index=False)
    return read_bitext(path)


def test_a_sorted_table_reads_in_the_order_of_its_beads(bitext: Alignment, tmp_path: Path) -> None:
    assert edited(bitext, tmp_path / "a.csv").beads == bitext.beads


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("云计算", ["云计算"]),
        ("云的厂商出海。", ["云的厂商出海。"]),
    ],
)
def test_a_corrected_cell_of_one_sentence_is_that_sentence(
    bitext: Alignment, tmp_path: Path, text: str, sentences: list[str]
) -> None:
    read = edited(bitext, tmp_path / "a.csv", zh_4=text)
    assert list(read.texts(read.beads[4], "zh")) == sentences
    assert read.notes == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('-40 degrees C. "He said, ..."', ["-40 degrees C.", '"He said, ..."']),
        ('-40 °C. "He said so long ago."', ["-40 °C.", '"He said so long ago."']),
        ("Something else entirely", ["Something else entirely"]),
    ],
)
def test_a_corrected_cell_of_two_sentences_is_told_apart(
    bitext: Alignment, tmp_path: Path, text: str, sentences: list[str]
) -> None:
    read = edited(bitext, tmp_path / "a.csv", en_1=text)
    assert list(read.texts(read.beads[1], "en")) == sentences
    assert [note.key for note in read.notes] == ["format.edited"]


def test_a_pair_that_a_person_rejects_leaves_its_sentences_alone(
    bitext: Alignment, tmp_path: Path
) -> None:
    read = edited(bitext, tmp_path / "a.csv", status_0="rejected")
    assert read.beads[:4] == (
        Bead((0, 1), (0,), 0.9312, "rejected"),
        Bead((0,), (), 0.0688),
        Bead((1,), (), 0.0688),
        Bead((), (0,), 0.0688),
    )


def test_a_sentence_in_two_rows_is_an_error(bitext: Alignment, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.csv:\d: sentence 2 stands in an earlier row too"):
        edited(bitext, tmp_path / "a.csv", zh_sentences_4="2")


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("confidence_0", "high", "“high” is no confidence"),
        ("status_0", "maybe", "“maybe” is no status; there are auto, confirmed, rejected"),
        ("moved_0", "x", "“x” is no number of a moved section"),
        ("zh_ends_0", "x", "“x” in column zh_ends"),
    ],
)
def test_a_cell_that_makes_no_sense_is_named(
    bitext: Alignment, tmp_path: Path, cell: str, value: str, message: str
) -> None:
    with pytest.raises(InputError, match=rf"a\.csv:\d: {message}"):
        edited(bitext, tmp_path / "a.csv", **{cell: value})


def test_an_unknown_suffix_lists_the_known_ones(bitext: Alignment, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"“\.doc” .*\.tmx \.csv \.tsv \.xlsx \.jsonl \.beads"):
        write(bitext, tmp_path / "a.doc")
    with pytest.raises(UsageError, match=r"“–” .*\.tmx"):
        read_bitext(tmp_path / "a")
    with pytest.raises(UsageError, match="has no text"):
        read_bitext(tmp_path / "a.beads")
    assert ".tab" in suffixes("bitext", reading=True)
