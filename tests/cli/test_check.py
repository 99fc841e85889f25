"""``align check`` and ``align score`` as a user runs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

PAIRS = [
    ("云计算正在增长。", "Cloud computing is growing."),
    ("融资3800亿元。", "It raised 38 billion yuan."),
    ("5月22日开幕。", "It opens on May 12."),
    ("云计算属于未来。", "The future belongs to cloud computing."),
]


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    path = tmp_path / "report.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("zh", "en"), *PAIRS])
    return path


def rules(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted(row["rule"] for row in csv.DictReader(file))


def test_a_bitext_is_checked_without_a_glossary(align: Run, bitext: Path, tmp_path: Path) -> None:
    ran = align("check", bitext, "-o", "f.csv", "--fail-on", "error")
    assert ran.code == 1
    assert rules(tmp_path / "f.csv") == ["date", "quantity"]
    assert "3800亿元" in ran.out
    assert align("--lang", "zh", "check", bitext, "-o", "z.csv").code == 0


def test_rules_are_chosen(align: Run, bitext: Path, tmp_path: Path) -> None:
    assert align("check", bitext, "-o", "a.csv", "--rules", "date").code == 0
    assert rules(tmp_path / "a.csv") == ["date"]
    assert align("check", bitext, "-o", "b.csv", "--without", "date, name").code == 0
    assert rules(tmp_path / "b.csv") == ["quantity"]
    assert "consistency" in json.loads(align("check", bitext, "-o", "j.csv", "--json").out)
    ran = align("check", bitext, "-o", "d.csv", "--rules", "date", "--json")
    assert [*json.loads(ran.out)] == ["findings"]
    ran = align("check", bitext, "-o", "c.csv", "--rules", "dat")
    assert ran.code == 2
    assert "“date”" in ran.err
    ran = align("check", bitext, "-o", "c.csv", "--rules", "date", "--without", "date")
    assert ran.code == 2
    assert "no rule is left" in ran.err


def test_a_profile_of_ones_own(align: Run, bitext: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('without = ["quantity"]\n[severity]\ndate = "info"\n', encoding="utf-8")
    ran = align("check", bitext, "-o", "a.csv", "--profile", own, "--fail-on", "warning")
    assert ran.code == 0
    assert rules(tmp_path / "a.csv") == ["date"]
    for name in ("news", "finance", "technical", "legal"):
        assert align("check", bitext, "-o", f"{name}.csv", "--profile", name).code == 0
    assert align("check", bitext, "-o", "b.csv", "--profile", "poetry").code == 2
    own.write_text("colour = 1", encoding="utf-8")
    ran = align("check", bitext, "-o", "b.csv", "--profile", own)
    assert ran.code == 2
    assert "colour" in ran.err
    own.write_text("[severity]\ndate = \n", encoding="utf-8")
    assert (
        "own.toml:2: this line is no TOML"
        in align("check", bitext, "-o", "b.csv", "--profile", own).err
    )
    own.write_text('without = "doubled"\n', encoding="utf-8")
    ran = align("check", bitext, "-o", "b.csv", "--profile", own)
    assert ran.code == 2
    assert 'without = ["doubled"]' in ran.err
    own.write_bytes("[severity]\n\n# 严重\n".encode("gb18030"))
    ran = align("--lang", "zh", "check", bitext, "-o", "b.csv", "--profile", own)
    assert ran.code == 2
    assert "own.toml:3: 此行不是 UTF-8 编码" in ran.err


def test_a_profile_without_rules_is_an_error(align: Run, bitext: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("rules = []\n", encoding="utf-8")
    ran = align("check", bitext, "-o", "a.csv", "--profile", own)
    assert ran.code == 2
    assert "no rule is left to run: the profile names none" in ran.err
    ran = align("check", bitext, "-o", "a.csv", "--profile", own, "--rules", "date")
    assert (ran.code, rules(tmp_path / "a.csv")) == (0, ["date"])


def test_agreement_says_whether_there_is_a_glossary(align: Run, tmp_path: Path) -> None:
    pairs = [("公司新建数据中心。", "The company builds a data center.")] * 3
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("zh", "en"), *pairs])
    (tmp_path / "g.csv").write_text("zh,en\n数据中心,data center\n", encoding="utf-8")
    mined = align("check", "b.csv", "-o", "m.csv", "--rules", "term-inconsistent").out
    given = align(
        "check", "b.csv", "-o", "g2.csv", "--rules", "term-inconsistent", "--glossary", "g.csv"
    ).out
    assert "the glossary's" in given
    assert "the glossary's" not in mined


def test_pairs_are_numbered_alike_for_a_person(align: Run, tmp_path: Path) -> None:
    text = (
        "zh\ten\n融资3800亿元。\tIt raised 38 billion yuan.\n\n\t\n"
        "5月22日开幕。\tIt opens on May 12.\n\n"
    )
    (tmp_path / "b.tsv").write_text(text, encoding="utf-8")
    ran = align("check", "b.tsv", "-o", "f.csv", "--rules", "date,quantity")
    assert "2 rows without content (first: row 3) left out" in ran.err
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [(row["rule"], row["pair"], row["bead"]) for row in csv.DictReader(file)]
    assert found == [("quantity", "1", "0"), ("date", "2", "1")]
    assert [line.split()[2] for line in ran.out.splitlines()[1:] if "error" in line] == ["1", "2"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl", ".json", ".sarif"])
def test_a_baseline_leaves_what_is_new(
    align: Run, bitext: Path, tmp_path: Path, suffix: str
) -> None:
    assert align("check", bitext, "-o", f"old{suffix}", "--rules", "date").code == 0
    ran = align("check", bitext, "-o", "new.csv", "--baseline", tmp_path / f"old{suffix}")
    assert ran.code == 0, ran.err
    assert rules(tmp_path / "new.csv") == ["quantity"]


def test_a_baseline_that_is_none(align: Run, bitext: Path, tmp_path: Path) -> None:
    assert align("check", bitext, "-o", "f.csv", "--baseline", bitext).code == 3
    (tmp_path / "x.json").write_text("[1]", encoding="utf-8")
    assert align("check", bitext, "-o", "f.csv", "--baseline", "x.json").code == 3
    assert align("check", bitext, "-o", "f.csv", "--baseline", "x.tmx").code == 2


def test_what_is_ignored_stays_so(align: Run, bitext: Path, tmp_path: Path) -> None:
    found = json.loads(align("check", bitext, "-o", "f.csv", "--json").out)["findings"]
    name = next(item["id"] for item in found if item["rule"] == "date")
    ran = align("check", bitext, "-o", "a.csv", "--ignore", name, "--reason", "=as agreed")
    assert ran.code == 0
    assert (tmp_path / "report.csv.ignored.csv").read_text(
        "utf-8"
    ) == f"id,reason\n{name},'=as agreed\n"
    assert "; 1 ignored" in ran.out
    assert "；已忽略 1 个" in align("--lang", "zh", "check", bitext, "-o", "l.csv").out
    ran = align("check", bitext, "-o", "b.sarif", "--without", "quantity", "--fail-on", "info")
    assert ran.code == 0
    [result] = json.loads((tmp_path / "b.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted"}]
    assert align("check", bitext, "-o", "c.csv", "--ignore", "nothing", "--reason", "so").code == 2
    for reason in ((), ("--reason", " ")):
        ran = align("check", bitext, "-o", "c.csv", "--ignore", name, *reason)
        assert (ran.code, "--reason" in ran.err) == (2, True)
    assert align("check", bitext, "-o", "c.csv", "--reason", "so").code == 2


def test_a_suffix_that_findings_do_not_have_is_told_with_those_they_have(
    align: Run, bitext: Path
) -> None:
    ran = align("check", bitext, "-o", "f.pdf")
    assert ran.code == 2
    assert ".sarif" in ran.err and ".html" in ran.err


def test_the_folder_of_a_run_is_checked(align: Run, bitext: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    bitext.rename(tmp_path / "out" / "bitext.csv")
    assert align("check", "out", "-o", "f.csv", "--rules", "date").code == 0
    assert rules(tmp_path / "f.csv") == ["date"]
    ran = align("check", "out", "-o", "out/bitext.csv", "--rules", "date", "--force")
    assert ran.code == 2
    assert align("check", tmp_path, "-o", "g.csv", "--rules", "date").code == 2


def test_words_of_a_finding_stay_short_in_the_terminal(align: Run, tmp_path: Path) -> None:
    address = "http://example.com/" + "a" * 3000
    text = f"zh,en\n见{address}。,It has 3\u00a0billion words.\n"
    (tmp_path / "long.csv").write_text(text, encoding="utf-8")
    ran = align("check", "long.csv", "-o", "f.json", "--rules", "address,quantity")
    assert ran.code == 0
    assert "example.com" in ran.out and len(ran.out) < 1500
    assert "\ufffd" not in ran.out
    assert address in (tmp_path / "f.json").read_text("utf-8")


def test_sarif_has_what_a_host_needs(align: Run, bitext: Path, tmp_path: Path) -> None:
    assert align("--lang", "zh", "check", bitext, "-o", "f.sarif").code == 0
    log = json.loads((tmp_path / "f.sarif").read_text("utf-8"))
    [run] = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["date", "quantity"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"] and result["partialFingerprints"]
        [place] = result["locations"]
        assert place["physicalLocation"]["region"]["startLine"] in (2, 3)
    amount = next(r for r in run["results"] if r["ruleId"] == "quantity")
    region = amount["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == "38 billion yuan"
    assert (region["startColumn"], region["endColumn"]) == (11, 26)


@pytest.fixture
def texts(tmp_path: Path) -> None:
    for name, position in (("zh", 0), ("en", 1)):
        lines = "\n".join(pair[position] for pair in PAIRS)
        (tmp_path / f"{name}.txt").write_text(lines + "\n", encoding="utf-8")
    mt = "\n".join(pair[1].replace("Cloud computing", "The cloud") for pair in PAIRS)
    (tmp_path / "mt.txt").write_text(mt + "\n", encoding="utf-8")
    (tmp_path / "g.csv").write_text("zh,en\n云计算,cloud computing\n", encoding="utf-8")


@pytest.mark.usefixtures("texts")
def test_a_translation_is_scored(align: Run) -> None:
    ran = align("score", "mt.txt", "--source", "zh.txt", "--reference", "en.txt",
                "--glossary", "g.csv", "--lines", "--json")  # fmt: skip
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert set(found["metrics"]) == {"BLEU", "chrF2++", "TER"}
    assert "version" in found["metrics"]["BLEU"]["signature"]
    assert found["terms"]["success_rate"] == 0.5
    assert found["terms"]["occurrences"] == 2
    predefined = found["terms"]["consistency"]["predefined"]
    assert predefined["micro"] == 0.5
    assert predefined["micro_interval"] == [0.094531, 0.905469]
    assert found["terms"]["success_interval"] == [0.054621, 0.945379]
    shown = align("score", "mt.txt", "--source", "zh.txt", "--glossary", "g.csv", "--lines").out
    assert "consistency with the glossary, micro" in shown
    assert "consistency with the glossary, macro" in shown
    assert "95% interval 0.095 – 0.905" in shown
    same = align(
        "score", "en.txt", "--source", "zh.txt", "--reference", "en.txt", "--lines", "--json"
    )
    assert json.loads(same.out)["metrics"]["BLEU"]["score"] == 100.0
    assert (
        "chrF"
        in align("score", "en.txt", "--source", "zh.txt", "--reference", "en.txt", "--lines").out
    )


@pytest.mark.usefixtures("texts")
def test_what_cannot_be_scored_says_why(align: Run, tmp_path: Path) -> None:
    assert align("score", "mt.txt", "--source", "zh.txt").code == 2
    assert align("score", "zh.txt", "--source", "zh.txt", "--glossary", "g.csv").code == 3
    assert align("score", "mt.txt", "--source", "zh.txt", "--reference", "zh.txt").code == 3
    (tmp_path / "short.txt").write_text("One line only.\n", encoding="utf-8")
    ran = align("score", "short.txt", "--source", "zh.txt", "--reference", "en.txt", "--lines")
    assert ran.code == 3
    assert "4" in ran.err


def test_consistency_is_counted_over_a_collection(align: Run, tmp_path: Path) -> None:
    for name, english in (("may", "data center"), ("june", "data hub")):
        rows = [("zh", "en")]
        rows += [
            ("公司在泰国新建数据中心。", f"The company builds a {english} in Thailand."),
            ("数据中心明年启用。", f"The {english} opens next year."),
        ]
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    (tmp_path / "g.csv").write_text("zh,en\n数据中心,data center\n", encoding="utf-8")
    options = ("may.csv", "--also", "june.csv", "--glossary", "g.csv", "-o", "f.csv")
    ran = align("check", *options, "--json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["consistency"] == 1.0
    # Two of four from Chinese, two of two from English, where "data center" stands twice.
    assert found["collection"]["consistency"] == 0.6667
    assert found["collection"]["agreement"]["prescribed"]["micro"] == 0.6667
    ran = align("check", *options, "--force", "--consistency", "c.csv")
    table = (tmp_path / "c.csv").read_text("utf-8-sig")
    assert "data center" in table
    assert "data hub" in table
    assert align("check", *options, "--force", "--consistency", "c.csv").code == 0
    assert align("check", *options, "--force", "--consistency", "c.docx").code == 2
    assert "over 2 bitexts: consistency 0.67" in ran.out
    assert "data center (2)" in ran.out
    assert "data hub (2)" in ran.out
    assert align("check", "may.csv", "--also", "none.csv", "-o", "x.csv").code == 3


@pytest.mark.parametrize(("name", "line"), [("b.json", 2), ("b.jsonl", 3), ("b.sarif", 2)])
def test_a_broken_baseline_is_named_with_its_line(
    align: Run, tmp_path: Path, name: str, line: int
) -> None:
    (tmp_path / "b.csv").write_text("zh,en\n增长5%。,It grew by 5%.\n", encoding="utf-8")
    broken = '{"id": "1"}\n{"id": "2"}\n{"id"\n' if name.endswith("l") else '{\n"findings": [\n'
    (tmp_path / name).write_text(broken.rstrip(), encoding="utf-8")
    ran = align("check", "b.csv", "-o", "f.csv", "--baseline", name)
    assert ran.code == 3
    assert f"{name}:{line}:" in ran.err
    assert not (tmp_path / "f.csv").exists()
