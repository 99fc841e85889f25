"""Findings as tables and as JSON Lines."""

import csv
import json
from pathlib import Path

import pytest

from align.formats.base import write
from align.formats.frames import findings_frame
from align.model import Alignment, Finding, Findings, Note, Place


@pytest.fixture
def findings(bitext: Alignment) -> Findings:
    return Findings(
        bitext,
        (
            Finding(
                "f1",
                "number",
                "error",
                1,
                zh=(Place(2, 0, 4),),
                en=(Place(1, 0, 3), Place(1, 4, 6)),
                term="=x",
                expected="2",
                found="-40",
                message=Note("format.bad_moved", (("value", "=1"),)),
            ),
            Finding("f2", "other", "info", -1, state="ignored"),
        ),
    )


def test_a_row_has_the_pair_the_words_and_the_message(findings: Findings) -> None:
    frame = findings_frame(findings)
    row = frame.iloc[0]
    assert row["zh"] == "=1+1。"
    assert row["en"] == '-40 °C. "He said, ..."'
    assert (row["zh_words"], row["en_words"]) == ("=1+1", "-40 … °C")
    assert row["message"] == "“=1” is no number of a moved section"
    assert frame.iloc[1][["zh", "message", "state"]].tolist() == ["", "", "ignored"]
    assert findings_frame(findings, "zh").iloc[0]["message"].startswith("“=1”不是")
    empty = findings_frame(Findings(findings.alignment, ()))
    assert empty.dtypes.to_dict() == frame.dtypes.to_dict()


def test_findings_are_written(findings: Findings, tmp_path: Path) -> None:
    for suffix in (".csv", ".tsv", ".xlsx", ".jsonl"):
        write(findings, tmp_path / f"f{suffix}", lang="zh")
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["term"], rows[0]["found"], rows[1]["bead"]) == ("'=x", "'-40", "-1")
    lines = (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert first["zh"] == [{"sentence": 2, "start": 0, "end": 4, "text": "=1+1"}]
    assert first["message"].startswith("“=1”不是")
    assert (first["key"], first["values"]) == ("format.bad_moved", {"value": "=1"})
    assert len(lines) == 2
