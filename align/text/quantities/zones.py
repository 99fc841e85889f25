"""Time zones by the names that reports use, as minutes east of UTC."""

from __future__ import annotations

import re

_ZONES = {
    "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "MSK": 180, "HKT": 480,
    "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "EST": -300, "EDT": -240, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "北京时间": 480, "香港时间": 480,
    "台北时间": 480, "新加坡时间": 480, "东京时间": 540, "日本时间": 540, "首尔时间": 540,
    "格林尼治": 0, "格林尼治时间": 0, "格林威治时间": 0, "世界协调时间": 0, "格林尼治标准时间": 0, "beijing time": 480, "hong kong time": 480, "tokyo time": 540,
    "singapore time": 480, "moscow time": 180, "莫斯科时间": 180,
}  # fmt: skip
# What changes its clocks is an hour off in summer, and reports do not say which it is.
_EITHER = {
    ("ET", "eastern time", "new york time", "美东时间", "美国东部时间", "东部时间", "纽约时间"): (-300, -240),
    ("CT", "central time"): (-360, -300),
    ("PT", "pacific time", "美西时间", "美国西部时间", "太平洋时间", "洛杉矶时间"): (-480, -420),
    ("london time", "伦敦时间", "英国时间"): (0, 60),
    ("paris time", "berlin time", "巴黎时间", "柏林时间"): (60, 120),
}  # fmt: skip
_OFFSETS = {name: (minutes,) for name, minutes in _ZONES.items()} | {
    name: minutes for names, minutes in _EITHER.items() for name in names
}
ZH_NAMES = "|".join(sorted((n for n in _OFFSETS if not n.isascii()), key=len, reverse=True))
EN_NAMES = "|".join(sorted((n.lower() for n in _OFFSETS if n.isascii()), key=len, reverse=True))
"""The names of zones in both languages, for a regular expression; the English in small letters."""
_SHIFT = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?")


def offsets(name: str) -> tuple[int, ...]:
    """Minutes east of UTC: two where summer time is open, none where the name says little (CST).

    >>> offsets("GMT+8"), offsets("北京时间"), offsets("ET"), offsets("当地时间")
    ((480,), (480,), (-300, -240), ())
    """
    shift = _SHIFT.match(name)
    if shift is not None:
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return (minutes if shift[1] == "+" else -minutes,)
    return _OFFSETS.get(name, ())
