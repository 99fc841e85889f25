"""Bounds: an amount that the one side goes beyond and the other stays below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar, Final, Literal

from align.check.base import PairRule
from align.check.pair import Pair
from align.model import Finding, Severity
from align.settings import CheckSettings
from align.text.quantities import Quantity

Side = Literal["", "over", "under"]

# How many characters before an amount its bound may stand in.
_REACH = 26
# 最少需要8GB, 至少须有三名: what may stand between a bound and its amount.
_VERB_ZH = (
    r"(?:应当?|须|必须|需要?|要|得|可)?"
    r"(?:[有为了达在是]|可达|达到|拥有|配备|持有|具有|具备|包含|包括|提供|提前|支付|缴纳|保留|保存)?"
)
_MONEY_ZH = r"(?:人民币|港币|新台币|美金|每[一-鿿]{1,3})?\s?\Z"
# What is not more than an amount stays below it, and what is not below it goes beyond.
_BEFORE_ZH: Final = re.compile(
    r"(?:(?P<under>[不未没]有?(?:超过|超出|超|多于|高于|大于)|至多|最多|低于|少于|小于|不足|不到|未达|未及"
    r"|(?<![最附邻靠新远亲相就临])近|将近|接近|逼近|[跌降]破|失守"
    r"|最高(?:可?[获达得享为处罚领]|不超过)?)"
    r"|(?P<over>[不未没](?:低于|少于|小于|足于)|不下于?|至少|最少|起码|超过|超出|多于|高于|大于|突破|升破|涨破|冲破"
    r"|逾|超))" + _VERB_ZH + _MONEY_ZH
)
_AFTER_ZH: Final = re.compile(r"\s?(?:(?P<over>或?以上)|(?P<under>或?以下|以内))")
_MORE_ZH: Final = re.compile("[多余餘]")
_NEAR_ZH: Final = re.compile(r"近(?:[有为了达在是要需]|可达|达到)?\s?\Z")
_BEFORE_EN: Final = re.compile(
    r"\b(?:(?P<under>(?:no|not)\s(?:more|higher|larger|greater|longer)\sthan|at(?:\sthe)?\s(?:very\s)?most"
    r"|not?\s(?:to\s)?exceed(?:ing)?|up\sto|a\smaximum\sof|less\sthan|fewer\sthan|lower\sthan|below"
    r"|under|nearly|almost|close\sto|just\sshort\sof)"
    r"|(?P<over>(?:no|not)\s(?:less|fewer|lower|smaller)\sthan|at(?:\sthe)?\s(?:very\s)?least"
    r"|a\sminimum\sof|more\sthan|greater\sthan|higher\sthan|over|above|exceed(?:s|ed|ing)?"
    r"|upwards\sof|surpass(?:es|ed|ing)?|topped))\s(?:an?\s)?\Z",
    re.IGNORECASE,
)
_AFTER_EN: Final = re.compile(
    r"\s?(?:(?P<over>or\s(?:more|above|over|higher)\b|and\sabove\b)"
    r"|(?P<under>or\s(?:less|fewer|below|lower|under)\b))",
    re.IGNORECASE,
)
# What turns the words of a bound round: 不会超过, "did not exceed".
_TURNED_ZH: Final = re.compile(r"[不没未非无难否免别勿][^，。；、]{0,7}\Z")
_TURNED_EN: Final = re.compile(
    r"(?:\b(?:no|not|never|nor|without|cannot|neither|fail(?:s|ed)?|unless|avoid(?:s|ed)?)\b|n't)"
    r"[^,;.]{0,30}\Z",
    re.IGNORECASE,
)
_TIMES: Final = frozenset({"year", "month", "week", "day", "hour", "minute", "decade", "quarter"})


class Bounds(PairRule):
    """An amount that is "more than" on the one side and "fewer than" on the other.

    Hits: 逾100家 against "fewer than 100"; 至少12人 against "at most 12"; 近300亿元 against "more
    than 30 billion yuan". Does not hit: 逾100家 against "more than 100", "about 100" or "100";
    不超过100家 against "fewer than 100".
    """

    name: ClassVar[str] = "bound"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "More than an amount on one side, less than it on the other."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The amounts of a pair whose bounds contradict each other, in reading order."""
        for zh, en in pair.matching.pairs:
            if zh.value is None or zh.value != en.value or zh.kind in {"time", "half", "quarter"}:
                continue
            bound = _side_zh(pair.simplified, zh)
            if not bound or {bound, _side_en(pair.en.text, en)} != {"over", "under"}:
                continue
            yield pair.finding(
                self.name,
                self.severity,
                f"finding.bound_{bound}",
                zh=[(zh.start, zh.end)],
                en=[(en.start, en.end)],
                zh_words=pair.zh.text[zh.start : zh.end],
                en_words=en.text,
            )


def _side_zh(text: str, quantity: Quantity) -> Side:
    """Which side of an amount the Chinese means; "" where it says none, or too much."""
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    found = _BEFORE_ZH.search(before)
    after = _AFTER_ZH.match(text, quantity.end)
    if found is None and after is None and _MORE_ZH.search(quantity.text):
        return "over"  # 100多家
    if found is None or after is not None:
        # 不低于…以上 says it twice.
        return _side(after) if found is None or _side(found) == _side(after) else ""
    if _NEAR_ZH.search(before) and quantity.unit in _TIMES:
        return ""  # 近三年 are the last three
    return "" if _TURNED_ZH.search(before[: found.start()]) else _side(found)


def _side_en(text: str, quantity: Quantity) -> Side:
    """Which side of an amount the English means; "" where it says none, or too much."""
    before = text[max(0, quantity.start - 2 * _REACH) : quantity.start]
    found = _BEFORE_EN.search(before)
    after = _AFTER_EN.match(text, quantity.end)
    if found is None or after is not None:
        return _side(after) if found is None or _side(found) == _side(after) else ""
    if found["over"] and found["over"].lower() == "over" and quantity.unit in _TIMES:
        return ""  # over five years: in the course of them
    return "" if _TURNED_EN.search(before[: found.start()]) else _side(found)


def _side(match: re.Match[str] | None) -> Side:
    if match is None:
        return ""
    return "over" if match.lastgroup == "over" else "under"
