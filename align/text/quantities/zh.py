"""Quantities in Chinese.

Digits always count. A Chinese numeral counts only where its surroundings show that it counts
something: a measure word, a unit or a currency follows, or 第 or 百分之 stands before it; 一带一路,
三番五次, 万一 and 统一 have none, and the few that do (十分, 五台山, 三天两头) are listed. Traditional
characters and full-width digits are read through a table that keeps lengths.
"""

from __future__ import annotations

import re
from collections import deque
from fractions import Fraction
from typing import Literal

from align.text.quantities import zh_calendar, zh_forms, zh_idioms
from align.text.quantities.amounts import ONE, Amount, addresses, finish, share, years_before
from align.text.quantities.durations import joined
from align.text.quantities.model import Approximation, Kind, Quantity, Weight
from align.text.quantities.numerals import (
    LONGEST,
    ZH_SCALES,
    chinese,
    decimal,
    trailing_step,
)
from align.text.quantities.periods import Words, mark
from align.text.quantities.units import SIGNS, ZH_UNITS
from align.text.quantities.zh_units import half_more, take_unit, unit_at

_NORMAL = str.maketrans(
    "０１２３４５６７８９％．，：－～＄／（）￥−µ"
    "萬億兩點個幾餘約號時鐘週圓塊幣歐鎊噸畝頃層間項種條組對隊級屆筆張輛樓數釐倆雙國縣區鎮過達將貳參陸紀階"
    "場單戶裡內財會計貨報開後從來連續長漲擴減離標準錄門黨處歲載滙盧韓紐寶臺灣頁節檔題機構員隻顆則類總檢",
    "0123456789%.,:-~$/()¥-μ"
    "万亿两点个几余约号时钟周圆块币欧镑吨亩顷层间项种条组对队级届笔张辆楼数厘俩双国县区镇过达将贰叁陆纪阶"
    "场单户里内财会计货报开后从来连续长涨扩减离标准录门党处岁载汇卢韩纽宝台湾页节档题机构员只颗则类总检",
)
_NUMERAL = "〇零一二三四五六七八九十百千万亿两"
_START = re.compile(
    rf"""
    一半
    | (?!零下|零\d)[0-9{_NUMERAL}]
    | [几数][十百千万亿]
    | 数以[十百千万亿]+计
    | {zh_forms.HALF}
    | 腰斩
    | [上下]半(?:财政|财|会计)?[年月场叶]
    | [本上]个?世纪之?[初末]
    | 翻了?[一二两三四1-4]?[番倍]
    | [首末]季
    """,
    re.VERBOSE,
)
# 五十两 of silver; not 三两, which are few, nor 一千两百.
_TAELS = re.compile(r"(?<=[一二四五六七八九十百千万])两\Z")
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_NUMERALS = re.compile(rf"[{_NUMERAL}]+(?:点[〇零一二三四五六七八九]+)?")
# 兆 is a million million in Taiwan, of money only: 100兆 is a hundred megabytes.
_SCALE = re.compile(
    r"\s?([多余来]?)\s?((?:[十百千]?万亿|[十百千]?[万亿]亿?|[百千](?!分|瓦|克|米|家姓)"
    r"|兆(?=[多余]?\s?(?:[美日欧韩港澳加]?[元圆]|[\d一二三四五六七八九][\d,.十百千]*亿|新台|台币|日币|美金|人民币|英镑))))"
)
_REST = re.compile(r"(?:\d,\d{3}|\d{4})(?![\d.,年月日%])")
_LABEL = re.compile(r"\d+(?:\.\d+){2,}")
_LABELS = ("图", "表", "附录", "附件", "专题", "附注", "注")
_OVER = re.compile(r"[多余来](?![边样元种党级])")
_FRACTION = re.compile(rf"又?分之(?=[\d{_NUMERAL}])")
_A_POINT = re.compile("个?百分[点點]")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/月])")
# 十三五规划: the thirteenth five-year plan.
_PLAN = re.compile(r"(十[一二三四五六])五(?=[”」』规时期])")
_PARTS = re.compile(r"([百千万])分之")
_BEFORE = re.compile(
    r"(?:(?P<about>大约|大概|约为|约有|约|接近|将近|近|差不多|可能有)"
    r"|(?P<over>超过|超出|多于|高于|大于|逾|超|突破)"
    r"|(?P<under>不到|不足|低于|少于|小于|未达|未及))"
    r"\s?(?:了|人民币|港币)?\s?\Z"
)
_AFTER = re.compile(
    r"(?P<about>左右|上下|不等|附近|许)|(?P<over>或?以上|有余|余)|(?P<under>或?以下|以内)"
)
_DISCOUNT = re.compile("([一二三四五六七八九])([一二三四五六七八九])折(?![断叠腾射合算扣])")
# What ten shares get, which English says of one.
_PER_TEN = re.compile(r"每(?:10|十)股[^，。；,;]*\Z")
_ABOVE = re.compile(r"(?:逾|超过?|过|破|近|上)\Z")
_DOUBLED = re.compile(r"翻了?([一二两三四1-4]?)([番倍])")
_VAGUE = re.compile(
    rf"数以[十百千万亿]+计|[几数好]*[十百千万亿]+[余多来]?[十百千万亿]*|[几数][十百千万亿{_NUMERAL}]*"
)
_SIGN = re.compile(
    r"(?<![A-Za-z])(" + "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)) + r")\s?\Z"
)
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_LATIN = re.compile(r"[A-Za-z]")
# A sign, and no hyphen between two numbers or words.
_NEGATIVE = re.compile(r"零下\s?\Z|(?:(?<=[为是至到达约于率额润值速幅(:,、币和与及或])|(?<=\A))-\Z")
_REDUCED_TO = re.compile(r"[降减缩跌][^，,。；;]{0,4}[到至为][^，,。；;]{0,5}\Z")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[-.‑][A-Za-z0-9]+)*")
_LONGEST_NAME = 32
_LATIN_UNIT = re.compile(r"\s?(°?[A-Za-z]{1,3}|°)(?![A-Za-z])")
_RANGE = re.compile(r"\s*(?:至|到|-|–|—|~|―|——)\s*")
_LIST = re.compile(r"\s*(?:、|及|以及|和|与|或|/|比)\s*")
_MORE = re.compile(r"\s*,\s*")
_WITHIN = re.compile(r"\s*[零又]?\s*")
_YEAR_BEFORE = re.compile(r"前一年|(?<![以晚早])上一?年(?![级龄纪轻薪终])")

_PARTS_OF_YEAR = Words(
    first=re.compile(r"(?<![以之目先向月天日周])[前首头]\Z"),
    ending=re.compile(r"(?:季度?|半年度?)[末底]"),
    ended=re.compile(r"\s?(?:[底末]?止的?|[底末]?的)[首前]?\s?"),
)
# In a numeral, what counts these is often said otherwise: 两国, 四大.
_LOOSE = frozenset("大国方岸市省州代地者双对副级线环星门党院行")


def find(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text; see :func:`align.text.quantities.find`."""
    plain = zh_forms.plain(text.translate(_NORMAL))
    found: list[Amount] = []
    skipped = deque(addresses(plain))
    at = 0
    while True:
        start = _START.search(plain, at)
        if start is None:
            break
        here = start.start()
        while skipped and skipped[0][1] <= here:
            skipped.popleft()
        if skipped and skipped[0][0] <= here:
            at = skipped[0][1]
            continue
        at = max(_read(plain, here, at, found), here + 1)
    share(found, plain, _RANGE, _LIST, _MORE)
    found = joined(found, plain, _WITHIN)
    mark(found, plain, _PARTS_OF_YEAR)
    return finish(years_before(found, plain, _YEAR_BEFORE), text)


def _read(text: str, at: int, floor: int, found: list[Amount]) -> int:
    """Read what stands at ``at``, put it into ``found``, and say where to go on.

    ``floor`` is where the amount before ended.
    """
    first = text[at]
    numeral = not first.isdigit()
    if numeral:
        end = zh_idioms.end(text, at)
        if end:
            return end
    else:
        end = _name(text, at, floor, found)
        if end:
            return end
    end = zh_calendar.read(text, at, floor, found)
    if end:
        return end
    if text.startswith("百分百", at):
        found.append(Amount(at, at + 3, "percent", Fraction(100), "%", weight="soft"))
        return at + 3
    if first in "半翻几数上下首末腰" or text.startswith("一半", at):
        return _special(text, at, found)
    return _amount(text, at, floor, found, numeral)


def _name(text: str, at: int, floor: int, found: list[Amount]) -> int:
    """Read a name with digits (GPT-4, 5G, B2B): where it ends, or 0."""
    before = text[at - 1 : at]
    start = at
    if before and ((before.isascii() and before.isalpha()) or before in "-‑."):
        lowest = max(floor, at - _LONGEST_NAME)
        while start > lowest and (
            (text[start - 1].isascii() and text[start - 1].isalnum()) or text[start - 1] in "-‑."
        ):
            start -= 1
        while start < at and text[start] in "-‑.":
            start += 1
        if start < at and text[start:at].rstrip("-‑. ") and _LATIN.search(text, start, at):
            if _SIGN.search(text, start, at):
                return 0
        else:
            start = at
    name = _NAME.match(text, start, at + _LONGEST_NAME)
    if name is None or not _LATIN.search(name[0]):
        return 0
    end = name.end()
    if start == at:
        digits = _DIGITS.match(text, at)
        unit = _LATIN_UNIT.match(text, digits.end()) if digits else None
        if unit is not None and unit[1] in ZH_UNITS:
            return 0
    found.append(
        Amount(start, end, "name", None, re.sub(r"[-‑.]", "", name[0]).upper(), weight="soft")
    )
    return end


def _special(text: str, at: int, found: list[Amount]) -> int:
    first = text[at]
    if first == "一":
        found.append(Amount(at, at + 2, "fraction", Fraction(1, 2), weight="soft"))
        return at + 2
    if first in "半腰":
        amount = zh_forms.half(text, at)
        if amount is None:
            return at + 1
        found.append(amount)
        return amount.end
    if first == "翻":
        match = _DOUBLED.match(text, at)
        if match is None:
            return at + 1
        times = chinese(match[1]) if match[1] and not match[1].isdigit() else None
        count = int(times) if times is not None else int(match[1] or 1)
        value = Fraction(2) ** count if match[2] == "番" else Fraction(count + 1)
        also = None if match[2] == "番" else Fraction(count)
        found.append(Amount(at, match.end(), "multiple", value, also=also, weight="soft"))
        return match.end()
    vague = _VAGUE.match(text, at)
    if vague is None or vague.end() == at:
        return at + 1
    unit_kind, unit, end = unit_at(text, vague.end())
    # Of 几十年 no more can be said than "decades".
    step = ONE if unit_kind == "measure" else _worth(vague[0])
    unit = unit if unit_kind == "money" else ""
    found.append(Amount(at, end, "number", None, unit, step, weight="free"))
    return end


def _worth(vague: str) -> Fraction:
    """What a vague number counts in: 数百万 in millions, 几十亿 in milliards; 1 where unclear."""
    scale = vague.removeprefix("数以").removesuffix("计").lstrip("几数好").rstrip("余多来")
    if len(vague) == len(scale) or not scale or any(c not in "十百千万亿" for c in scale):
        return ONE
    return chinese("一" + scale) or ONE


def _amount(text: str, at: int, floor: int, found: list[Amount], numeral: bool) -> int:
    parts = _PARTS.match(text, at)
    if parts is not None:
        if text.startswith("百", parts.end()):
            found.append(Amount(at, parts.end() + 1, "percent", Fraction(100), "%"))
            return parts.end() + 1
        number = _number(text, parts.end())
        if number is None:
            return parts.end()
        value, step, _, end, _ = number
        size = {"百": 1, "千": 10, "万": 100}[parts[1]]
        over, end = _trailing(text, end)
        found.append(
            Amount(at, end, "percent", value and value / size, "%", step, approximate=over)
        )
        _approximation(text, found[-1], floor)
        return end
    slash = _SLASH.match(text, at)
    if slash is not None and 0 < int(slash[1]) < int(slash[2]) <= 10:
        found.append(Amount(at, slash.end(), "fraction", Fraction(int(slash[1]), int(slash[2]))))
        return slash.end()
    label = _LABEL.match(text, at)
    if label is not None:
        found.append(Amount(at, label.end(), "label", None, label[0]))
        return label.end()
    if numeral and (off := _DISCOUNT.match(text, at)):
        # 八五折: 85% are paid.
        paid = chinese(off[1] + "十" + off[2]) or ONE
        found.append(Amount(at, off.end(), "percent", 100 - paid, "%", also=paid))
        return off.end()
    if numeral and (two := zh_forms.pair_of(text, at)):
        return _two(text, at, two, found)
    number = _number(text, at)
    if number is None:
        return at + 1
    value, step, scale, end, over = number
    amount = Amount(at, end, "number", value, "", step, scale, over)
    fraction = _FRACTION.match(text, end)
    if fraction is not None:
        return _fraction(text, amount, fraction.end(), found)
    plan = _PLAN.match(text, at)
    if plan is not None:
        found.append(Amount(at, plan.end(1), "ordinal", chinese(plan[1]), weight="soft"))
        return plan.end()
    if text.startswith("第", at - 1) and at and (at - 1 >= floor):
        return _ordinal(text, amount, found)
    if value is None and numeral and end - at == 1:
        return end
    kind, unit, end = unit_at(text, end) if not _labelled(text, at, end) else ("", "", end)
    if not over and not (kind == "measure" and text.startswith("来", end)):
        over, end = _trailing(text, end)
        if over and not kind:
            kind, unit, end = unit_at(text, end)
    amount.approximate = amount.approximate or over
    amount.end = end
    sign = _NEGATIVE.search(text, max(floor, at - 3), at)
    if sign is not None:
        amount.start, amount.negative = sign.start(), True
    _sign(text, amount, floor)
    if kind:
        take_unit(text, amount, kind, unit)
        zh_forms.extend(text, amount)
    elif amount.kind == "number":
        amount.bare = True
    half_more(text, amount, kind)
    if kind == "money" and value and _PER_TEN.search(text, max(0, amount.start - 20), amount.start):
        amount.also = value / 10
    _approximation(text, amount, floor)
    _weigh(text, amount, numeral, bool(kind))
    found.append(amount)
    return amount.end


def _two(text: str, at: int, two: tuple[Fraction, Fraction, int], found: list[Amount]) -> int:
    """五六百人: a range; few of something are often said otherwise."""
    low, high, end = two
    kind, unit, last = unit_at(text, end)
    amount_kind: Kind = "number"
    if kind == "measure" or kind == "money":
        amount_kind = "measure" if kind == "measure" else "money"
    unit = "" if amount_kind == "number" else unit
    ends: tuple[tuple[Fraction, int, Literal["low", "high"]], ...] = (
        (low, at, "low"),
        (high, end - 1, "high"),
    )
    for value, start, bound in ends:
        found.append(
            Amount(
                start, last if bound == "high" else end - 1, amount_kind, value, unit,
                trailing_step(value), bound=bound, weight="free" if high <= 12 else "soft",
            )
        )  # fmt: skip
    return last


def _number(
    text: str, at: int
) -> tuple[Fraction | None, Fraction, Fraction | int, int, Approximation] | None:
    """The number at ``at``: value, worth of its last digit, scale, end, and 多 within it.

    Chained: 3亿2000万, 1亿零500万, 30多亿.
    """
    over: Approximation = ""
    digits = _DIGITS.match(text, at)
    if digits is None:
        numerals = _NUMERALS.match(text, at)
        if numerals is None:
            return None
        word = _TAELS.sub("", numerals[0])
        value = chinese(word)
        end = at + len(word)
        if not any(char in "〇零一二三四五六七八九两十" for char in word):
            # 百万 by itself is no count, but 百万余 and 逾百万 are.
            open_end = _OVER.match(text, end)
            if open_end is None and not _ABOVE.search(text, max(0, at - 3), at):
                return None, ONE, 1, end, ""
            end = open_end.end() if open_end else end
            return value, value or ONE, 1, end, "over"
        step = trailing_step(value) if value is not None else ONE
        scale = _SCALE.match(text, end)
        if scale is not None and "点" in word and value is not None:
            # 三点五亿
            factor = ZH_SCALES.get(scale[2], 1)
            step = Fraction(factor, 10 ** (len(word) - word.index("点") - 1))
            return value * factor, step, factor, scale.end(), "over" if scale[1] else ""
        if scale is not None and scale[1] and value is not None:
            factor = ZH_SCALES.get(scale[2], 1)
            return value * factor, step * factor, factor, scale.end(), "over"
        if scale is not None and scale[2] == "兆" and value is not None:
            lower_part = _NUMERALS.match(text, scale.end())
            rest = chinese(lower_part[0]) if lower_part else None
            value = value * 10**12 + (rest or 0)
            return (
                value,
                trailing_step(value),
                1,
                lower_part.end() if lower_part and rest else scale.end(),
                "",
            )
        if text.startswith("几", end) and value is not None:
            return None, ONE, 1, end + 1, ""
        return value, step, 1, end, over
    if digits.end() - at > LONGEST:
        return None, ONE, 1, digits.end(), ""
    value, step = decimal(digits[0])
    if "." not in digits[0]:
        step = trailing_step(value)
    end = digits.end()
    if text.startswith("½", end):
        return value + Fraction(1, 2), Fraction(1, 2), 1, end + 1, over
    scale = _SCALE.match(text, end)
    if scale is None or scale[2] not in ZH_SCALES:
        return value, step, 1, end, over
    if scale[1]:
        over = "over"
    factor = ZH_SCALES[scale[2]]
    value, step, end = value * factor, step * factor, scale.end()
    while not over:
        following = _DIGITS.match(text, end)
        if following is None or following.end() - following.start() > 12:
            break
        lower = _SCALE.match(text, following.end())
        if lower is None and _REST.match(text, end) and factor == 10**4:
            # 2万8,590元
            value, step, factor, end = value + decimal(following[0])[0], ONE, 1, following.end()
            break
        if lower is None or ZH_SCALES.get(lower[2], factor) >= factor:
            break
        more, _ = decimal(following[0])
        if more * ZH_SCALES[lower[2]] >= factor:
            break
        factor = ZH_SCALES[lower[2]]
        value += more * factor
        step = Fraction(factor)
        end = lower.end()
    return value, step, factor, end, over


def _labelled(text: str, at: int, end: int) -> bool:
    """图1 人民币存款: the number names the chart, and what follows is its title."""
    before = text[max(0, at - 5) : at].rstrip()
    if before.endswith(("图", "表")):
        return not before.endswith(("代表", "发表", "企图"))
    return text.startswith(" ", end) and before.endswith(_LABELS)


def _fraction(text: str, amount: Amount, at: int, found: list[Amount]) -> int:
    """三分之一, 5分之2."""
    number = _number(text, at)
    if number is None or number[0] is None or not amount.value:
        return at
    amount.kind, amount.value, amount.end = "fraction", number[0] / amount.value, number[3]
    points = _A_POINT.match(text, amount.end)
    if points is not None:
        amount.kind, amount.unit, amount.end = "points", "%", points.end()
    elif _REDUCED_TO.search(text, max(0, amount.start - 14), amount.start):
        # What is cut to a quarter is cut by 75%.
        amount.also = 1 - amount.value
    _approximation(text, amount, 0)
    found.append(amount)
    return amount.end


def _ordinal(text: str, amount: Amount, found: list[Amount]) -> int:
    if amount.value is None:
        return amount.end
    amount.kind = "ordinal"
    amount.start -= 1
    small = amount.value <= 10
    amount.weight = "free" if amount.value == 1 else "soft" if small else "firm"
    found.append(amount)
    return amount.end


def _sign(text: str, amount: Amount, floor: int) -> None:
    """Take a currency that stands before the amount: US$100, 人民币100."""
    last = amount.start - 1
    while last >= floor and text[last] == " " and amount.start - last < 3:
        last -= 1
    if last < floor or text[last] not in _SIGN_ENDS:
        return
    sign = _SIGN.search(text, max(floor, amount.start - 6), amount.start)
    if sign is None:
        return
    amount.kind, amount.unit, amount.start = "money", SIGNS[sign[1]], sign.start()
    amount.signed = True


def _trailing(text: str, end: int) -> tuple[Approximation, int]:
    over = _OVER.match(text, end)
    return ("over", over.end()) if over else ("", end)


def _approximation(text: str, amount: Amount, floor: int) -> None:
    if amount.approximate:
        return
    before = _BEFORE.search(text, max(floor, amount.start - 8), amount.start)
    found = before or _AFTER.match(text, amount.end)
    if found is None:
        return
    word: str = found.lastgroup or ""
    amount.approximate = "about" if word == "about" else "over" if word == "over" else "under"


def _weigh(text: str, amount: Amount, numeral: bool, has_unit: bool) -> None:
    """How much it means, and whether a numeral counts at all."""
    value = amount.value
    weight: Weight = "firm"
    if value is None:
        weight = "free"
    elif amount.kind in {"number", "measure", "multiple"}:
        whole = value.denominator == 1
        if numeral:
            if text[amount.start - 1 : amount.start] in {"上", "成"} and amount.start:
                weight = "free"  # 上万人: tens of thousands
            elif not has_unit:
                amount.doubtful = value <= 12 or not whole
                weight = "soft"
            elif value == 1:
                weight = "free"
                amount.doubtful = amount.kind == "number"
            elif value <= 12 or text[amount.end - 1] in _LOOSE:
                weight = "soft"
        elif (value == 1 and amount.kind != "multiple") or (value == 24 and amount.unit == "hour"):
            weight = "soft"  # 24小时 is "round the clock" too
        elif whole and amount.kind == "number" and value <= (10 if has_unit else 30):
            weight = "soft"
    elif value == 1 and (numeral or amount.kind == "money"):
        weight = "soft"
    if value is None and numeral and not has_unit:
        amount.doubtful = True
    amount.weight = weight
