"""Chinese ways of writing an amount that the general reader would not see as one.

:func:`plain` puts formal numerals (壹佰万元) and amounts in brackets (（1.2）亿元, a loss) into the
common form, keeping the length; :func:`extend` takes what a unit leaves to its end (三十二元五角,
一米八, 11秒32); :func:`pair_of` reads two numerals that make a range (五六百), and :func:`half` what
begins with a half (半个百分点).
"""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import Amount
from align.text.quantities.model import Approximation
from align.text.quantities.numerals import ZH_DIGITS, chinese
from align.text.quantities.zh_units import unit_at

HALF = (
    "半(?=数|年|厘|打|个?多?(?:小时|钟头|月|百分点|世纪|吨|公[斤里升顷]|千[克米]|[平立]方|[英海]里|升|分钟|秒|米|亩|磅))"
    "|(?<=减)半"
)
"""Where a half may begin that counts, for a regular expression: not that of 半天 or 半导体."""

_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
_FORMAL = _FORMAL_DIGITS + "拾佰仟"
_FORMAL_CHAR = re.compile(f"[{_FORMAL}]")
_PLAIN = str.maketrans(_FORMAL, "一二三四五六七八九十百千")
# 陆 is also land and a surname: only a sum of money in full is read.
_SUM = re.compile(rf"(?<![{_FORMAL}零万亿])[{_FORMAL}零万亿]++(?=[元圆])")
_LOSS = re.compile(
    r"\((\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|(?<=[币为是额率]\()\d+)\)"
    r"(?=\s?(?:[十百千]?[万亿]+|[百千])?(?:[美港欧日加澳]?元|%))"
)
_DIGIT = rf"[\d{''.join(c for c in ZH_DIGITS if c not in _FORMAL_DIGITS)}]"
_JIAO = re.compile(rf"({_DIGIT})角(?:({_DIGIT})分)?")
_CENTS = re.compile(rf"({_DIGIT}{{1,2}})分")
# 一米八, 1米75, 九秒九八; not 一米八个.
_DECIMALS = re.compile(
    r"(\d{1,2}|[零〇一二三四五六七八九]{1,2})(?![\d.零〇一二三四五六七八九十百千万亿点个几多来])(?!分之)"
)
# Not 一二: 一二十 is a dozen or so.
_TWO = re.compile(
    r"(?<![〇零一二三四五六七八九十百千万亿第年月])"
    r"(?P<tens>[二三四五六七八九]?十)?(?P<low>[二两三四五六七八])(?P<high>[二三四五六七八九])"
    r"(?P<scale>[十百千]?[万亿]{0,2})(?![〇零一二三四五六七八九十百千万亿点时月日号年])"
)
_HIGHEST_METRES = 3


def plain(text: str) -> str:
    """A text, of the same length, with formal sums and sums in brackets in the common form.

    >>> plain("人民币叁佰万元整"), plain("净额为人民币(1.2)亿元")
    ('人民币三百万元整', '净额为人民币-1.2 亿元')
    """
    if _FORMAL_CHAR.search(text):
        text = _SUM.sub(_common, text)
    return _LOSS.sub(r"-\1 ", text) if "(" in text else text


def _common(match: re.Match[str]) -> str:
    return match[0].translate(_PLAIN) if any(c in _FORMAL_DIGITS for c in match[0]) else match[0]


def extend(text: str, amount: Amount) -> None:
    """Take what follows an amount and belongs to its last unit."""
    value = amount.value
    if value is None or value.denominator != 1:
        return
    if amount.kind == "money" and text[amount.end - 1] in "元圆":
        more = _JIAO.match(text, amount.end)
        part = Fraction(_digit(more[1]) * 10 + _digit(more[2] or "0"), 100) if more else None
        if more is None and (more := _CENTS.match(text, amount.end)):
            cents = int(more[1]) if more[1].isdigit() else chinese(more[1]) or 0
            part = Fraction(cents, 100)
        if more is not None and part is not None:
            amount.value, amount.step, amount.end = value + part, Fraction(1, 100), more.end()
        return
    metres = amount.unit == "m" and value <= _HIGHEST_METRES and text[amount.end - 1] == "米"
    seconds = amount.unit == "second" and text[amount.end - 1] == "秒"
    interest = amount.kind == "percent" and text[amount.end - 1] == "厘"  # 三厘七五
    if not interest and (amount.kind != "measure" or not (metres or seconds)):
        return
    digits = _DECIMALS.match(text, amount.end)
    if digits is not None and (not seconds or len(digits[1]) == 2):
        number = int("".join(str(_digit(char)) for char in digits[1]))
        step = Fraction(1, 10 ** len(digits[1]))
        amount.value, amount.step, amount.end = value + number * step, step, digits.end()


def pair_of(text: str, at: int) -> tuple[Fraction, Fraction, int] | None:
    """The two numbers of 五六百 or 二十七八 at ``at``, and where they end.

    >>> pair_of("有五六百人", 1)
    (Fraction(500, 1), Fraction(600, 1), 4)
    """
    two = _TWO.match(text, at)
    if two is None:
        return None
    low, high = _digit(two["low"]), _digit(two["high"])
    if high != low + 1 or (two["tens"] and two["scale"]):
        return None
    scale = chinese("一" + two["scale"]) if two["scale"] else Fraction(1)
    more = chinese(two["tens"]) if two["tens"] else Fraction(0)
    if scale is None or more is None:
        return None
    return more + low * scale, more + high * scale, two.end()


# What half of something is in whole units.
_HALVED: dict[str, tuple[Fraction, str]] = {
    "year": (Fraction(6), "month"),
    "century": (Fraction(50), "year"),
    "hour": (Fraction(30), "minute"),
}


def half(text: str, at: int) -> Amount | None:
    """What the 半 at ``at`` begins, or the word at ``at`` that halves: 半年, 半个百分点, 减半, 腰斩.

    >>> amount = half("加息半个百分点", 2)
    >>> amount and (amount.kind, str(amount.value), amount.unit, amount.end)
    ('points', '1/2', '%', 7)
    """
    value = Fraction(1, 2)
    if text.startswith(("减半", "腰斩"), at - (text[at] == "半")):
        start = at - (text[at] == "半")
        return Amount(start, start + 2, "fraction", value, weight="soft")
    if text.startswith("半数", at):
        return Amount(at, at + 2, "fraction", value, weight="soft")
    if text.startswith("半打", at):
        return Amount(at, at + 2, "number", Fraction(6), weight="soft")
    if text.startswith("半厘", at):
        # Of an interest rate, in Hong Kong.
        return Amount(at, at + 2, "points", value, "%", weight="soft")
    # 半个小时 and 半小时: the 个 belongs to some units.
    skipped = at + 1 + text.startswith("个", at + 1)
    more = text.startswith("多", skipped)
    kind, unit, end = max(
        unit_at(text, at + 1), unit_at(text, skipped + more), key=lambda found: found[2]
    )
    if kind == "points":
        return Amount(at, end, "points", value, "%", weight="soft")
    if kind != "measure":
        return None
    value, unit = _HALVED.get(unit, (value, unit))
    over: Approximation = "over" if more else ""
    return Amount(at, end, "measure", value, unit, approximate=over, weight="soft")


def _digit(char: str) -> int:
    return int(char) if char.isdigit() and char.isascii() else ZH_DIGITS.get(char, 0)
