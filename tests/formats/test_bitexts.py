"""A bitext comes back as it was written, from every format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.formats.base import read_bitext, write
from align.formats.beads import read_beads
from align.model import Alignment, Bead, Block, Document, Note, Sentence, Signature

SUFFIXES = (".tmx", ".csv", ".tsv", ".xlsx", ".jsonl")


def same(read: Alignment, written: Alignment) -> None:
    assert read.beads == written.beads
    assert [s.text for s in read.zh_sentences] == [s.text for s in written.zh_sentences]
    assert [s.text for s in read.en_sentences] == [s.text for s in written.en_sentences]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bitext_comes_back(bitext: Alignment, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    write(bitext, path)
    read = read_bitext(path)
    same(read, bitext)
    assert (read.zh.id, read.en.id) == ("report.zh", "report.en")
    first = path.read_bytes()
    write(read, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_bitext_comes_back(
    alignments: st.SearchStrategy[Alignment], folder: Path, suffix: str, data: st.DataObject
) -> None:
    alignment = data.draw(alignments)
    path = folder / f"any{suffix}"
    write(alignment, path)
    same(read_bitext(path), alignment)


def test_beads_come_back(bitext: Alignment, tmp_path: Path) -> None:
    write(bitext, tmp_path / "a.beads")
    assert read_beads(tmp_path / "a.beads") == bitext.beads
    lines = (tmp_path / "a.beads").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "[0,1]:[0]:0.9312",
        "[2]:[1,2]:0.8:confirmed",
        "[3]:[2]:0.2:rejected",
        "[3]:[]:0.5",
        "[4]:[]:0.75:moved=1",
        "[]:[3]:1.0",
    ]


def test_a_jsonl_with_lost_or_doubled_lines_is_refused(bitext: Alignment, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write(bitext, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for changed, times in ((lines[:-1], 0), ([*lines, lines[-1]], 2)):
        path.write_text("".join(changed), encoding="utf-8")
        with pytest.raises(InputError, match=rf"sentence 3 \(en\) stands in {times} beads"):
            read_bitext(path)


def test_a_jsonl_keeps_blocks_notes_and_signature(tmp_path: Path) -> None:
    text = "第一句。第二句。"
    zh = Document("z", "zh", (Block("heading", text, "line 3"),), (Note("x.y", (("n", 1),)),))
    en = Document("e", "en", (Block("list", "One. "), Block("cell", "Two.")))
    alignment = Alignment(
        zh,
        en,
        (Sentence("第一句。", 0, (0, 4)), Sentence("第二句。", 0, (4, 8))),
        (Sentence("One.", 0, (0, 4)), Sentence("Two.", 1, (0, 4))),
        (Bead((0,), (0,), 1 / 3), Bead((1,), (1,), 0.1 + 0.2)),
        Signature("9", "use", "abc", "g"),
        (Note("a.b"),),
    )
    write(alignment, tmp_path / "a.jsonl")
    assert read_bitext(tmp_path / "a.jsonl") == alignment
