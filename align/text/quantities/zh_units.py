"""The unit behind a Chinese amount, and what it makes of the amount."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import ONE, Amount
from align.text.quantities.units import LONGEST_ZH_UNIT, ZH_UNITS

_LATIN = re.compile(r"[A-Za-z]")
# 里 and 两 are units right behind a number only, and not in names of places (三里屯); 仙 is a
# Hong Kong cent right behind digits.
_OTHER_WORD = {
    "里": re.compile(
        r"里[程拉约屯桥河亚尔昂奥路店铺庄斯德诺姆弄堂面边头]|(?<=[百千万 月年日天])里"
    ),
    "两": re.compile(r"两[个名位人家次天年月日岁国者地大种类条项点千百万亿本边侧岸]"),
    "仙": re.compile(r"(?<!\d)仙"),
}
_WORD_OR_UNIT = frozenset(_OTHER_WORD)
# 增长两倍 is threefold; 是两倍 and 增长到两倍 are twofold. 增长超过两倍 may be either.
_GROWN = re.compile(
    r"(?:增[长加]|[上攀飙]升|上涨|提[高升]|激增|[暴大猛]涨|[大猛]增|扩大|涨|升)了?(?:近|约|将近|接近|大约)?\Z"
)
_OPEN_END = re.compile("[多余]|或?以上")
_GROWTH = re.compile(r"[增升涨多高长超翻加大快][^至到为是达于，。、；]{0,4}\Z")
_DEGREES = re.compile(r"([摄华])氏(?:零下)?\Z")
# After 成, these make a word of it: 三成立 does not occur, 二成品 does.
_TENTHS_END = frozenset("立为功果员本长就分交绩效语套熟品型份")


def unit_at(text: str, at: int) -> tuple[str, str, int]:
    """The unit at ``at``: kind ("" for none), unit, end."""
    if text.startswith(" ", at):
        kind, unit, end = unit_at(text, at + 1) if not text.startswith("  ", at) else ("", "", at)
        return (kind, unit, end) if kind and text[at + 1] != "人" else ("", "", at)
    for length in range(LONGEST_ZH_UNIT, 0, -1):
        word = text[at : at + length]
        if len(word) == length and word in ZH_UNITS:
            if word[-1].isascii() and word[-1].isalpha() and _LATIN.match(text, at + length):
                continue
            if word in _WORD_OR_UNIT and _OTHER_WORD[word].match(text, at):
                continue
            kind, unit = ZH_UNITS[word]
            return kind, unit, at + length
    return "", "", at


def take_unit(text: str, amount: Amount, kind: str, unit: str) -> None:
    """Make an amount one of the kind and unit that :func:`unit_at` found at its end."""
    value = amount.value
    if kind == "money" and amount.kind == "money" and unit == "CNY":
        return  # HK$100元: the sign knows better
    if value is None:
        amount.kind, amount.unit = "number", ""
    elif kind == "tenths":
        if value > 10 or text[amount.end : amount.end + 1] in _TENTHS_END:
            amount.end -= 1
            return
        amount.kind, amount.unit, amount.value = "percent", unit, value * 10
        amount.step *= 10
    elif kind == "discount":
        tenths = value if value < 10 else value / 10
        amount.kind, amount.unit = "percent", unit
        amount.value, amount.also = 100 - tenths * 10, tenths * 10
    elif kind == "basis":
        amount.kind, amount.unit, amount.value = "points", unit, value / 100
        amount.step /= 100
    elif kind == "permille":
        amount.kind, amount.unit, amount.value = "percent", unit, value / 10
        amount.step /= 10
    elif kind == "multiple":
        amount.kind = "multiple"
        before = max(0, amount.start - 8)
        if _GROWN.search(text, before, amount.start) and not _OPEN_END.match(text, amount.end):
            amount.value, amount.also = value + 1, value
        elif _GROWTH.search(text, before, amount.start):
            amount.also = value + 1
    elif kind == "number":
        if amount.kind != "money":
            amount.kind, amount.unit = "number", ""
        elif text[amount.end - 1] == "分":
            amount.value, amount.step = value / 100, amount.step / 100  # 人民币1.5分
    elif kind == "cents":
        amount.kind, amount.unit = "money", unit
        amount.value, amount.step = value / 100, amount.step / 100
    elif kind == "measure":
        if unit == "°" and (scale := _DEGREES.search(text, max(0, amount.start - 4), amount.start)):
            unit = "°C" if scale[1] == "摄" else "°F"
        amount.kind, amount.unit = "measure", unit
    elif kind == "money":
        amount.kind, amount.unit = "money", unit
    elif kind == "points":
        amount.kind, amount.unit = "points", unit
    else:
        amount.kind, amount.unit, amount.step = "percent", unit, min(amount.step, ONE)


def half_more(text: str, amount: Amount, kind: str) -> None:
    """两年半, 三成半, 两个半小时, 一个半百分点; and 六成四, which is 64%."""
    if amount.value is None:
        return
    more = "一二三四五六七八九".find(text[amount.end : amount.end + 1]) + 1
    if kind == "tenths" and amount.end < len(text) and more:
        if not text.startswith(("成", "个", "分", "十"), amount.end + 1):
            amount.value += more
            amount.step = Fraction(1)
            amount.end += 1
        return
    if not text.startswith("半", amount.end):
        return
    if kind in {"measure", "multiple"} or kind == "tenths":
        half = Fraction(5) if kind == "tenths" else Fraction(1, 2)
        amount.value += half
        amount.also = None if amount.also is None else amount.also + half
        amount.step = half
        amount.end += 1
    elif text.startswith("个", amount.end - 1):
        unit_kind, unit, end = unit_at(text, amount.end + 1)
        if unit_kind == "measure":
            amount.value += Fraction(1, 2)
            amount.kind, amount.unit, amount.end, amount.bare = "measure", unit, end, False
        elif unit_kind == "points":
            amount.value += Fraction(1, 2)
            amount.kind, amount.unit, amount.end, amount.bare = "points", unit, end, False
