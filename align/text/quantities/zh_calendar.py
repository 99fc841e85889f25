"""Dates, parts of a year and times of day in Chinese."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import Amount
from align.text.quantities.model import Kind, Weight
from align.text.quantities.numerals import ZH_DIGITS, chinese
from align.text.quantities.zones import ZH_NAMES, offsets

# Text from scans may be spaced: 2 0 1 5 年.
_Y = r"(?P<y>[12]\d{3}|[12]\s\d\s\d\s\d|[一二][〇零一二三四五六七八九]{3})"
# Any two digits will do: 18月 is a wrong month, but a month.
_M = r"(?P<m>\d{1,2}|(?<![图表\d.])1\s[0-2](?=\s月)|十[一二]?|[一二三四五六七八九])"
_D = r"(?P<d>\d{1,2}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_JOIN = r"(?:至|到|-|–|—|~|及|和|与|、)"

_DATE = re.compile(
    rf"(?:{_Y}\s?年\s?|(?<!\d)(?P<y2>[0-4]\d)年(?=\d)|(?<!\d)(?P<roc>1\d\d)年(?=\d))?{_M}\s?月\s?(?:份\s?)?"
    rf"(?:{_D}\s?(?:[日号]|(?=\s?{_JOIN}\s?\d{{1,2}}\s?[日号])))?"
)
_ISO = re.compile(rf"{_Y}([-/.])(?P<m>1[0-2]|0?[1-9])\2(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])")
_FISCAL = re.compile(
    rf"{_Y}\s?(?:[/-]|–|至)\s?(?P<to>\d{{2}}|[〇零一二三四五六七八九]{{2}})"
    r"(?!\d|[-/.]\d|\s?月)(?:\s?年度?)?(?!\s?[%万亿元人个])"
)
_YEAR = re.compile(rf"{_Y}\s?年(?!代)(?:度|底|初|中|末)?")
_DECADE = re.compile(
    r"(?:(?P<c>上|本|[12]?\d|二?十[一二三四五六七八九]?)\s?个?世纪\s?)?"
    r"(?P<n>[12]\d\d0|[1-9]0|[一二三四五六七八九]十)\s?年代"
)
_TURN = re.compile(r"(?P<c>[本上])个?世纪之?(?P<end>[初末])")
_CENTURY = re.compile(r"(?P<c>[12]?\d|二?十[一二三四五六七八九]?)\s?世纪")
_QUARTER = re.compile(r"(?P<q>[1-4]|[一二三四])\s?个?季(?P<long>度|报)?(?!节)|(?P<end>[首末])季")
_HALF = re.compile(r"(?P<h>[上下])半(?:(?P<year>(?:财政|财|会计)?年度?)|月|场|叶)")
_TWO_MONTHS = re.compile("([一二三四五六七八])([二三四五六七八九])月(?:份|间)?")
# 90后: those born in the 1990s
_BORN = re.compile(r"(?<!\d)(?P<n>[5-9]0|00)后(?![面来续勤方])")
_DAY = re.compile(rf"{_D}\s?日(?![元均内间后圆])")
_DAYPART = (
    r"(?P<part>上午|早上|早晨|清晨|凌晨|下午|午后|傍晚|晚上|晚间|夜间|夜里|中午|正午|午间|深夜"
    r"|半夜|午夜|当晚|晚|早)"
)
_N = r"(?:[0-2]?\d|二?十[一二三四五六七八九]?|[一二三四五六七八九零两])"
_N60 = r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_TIME = re.compile(
    rf"(?P<h>{_N})\s?(?:时|(?P<dot>点)钟?)"
    rf"(?:\s?(?P<m>{_N60})\s?分(?!之)|(?P<half>半)|(?P<sharp>整)|(?P<part>[一三])刻)?"
)
_MILITARY = re.compile(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?=\s?(?:GMT|UTC))")
_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])")
_PART_BEFORE = re.compile(_DAYPART + r"\s?(?:大?约)?\s?\Z")
# In 23时（格林尼治时间15时） the zone is that of the time behind it.
_ZONE_AFTER = re.compile(
    rf"\s?[(]?\s?([A-Z]{{2,4}}(?:[+-]\d{{1,2}})?|(?:{ZH_NAMES})(?=\s?(?:[)]|\Z|[,，。;；])))"
)
_ZONE_BEFORE = re.compile(
    rf"({ZH_NAMES}|GMT|UTC)"
    r"(?:[^，。,;；()时点\d]{0,14}|\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?"
    rf"(?:\((?:周|星期).\))?\s?{_DAYPART}?\s?)\Z"
)
_LATER = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "夜间", "夜里", "当晚", "晚", "深夜"})
_NIGHT = frozenset({"晚上", "夜间", "夜里", "深夜", "半夜", "午夜", "当晚", "晚"})
_NOON = frozenset({"中午", "正午", "午间"})
_TO = re.compile(r"\s?(?:到|至|-|–|—|~)\s?\Z")
_ROC = re.compile(
    r"(?P<y>\d{1,3}|[一二三四五六七八九十百零〇]{1,6})\s?年(?:度|底|初|中|末)?"
    rf"(?:\s?{_M}\s?月\s?(?:{_D}\s?[日号])?)?"
)
# 首3季 and 前三季度 count quarters; 第3季 and 三季度 name one.
_MARK = re.compile("[年月日世季时点后:/.GU-]")
_COUNTED = frozenset("首前头后近续去来共个每")


def read(text: str, at: int, floor: int, found: list[Amount]) -> int:
    """Put the date, part of a year or time that stands at ``at`` into ``found``.

    Returns its end, or 0 where there is none. ``floor`` is where the quantity before ended:
    nothing before it belongs to this one.
    """
    first = text[at]
    if first in "本上" and (turn := _TURN.match(text, at)):
        # 本世纪初 is "the early 2000s" to some, "early this century" to others.
        value = Fraction((2000 if turn["c"] == "本" else 1900) + 90 * (turn["end"] == "末"))
        amount: Amount | None = Amount(at, turn.end(), "decade", value, weight="soft")
    elif first in "上下":
        half = _HALF.match(text, at)
        # 上半场 is of a match.
        amount = half and Amount(
            at, half.end(), "half", Fraction(1 if half["h"] == "上" else 2),
            weight="firm" if half["year"] else "soft",
        )  # fmt: skip
    elif first in "首末":
        quarter = _QUARTER.match(text, at)
        value = Fraction(1 if first == "首" else 4)
        amount = quarter and Amount(at, quarter.end(), "quarter", value, weight="soft")
    elif (months := _TWO_MONTHS.match(text, at)) and _int(months[2]) == (_int(months[1]) or 0) + 1:
        found.append(Amount(at, at + 1, "month", None, month=_int(months[1]), weight="soft"))
        amount = Amount(at + 1, months.end(), "month", None, month=_int(months[2]), weight="soft")
    else:
        # One look ahead spares most amounts the patterns.
        if not _MARK.search(text, at, at + 14):
            return 0
        fiscal = _FISCAL.match(text, at)
        if fiscal is not None and _two_digits(fiscal["to"]) > (_int(fiscal["y"]) or 0) % 100:
            return _fiscal(at, fiscal, found)
        last = found[-1] if found else None
        amount = _date(text, at) or _season(text, at, floor) or _time(text, at, floor, last)
    if amount is None:
        return 0
    found.append(amount)
    return amount.end


def _fiscal(at: int, match: re.Match[str], found: list[Amount]) -> int:
    """2020/21年度, 1950-53年: two years."""
    first = _int(match["y"]) or 0
    last = first // 100 * 100 + _two_digits(match["to"])
    found.append(Amount(at, match.end("y"), "year", None, year=first))
    found.append(Amount(match.start("to"), match.end(), "year", None, year=last, weight="soft"))
    return match.end()


def _two_digits(text: str) -> int:
    """25 and 二五, which as a numeral would be two to five."""
    return int("".join(char if char.isascii() else str(ZH_DIGITS[char]) for char in text))


def _date(text: str, at: int) -> Amount | None:
    if text.startswith(("民国", "民國"), at - 2) and at > 1:
        republic = _ROC.match(text, at)
        if republic is not None:
            return _of_republic(at, republic)
    date = _DATE.match(text, at)
    if date is not None:
        kind: Kind = "date" if date["d"] else "month"
        days = _int(date["d"])
        year = 2000 + int(date["y2"]) if date["y2"] else _int(date["y"])  # 24年7月
        if date["roc"]:
            year = 1911 + int(date["roc"])  # 114年1月 of the Republic
        # In the lunar calendar it is another day than the English says.
        weight: Weight = "free" if text.startswith("农历", at - 2) and at > 1 else "firm"
        month = _int(date["m"])
        return Amount(
            at, date.end(), kind, None, "", weight=weight, year=year, month=month, day=days
        )
    date = _ISO.match(text, at)
    if date is not None:
        days = _int(date["d"])
        return Amount(
            at, date.end(), "date", None, year=_int(date["y"]), month=_int(date["m"]), day=days
        )
    decade = _DECADE.match(text, at)
    if decade is not None:
        return _decade(at, decade)
    born = _BORN.match(text, at)
    if born is not None:
        value = Fraction(1900 + int(born["n"]) if born["n"] != "00" else 2000)
        return Amount(at, born.end(), "decade", value, weight="soft")
    named = _YEAR.match(text, at)
    if named is not None:
        return Amount(at, named.end(), "year", None, year=_int(named["y"]))
    day = _DAY.match(text, at)
    if day is not None and not text[at - 1 : at].isdigit():
        return Amount(at, day.end(), "date", None, day=_int(day["d"]))
    return None


def _of_republic(at: int, match: re.Match[str]) -> Amount:
    """民國113年 is 2024."""
    kind: Kind = "date" if match["d"] else "month" if match["m"] else "year"
    year, month, day = 1911 + (_int(match["y"]) or 0), _int(match["m"]), _int(match["d"])
    return Amount(at, match.end(), kind, None, year=year, month=month, day=day)


def _decade(at: int, match: re.Match[str]) -> Amount:
    number = _int(match["n"]) or 0
    century = match["c"]
    if number < 100:
        counted = {None: 20, "上": 20, "本": 21}.get(century) or _int(century) or 20
        number += 100 * (counted - 1)
    return Amount(at, match.end(), "decade", Fraction(number))


def _season(text: str, at: int, floor: int) -> Amount | None:
    century = _CENTURY.match(text, at)
    if century is not None:
        return Amount(at, century.end(), "century", Fraction(_int(century["c"]) or 0))
    quarter = _QUARTER.match(text, at)
    if quarter is None:
        return None
    before = text[at - 1 : at] if at > floor else ""
    if before in _COUNTED or before.isdigit() or "个" in quarter[0]:
        return None
    if before and before in "上下" and quarter["q"] == "一":
        return None  # 上一季度 is the one before
    numeral = not quarter["q"].isdigit()
    if numeral and before != "第" and not quarter["long"]:
        return None  # 四季
    start = at - 1 if before == "第" else at
    # A 三季报 may be called one of three quarters.
    weight: Weight = "soft" if quarter["long"] == "报" else "firm"
    value = Fraction(_int(quarter["q"]) or 0)
    return Amount(start, quarter.end(), "quarter", value, weight=weight)


def _time(text: str, at: int, floor: int, last: Amount | None) -> Amount | None:
    """A time of day; ``last`` is the amount before, whose half of the day a range goes on in."""
    time = _CLOCK.match(text, at) or _MILITARY.match(text, at)
    part = _PART_BEFORE.search(text, max(floor, at - 6), at)
    before = None
    if last is not None and last.kind == "time" and _TO.fullmatch(text, last.end, at):
        before = last
    if time is None:
        time = _TIME.match(text, at)
        if time is None:
            return None
        exact = time["m"] or time["sharp"] or time["part"] or "钟" in time[0]
        if time["dot"] and not (part or exact or before):
            return None
        quarters = {"一": 15, "三": 45}.get(time["part"] or "", 0)
        minutes = 30 if time["half"] else quarters or _int(time["m"]) or 0
    else:
        minutes = int(time["m"])
    hours = _int(time["h"]) or 0
    if hours > 24:
        return None
    hours, settled = _hours(hours, part["part"] if part else "", before)
    zone = _ZONE_AFTER.match(text, time.end())
    if zone is None or not offsets(zone[1]):
        zone = _ZONE_BEFORE.search(text, max(0, at - 34), at)
    shifts = offsets(zone[1]) if zone else ()
    end = time.end()
    if zone is not None and zone.start() == end and shifts:
        end = zone.end()
    value, unit = Fraction(hours * 60 + minutes), "/".join(map(str, shifts))
    amount = Amount(at, end, "time", value, unit, settled=settled)
    if seconds := time.groupdict().get("s"):
        amount.also = Fraction(hours * 3600 + minutes * 60 + int(seconds))
    return amount


def _hours(hours: int, part: str, before: Amount | None) -> tuple[int, bool]:
    """The hour of the day, and whether it is sure: 下午3点 is 15, 晚上12点 is midnight."""
    if hours > 12 or hours == 0:
        return hours % 24, True
    if not part:
        if before is None or before.value is None or hours == 12:
            return hours, False
        # 下午三点到五点: the second has the half of the day of the first.
        later = hours + 12 if before.value >= 12 * 60 else hours
        return later, before.settled and later * 60 > before.value
    if part in _NOON:
        return (hours + 12, True) if hours < 4 else (hours, hours > 10)
    if hours == 12:
        if part in _NIGHT or part == "凌晨":
            return 0, True
        return 12, part in {"下午", "午后"}
    if part in _NIGHT:
        return (hours + 12, True) if hours > 4 else (hours, False)
    return (hours + 12, True) if part in _LATER else (hours, part != "早")


def _int(text: str | None) -> int | None:
    if not text:
        return None
    if " " in text:
        text = text.replace(" ", "")
    if text.isdigit() and text.isascii():
        return int(text)
    value = chinese(text)
    return None if value is None else int(value)
