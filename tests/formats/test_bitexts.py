"""A bitext comes back as it was written, from every format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats.base import read_bitext, write
from align.formats.beads import read_beads
from align.model import Alignment

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
