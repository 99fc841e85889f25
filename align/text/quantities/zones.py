"""Time zones by the names that reports use, as minutes east of UTC."""

from __future__ import annotations

import re

_ZONES = {
    "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "MSK": 180, "HKT": 480,
    "SGT": 480, "JST": 540, "KST": 540, "AEST": 600, "EST": -300, "EDT": -240, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "北京时间": 480, "香港时间": 480,
    "台北时间": 480, "新加坡时间": 480, "东京时间": 540, "日本时间": 540, "首尔时间": 540,
    "格林尼治": 0, "格林尼治时间": 0, "格林威治时间": 0, "世界协调时间": 0, "beijing time": 480,
    "hong kong time": 480, "莫斯科时间": 180,
}  # fmt: skip
_SHIFT = re.compile(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d{2}))?")


def offset(name: str) -> int | None:
    """Minutes east of UTC, or None where the name does not settle it (ET, CST, 当地时间).

    >>> offset("GMT+8"), offset("北京时间"), offset("ET")
    (480, 480, None)
    """
    shift = _SHIFT.match(name)
    if shift is not None:
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return minutes if shift[1] == "+" else -minutes
    return _ZONES.get(name)
