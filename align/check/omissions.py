"""What one side says and the other does not: sentences alone, and parts of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from align.check.base import PairRule
from align.check.pair import Pair
from align.model import Finding, Severity
from align.settings import CheckSettings


class Unmatched(PairRule):
    """A sentence that has no counterpart at all.

    Hits: a sentence that only one version has. Does not hit: a line of punctuation or a bare
    number.
    """

    name: ClassVar[str] = "no-counterpart"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "A sentence has no counterpart on the other side."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The side that stands alone, as one finding."""
        if pair.zh.text and pair.en.text:
            return
        side = pair.zh if pair.zh.text else pair.en
        if not any(map(str.isalpha, side.text)):
            return
        words = side.text if len(side.text) <= 40 else side.text[:39] + "…"
        if side.lang == "zh":
            yield pair.finding(
                self.name, self.severity, "finding.only_zh", zh=[(0, len(side.text))], words=words
            )
        else:
            yield pair.finding(
                self.name, self.severity, "finding.only_en", en=[(0, len(side.text))], words=words
            )
