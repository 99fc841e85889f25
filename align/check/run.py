"""All checks of a bitext."""

from __future__ import annotations

from align.check.base import Context, Rule
from align.check.consistency import TermInconsistent, measure, uses
from align.check.glossary import TermForbidden, TermNotUsed
from align.model import Alignment, ConsistencyReport, Finding, Findings, Glossary
from align.settings import CheckSettings
from align.terms.renderings import Renderer

RULES: tuple[Rule, ...] = (TermInconsistent(), TermNotUsed(), TermForbidden())


def run(
    alignment: Alignment,
    glossary: Glossary,
    settings: CheckSettings | None = None,
    renderer: Renderer | None = None,
    *,
    number: int = 0,
) -> tuple[Findings, ConsistencyReport]:
    """Check a bitext against a glossary, mined or supplied.

    Takes the alignment, the glossary, the settings, and a renderer that holds the alignment as
    its ``number``; without one it is built here. Returns the findings in reading order and the
    consistency of the terms.
    """
    settings = CheckSettings() if settings is None else settings
    if renderer is None:
        renderer, number = Renderer([alignment], glossary), 0
    counted = uses(alignment, glossary, renderer, number=number)
    consistency = measure(alignment, glossary, renderer, number=number, counted=counted)
    context = Context(alignment, glossary, renderer, consistency, settings, number)
    found: list[Finding] = []
    for rule in RULES:
        found.extend(rule.check(context))
    found.sort(key=lambda item: (item.bead, item.rule, item.term, item.id))
    return Findings(alignment, tuple(found)), consistency
