"""The brief of a report: all its parts, from a bitext and a glossary."""

from __future__ import annotations

from align.brief.amounts import figures
from align.brief.dates import Timeline, order
from align.brief.parties import parties
from align.brief.points import key_pairs
from align.brief.settle import open_terms
from align.brief.verdict import Verdict, by_place
from align.check.pair import pairs
from align.check.run import report as check
from align.model import Alignment, Brief, Dated, Figure, Glossary
from align.settings import CheckSettings
from align.terms.renderings import Renderer
from align.text.words import comparable

#: How many sentence pairs are read in half a minute.
POINTS = 5


def brief(
    alignment: Alignment,
    mined: Glossary,
    known: Glossary | None = None,
    settings: CheckSettings | None = None,
    *,
    points: int = POINTS,
) -> Brief:
    """What a translator wants to know of a report before she starts.

    Takes the bitext, the terms mined from it, the termbase that terms are held against, the
    settings of the checks, and how many pairs are to carry the report. Linear in its length.

    Raises UsageError for settings that name no profile or rule that there is. ::

        brief(alignment, mine([alignment])).points
    """
    glossary = _with(mined, known)
    renderer = Renderer([alignment], glossary)
    report = check(alignment, glossary, settings, renderer)
    ids = by_place(report.findings)
    all_pairs = list(pairs(alignment))
    timeline = Timeline(all_pairs)
    dates: list[Dated] = []
    amounts: list[Figure] = []
    for pair in all_pairs:
        verdict = Verdict(pair)
        dates += timeline.of(pair, verdict, ids)
        amounts += figures(pair, verdict, ids)
    return Brief(
        report,
        key_pairs(all_pairs, points),
        parties(all_pairs, mined, renderer, report.findings),
        timeline.dateline,
        tuple(sorted(dates, key=order)),
        tuple(amounts),
        open_terms(report, known),
        known is not None,
    )


def _with(mined: Glossary, known: Glossary | None) -> Glossary:
    """The entries of the termbase, and the mined ones whose names it lacks."""
    if known is None:
        return mined
    listed = {
        (term.lang, comparable(term.text, term.lang))
        for entry in known.entries
        for term in entry.terms
    }
    added = tuple(
        entry
        for entry in mined.entries
        if not any((term.lang, comparable(term.text, term.lang)) in listed for term in entry.terms)
    )
    return Glossary((*known.entries, *added), known.name or mined.name, mined.signature)
