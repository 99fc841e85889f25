"""Times that are one whole of a longer unit, which a language names without a number.

12个月 is "a year" and "annually", 7天 "a week", "every 24 hours" 每天. A whole is no number, so
that the readers of quantities find none; it is looked for where an amount has no counterpart.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from align.model import Lang
from align.text.quantities import Quantity

_A: Final = (
    r"(?:an?|one|every|each|per|full|whole|calendar"
    r"|the\s(?:past|last|previous|next|following|coming))"
)
_EN: Final = {
    "minute": rf"\b{_A}[\s-]minute\b",
    "hour": rf"\b{_A}[\s-]hour\b|\bhourly\b",
    "day": rf"\b{_A}[\s-]day\b|\bdaily\b|\bround[\s-]the[\s-]clock\b",
    "week": rf"\b{_A}[\s-]week\b|\bweekly\b",
    "quarter of an hour": r"\bquarter(?:[\s-]of[\s-]an[\s-]|-)hour",
    "fortnight": r"\bfortnight(?:ly)?\b|\bbi-?weekly\b|\bevery\s(?:other|second)\sweek\b",
    "month": rf"\b{_A}[\s-]month\b|\bmonthly\b",
    "quarter": rf"\b(?:{_A}[\s-]|the\s)quarter\b|\bquarterly\b",
    "half": r"\b(?:semi-?|bi)annual|\bhalf[\s-](?:an?\s)?year"
    r"|\btwice\s(?:a|each|every|per)\syear\b",
    "year": rf"\b{_A}[\s-](?:full\s)?year\b|\bannual(?:ly)?\b|\byearly\b|\bper\sannum\b",
    "decade": rf"\b{_A}[\s-]decade\b",
    "century": rf"\b{_A}[\s-]century\b|\bcentury-|\bcentenary\b|\bcentennial\b",
}
_ZH: Final = {
    "minute": "[每一]分钟",
    "hour": "[每一]个?(?:小时|钟头)",
    "day": "[每一全整][天日]|[日天]均|昼夜|全天候",
    "week": "[每一]个?(?:周|星期|礼拜)",
    "quarter of an hour": "刻钟",
    "fortnight": "[两二]个?(?:周|星期|礼拜)|双周|半个?月",
    "month": "[每一整]个?月|月度",
    "quarter": "[每一]个?季|季度",
    "half": "半年",
    "year": "[每一全整]个?年|年度|周年|年均",
    "decade": "十年",
    "century": "百年|世纪",
}
# How many of a shorter unit make one.
_WHOLES: Final = {
    ("second", 60): "minute", ("minute", 60): "hour", ("minute", 15): "quarter of an hour",
    ("hour", 24): "day", ("day", 7): "week",
    ("week", 2): "fortnight", ("day", 14): "fortnight", ("day", 15): "fortnight",
    ("day", 30): "month", ("week", 4): "month", ("day", 90): "quarter", ("month", 3): "quarter",
    ("month", 6): "half", ("month", 12): "year", ("week", 52): "year", ("day", 365): "year",
    ("year", 10): "decade", ("year", 100): "century",
}  # fmt: skip


def said_as_one(quantity: Quantity, there: str, lang: Lang) -> bool:
    """Whether the other side's text, in ``lang``, names as one whole what a quantity counts.

    >>> from align.text.quantities import find
    >>> [months] = find("每12个月轮换", "zh")
    >>> said_as_one(months, "rotated once a year", "en"), said_as_one(months, "in 2 years", "en")
    (True, False)
    """
    value = quantity.value
    if quantity.kind != "measure" or value is None or value.denominator != 1:
        return False
    whole = _WHOLES.get((quantity.unit, value.numerator))
    return whole is not None and _named(whole, lang).search(there) is not None


@cache
def _named(whole: str, lang: Lang) -> re.Pattern[str]:
    """What names one such unit in a language."""
    return re.compile((_ZH if lang == "zh" else _EN)[whole], re.IGNORECASE)
