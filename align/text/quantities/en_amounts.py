"""Amounts in English: a number with its scale, currency and unit."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import ONE, Amount
from align.text.quantities.en_calendar import of_day
from align.text.quantities.model import Approximation
from align.text.quantities.numerals import SCALES
from align.text.quantities.units import CENTS, COUNTRIES, EN_AREAS, EN_MONEY, EN_UNITS, SIGNS

NAME = re.compile(r"[A-Za-z0-9]+(?:[-.'][A-Za-z0-9]+)*")

_SCALE = re.compile(r"\+?[\s-]?(hundred|thousand|million|billion|trillion|dozen)(?:s\b(?!\sof)|\b)")
_SHORT_SCALE = re.compile(r"\s?(bn|mn|tn|mln|bln|trn|k|m|b|t)(?![a-z0-9])")
_SHORT = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "tn": 10**12, "trn": 10**12, "t": 10**12,
}  # fmt: skip
# What makes 7B and 10K numbers and not names.
_COUNTABLE = re.compile(
    r"[\s-](?:parameters?|params|tokens|users|people|downloads|views|customers|subscribers|"
    r"followers|jobs|units|vehicles|samples|images|rows|words|characters|lines|pairs|sentences)\b"
)
_AND_A_HALF = re.compile(
    r"[\s-]and[\s-](?:a|one)[\s-](half|quarter)(?:[\s-](thousand|million|billion|trillion)\b)?"
)
_HALF_SIGN = re.compile(r"½|\s?1/2(?![\d/])")
# Lengths of genomes, which Chinese counts in single bases: 3.2万个碱基.
_BASES = re.compile(r"[\s-]?(kilo|mega|giga)bases?\b")
_BASES_SCALES = {"kilo": 10**3, "mega": 10**6, "giga": 10**9}
_UNIT = re.compile(r"(\s|-)?(%|°c|°f|°|[a-z²³μ]+(?:\.s\.)?)")
# "500 s"; 50s is a decade or an age.
_SECONDS = re.compile(r"\ss(?![a-z0-9'’-])")
_A_DAY = re.compile(r"\s(?:daily|(?:a|per|every|each)\s(?:day|week|month|year)\b)")
_CENTS = re.compile(r"(us|hk|hong kong)\scents?\b")
_SQUARE = re.compile(r"[\s-]([a-z²³]+)")
_POINTS = re.compile(r"[\s-]points?\b")
_HOURS = re.compile(r"[\s-]hours?\b")
_WATT_HOURS = {"kilowatt": "kWh", "megawatt": "MWh", "gigawatt": "GWh", "terawatt": "TWh"}
_DAYS = re.compile(r"[\s-]days?\b")
_MILES = re.compile(r"[\s-]miles?\b")
_DEGREES = re.compile(r"\s(celsius|centigrade|fahrenheit|c|f)\b")
_COUNTRY = re.compile(
    r"(us|u\.s\.|american|hong kong|hk|australian|canadian|singapore|new taiwan|taiwan|"
    r"new zealand|swiss|japanese|chinese|british|south korean|korean|indian)\s"
    r"(?:dollars?|yuan|yen|francs?|won|rupees?|pounds?)\b"
)
# The number after these names a thing: "Chart 3 Hong Kong dollar interbank rates".
_LABELS = re.compile(
    r"\b(?:charts?|tables?|figures?|fig\.|box|notes?|sections?|(?P<ordinal>chapter|step)|chapters"
    r"|pages?|cap\.|part|articles?|no\.|phase|appendix|annex|schedule|paragraphs?)\s\Z"
)
_SIGN = re.compile(
    r"(?<![A-Za-z])(" + "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)) + r")\s?\Z"
)
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_BEFORE = re.compile(
    r"\b(?:(?P<about>about|around|approximately|approx\.?|roughly|some|nearly|almost|close\sto|"
    r"an?\sestimated|circa|c\.|near|nearing|approaching)"
    r"|(?P<over>over|more\sthan|above|exceed(?:s|ed|ing)?|upwards\sof|surpass(?:ed|ing|es)?|beyond|"
    r"greater\sthan|larger\sthan|higher\sthan|topped|past)"
    r"|(?P<under>under|less\sthan|fewer\sthan|below|lower\sthan|just\sshort\sof|smaller\sthan))"
    r"(?:\san?\b)?\s?\Z"
)
_NEGATIVE = re.compile(r"(?:(?<![^\s(])|(?<=[$€£¥])|(?<=rmb))-\Z|\b(?:minus|negative)\s\Z")
_BELOW = re.compile(r"\s(?:(?:degrees?\s)?(?:celsius\s)?)below\s(?:zero|freezing)\b")
_AFTER = re.compile(
    r"\s?(?:(?P<over>\+|-plus\b|-odd\b|or\smore\b|or\sabove\b|and\sabove\b)|(?P<about>or\sso\b)"
    r"|(?P<under>or\sless\b|or\sbelow\b))"
)
_APPROXIMATIONS: dict[str | None, Approximation] = {
    "about": "about",
    "over": "over",
    "under": "under",
}
_GROWTH = re.compile(
    r"(?:increas|grow|grew|rise|rose|risen|up|jump|surg|expand|climb|more|higher|larger|faster)"
    r"[a-z]*(?:\s[a-z]+)?\s(?:by\s|about\s|almost\s|nearly\s|over\s|some\s)?\Z"
)
# Up to twelve, number words are often said otherwise (both, a pair), and so are labels in digits.
_FEW = 12
_FEW_DIGITS = 30


def put(
    plain: str, low: str, amount: Amount, floor: int, found: list[Amount], *, words: bool
) -> int:
    """Give a number the scale and unit that follow it, put it into ``found``, return its end.

    ``plain`` is the text and ``low`` the same in small letters; ``floor`` is where the amount
    before ended; ``words`` says that the number is in words.
    """
    _scale(plain, low, amount, words)
    at, end = amount.start, amount.end
    label = _LABELS.search(low, max(0, at - 12), at) if low[at - 1 : at] == " " else None
    kind, unit, last = unit_at(low, end) if label is None else ("", "", end)
    if label is not None and label["ordinal"] and amount.kind == "number" and amount.value:
        # 第三章, 第2步
        amount.kind = "ordinal"
    elif kind:
        take_unit(low, amount, kind, unit, last)
    elif amount.kind == "number":
        if low[end : end + 1].isalpha() and not words and amount.scale == 1:
            name = NAME.match(plain, at)
            if name is not None:
                found.append(named(name[0], at))
                return name.end()
        amount.bare = not of_day(low, amount)
    approximate(low, amount, floor)
    if _NEGATIVE.search(low, max(floor, amount.start - 10), amount.start):
        amount.negative = True
        amount.start = _sign_start(low, amount.start, floor)
    elif _BELOW.match(low, amount.end):
        amount.negative = True
    _weigh(amount, words, bool(kind))
    if amount.value == 1000 and low.endswith("per ", 0, at) and found and at - found[-1].end == 5:
        amount.weight = "soft"  # 6.39 per thousand is 6.39‰
    found.append(amount)
    return amount.end


def _sign_start(low: str, start: int, floor: int) -> int:
    """Where the minus before ``start`` begins: a sign, or the word."""
    sign = _NEGATIVE.search(low, max(floor, start - 10), start)
    return sign.start() if sign else start


def named(word: str, start: int) -> Amount:
    """A name with digits, by its letters and digits alone: GPT-4 and GPT4 are one."""
    unit = re.sub(r"[-.']", "", word).upper()
    return Amount(start, start + len(word), "name", None, unit, weight="soft")


def _scale(plain: str, low: str, amount: Amount, words: bool) -> None:
    """Take what multiplies the number: 5 million, 5bn, two and a half million, 14½."""
    value, end = amount.value, amount.end
    if value is None:
        return
    half = _AND_A_HALF.match(low, end)
    if half is not None:
        value += Fraction(1, 2) if half[1] == "half" else Fraction(1, 4)
        amount.step = Fraction(1, 2)
        amount.scale = SCALES[half[2]] if half[2] else 1
        end = half.end()
    elif not words:
        sign = _HALF_SIGN.match(low, end)
        if sign is not None:
            value += Fraction(1, 2)
            end = sign.end()
        scale = _SCALE.match(low, end)
        short = None if scale else _SHORT_SCALE.match(low, end)
        if scale is not None:
            amount.scale, end = SCALES[scale[1]], scale.end()
        elif bases := _BASES.match(low, end):
            amount.scale, end = _BASES_SCALES[bases[1]], bases.end()
        elif short is not None and _is_scale(plain, low, amount, short):
            amount.scale, end = _SHORT[short[1]], short.end()
    amount.value, amount.end = value, end
    if amount.scale != 1:
        amount.value *= amount.scale
        amount.step *= amount.scale


def _is_scale(plain: str, low: str, amount: Amount, short: re.Match[str]) -> bool:
    """Whether a letter behind a number multiplies it: $5m, 75m yuan, 7B parameters."""
    word = short[1]
    attached = short.start(1) == short.start()
    if len(word) > 1:
        return True
    if amount.kind == "money":
        return attached or word in "bm"
    if attached and unit_at(low, short.end())[0] == "money":
        return True
    # Without a currency 5m may be metres and 3t tonnes, and 7B a name.
    if not attached or plain[short.start(1)] not in "KMBk":
        return False
    fractional = amount.value is not None and amount.value.denominator != 1
    return fractional or _COUNTABLE.match(plain, short.end()) is not None


def unit_at(low: str, at: int) -> tuple[str, str, int]:
    """The unit at ``at`` of a text in small letters: kind ("" for none), unit, end."""
    match = _UNIT.match(low, at)
    if match is None:
        return "", "", at
    word, end = match[2], match.end()
    if word in _SHARES:
        points = _POINTS.match(low, end)
        kind = _SHARES[word]
        if points is not None and kind in {"percent", "basis"}:
            return ("points" if kind == "percent" else kind), "%", points.end()
        return ("", "", at) if word in {"percentage", "basis"} else (kind, "%", end)
    if word == "per" and low.startswith(" cent", end):
        return "percent", "%", end + len(" cent")
    if word == "times" and _A_DAY.match(low, end):
        return "count", "", end
    if word in {"times", "fold", "x"}:
        return "multiple", "", end
    if word in EN_MONEY:
        return "money", EN_MONEY[word], end
    if word in {"square", "sq", "cubic"}:
        after = _SQUARE.match(low, end)
        unit = EN_UNITS.get(after[1], "") if after else ""
        area = EN_AREAS.get(unit if word != "cubic" else unit + "³")
        return ("measure", area, after.end()) if area and after else ("", "", at)
    if word.rstrip("s") in _WATT_HOURS and (hours := _HOURS.match(low, end)):
        return "measure", _WATT_HOURS[word.rstrip("s")], hours.end()
    country = _COUNTRY.match(low, match.start(2))
    if country is not None:
        return "money", COUNTRIES[country[1]], country.end()
    if word in EN_UNITS:
        if word.startswith("degree") and (scale := _DEGREES.match(low, end)):
            return "measure", "°F" if scale[1][0] == "f" else "°C", scale.end()
        if word in {"pound", "pounds"} and low.startswith(" sterling", end):
            return "money", "GBP", end + len(" sterling")
        return "measure", EN_UNITS[word], end
    if word == "s" and _SECONDS.match(low, at):
        return "measure", "second", end
    if word in {"cents", "cent", "fen"}:
        return "cents", CENTS, end
    if cents := _CENTS.match(low, match.start(2)):
        return "cents", COUNTRIES[cents[1]], cents.end()
    if word == "nautical" and (miles := _MILES.match(low, end)):
        return "measure", "nautical mile", miles.end()
    if word in {"trading", "business", "working", "calendar"} and (days := _DAYS.match(low, end)):
        return "measure", "day", days.end()
    return "", "", at


_SHARES = {
    "%": "percent", "percent": "percent", "pct": "percent", "percentage": "percent",
    "basis": "basis", "bps": "basis", "bp": "basis", "pp": "points", "ppt": "points",
    "ppts": "points",
}  # fmt: skip


def take_unit(low: str, amount: Amount, kind: str, unit: str, end: int) -> None:
    """Make an amount one of the kind and unit that :func:`unit_at` found after it."""
    value = amount.value
    amount.end = end
    if value is None or kind == "count":
        return
    if kind == "cents":
        amount.also = value if unit == CENTS and amount.kind != "money" else None
        amount.unit = amount.unit if amount.kind == "money" else unit
        amount.kind, amount.value, amount.step = "money", value / 100, amount.step / 100
    elif kind == "basis":
        amount.kind, amount.unit, amount.value, amount.also = "points", unit, value / 100, value
        amount.step /= 100
    elif kind == "points":
        amount.kind, amount.unit = "points", unit
    elif kind == "percent":
        amount.kind, amount.unit, amount.step = "percent", unit, min(amount.step, ONE)
    elif kind == "multiple":
        amount.kind = "multiple"
        if _GROWTH.search(low, max(0, amount.start - 24), amount.start):
            # "increased 3 times" is three or four times as much, depending on whom one asks.
            amount.also = value + 1
    elif kind == "money":
        if not (amount.kind == "money" and unit == "$"):  # HK$100 dollars: the sign says more
            amount.kind, amount.unit = "money", unit
    elif amount.kind != "money":
        amount.kind, amount.unit = "measure", unit
        if unit == "m" and low[end - 2 : end - 1].isdigit():
            amount.also = value * 10**6  # 5m may be metres and millions


def sign_before(plain: str, at: int, floor: int) -> re.Match[str] | None:
    """The currency that stands right before ``at``: US$, RMB."""
    last = at - 1
    if last >= floor and plain[last] == " ":
        last -= 1
    if last < floor or plain[last] not in _SIGN_ENDS:
        return None
    return _SIGN.search(plain, max(floor, at - 6), at)


def take_sign(plain: str, amount: Amount, floor: int) -> None:
    """Make an amount one of money where a currency stands before it."""
    sign = sign_before(plain, amount.start, floor)
    if sign is not None:
        amount.kind, amount.unit, amount.start = "money", SIGNS[sign[1]], sign.start()
        amount.signed = True


def approximate(low: str, amount: Amount, floor: int) -> None:
    """Note the words around an amount that make it approximate."""
    found = _BEFORE.search(low, max(floor, amount.start - 22), amount.start)
    found = found or _AFTER.match(low, amount.end)
    if found is not None:
        amount.approximate = _APPROXIMATIONS[found.lastgroup]


def _weigh(amount: Amount, words: bool, has_unit: bool) -> None:
    value = amount.value
    if value is None:
        amount.weight = "free"
    elif words:
        if value == 1:
            amount.weight = "free"
            amount.doubtful = not has_unit
        elif amount.kind in {"number", "measure", "multiple"} and value <= _FEW:
            amount.weight = "soft"
    elif (amount.kind in {"money", "measure"} and value == 1) or (
        amount.kind == "number"
        and value.denominator == 1
        and value <= _FEW_DIGITS
        and amount.scale == 1
    ):
        amount.weight = "soft"
