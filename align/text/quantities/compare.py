"""When two quantities say the same."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.model import Quantity
from align.text.quantities.units import CENTS, DOLLARS, LOCAL, LOCALS, UNITS, YENS

_CALENDAR = frozenset({"date", "month", "year"})
_SCALAR = frozenset(
    {"number", "percent", "points", "money", "multiple", "fraction", "ordinal", "measure"}
)
# Kinds that languages swap: 第三 and "three", 一半 and 50%, 1倍 and "double", 1.4倍 and 140%.
_SWAPPED = (
    frozenset({"number", "ordinal"}),
    frozenset({"number", "percent"}),
    frozenset({"percent", "fraction"}),
    frozenset({"number", "measure"}),
    frozenset({"ordinal", "measure"}),
    frozenset({"multiple", "number"}),
    frozenset({"multiple", "percent"}),
    frozenset({"percent", "points"}),
    frozenset({"number", "points"}),
)
_SCALED = re.compile("[十百千万萬亿億]|dozen|thousand|illion|[bmt]n$|[kKMB]$")
_OPEN = re.compile(r"[多余餘来來幾几]|odd|\+|0'?s$")
# So many times its last digit is an amount of three digits at least.
_DIGITS_LEFT = 100
# A rounded value may be so far off at most, and a converted one (miles as kilometres).
_ROUNDED = Fraction(1, 20)
_CONVERTED = Fraction(1, 40)
# Hours and minutes need no rounding when they are converted.
_EXACT = frozenset({"hour", "minute", "second"})
DEGREES = frozenset({"°", "°C", "°F"})
_TENS = re.compile("[1-9]0'?s")
_HALF_DAY = 12 * 60
_DAY = 24 * 60
_TIMES_AS_MUCH = re.compile(r"(?i)(?:doubl|tripl|trebl|quadrupl|quintupl)(?:e|ed|es|ing)\b")
_BEIJING = 8 * 60
_MONTH = Fraction(30)
_WEEKS = Fraction(4)


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities may be each other's translation.

    Values must be equal; where one of them is called approximate, or has three digits or more of a
    scale or with a decimal, equal to the digits that the coarser one gives. A date without its year agrees with one that has it. A vague quantity
    agrees with none.

    >>> from align.text.quantities import find
    >>> [zh], [en] = find("约1.2万亿元", "zh"), find("1.21 trillion yuan", "en")
    >>> agree(zh, en)
    True
    """
    if a.kind == "name" or b.kind == "name" or a.kind == "label" or b.kind == "label":
        return a.kind == b.kind and a.unit == b.unit
    if a.kind in _CALENDAR or b.kind in _CALENDAR:
        return _same_day(a, b)
    if a.value is None or b.value is None:
        return False
    if a.kind == "time" or b.kind == "time":
        return _same_time(a, b) if a.kind == b.kind else _lasts(a, b) or _lasts(b, a)
    if "decade" in {a.kind, b.kind} and a.kind != b.kind:
        return _same_tens(a, b) or _same_tens(b, a)
    if {a.unit, b.unit} == {"°C", "°F"} and a.kind == b.kind:
        return _converted(a.value, b.value) if a.unit == "°C" else _converted(b.value, a.value)
    if {a.kind, b.kind} == {"quarter", "ordinal"}:
        # 第二季 after "in the first quarter … in the second".
        return a.value == b.value
    if a.kind not in _SCALAR or b.kind not in _SCALAR:
        return a.kind == b.kind and _same_part(a, b)
    if a.kind != b.kind and frozenset({a.kind, b.kind}) not in _SWAPPED:
        # The pound is money or a weight.
        return {a.unit, b.unit} == {"pound", "GBP"} and a.value == b.value
    if {a.kind, b.kind} == {"percent", "number"}:
        # 6.39‰ and "6.39 per thousand"
        share, number = (a, b) if a.kind == "percent" else (b, a)
        return "‰" in share.text and share.value == Fraction(number.value or 0) / 10
    first, second = _factors(a, b)
    if not first:
        return False
    if _risen(a, b) or _risen(b, a):
        return True
    if a.kind == b.kind == "money":
        each = [q.also for q in (a, b) if q.also is not None and q.unit != CENTS]
        if each and any(q.value == each[0] for q in (a, b)):
            return True  # 每10股派3元, "0.3 yuan a share"
        return _close(a, b, a.value, b.value, first, second)
    if (a.also is not None and b.also is not None) or not (_grown(a, b) or _grown(b, a)):
        return _any_close(a, b, first, second)
    return _close(a, b, a.value * first, b.value * second, first, second)


def _grown(growth: Quantity, words: Quantity) -> bool:
    """Whether the one is 增长两倍, which is threefold, and the other a word as clear as tripled."""
    return (
        growth.also is not None
        and growth.kind == words.kind == "multiple"
        and growth.value == growth.also + 1
        and _TIMES_AS_MUCH.match(words.text) is not None
    )


def _risen(words: Quantity, growth: Quantity) -> bool:
    """Whether the one is 翻番 or "doubled", and the other by how many per cent that is a rise."""
    if words.kind != "multiple" or growth.kind != "percent" or words.value is None:
        return False
    clear = words.text.startswith("翻") or _TIMES_AS_MUCH.match(words.text) is not None
    return clear and growth.value == (words.value - 1) * 100


def _any_close(a: Quantity, b: Quantity, first: Fraction, second: Fraction) -> bool:
    """Whether two quantities are close in one of the readings that they have."""
    if a.value is None or b.value is None:
        return False
    return any(
        _close(a, b, x * first, y * second, first, second)
        for x in ([a.value] if a.also is None else [a.value, a.also])
        for y in ([b.value] if b.also is None else [b.value, b.also])
    )


def _factors(a: Quantity, b: Quantity) -> tuple[Fraction, Fraction]:
    """What to multiply each value by so that they may be compared; zero where they may not."""
    one, never = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(0))
    if a.kind in {"fraction", "multiple"} and b.kind == "percent":
        return Fraction(100), Fraction(1)
    if a.kind == "percent" and b.kind in {"fraction", "multiple"}:
        return Fraction(1), Fraction(100)
    if a.kind == "money" and b.kind == "money":
        return one if same_currency(a.unit, b.unit) else never
    if a.kind == "measure" and b.kind == "measure" and a.unit != b.unit:
        if "°" in {a.unit, b.unit} and {a.unit, b.unit} <= DEGREES:
            return one
        if {a.unit, b.unit} == {"pound", "lb"}:
            return one
        if {a.unit, b.unit} == {"month", "day"}:
            # 两个月 and "60 days"; a month is no fixed time, so no unit of it.
            return (_MONTH, Fraction(1)) if a.unit == "month" else (Fraction(1), _MONTH)
        if {a.unit, b.unit} == {"month", "week"} and Fraction(1, 2) in {a.value, b.value}:
            # 半个月 and "two weeks"
            return (_WEEKS, Fraction(1)) if a.unit == "month" else (Fraction(1), _WEEKS)
        first, second = UNITS[a.unit], UNITS[b.unit]
        return (first[1], second[1]) if first[0] == second[0] else never
    return one


def same_currency(a: str, b: str) -> bool:
    """Whether two currencies may be the same: ``$`` is any dollar, ``¥`` yuan or yen."""
    if a == b:
        return True
    if CENTS in {a, b}:
        return True
    if LOCAL in {a, b}:
        return {a, b} <= LOCALS
    return ("$" in {a, b} and a in DOLLARS and b in DOLLARS) or (
        "¥" in {a, b} and a in YENS and b in YENS
    )


def _close(
    a: Quantity, b: Quantity, x: Fraction, y: Fraction, first: Fraction, second: Fraction
) -> bool:
    """Whether two values in the same unit are equal, or as equal as the words promise."""
    if x == y:
        return True
    converted = a.kind == "measure" and first != second and a.unit not in _EXACT
    if converted and _differ_little(x, y, _CONVERTED):
        return True
    if {a.kind, b.kind} == {"fraction", "percent"}:
        # A third is 33.3%.
        share = a if a.kind == "percent" else b
        if 2 * abs(x - y) <= share.step:
            return True
    if _shortened(a, x, first, y) or _shortened(b, y, second, x):
        return True
    for one, other, value, against, factor in ((a, b, x, y, first), (b, a, y, x, second)):
        if not one.approximate:
            continue
        more = against - value
        if other.approximate and not (_SCALED.search(a.text) and _SCALED.search(b.text)):
            # Both say "over 59,000": then they mean the same digits.
            continue
        if _OPEN.search(one.text):
            # 30多亿 is anything from 30 to 40, and 50-60岁 is "in their 50s".
            top = other.bound == "high" and more == one.step * factor
            if 0 < more < one.step * factor or top:
                return True
        elif _differ_little(x, y, _ROUNDED) and (
            (one.approximate == "about" and 2 * abs(more) <= one.step * factor)
            or (one.approximate == "over" and 0 < more < one.step * factor)
            or (one.approximate == "under" and 0 < -more < one.step * factor)
        ):
            return True
    return False


def _shortened(one: Quantity, value: Fraction, factor: Fraction, exact: Fraction) -> bool:
    """Whether an amount is another one with fewer digits, as newspapers have it without a word:
    "30.5 billion" for 305.1亿. Three digits must be left, and the last must be a decimal or of a
    scale: 1,230 people are not 1,234.
    """
    step = one.step * factor
    if not step or 2 * abs(value - exact) > step or abs(value) < _DIGITS_LEFT * step:
        return False
    return "." in one.text or _SCALED.search(one.text) is not None


def _differ_little(x: Fraction, y: Fraction, part: Fraction) -> bool:
    return abs(x - y) <= max(abs(x), abs(y)) * part


def _same_day(a: Quantity, b: Quantity) -> bool:
    for one, other in ((a, b), (b, a)):
        if one.kind == "year" and other.kind in {"number", "year"}:
            return one.year == other.year if other.kind == "year" else one.year == other.value
        if one.kind == "date" and other.kind == "measure":
            return one.month is None and other.unit == "day" and one.day == other.value
        if one.kind == "date" and one.month is None and other.kind in {"number", "ordinal"}:
            return one.day == other.value
    for one, other in ((a, b), (b, a)):
        if one.kind == "year" and other.kind == "measure" and other.unit == "year":
            return other.value is not None and one.year == 2000 + other.value  # 24年 for 2024年
    if a.kind not in _CALENDAR or b.kind not in _CALENDAR or "year" in {a.kind, b.kind}:
        return False
    return (
        _fits(a.year, b.year)
        and _fits(a.month, b.month)
        and (a.day == b.day if a.kind == b.kind else False)
    )


def _fits(a: int | None, b: int | None) -> bool:
    return a is None or b is None or a == b


def _same_part(a: Quantity, b: Quantity) -> bool:
    if a.kind == "decade":
        return a.value == b.value
    return a.value == b.value and _fits(a.year, b.year)


def _lasts(clock: Quantity, measure: Quantity) -> bool:
    """Whether a time as on a clock is how long something takes: 3:35 and 3分35秒."""
    if clock.kind != "time" or measure.kind != "measure" or clock.unit:
        return False
    if measure.unit == "minute":
        return clock.value == measure.value
    return measure.unit == "second" and measure.value == (clock.also or clock.value)


def _same_tens(decade: Quantity, measure: Quantity) -> bool:
    """Whether "in the 80s" speaks of degrees or years of age, not of the years of a century."""
    if decade.value is None or measure.value is None or not _TENS.fullmatch(decade.text):
        return False
    if measure.kind != "measure" or measure.unit not in DEGREES | {"year"}:
        return False
    return 0 <= measure.value - decade.value % 100 < 10


def _converted(celsius: Fraction, fahrenheit: Fraction) -> bool:
    """Whether two temperatures, or differences of temperature, are one, to the degree."""
    converted = celsius * 9 / 5
    return abs(converted + 32 - fahrenheit) <= 1 or abs(converted - fahrenheit) <= Fraction(1, 2)


def _same_time(a: Quantity, b: Quantity) -> bool:
    if a.value is None or b.value is None:
        return False
    difference = a.value - b.value
    # Without 上午 or a.m. the half of the day is open.
    whole = _DAY if a.settled and b.settled else _HALF_DAY
    if a.unit and b.unit:
        return any(
            (difference - int(one) + int(other)) % whole == 0
            for one in a.unit.split("/")
            for other in b.unit.split("/")
        )
    if difference % whole == 0:
        return True
    # 上午9时 is Beijing time where the other side says 0100 GMT.
    shift = {(a.unit, b.unit): 1, (b.unit, a.unit): -1}.get(("0", ""))
    return shift is not None and (difference * shift + _BEIJING) % whole == 0
