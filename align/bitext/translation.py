"""A machine translation of one side as evidence, as in Bleualign (Sennrich & Volk 2010)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from align.model import Lang


@cache
def _metric() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()


@dataclass(frozen=True)
class Translation:
    """The sentences of one side, translated, to be compared with the other side.

    ``lines`` translate the sentences of side ``source`` one by one; ``others`` are the sentences
    of the other side.
    """

    lines: tuple[str, ...]
    others: tuple[str, ...]
    source: Lang

    def part(self, rows: slice, columns: slice) -> Translation:
        """The translation for some Chinese (rows) and English sentences (columns)."""
        own, other = (rows, columns) if self.source == "zh" else (columns, rows)
        return Translation(self.lines[own], self.others[other], self.source)

    def likeness(self, zh_from: int, zh_to: int, en_from: int, en_to: int) -> float:
        """The chrF (Popović 2015) of a run of sentences and the translation of another, 0 to 1."""
        if self.source == "zh":
            mine, theirs = self.lines[zh_from:zh_to], self.others[en_from:en_to]
            between = " "
        else:
            mine, theirs = self.lines[en_from:en_to], self.others[zh_from:zh_to]
            between = ""
        score = _metric().sentence_score(between.join(mine), [between.join(theirs)])
        return float(score.score) / 100
