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
    ran = align("lookup", "芯片", bitext, "--json")
    assert (ran.code, json.loads(ran.out)["places"]) == (0, [])
    assert "芯片" in ran.err
    assert align("lookup", " ", bitext).code == 2


def test_what_is_known_or_rejected_is_left_out(align: Run, bitext: str, tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text("zh,en\n数据中心,Data Centers\n", encoding="utf-8")

    def mined(*options: str) -> set[str]:
        ran = align("terms", bitext, "-o", "g.csv", "--force", "--json", *options)
        assert ran.code == 0, ran.err
        return {entry["zh"][0] for entry in json.loads(ran.out)["entries"]}

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


def test_the_evidence_for_a_term_needs_no_file(align: Run, bitext: str, tmp_path: Path) -> None:
    ran = align("terms", bitext, "--explain", "data centre")
    assert (ran.code, ran.err) == (0, "")
    assert "数据中心 · data center" in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv"]
    assert align("terms", bitext).code == 2


def test_json_says_all_that_is_known(align: Run, tmp_path: Path) -> None:
    lines = BITEXT.splitlines()
    swapped = ["en,zh", *(",".join(reversed(line.split(",", 1))) for line in lines[1:])]
    (tmp_path / "b.csv").write_text("\n".join(lines[:1] + swapped[1:]) + "\n", encoding="utf-8")
    ran = align("terms", "b.csv", "-o", "g.csv", "--json", "--explain", "数据中心", "-q")
    found = json.loads(ran.out)
    assert "exchanged" in found["notes"][0]["message"]
    assert found["notes"][0]["file"] == "b.csv"
    (entry,) = (entry for entry in found["entries"] if "数据中心" in entry["zh"])
    assert (entry["documents"], entry["frequency"]) == (1, 3)
    assert {"type", "score", "note", "id"} <= entry.keys()
    assert entry["terms"][0] == {
        "lang": "zh", "text": "数据中心", "status": "preferred", "form": "",
        "reading": "shù jù zhōng xīn", "frequency": 3,
    }  # fmt: skip
    assert "together in 3 sentence pairs" in entry["evidence"][0]["for"]
    assert all("数据中心" in shown["zh"] for shown in entry["contexts"])
    explained = found["explained"]
    assert explained["entries"][0]["id"] == entry["id"]
    assert explained["entries"][0]["evidence"][0]["en"] == "data center"


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("芯片", "does not stand in the text"),
        ("据中", "it is read as 数据 | 中心"),
        ("启用", "stands in 1 sentence pair"),
    ],
)
def test_why_a_term_is_no_entry(align: Run, bitext: str, term: str, said: str) -> None:
    ran = align("terms", bitext, "--explain", term)
    assert ran.code == 0
    assert said in ran.out


def test_a_term_below_the_threshold_is_told_with_it(align: Run, bitext: str) -> None:
    ran = align("terms", bitext, "--explain", "泰国", "--min-score", "1", "--json")
    found = json.loads(ran.out)["explained"]
    assert found["entries"] == []
    best = found["refused"][0]
    assert (best["zh"], best["en"]) == ("泰国", "Thailand")
    assert "less than the" in best["why"] and "--min-score" in best["why"]


def test_a_frequency_filters_what_was_mined(align: Run, bitext: str) -> None:
    def mined(*options: str) -> list[dict[str, Any]]:
        found = align("terms", bitext, "-o", "g.csv", "--force", "--json", *options)
        entries: list[dict[str, Any]] = json.loads(found.out)["entries"]
        return entries

    every = mined()
    assert mined("--min-frequency", "2") == [e for e in every if e["frequency"] >= 2]
    ran = align("terms", bitext, "--min-frequency", "4", "--explain", "可用区")
    assert "--min-frequency" in ran.out


def test_rows_of_a_list_that_match_are_counted(align: Run, bitext: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("zh,en\n数据中心,data centre\n汽车,\n可用区,\n", "utf-8")
    ran = align("terms", bitext, "-o", "g.csv", "--reject", "r.csv")
    assert "--reject: 2 of 3 rows are among what was mined" in ran.err
    text = (tmp_path / "g.csv").read_text("utf-8")
    assert "data center," not in text and ",可用区," not in text


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        (BITEXT, ("--types", "law"), "--types"),
        (BITEXT, ("--min-frequency", "99"), "--min-frequency"),
        (BITEXT, ("--reject", "all.csv"), "--reject"),
        ("zh,en\n泰国很远。,Thailand is far.\n", ("--min-score", "1"), "lower --min-score"),
        ("zh,en\n数据中心很大。,\n数据中心很多。,\n", (), "no English text"),
    ],
)
def test_why_there_is_nothing(
    align: Run, tmp_path: Path, text: str, options: tuple[str, ...], reason: str
) -> None:
    (tmp_path / "b.csv").write_text(text + "\n", encoding="utf-8")
    if "all.csv" in options:
        align("terms", "b.csv", "-o", "all.csv")
    ran = align("terms", "b.csv", "-o", "g.csv", *options)
    assert ran.code == 0
    assert reason in ran.err
    assert ("lower --min-score" in ran.err) == (reason == "lower --min-score")
