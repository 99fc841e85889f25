"""The glossaries that come with align are the same as CSV and as TBX.

The CSV is written by hand, the TBX from it; after a change::

    python tests/formats/test_bundled_glossaries.py
"""

import subprocess
import sys
from pathlib import Path

import pytest

from align.formats.base import read_glossary, write

FOLDER = Path(__file__).resolve().parents[2] / "glossaries"
TABLES = sorted(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_the_tbx_is_what_the_csv_gives(table: Path, tmp_path: Path) -> None:
    write(read_glossary(table), tmp_path / "new.tbx")
    assert table.with_suffix(".tbx").read_bytes() == (tmp_path / "new.tbx").read_bytes()


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_both_say_the_same(table: Path) -> None:
    assert read_glossary(table.with_suffix(".tbx")) == read_glossary(table)


def test_the_tbx_is_valid_by_the_published_schemas(shared: Path) -> None:
    pytest.importorskip("saxonche", reason="the TBX validator needs saxonche (align[test])")
    script = shared / "schemas" / "validate_tbx.py"
    files = [str(table.with_suffix(".tbx")) for table in TABLES]
    run = subprocess.run(
        [sys.executable, str(script), *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


if __name__ == "__main__":
    for table in TABLES:
        write(read_glossary(table), table.with_suffix(".tbx"))
