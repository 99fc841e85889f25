"""No command writes over what it reads, nor one result over another, also with --force."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ROWS = "zh,en\n云计算正在增长。,Cloud computing is growing.\n"
TERMS = "zh,en\n云计算,cloud computing\n"
FINDINGS = "id,rule\n5beb3e2e3d7c,date\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "b.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "also.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    (tmp_path / "old.csv").write_text(FINDINGS, encoding="utf-8")
    (tmp_path / "b.csv.ignored.csv").write_text("id,reason\n", encoding="utf-8")
    (tmp_path / "zh.txt").write_text("云计算正在增长。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("Cloud computing is growing.\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bitext.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "linked.csv").symlink_to("b.csv")
    os.link(tmp_path / "b.csv", tmp_path / "same.csv")
    return tmp_path


def kept(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("arguments", "other"),
    [
        ("check b.csv -o b.csv", "b.csv"),
        ("check b.csv -o ./out/../b.csv", "b.csv"),
        ("check b.csv -o linked.csv", "b.csv"),
        ("check linked.csv -o b.csv", "linked.csv"),
        ("check b.csv -o same.csv", "b.csv"),
        ("check b.csv -o new.csv --consistency b.csv", "b.csv"),
        ("check b.csv -o terms.csv --glossary terms.csv", "terms.csv"),
        ("check b.csv -o also.csv --also terms.csv --also also.csv", "also.csv"),
        ("check b.csv -o old.csv --baseline old.csv", "old.csv"),
        ("check b.csv -o b.csv.ignored.csv", "b.csv.ignored.csv"),
        ("check b.csv -o new.csv --consistency new.csv", "new.csv"),
        ("check b.csv -o new.csv --consistency out/../new.csv", "new.csv"),
        ("terms b.csv also.csv -o also.csv", "also.csv"),
        ("terms b.csv -o terms.csv --known terms.csv", "terms.csv"),
        ("terms b.csv -o terms.csv --reject terms.csv", "terms.csv"),
        ("sentences zh.txt en.txt -o b.csv --keep b.csv", "b.csv"),
        ("sentences zh.txt en.txt -o terms.csv --glossary terms.csv", "terms.csv"),
        ("run zh.txt en.txt -o out --keep out/bitext.csv", "out/bitext.csv"),
        ("run out/bitext.csv en.txt -o out", "out/bitext.csv"),
    ],
)
def test_what_is_read_is_not_written(
    align: Run, place: Path, arguments: str, other: str, force: bool
) -> None:
    before = kept(place)
    ran = align(*arguments.split(), *(["--force"] if force else []), cwd=place)
    assert ran.code == 2
    assert f"the same file as {other}" in ran.err
    assert kept(place) == before


def test_the_bitext_of_a_folder_is_not_replaced_by_its_brief(align: Run, place: Path) -> None:
    (place / "out" / "brief.html").symlink_to("bitext.csv")
    ran = align("brief", "out", "-o", "out/brief.html", "--force", cwd=place)
    assert ran.code == 2
    assert "the same file as out/bitext.csv" in ran.err


def test_other_files_are_replaced_with_force(align: Run, place: Path) -> None:
    ran = align("check", "b.csv", "-o", "old.csv", "--consistency", "t.csv", "--force", cwd=place)
    assert ran.code == 0, ran.err
    assert (place / "old.csv").read_text(encoding="utf-8-sig").startswith("id,")


def test_two_results_may_go_to_one_pipe_or_nowhere(align: Run, place: Path) -> None:
    nowhere = place / "nowhere.csv"
    nowhere.symlink_to(os.devnull)
    ran = align("check", "b.csv", "-o", nowhere, "--consistency", nowhere, cwd=place)
    assert ran.code == 0, ran.err
