"""All checks of a bitext."""

from __future__ import annotations

from align.check.base import Context, PairRule
from align.check.consistency import measure, uses
from align.check.pair import pairs
from align.check.rules import RULES
from align.model import Alignment, ConsistencyReport, Finding, Findings, Glossary, Rendering, Report
from align.settings import CheckSettings
from align.terms.renderings import Renderer

def report(
    alignment: Alignment,
    glossary: Glossary,
    settings: CheckSettings | None = None,
    renderer: Renderer | None = None,
    *,
    number: int = 0,
) -> Report:
    """Check a bitext against a glossary, mined or supplied, and gather all there is to show.

    Takes the alignment, the glossary, the settings, and a renderer that holds the alignment as
    its ``number``; without one it is built here. The findings stand in reading order.
    """
    settings = CheckSettings() if settings is None else settings
    if renderer is None:
        renderer, number = Renderer([alignment], glossary), 0
    counted = uses(alignment, glossary, renderer, number=number)
    consistency = measure(alignment, glossary, renderer, number=number, counted=counted)
    context = Context(alignment, glossary, renderer, consistency, settings, number)
    found: list[Finding] = []
    by_pair = [rule for rule in RULES if isinstance(rule, PairRule)]
    for rule in RULES:
        if not isinstance(rule, PairRule):
            found.extend(rule.check(context))
    for pair in pairs(alignment):
        for rule in by_pair:
            found.extend(rule.check_pair(pair, settings))
    found.sort(key=lambda item: (item.bead, item.rule, item.term, item.id))
    renderings: dict[str, list[Rendering]] = {entry.id: [] for entry in glossary.entries}
    for (entry, _), occurrences in counted.items():
        renderings[entry] += [use.rendering for use in occurrences]
    return Report(
        alignment,
        glossary,
        tuple((entry, tuple(places)) for entry, places in renderings.items()),
        consistency,
        Findings(alignment, tuple(found)),
    )


def run(
    alignment: Alignment,
    glossary: Glossary,
    settings: CheckSettings | None = None,
    renderer: Renderer | None = None,
    *,
    number: int = 0,
) -> tuple[Findings, ConsistencyReport]:
    """The findings and the consistency of :func:`report`, alone."""
    whole = report(alignment, glossary, settings, renderer, number=number)
    return whole.findings, whole.consistency
