"""Findings and consistency as files: tables for people, JSON Lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from align import __version__
from align.formats.atomic import write_whole
from align.formats.frames import consistency_frame, findings_frame, message_of
from align.formats.json_text import ITEMS, fill
from align.formats.tables import write_parts, write_table
from align.model import LANGS, ConsistencyReport, Findings, Lang

# So many findings of a table are made ready at once.
_TOGETHER = 500


def write_table_of_findings(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as CSV, TSV or XLSX, with messages in one language. Raises OutputError."""
    # A frame has the texts of all its pairs: never those of all findings at once.
    size = len(findings.items)
    parts = (
        replace(findings, items=findings.items[at : at + _TOGETHER])
        for at in range(0, max(size, 1), _TOGETHER)
    )
    write_parts((findings_frame(part, lang) for part in parts), path, "findings")


def write_consistency(report: ConsistencyReport, path: Path, *, lang: Lang = "en") -> None:
    """Write a consistency report as CSV, TSV or XLSX. Raises OutputError."""
    write_table(consistency_frame(report), path, "consistency")


def write_jsonl(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as JSON Lines, one a line, with their places and words.

    ``message`` is the message in one language, ``key`` and ``values`` what it is made of.

    Raises OutputError.
    """

    def fill_lines(file: BinaryIO) -> None:
        for item in _plain(findings, lang):
            line = json.dumps(item, ensure_ascii=False) + "\n"
            file.write(line.encode("utf-8", "backslashreplace"))

    write_whole(path, fill_lines)


def write_json(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as one JSON object, its ``findings`` as :func:`write_jsonl` writes them.

    Raises OutputError.
    """
    value = {"version": __version__, "findings": [ITEMS]}
    write_whole(path, lambda file: fill(file, value, _plain(findings, lang)))


def _plain(findings: Findings, lang: Lang) -> Iterator[dict[str, Any]]:
    for item in findings.items:
        line: dict[str, Any] = {
            "id": item.id,
            "rule": item.rule,
            "severity": item.severity,
            "state": item.state,
            "bead": item.bead,
            "message": message_of(item, lang),
            "key": item.message.key,
            "values": dict(item.message.values),
            "term": item.term,
            "expected": item.expected,
            "found": item.found,
        }
        for side, places in zip(LANGS, (item.zh, item.en), strict=True):
            sentences = findings.alignment.sentences(side)
            line[side] = [
                {
                    "sentence": place.sentence,
                    "start": place.start,
                    "end": place.end,
                    "text": sentences[place.sentence].text[place.start : place.end],
                }
                for place in places
            ]
        yield line
