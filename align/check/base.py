"""What a rule is, and what it sees."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from align.check.pair import Pair, pairs
from align.model import Alignment, ConsistencyReport, Finding, Glossary, Place, Severity
from align.settings import CheckSettings
from align.terms.renderings import Renderer


@dataclass(frozen=True)
class Context:
    """All that a rule may look at: one aligned pair of documents and what is known of its terms.

    ``number`` is the alignment's number in the renderer's collection.
    """

    alignment: Alignment
    glossary: Glossary
    renderer: Renderer
    consistency: ConsistencyReport
    settings: CheckSettings
    number: int = 0


class Rule(Protocol):
    """One thing that is checked. Rules keep no state; their order does not matter.

    ``name`` stands in findings and settings, ``severity`` is that of its findings, and ``doc``
    says in one sentence what the rule reports.
    """

    name: ClassVar[str]
    severity: ClassVar[Severity]
    doc: ClassVar[str]

    def check(self, context: Context) -> Iterable[Finding]:
        """The findings, in reading order."""
        ...


class PairRule(ABC):
    """A rule that looks at one bead at a time; a run reads each bead once for all of them."""

    name: ClassVar[str]
    severity: ClassVar[Severity]
    doc: ClassVar[str]

    @abstractmethod
    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The findings in one bead, in reading order."""

    def check(self, context: Context) -> Iterable[Finding]:
        """The findings, in reading order."""
        for pair in pairs(context.alignment):
            yield from self.check_pair(pair, context.settings)


def finding_id(rule: str, places: Iterable[Place], *words: str) -> str:
    """The id of a finding: the same for the same rule, places and words in any run.

    >>> finding_id("term-inconsistent", [Place(3, 0, 2)], "云", "cloud")
    '60a97abbce9c'
    """
    parts = [rule, *(f"{p.sentence}:{p.start}-{p.end}" for p in places), *words]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
