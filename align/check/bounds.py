"""Bounds: an amount that the one side goes beyond and the other stays below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Final

from align.check.base import PairRule
from align.check.pair import Pair
from align.model import Finding, Severity
from align.settings import CheckSettings

# What turns the words of a bound round: 不超过, "no more than", "did not exceed".
_TURNED_ZH: Final = re.compile(r"[不没未非无难][^，。；、]{0,7}\Z")
_UNDER_ZH: Final = re.compile(r"(?:不到|不足|未达|未及|未達)了?\s?\Z")
_TURNED_EN: Final = re.compile(r"(?:\b(?:no|not|never|nor|without)\b|n't)[^,;.]{0,30}\Z", re.I)
_OPPOSITE: Final = frozenset({"over", "under"})


class Bounds(PairRule):
    """An amount that is "more than" on the one side and "fewer than" on the other.

    Hits: 逾100家 against "fewer than 100". Does not hit: 逾100家 against "more than 100", "about
    100" or "100"; 不超过100家 against "fewer than 100".
    """

    name: ClassVar[str] = "bound"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "More than an amount on one side, less than it on the other."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The amounts of a pair whose bounds contradict each other, in reading order."""
        for zh, en in pair.matching.pairs:
            if {zh.approximate, en.approximate} != _OPPOSITE or zh.value != en.value:
                continue
            before_zh = _UNDER_ZH.sub("", pair.zh.text[: zh.start])
            before_en = pair.en.text[: en.start]
            if _TURNED_ZH.search(before_zh) or _TURNED_EN.search(before_en):
                continue
            yield pair.finding(
                self.name,
                self.severity,
                f"finding.bound_{zh.approximate}",
                zh=[(zh.start, zh.end)],
                en=[(en.start, en.end)],
                zh_words=pair.zh.text[zh.start : zh.end],
                en_words=en.text,
            )
