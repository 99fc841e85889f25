"""Days of the week: those beside dates, and those on which something happens again and again.

A weekday that stands alone is compared by :mod:`align.check.relative`. One that stands beside a
date is the weekday of that date, however many there are: 5月3日（周六） is "Saturday, May 3".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from align.check.pair import Pair, Span
from align.text.quantities import Quantity

NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS_ZH: Final = {char: number for number, char in enumerate("一二三四五六日")} | {"天": 6}
# Behind 周一 these show that it is a count of weeks, or another word.
NO_DAY: Final = (
    r"(?![次个年天篇期场部座百千万十两种项位名家款至到间共轮批度条份遍回福边会报刊大小])"
)
_EN: Final = rf"(?P<day>{'|'.join(NAMES)}|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
_BESIDE_ZH: Final = re.compile(r"\s?[（(]?\s?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_BEFORE_EN: Final = re.compile(rf"\b{_EN}(?:,\s|\s\(|,?\sthe\s|\s)\Z")
_BEHIND_EN: Final = re.compile(rf"(?:,?\s?\(|,\s(?:an?\s)?){_EN}(?!['’])")
_REACH = 16
_EACH_ZH: Final = re.compile(
    rf"(?:每逢?|逢)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天]){NO_DAY}(?![、和及或与—–-])"
)
_ANY_ZH: Final = re.compile("周|星期|礼拜")
_ANY_EN: Final = re.compile(rf"\b(?P<day>{'|'.join(NAMES)})s?\b")


def contradictions(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The places of the weekdays of equal dates, and of a day of every week, that differ."""
    if _ANY_ZH.search(pair.simplified) is None:
        return
    for zh, en in pair.matching.pairs:
        if zh.kind == en.kind == "date" and zh.day == en.day:
            own, other = _beside_zh(pair, zh), _beside_en(pair, en)
            if (
                own is not None
                and other is not None
                and _number(own["day"]) != _number(other["day"])
            ):
                yield own.span("day"), other.span("day")
    each = list(_EACH_ZH.finditer(pair.simplified))
    if len(each) != 1 or len(_ANY_ZH.findall(pair.simplified)) != 1:
        return
    days = list(_ANY_EN.finditer(pair.en.text))
    if days and all(_number(day["day"]) != _number(each[0]["day"]) for day in days):
        yield each[0].span(), days[0].span()


def _beside_zh(pair: Pair, date: Quantity) -> re.Match[str] | None:
    """The weekday right behind a date of the Chinese."""
    return _BESIDE_ZH.match(pair.simplified, date.end)


def _beside_en(pair: Pair, date: Quantity) -> re.Match[str] | None:
    """The weekday right before a date of the English, or behind it and not before the next."""
    text = pair.en.text
    before = _BEFORE_EN.search(text, max(0, date.start - _REACH), date.start)
    if before is not None:
        return before
    behind = _BEHIND_EN.match(text, date.end)
    if behind is None:
        return None
    dates = (q.start for q in pair.quantities[1] if q.kind == "date")
    return None if any(0 <= start - behind.end() <= 2 for start in dates) else behind


def _number(day: str) -> int:
    """Which day of the week a name or its beginning is, Monday being 0."""
    if day in NUMBERS_ZH:
        return NUMBERS_ZH[day]
    return next(number for number, name in enumerate(NAMES) if name.startswith(day))
