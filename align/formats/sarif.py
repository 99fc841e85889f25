"""Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors show.

A result's location is a line of the bitext's sides: the artifact is the document, the region
the sentence's number as a line and the characters as columns, counted from 1 in UTF-16 code
units as the standard's default has them. The finding's id is its fingerprint, so that a host
knows it again; an ignored finding is a suppressed result.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from align import __version__
from align.formats.atomic import write_whole
from align.formats.json_text import ITEMS, fill
from align.messages import catalogue, text
from align.model import LANGS, Finding, Findings, Lang, Place, Severity

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT = "alignFinding/v1"
_LEVELS: dict[Severity, str] = {"info": "note", "warning": "warning", "error": "error"}


def write(findings: Findings, path: Path, *, lang: Lang = "en") -> None:
    """Write findings as one SARIF run, with messages in one language. Raises OutputError."""
    names = sorted({item.rule for item in findings.items})
    run = {
        "tool": {
            "driver": {
                "name": "align",
                "version": __version__,
                "rules": [_rule(name, lang) for name in names],
            }
        },
        "language": "zh-CN" if lang == "zh" else "en-US",
        "columnKind": "utf16CodeUnits",
        "artifacts": [
            {"location": {"uri": _uri(findings.alignment.document(side).id, side)}}
            for side in LANGS
        ],
        "results": [ITEMS],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    results = (_result(findings, item, names.index(item.rule), lang) for item in findings.items)
    write_whole(path, lambda file: fill(file, log, results))


def _rule(name: str, lang: Lang) -> dict[str, Any]:
    said = catalogue(lang).get(f"rule.{name}", name)
    return {"id": name, "shortDescription": {"text": said}}


def _result(findings: Findings, item: Finding, rule: int, lang: Lang) -> dict[str, Any]:
    key = item.message.key
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": text(key, lang, **dict(item.message.values)) if key else item.rule},
        "locations": [],
        "partialFingerprints": {_FINGERPRINT: item.id},
        "properties": {"pair": item.bead + 1},
    }
    places = [(side, place) for side in LANGS for place in _places(item, side)]
    if not places and 0 <= item.bead < len(findings.alignment.beads):
        bead = findings.alignment.beads[item.bead]
        places = [(side, Place(n, 0, 0)) for side in LANGS for n in bead.side(side)[:1]]
    # The first place is where the result is; a host shows the others beside it.
    locations = [_location(findings, side, place) for side, place in places]
    result["locations"] = locations[-1:]
    if locations[:-1]:
        result["relatedLocations"] = [
            {"id": number, **location} for number, location in enumerate(locations[:-1], 1)
        ]
    if item.expected:
        result["properties"]["expected"] = item.expected
    if item.found:
        result["properties"]["found"] = item.found
    if item.state == "ignored":
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _places(item: Finding, lang: Lang) -> tuple[Place, ...]:
    return item.zh if lang == "zh" else item.en


def _location(findings: Findings, lang: Lang, place: Place) -> dict[str, Any]:
    sentence = findings.alignment.sentences(lang)[place.sentence].text
    region: dict[str, Any] = {"startLine": place.sentence + 1}
    if place.end > place.start:
        region["startColumn"] = _units(sentence[: place.start]) + 1
        region["endColumn"] = _units(sentence[: place.end]) + 1
        region["snippet"] = {"text": sentence[place.start : place.end]}
    return {
        "physicalLocation": {
            "artifactLocation": {
                "uri": _uri(findings.alignment.document(lang).id, lang),
                "index": LANGS.index(lang),
            },
            "region": region,
        }
    }


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _uri(name: str, lang: Lang) -> str:
    return quote(name or lang, safe="/._-", errors="replace")
