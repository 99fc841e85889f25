"""Pairs of documents that are not as one would wish: a clear error or a sensible bitext."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]
CORPORA = Path(__file__).parents[2] / "corpora"


def gold(name: str, lang: str) -> list[str]:
    return (CORPORA / name / "gold" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()


ZH, EN = gold("cloud-global", "zh"), gold("cloud-global", "en")

# Texts of both sides, the exit code and what is said.
PAIRS: dict[str, tuple[list[str], list[str], int, str]] = {
    "one sentence against many": (ZH[8:9], EN, 0, "71 without counterpart"),
    "many against one sentence": (ZH, EN[8:9], 0, "69 without counterpart"),
    "one against one": (ZH[8:9], EN[8:9], 0, "in 1 bead;"),
    "all sentences equal": (["他来了，没有说话。"] * 60, ["He came and said nothing."] * 58, 3, ""),
    "very long sentences": (
        ["云计算是未来" * 3400, *ZH],
        ["Cloud computing is the future. " * 700, *EN],
        0,
        "71 Chinese",
    ),
    "only numbers": ([str(n) for n in range(50)], [str(n) for n in range(50)], 3, "zh.txt: "),
    "only marks": (["。", "！", "……"] * 9, [".", "!", "..."] * 9, 3, "zh.txt: "),
    "empty sentences": (
        [line for text in ZH for line in (text, "")],
        [line for text in EN for line in (text, " ")],
        0,
        "70 Chinese and 72 English",
    ),
    "an empty file": ([], EN, 3, "empty"),
    "only empty lines": (ZH, ["", " ", "\t"] * 9, 3, "empty"),
    "a third language": (ZH, ["Le ministre a dit que la croissance serait forte."] * 9, 3, "fran"),
    "both sides in one language": (ZH, ZH, 3, "both documents are in Chinese"),
    "swapped sides": (EN, ZH, 0, "70 Chinese and 72 English"),
    "not translations of each other": (ZH, gold("central-bank", "en"), 3, "do not look like"),
}


@pytest.mark.parametrize("case", PAIRS)
def test_a_pair_is_aligned_or_refused_in_words(align: Run, tmp_path: Path, case: str) -> None:
    zh, en, code, said = PAIRS[case]
    (tmp_path / "zh.txt").write_text("".join(f"{text}\n" for text in zh), encoding="utf-8")
    (tmp_path / "en.txt").write_text("".join(f"{text}\n" for text in en), encoding="utf-8")
    ran = align("sentences", "zh.txt", "en.txt", "--lines", "-o", "b.tmx")
    assert ran.code == code, ran.err
    assert said in ran.err


def test_unrelated_documents_end_with_3_and_their_evidence(align: Run, tmp_path: Path) -> None:
    zh, en = CORPORA / "cloud-global/gold/zh.txt", CORPORA / "central-bank/gold/en.txt"
    ran = align("run", zh, en, "--lines", "-o", "out", "--json")
    assert ran.code == 3
    found = json.loads(ran.out)
    assert len(found["notes"]) == 1
    assert re.search(r"do not look like translations of each other: \d+ % of", found["notes"][0])
    assert found["notes"][0] in ran.err
    # What was found is there all the same.
    assert (tmp_path / "out" / "report.html").is_file()


def test_moves_are_shown_in_every_format(align: Run, tmp_path: Path) -> None:
    name = "appliance-multicloud"
    lines = (CORPORA / name / "gold" / "beads.beads").read_text(encoding="utf-8").splitlines()
    beads = [json.loads(line.split(":")[1]) for line in lines]
    cuts = [0, 15, 35, 55, len(beads)]
    parts = [beads[a:b] for a, b in pairwise(cuts)]
    order = [j for at in (0, 2, 1, 3) for bead in parts[at] for j in bead]
    texts = gold(name, "en")
    (tmp_path / "zh.txt").write_text("\n".join(gold(name, "zh")), encoding="utf-8")
    (tmp_path / "en.txt").write_text("\n".join(texts[j] for j in order), encoding="utf-8")

    ran = align("run", "zh.txt", "en.txt", "--lines", "-o", "out", "--json")
    assert ran.code == 0, ran.err
    moved = json.loads(ran.out)["moved"]
    assert moved > 10
    ran = align("run", "zh.txt", "en.txt", "--lines", "-o", "out", "--force")
    assert f"{moved} beads stand in a section that was moved" in ran.out
    assert (tmp_path / "out/bitext.tmx").read_text().count('x-align-moved">1<') == moved
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert len(re.findall(r"<tr [^>]*\bmoved\b", page)) == moved
    rows = list(openpyxl.load_workbook(tmp_path / "out/bitext.xlsx").active.values)
    assert sum(row[rows[0].index("moved")] == 1 for row in rows[1:]) == moved
    for suffix in ("csv", "tsv", "jsonl", "beads"):
        ran = align("sentences", "zh.txt", "en.txt", "--lines", "-o", f"b.{suffix}")
        assert f"{moved} beads stand in a section that was moved" in ran.err
    for suffix, delimiter in (("csv", ","), ("tsv", "\t")):
        with (tmp_path / f"b.{suffix}").open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file, delimiter=delimiter))
        assert sum(row["moved"] == "1" for row in table) == moved
    assert (tmp_path / "b.jsonl").read_text().count('"moved": 1') == moved
    assert (tmp_path / "b.beads").read_text().count(":moved=1\n") == moved
