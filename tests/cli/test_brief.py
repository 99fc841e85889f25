"""``align brief`` as a user runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PAIRS = [
    ("2025年5月23日", "May 23, 2025"),
    ("去年11月，公司投入3800亿元建设数据中心。",
     "Last November it spent 38 billion yuan on data centers."),
    ("分析师梁若衡说，成本降了两成。", "Costs fell by 20%, said Liang Ruoheng, an analyst."),
]  # fmt: skip


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "bitext.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("zh", "en"), *PAIRS])
    return path


def test_a_page_is_written_and_what_it_has_is_said(
    align: Run, bitext: Path, tmp_path: Path
) -> None:
    ran = align("brief", bitext, "-o", "brief.html")
    assert ran.code == 0
    assert "1 person" in ran.out
    assert "1 date or number on which the two sides do not agree" in ran.out
    assert "梁若衡" in (tmp_path / "brief.html").read_text("utf-8")
    assert align("brief", bitext, "-o", "brief.html").code == 2
    assert align("brief", bitext, "-o", "brief.html", "--force").code == 0


def test_the_folder_of_a_run_is_taken_and_the_data_printed(align: Run, bitext: Path) -> None:
    ran = align("brief", bitext.parent, "--json")
    assert ran.code == 0
    value = json.loads(ran.out)
    assert value["when"][0]["date"] == "2024-11"
    assert [n["agreement"] for n in value["numbers"]] == ["differs", "agrees"]


def test_without_a_file_the_text_is_printed(align: Run, bitext: Path) -> None:
    ran = align("--lang", "zh", "brief", bitext)
    assert ran.code == 0
    assert "## 三十秒读懂" in ran.out


def test_what_cannot_be_done_is_said_before_the_work(align: Run, bitext: Path) -> None:
    assert align("brief", bitext, "-o", "brief.pdf").code == 2
    assert align("brief", bitext.parent.parent, "-o", "brief.html").code == 2
    assert align("brief", "nothing.tmx", "-o", "brief.html").code == 3
