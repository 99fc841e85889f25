"""Findings that a person has judged: those ignored for good, and those of an earlier run.

Ignored findings are kept beside the bitext as ``report.tmx.ignored.csv`` with the columns
``id,reason``: a text file that can be read, edited and put under version control.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.errors import InputError, UsageError
from align.formats.atomic import write_whole
from align.formats.delimited import guarded, unguarded
from align.formats.encoding import decode_alone
from align.formats.sources import load
from align.formats.tables import SUFFIXES, read_table


def beside(bitext: Path) -> Path:
    """Where the ignored findings of a bitext are kept.

    >>> beside(Path("out/report.tmx")).name
    'report.tmx.ignored.csv'
    """
    return bitext.with_name(bitext.name + ".ignored.csv")


def read_ignored(path: Path) -> dict[str, str]:
    """The ids of ignored findings and the reasons; none where there is no such file.

    Raises InputError for a file that is not such a table.
    """
    if not path.exists() or not load(path).strip():
        return {}
    lines = read_table(path).lines
    if not lines or lines[0].cell(0).strip().lower() != "id":
        raise InputError("check.not_ignored", path=path, line=1)
    return {
        line.cell(0).strip(): unguarded(line.cell(1)) for line in lines[1:] if line.cell(0).strip()
    }


def write_ignored(ignored: Mapping[str, str], path: Path) -> None:
    """Write ids and reasons, sorted by id. Raises OutputError."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["id", "reason"])
    for name in sorted(ignored):
        writer.writerow([name, guarded(ignored[name])])
    write_whole(path, buffer.getvalue().encode("utf-8"))


def read_baseline(path: Path) -> frozenset[str]:
    """The ids of the findings in a file that an earlier run has written.

    Raises UsageError for a suffix that holds no ids, InputError for a file without them.
    """
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        lines = read_table(path).lines
        header = [cell.strip().lower() for cell in lines[0].cells] if lines else []
        if "id" not in header or "rule" not in header:
            raise InputError("check.not_findings", path=path)
        column = header.index("id")
        return frozenset(line.cell(column).strip() for line in lines[1:])
    if suffix not in (".json", ".jsonl", ".sarif"):
        raise UsageError("check.baseline_suffix", path=path, suffix=suffix or "–")
    text = decode_alone(load(path), path=str(path)).text
    parts = enumerate(text.splitlines(), 1) if suffix == ".jsonl" else [(1, text)]
    values = [_json(path, first, part) for first, part in parts if part.strip()]
    try:
        return frozenset(_ids(values, suffix))
    except (LookupError, TypeError, AttributeError) as error:
        raise InputError("check.not_findings", path=path) from error


def _json(path: Path, first: int, text: str) -> Any:
    """The value that a text is, which begins at a line of a file."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError("check.not_json", path=path, line=first + error.lineno - 1) from error
    except (ValueError, RecursionError) as error:
        raise InputError("check.not_json", path=path, line=first) from error


def _ids(values: list[Any], suffix: str) -> list[str]:
    if suffix == ".sarif":
        return [
            str(result["partialFingerprints"]["alignFinding/v1"])
            for run in values[0]["runs"]
            for result in run["results"]
        ]
    items = values if suffix == ".jsonl" else values[0]["findings"]
    return [str(item["id"]) for item in items]
