"""The five verbs: what ``import align`` offers, and that importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import align
from align.errors import InputError, UsageError
from align.model import Alignment, Document, Glossary

ROOT = Path(__file__).parents[1]


def test_exported_names_are_there() -> None:
    for name in align.__all__:
        assert hasattr(align, name)


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, align; "
        "heavy = {'numpy', 'pandas', 'lxml', 'jieba'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_read_tells_what_a_file_holds(tmp_path: Path) -> None:
    report = ROOT / "corpora" / "chip-supplier"
    zh, en = align.read(report / "zh.md"), align.read(report / "en.md")
    assert isinstance(zh, Document) and isinstance(en, Document)
    assert (zh.lang, en.lang) == ("zh", "en")
    bitext = align.align_documents(zh, en)
    for name in ("b.tmx", "b.csv", "b.xlsx", "b.jsonl"):
        align.write(bitext, tmp_path / name)
        again = align.read(tmp_path / name)
        assert isinstance(again, Alignment)
        assert again.beads == bitext.beads or [
            (b.zh, b.en, round(b.score, 4)) for b in again.beads
        ] == [(b.zh, b.en, round(b.score, 4)) for b in bitext.beads]
    glossary = align.mine_terms(bitext)
    for name in ("g.tbx", "g.csv", "g.xlsx"):
        align.write(glossary, tmp_path / name)
        mined = align.read(tmp_path / name)
        assert isinstance(mined, Glossary)
        assert len(mined.entries) == len(glossary.entries)


def test_frames_have_a_row_for_each_thing() -> None:
    report = ROOT / "corpora" / "carmaker-abroad"
    zh, en, notes = align.read_pair(report / "en.txt", report / "zh.txt")
    assert (zh.lang, en.lang) == ("zh", "en")
    assert [note.key for note in notes] == ["language.swapped"]
    bitext = align.align_documents(zh, en)
    assert len(bitext.to_pandas()) == len(bitext.beads)
    glossary = align.mine_terms(bitext)
    frame = glossary.to_pandas()
    assert set(frame["zh"]) >= {entry.in_lang("zh")[0].text for entry in glossary.entries}
    checked = align.check_terms(bitext, glossary)
    assert len(checked.findings.to_pandas()) == len(checked.findings.items)
    shown = checked.consistency.to_pandas()
    assert shown["share"].dropna().between(0, 1).all()


def test_errors_say_what_where_and_in_which_language(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt") as missing:
        align.read(tmp_path / "nowhere.txt")
    assert "文件不存在" in missing.value.render("zh")
    with pytest.raises(UsageError, match=r"\.tmx"):
        align.write(Glossary(()), tmp_path / "x.tmx")
    assert not list(tmp_path.iterdir())
