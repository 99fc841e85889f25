"""What a rule is, and what it sees."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from align.check.pair import Pair, pairs
from align.model import Alignment, Finding, Glossary, Lang, Place, Severity
from align.settings import CheckSettings
from align.terms.renderings import Renderer

if TYPE_CHECKING:
    from align.check.consistency import Use

#: What a rule keeps of a stretch of a document.
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Context:
    """All that a rule may look at: one aligned pair of documents and what is known of its terms.

    ``known`` is a renderer that holds the alignment as its ``number``, or None; ``counted`` are
    the occurrences of the glossary's terms, as :func:`align.check.consistency.uses` gives them.
    """

    alignment: Alignment
    glossary: Glossary
    settings: CheckSettings
    known: Renderer | None = None
    number: int = 0
    counted: Mapping[tuple[str, Lang], Sequence[Use]] = field(default_factory=dict)

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer; built when it is asked for, since it reads every word of the bitext."""
        return Renderer([self.alignment], self.glossary) if self.known is None else self.known


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


class GatheredRule(ABC, Generic[Kept]):
    """A rule that keeps something of each pair and judges when it has seen all of them.

    Stretches of a long document are gathered apart from each other, in several processes.
    """

    name: ClassVar[str]
    severity: ClassVar[Severity]
    doc: ClassVar[str]

    @abstractmethod
    def gather(self, stretch: Iterable[Pair]) -> Kept:
        """What is kept of a stretch of pairs; it goes from process to process."""

    @abstractmethod
    def add(self, kept: Kept, later: Kept) -> None:
        """Take up in ``kept`` what was kept of the stretch that follows; that one is given up."""

    @abstractmethod
    def conclude(self, context: Context, kept: Kept) -> Iterable[Finding]:
        """The findings, in reading order, from what was kept of all stretches."""

    def check(self, context: Context) -> Iterable[Finding]:
        """The findings, in reading order."""
        return self.conclude(context, self.gather(pairs(context.alignment)))


def finding_id(rule: str, places: Iterable[Place], *words: str) -> str:
    """The id of a finding: the same for the same rule, places and words in any run.

    >>> finding_id("term-inconsistent", [Place(3, 0, 2)], "云", "cloud")
    '60a97abbce9c'
    """
    parts = [rule, *(f"{p.sentence}:{p.start}-{p.end}" for p in places), *words]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
