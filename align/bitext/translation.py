"""A machine translation of one side as evidence, as in Bleualign (Sennrich & Volk 2010)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from align.errors import UsageError
from align.model import Lang


class Translation:
    """The sentences of one side, translated, to be compared with the other side.

    ``lines`` translate the sentences of side ``source`` one by one; ``others`` are the sentences
    of the other side.

    Raises UsageError if there is not one line a sentence.
    """

    def __init__(
        self, lines: Sequence[str], others: Sequence[str], *, sentences: int, source: Lang
    ) -> None:
        if len(lines) != sentences:
            raise UsageError("bitext.translation_lines", lines=len(lines), sentences=sentences)
        self.lines, self.others, self.source = tuple(lines), tuple(others), source

    @cached_property
    def _metric(self) -> Any:
        from sacrebleu.metrics.chrf import CHRF

        return CHRF()

    def likeness(self, zh_from: int, zh_to: int, en_from: int, en_to: int) -> float:
        """The chrF (Popović 2015) of a run of sentences and the translation of another, 0 to 1."""
        if self.source == "zh":
            mine, theirs = self.lines[zh_from:zh_to], self.others[en_from:en_to]
            between = " "
        else:
            mine, theirs = self.lines[en_from:en_to], self.others[zh_from:zh_to]
            between = ""
        score = self._metric.sentence_score(between.join(mine), [between.join(theirs)])
        return float(score.score) / 100
