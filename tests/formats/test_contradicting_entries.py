"""A pair of terms that one entry approves and another one refuses: both rows are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.formats.base import read_glossary, write
from align.model import Glossary, Term, TermEntry

HEAD = "concept,zh,en,en_status,subject\n"


def glossary_of(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "terms.csv"
    path.write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("status", ["forbidden", "deprecated"])
@pytest.mark.parametrize("turned", [False, True])
def test_both_rows_are_named(tmp_path: Path, status: str, turned: bool) -> None:
    rows = ["1,数据中心,data center,,", "3,云,cloud,,", f"2,数据中心,data center,{status},"]
    path = glossary_of(tmp_path, *(rows[::-1] if turned else rows))
    with pytest.raises(InputError) as raised:
        read_glossary(path)
    said = str(raised.value)
    assert f"terms.csv:{4 if turned else 2}: " in said
    assert f"{status} by concept “2” in line {2 if turned else 4}" in said
    assert "“数据中心” = “data center”" in said


@pytest.mark.parametrize(
    "rows",
    [
        ("1,云,cloud,,computing", "2,云,cloud,forbidden,weather"),
        ("1,云,cloud,,", "2,云团,cloud,forbidden,"),
        ("1,云,cloud,,", "2,云,cloudlet,forbidden,"),
        ("1,云,cloud,forbidden,", "2,云,cloud,deprecated,"),
    ],
)
def test_what_is_no_contradiction_is_read(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert len(read_glossary(glossary_of(tmp_path, *rows)).entries) == 2


def test_a_termbase_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    terms = Term("zh", "云"), Term("en", "cloud")
    refused = (terms[0], Term("en", "cloud", "forbidden"))
    path = tmp_path / "terms.tbx"
    write(Glossary((TermEntry("a", terms), TermEntry("b", refused))), path)
    with pytest.raises(InputError, match="concept “a”, but forbidden by concept “b”"):
        read_glossary(path)
