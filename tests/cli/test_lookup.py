"""``align lookup``, and what ``align terms`` leaves out and explains."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BITEXT = "zh,en\n" + "\n".join(
    [
        "阿里云在泰国启用新的数据中心。,Alibaba Cloud opened a new data center in Thailand.",
        "该数据中心设有三个可用区。,The data center has three availability zones.",
        "每个可用区都有独立的电源。,Each availability zone has its own power supply.",
        "首席执行官吴泳铭谈到数据中心。,Chief executive Wu Yongming spoke of data centers.",
    ]
)


@pytest.fixture
def bitext(tmp_path: Path) -> str:
    (tmp_path / "b.csv").write_text(BITEXT + "\n", encoding="utf-8")
    return "b.csv"


def test_a_concordance_counts_renderings(align: Run, bitext: str) -> None:
    ran = align("lookup", "数据中心", bitext)
    assert ran.code == 0
    assert "[数据中心]" in ran.out and "[data center]" in ran.out
    found = json.loads(align("lookup", "data center", bitext, "--json").out)
    assert found["lang"] == "en"
    assert found["renderings"] == [{"text": "数据中心", "count": 3}]
    assert len(found["places"]) == 3


def test_a_term_that_does_not_occur(align: Run, bitext: str) -> None:
    ran = align("lookup", "芯片", bitext)
    assert (ran.code, ran.out) == (0, "")
    assert "芯片" in ran.err


def test_what_is_known_or_rejected_is_left_out(align: Run, bitext: str, tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text("zh,en\n数据中心,Data Centers\n", encoding="utf-8")

    def mined(*options: str) -> set[str]:
        ran = align("terms", bitext, "-o", "g.csv", "--force", "--json", *options)
        assert ran.code == 0, ran.err
        return {entry["zh"][0] for entry in json.loads(ran.out)}

    every = mined()
    assert "数据中心" in every
    assert mined("--known", "known.csv") == every - {"数据中心"}
    assert mined("--known", "known.csv", "--mark-known") == every
    assert "数据中心,data center," in (tmp_path / "g.csv").read_text("utf-8")
    assert (tmp_path / "g.csv").read_text("utf-8").count("in known") == 1
    assert align("terms", bitext, "-o", "g.csv", "--force", "--mark-known").code == 2
    assert mined("--reject", "known.csv") == every - {"数据中心"}
    assert mined("--types", "person") <= every - {"数据中心"}


def test_a_type_that_does_not_exist(align: Run, bitext: str) -> None:
    ran = align("terms", bitext, "-o", "g.csv", "--types", "animal")
    assert ran.code == 2
    assert "animal" in ran.err and "person" in ran.err


def test_the_evidence_for_a_term(align: Run, bitext: str) -> None:
    ran = align("terms", bitext, "-o", "g.csv", "--explain", "data center")
    assert ran.code == 0
    assert "数据中心 · data center" in ran.out
    assert "the dictionary composes it: 数据 = data" in ran.out
