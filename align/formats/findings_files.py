"""Findings and consistency as files: tables for people, JSON Lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align import __version__
from align.formats.atomic import write_whole
from align.formats.frames import consistency_frame, findings_frame
from align.formats.tables import write_table
from align.model import LANGS, ConsistencyReport, Findings, Lang


def write_table_of_findings(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as CSV, TSV or XLSX, with messages in one language. Raises OutputError."""
    write_table(findings_frame(findings, lang), path, "findings")


def write_consistency(report: ConsistencyReport, path: Path, *, lang: Lang = "en") -> None:
    """Write a consistency report as CSV, TSV or XLSX. Raises OutputError."""
    write_table(consistency_frame(report), path, "consistency")


def write_jsonl(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as JSON Lines, one a line, with their places and words.

    ``message`` is the message in one language, ``key`` and ``values`` what it is made of.

    Raises OutputError.
    """
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in _plain(findings, lang)]
    write_whole(path, "".join(lines).encode("utf-8", "backslashreplace"))


def write_json(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as one JSON object, its ``findings`` as :func:`write_jsonl` writes them.

    Raises OutputError.
    """
    value = {"version": __version__, "findings": list(_plain(findings, lang))}
    content = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    write_whole(path, content.encode("utf-8", "backslashreplace"))


def _plain(findings: Findings, lang: Lang) -> Iterator[dict[str, Any]]:
    messages = findings_frame(findings, lang)["message"]
    for item, message in zip(findings.items, messages, strict=True):
        line: dict[str, Any] = {
            "id": item.id,
            "rule": item.rule,
            "severity": item.severity,
            "state": item.state,
            "bead": item.bead,
            "message": str(message),
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
