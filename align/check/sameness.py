"""Sentences that recur: the same source rendered differently, different sources the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from align.check.base import Context
from align.check.pair import Pair, pairs
from align.model import Finding, Lang, Severity, other
from align.text.words import compared

# Shorter ones are headings and labels, which mean many things.
_LEAST: dict[Lang, int] = {"zh": 8, "en": 25}


class SameSource:
    """A sentence that is there twice and is translated in two ways.

    Hits: 本集团采用直接法编制现金流量表。 twice, with two English versions. Does not hit: versions
    that differ in capitals, punctuation or inflection only; sentences of fewer than eight
    characters.
    """

    name: ClassVar[str] = "same-source"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "The same Chinese sentence is rendered in different ways."

    def check(self, context: Context) -> Iterable[Finding]:
        """Each later rendering that differs from the first."""
        return _recurring(self.name, self.severity, context, "zh")


class SameTarget:
    """Two Chinese sentences that say different things and have one and the same translation.

    Hits: 本行净利润上升。 and 本行净利润下降。, both "Net profit of the Bank rose." Does not hit:
    sentences that differ in punctuation, script or width only.
    """

    name: ClassVar[str] = "same-target"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "Different Chinese sentences have one and the same English."

    def check(self, context: Context) -> Iterable[Finding]:
        """Each later sentence that differs from the first."""
        return _recurring(self.name, self.severity, context, "en")


def _recurring(rule: str, severity: Severity, context: Context, source: Lang) -> list[Finding]:
    first: dict[str, int] = {}
    told: dict[str, set[str]] = {}
    found = []
    target = other(source)
    for pair in pairs(context.alignment):
        text = pair.side(source).text
        if len(text) < _LEAST[source] or not pair.whole:
            continue
        key = _key(text, source)
        if key not in first:
            first[key] = pair.number
            continue
        earlier = Pair(context.alignment, first[key])
        # Most sentences stand once: what the other side says is read only where one recurs.
        known = told.setdefault(key, {_key(earlier.side(target).text, target)})
        said = _key(pair.side(target).text, target)
        if said in known:
            continue
        known.add(said)
        found.append(
            pair.finding(
                rule,
                severity,
                "finding.same_source" if source == "zh" else "finding.same_target",
                zh=[(0, len(pair.zh.text))],
                en=[(0, len(pair.en.text))],
                term=_short(text),
                expected=_short(earlier.side(target).text),
                found=_short(pair.side(target).text),
                pair=earlier.number + 1,
                expected_words=_short(earlier.side(target).text),
            )
        )
    return found


def _key(text: str, lang: Lang) -> str:
    # Nearly every sentence stands once: to keep its key for the next time would not pay.
    return re.sub(r"[^\w]+", " " if lang == "en" else "", compared(text, lang)).strip()


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
