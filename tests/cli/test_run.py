"""``align run`` and its sisters on the bundled reports: whole, valid, the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from align.cli.inputs import bitext_at
from align.cli.run import OUTPUTS
from align.formats.base import read_bitext

Run = Callable[..., Any]
CORPORA = Path(__file__).parents[2] / "corpora"


def files(name: str) -> tuple[Path, Path]:
    zh, en = (next((CORPORA / name).glob(f"{lang}.*")) for lang in ("zh", "en"))
    return zh, en


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run on the saved web pages writes."""
    folder = tmp_path_factory.mktemp("run") / "out"
    zh, en = files("cloud-global")
    done = subprocess.run(
        [sys.executable, "-m", "align.cli.main", "run", zh, en, "-o", folder, "--json"],
        capture_output=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    (folder.parent / "summary.json").write_text(done.stdout, encoding="utf-8")
    (folder.parent / "notes.txt").write_text(done.stderr, encoding="utf-8")
    return folder


def test_it_writes_what_it_says(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == sorted(OUTPUTS)
    summary = json.loads((out.parent / "summary.json").read_text(encoding="utf-8"))
    assert summary["beads"] == len(rows(out / "bitext.csv"))
    assert sum(summary["findings"].values()) == len(rows(out / "findings.csv"))
    assert 0 < summary["mean_confidence"] <= 1


def test_headings_are_kept_for_the_brief(out: Path) -> None:
    kept = read_bitext(bitext_at(out))
    assert [block.kind for block in kept.zh.blocks].count("heading") > 1
    assert len(kept.beads) == len(rows(out / "bitext.csv"))


def test_it_says_what_was_dropped_of_a_web_page(out: Path) -> None:
    notes = (out.parent / "notes.txt").read_text(encoding="utf-8")
    assert "zh.html" in notes and "en.html" in notes and "--keep-all" in notes


def test_furniture_is_gone_and_the_article_is_kept(out: Path) -> None:
    found = rows(out / "bitext.csv")
    zh, en = "".join(r["zh"] for r in found), " ".join(r["en"] for r in found)
    gold = CORPORA / "cloud-global" / "gold"
    for text, name in ((zh, "zh.txt"), (en, "en.txt")):
        lines = (gold / name).read_text(encoding="utf-8").splitlines()
        assert sum(line in text for line in lines) >= 0.97 * len(lines)
    for furniture in ("Subscribe", "newsletter", "Cookie", "订阅", "版权所有"):
        assert furniture not in zh + en


def test_the_translation_memory_is_valid(out: Path, shared: Path) -> None:
    dtd = etree.DTD(str(shared / "schemas" / "tmx" / "tmx14.dtd"))
    tree = etree.parse(out / "bitext.tmx")
    assert dtd.validate(tree), dtd.error_log
    assert len(tree.findall(".//tu")) == len(rows(out / "bitext.csv"))


def test_the_termbase_is_valid(out: Path, shared: Path) -> None:
    done = subprocess.run(
        [sys.executable, shared / "schemas" / "validate_tbx.py", out / "glossary.tbx"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_report_carries_all_and_needs_no_network(out: Path) -> None:
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert "阿里云" in page and "Alibaba Cloud" in page
    assert 'src="http' not in page


@pytest.mark.parametrize("name", ["carmaker-abroad", "central-bank"])
def test_the_same_input_gives_the_same_bytes(align: Run, tmp_path: Path, name: str) -> None:
    for folder, seed in (("one", "1"), ("two", "2")):
        ran = align("run", *files(name), "-o", folder, env={"PYTHONHASHSEED": seed})
        assert ran.code == 0, ran.err
    for output in OUTPUTS:
        one, two = tmp_path / "one" / output, tmp_path / "two" / output
        assert one.read_bytes() == two.read_bytes(), output


def test_chinese_is_spoken_on_request(align: Run, tmp_path: Path) -> None:
    ran = align("run", *files("carmaker-abroad"), "-o", "out", "--lang", "zh")
    assert ran.code == 0
    assert "置信度" in ran.out and "gb18030" in ran.err.lower()
    assert '<html lang="zh' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_traditional_characters_stay_as_they_were(align: Run, tmp_path: Path) -> None:
    zh, en = files("central-bank")
    assert align("sentences", zh, en, "-o", "b.csv").code == 0
    found = "".join(row["zh"] for row in rows(tmp_path / "b.csv"))
    assert "銀行" in found and "银行" not in found


@pytest.mark.parametrize("suffix", [".tmx", ".csv", ".tsv", ".xlsx", ".jsonl"])
def test_what_sentences_writes_terms_and_check_read(
    align: Run, tmp_path: Path, suffix: str
) -> None:
    bitext = f"b{suffix}"
    assert align("sentences", *files("chip-supplier"), "-o", bitext).code == 0
    ran = align("terms", bitext, "-o", "g.tbx", "--json")
    assert ran.code == 0
    mined = json.loads(ran.out)["entries"]
    assert any("订单" in "".join(entry["zh"]) for entry in mined)
    ran = align("check", bitext, "--glossary", "g.tbx", "-o", "f.csv", "--fail-on", "warning")
    found = rows(tmp_path / "f.csv")
    assert ran.code == int(any(row["severity"] != "info" for row in found))


def test_a_planted_inconsistency_is_found(align: Run, tmp_path: Path) -> None:
    """在手订单 is "order backlog" throughout, but "unfilled orders" once."""
    assert align("run", *files("chip-supplier"), "-o", "out").code == 0
    found = rows(tmp_path / "out" / "findings.csv")
    assert any(
        row["rule"] == "term-inconsistent" and "unfilled" in row["found"] for row in found
    ), found


def test_fail_on_makes_the_exit_code(align: Run) -> None:
    pair = files("chip-supplier")
    assert align("run", *pair, "-o", "a", "--fail-on", "warning").code == 1
    assert align("run", *pair, "-o", "b").code == 0


def test_beads_are_a_bitext_together_with_their_documents(align: Run, tmp_path: Path) -> None:
    zh, en = files("chip-supplier")
    assert align("sentences", zh, en, "-o", "b.beads").code == 0
    ran = align("terms", "b.beads", "-o", "g.csv")
    assert ran.code == 2 and "--documents" in ran.err
    assert align("terms", "b.beads", "--documents", zh, en, "-o", "g.csv").code == 0
    assert align("sentences", zh, en, "-o", "b.tmx").code == 0
    assert align("terms", "b.tmx", "-o", "h.csv").code == 0
    one, two = ({(r["zh"], r["en"]) for r in rows(tmp_path / n)} for n in ("g.csv", "h.csv"))
    assert one == two
    (tmp_path / "b.beads").write_text("[0]:[0]:1.0\n")
    ran = align("terms", "b.beads", "--documents", zh, en, "-o", "i.csv")
    assert ran.code == 3 and "b.beads" in ran.err
