"""Terms to settle: what a translator has to decide on before she starts.

A term that the report renders in more than one way, one that the termbase lacks, and one whose
rendering is not what the termbase prescribes. Which renderings count as one is told by
:mod:`align.check.consistency`, so that the brief and the report agree.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from align.model import (
    Finding,
    Glossary,
    Lang,
    OpenTerm,
    Report,
    TermConsistency,
    TermEntry,
    other,
)
from align.text.words import comparable

Reason = Literal["varies", "unlisted", "departs"]

# The rules that speak of a term's rendering, and what they say.
_RULES: dict[str, Reason] = {
    "term-inconsistent": "varies",
    "term-not-used": "departs",
    "term-forbidden": "departs",
}


def open_terms(report: Report, known: Glossary | None = None) -> tuple[OpenTerm, ...]:
    """The terms of a report that are not settled, the most important first.

    Takes the checked report and the termbase that its terms are held against, if there is one.
    """
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings.items:
        if finding.state == "open" and finding.rule in _RULES:
            findings[finding.term].append(finding)
    lines: dict[str, dict[Lang, TermConsistency]] = defaultdict(dict)
    for line in report.consistency.terms:
        lines[line.entry][line.source] = line
    listed = None if known is None else _keys(known.entries)
    found = []
    for entry in report.glossary.entries:
        item = _open_term(entry, lines.get(entry.id, {}), findings, listed)
        if item is not None:
            found.append((_importance(entry, item), item))
    found.sort(key=lambda pair: (-pair[0], pair[1].beads, pair[1].zh, pair[1].en))
    return tuple(item for _, item in found)


def _open_term(
    entry: TermEntry,
    lines: dict[Lang, TermConsistency],
    findings: dict[str, list[Finding]],
    listed: dict[Lang, frozenset[str]] | None,
) -> OpenTerm | None:
    zh, en = entry.preferred("zh"), entry.preferred("en")
    if zh is None or en is None or not lines:
        return None
    items = list({f.id: f for term in entry.terms for f in findings.get(term.text, ())}.values())
    reasons: list[Reason] = []
    line = _line(lines, items)
    if any(_RULES[item.rule] == "departs" for item in items):
        reasons.append("departs")
    if any(_RULES[item.rule] == "varies" for item in items) or _wavers(line):
        reasons.append("varies")
    if listed is not None and not _listed(entry, listed):
        reasons.append("unlisted")
    if not reasons:
        return None
    variants = line.variants
    beads = sorted({bead for variant in variants for bead in variant.beads} | set(line.unrendered))
    return OpenTerm(
        entry.id,
        tuple(reasons),
        zh.text,
        en.text,
        other(line.source),
        variants,
        tuple(beads),
        tuple(item.id for item in items),
    )


def _line(lines: dict[Lang, TermConsistency], items: Iterable[Finding]) -> TermConsistency:
    """The direction to show: from Chinese, unless only the other one is there or wavers."""
    zh, en = lines.get("zh"), lines.get("en")
    if zh is None or en is None:
        only = zh or en
        assert only is not None
        return only
    return en if _wavers(en) and not _wavers(zh) and not any(items) else zh


def _wavers(line: TermConsistency) -> bool:
    """Whether a line shows renderings that compete: two that recur, or one against one."""
    if len(line.variants) < 2 or line.source == "en":
        return False
    first, second = line.variants[:2]
    return second.count > 1 or (first.count == 1 and line.count == 2)


def _keys(entries: Iterable[TermEntry]) -> dict[Lang, frozenset[str]]:
    langs: tuple[Lang, Lang] = ("zh", "en")
    return {
        lang: frozenset(
            comparable(term.text, lang) for entry in entries for term in entry.in_lang(lang)
        )
        for lang in langs
    }


def _listed(entry: TermEntry, listed: dict[Lang, frozenset[str]]) -> bool:
    """Whether the termbase has the term, under any of its names on either side."""
    return any(comparable(term.text, term.lang) in listed[term.lang] for term in entry.terms)


def _importance(entry: TermEntry, item: OpenTerm) -> float:
    """How early a term stands: what competes before what is new, then by how often it occurs."""
    times = sum(variant.count for variant in item.variants) or 1
    score = entry.evidence.score if entry.evidence else 1.0
    competes = 2.0 * ("varies" in item.reasons) + 2.5 * ("departs" in item.reasons)
    return competes + math.log2(1 + times) * score + 0.25 * bool(item.findings)
