"""Number words in English: cardinals, ordinals, fractions and multiples."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import Amount
from align.text.quantities.en_amounts import approximate, put, sign_before, take_unit, unit_at
from align.text.quantities.model import Kind, Weight
from align.text.quantities.numerals import (
    CARDINALS,
    DENOMINATORS,
    ORDINALS,
    SCALES,
    any_of,
    english,
    trailing_step,
)
from align.text.quantities.units import SIGNS

_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "twofold": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "thrice": 3, "threefold": 3,
    "treble": 3, "trebled": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
    "quintupled": 5,
}  # fmt: skip
_VAGUE = frozenset(
    ("dozens", "hundreds", "thousands", "millions", "billions", "trillions", "tens", "scores")
)
_HOURS = [word for word, value in CARDINALS.items() if 0 < value <= 12]
_WORTH = {
    "dozens": 10, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
_HALF_PAST = re.compile(rf"\spast\s(noon|midnight|\d{{1,2}}|{'|'.join(_HOURS)})\b")
_OF_THESE = re.compile(r"\sof\s(thousands|millions|billions|trillions)\b")
_HALVES = frozenset(("halved", "halve", "halves", "halving"))
_ALONE = _HALVES | {"half", "quarter", "decade", "noon", "midnight"}
# Every so many months: keys are rotated annually, 每12个月.
_EVERY = {"annually": 12, "quarterly": 3}
# Fractions that have lost their hyphen: onethird.
_GROWN = {
    part + below: Fraction(CARDINALS[part], DENOMINATORS[below])
    for part in ("one", "two", "three", "four")
    for below in DENOMINATORS
    if CARDINALS[part] < DENOMINATORS[below] <= 10 and below.endswith("s") == (part != "one")
}
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip

WORDS = any_of(
    {*CARDINALS, *SCALES, *ORDINALS, *_MULTIPLES, *_VAGUE, *_ALONE, *_GROWN, *_EVERY}
    - {"zero", "zeroth"}
)
"""The words with which a quantity may begin, for a regular expression."""

_NO_MULTIPLE = ("-digit", " digit", " standard", "-entry", " taxation")
_DENOMINATOR = re.compile(
    r"[\s-](" + "|".join(sorted(DENOMINATORS, key=len, reverse=True)) + r")\b"
)
_ONE_IN = re.compile(
    r"\s(?:out\sof|in)\s(?:every\s)?(\d{1,3}|[a-z]+)\b(?!\s?(?:%|percent|million))"
)
# "One person in six is ill", not "one patient in six countries".
_ONE_PERSON_IN = re.compile(
    r"\s(?:person|patient|adult|child|man|woman|worker|household)\s(?:out\sof|in)\s(?:every\s)?"
    r"(\d{1,3}|[a-z]+)(?=[.,;)]|\s(?:is|was|has|had|will|can|would|may|becomes|became)\b)"
)
_FOLD = re.compile(r"-?fold\b")
_HYPHENED = re.compile(r"-([a-z]+)\b")
_COUNTED = re.compile(
    r"(?:first|last|past|previous|next|these|those|preceding|final|latest|consecutive|straight|for)"
    r"\s\Z"
)
_SEVERAL = re.compile(
    r"\b(?:several|a\sfew|few|many|tens\sof|hundreds\sof|dozens\sof|couple\sof)\s\Z"
)
_HALF_OF = re.compile(
    r"(?:[\s-](?:an?|of\sa)\s|[\s-])(thousand|million|billion|trillion|dozen|hour|year|day|century|"
    r"percentage\spoint)\b"
)
_SMALLER = {
    "hour": (60, "minute"), "year": (12, "month"), "day": (24, "hour"), "century": (100, "year"),
}  # fmt: skip
_HALF_A = re.compile(r"[\s-](?:an?|of\san?)(?=\s)")
# An hour and a | half
_AND_A_HALF = re.compile(
    r"\b(?:(?:an?|one)\s(?P<unit>minute|hour|day|week|month|year|decade|century))\sand\sa\s\Z"
)
_REACH = 24
# Cut to a | tenth is cut by 90%.
_REDUCED_TO = re.compile(
    r"\b(?:cut|reduced|lowered|slashed|fell|fallen|dropped|shrank|shrunk|declined|decreased|down)"
    r"\sto\s(?:(?:about|around|almost|nearly|just|only|roughly)\s)?(?:an?|one)[\s-]\Z"
)
_LAST = re.compile(r"\b(?:last|final)\s\Z")
_ONE_PART = re.compile(r"\b(?:a|one)[\s-]\Z")
_END_PART = re.compile(r"\b(?:last|final|top|bottom|upper|lower|middle)\s\Z")
# Up by nearly a third; not a quarter-point, nor by a third party.
_BY_A = re.compile(
    r"\b(?:by|up|down)\s"
    r"(?:(?:about|around|almost|nearly|over|roughly|some|more\sthan|less\sthan|as\smuch\sas)\s)?"
    r"(?:a|one)[\s-]\Z"
)
_OF_WHAT = re.compile(
    r"-|\s(?!to\b|in\b|from\b|over\b|on\b|since\b|and\b|after\b|as\b|this\b|last\b)[a-z]"
)
_PART_OF = re.compile(r"\s(?:of|and|or|in|as|from|since|than|by|to)\b|[,.;:)]")
_OF_A_YEAR = re.compile(r"[\s-](half|quarter)s?\b")
_CENTURY = re.compile(r"[\s-]centur(?:y|ies)\b")
# An ordinal up to this is often said otherwise.
_FEW = 10


def word(low: str, at: int, first: str, floor: int, found: list[Amount]) -> int:
    """Read what begins with the number word ``first``, put it into ``found``, return its end."""
    end = at + len(first)
    if first in _MULTIPLES:
        if low.startswith(_NO_MULTIPLE, end):
            return end
        amount = Amount(at, end, "multiple", Fraction(_MULTIPLES[first]), weight="soft")
    elif first in _GROWN:
        amount = Amount(at, end, "fraction", _GROWN[first], weight="soft")
    elif first in _EVERY:
        months = Fraction(_EVERY[first])
        found.append(Amount(at, end, "measure", months, "month", weight="free"))
        return end
    elif first in _HALVES:
        amount = Amount(at, end, "fraction", Fraction(1, 2), weight="soft")
    elif first == "decade":
        found.append(Amount(at, end, "measure", Fraction(1), "decade", weight="free"))
        return end
    elif first == "half" and (past := _HALF_PAST.match(low, end)):
        hour = past[1]
        hours = {"noon": 12, "midnight": 0}.get(hour) if hour.isalpha() else int(hour)
        if hours is None:
            hours = CARDINALS.get(hour, 0)
        value = Fraction(hours * 60 + 30)
        settled = hour in {"noon", "midnight"}
        found.append(Amount(at, past.end(), "time", value, weight="soft", settled=settled))
        return past.end()
    elif first in {"noon", "midnight"}:
        value = Fraction(12 * 60 if first == "noon" else 0)
        found.append(Amount(at, end, "time", value, weight="free", settled=True))
        return end
    elif first in {"half", "quarter"}:
        return _half(low, at, first, found)
    elif first in ORDINALS:
        return ordinal(low, at, end, Fraction(ORDINALS[first]), found, weak=True)
    elif first in _VAGUE:
        worth = _WORTH.get(first, 1)
        more = _OF_THESE.match(low, end)
        if more is not None:
            worth, end = worth * _WORTH[more[1]], more.end()
        of = low.startswith(" of", end)
        kind, unit, last = unit_at(low, end + 3 if of else end)
        step = Fraction(1 if kind == "measure" else worth)
        unit = unit if kind == "money" else ""
        last = end if of else last
        found.append(Amount(at, last, "number", None, unit, step, weight="free"))
        return last
    else:
        return _cardinal(low, at, floor, found)
    approximate(low, amount, floor)
    found.append(amount)
    return end


def roman(low: str, start: int, end: int, found: list[Amount]) -> int:
    """Read the Roman numeral of "Article IV", which is 第四条."""
    at = low.rindex(" ", start, end) + 1
    numeral = low[at:end]
    if numeral in _ROMAN:
        value = Fraction(_ROMAN.index(numeral) + 1)
        found.append(Amount(at, end, "ordinal", value, weight="soft"))
    return end


def ordinal(
    low: str, at: int, end: int, value: Fraction, found: list[Amount], *, weak: bool
) -> int:
    """Read what an ordinal begins: a quarter, a half, a century, a part (a third of), a rank.

    ``weak`` ordinals are words; "first" and "second" are too common to mean a number.
    """
    part = _OF_A_YEAR.match(low, end)
    if part is not None and value <= (2 if part[1] == "half" else 4):
        of_year: Kind = "half" if part[1] == "half" else "quarter"
        # The first half may be that of a match or of a set of data.
        weigh: Weight = "soft" if of_year == "half" else "firm"
        found.append(Amount(at, part.end(), of_year, value, weight=weigh))
        return part.end()
    century = _CENTURY.match(low, end)
    if century is not None:
        found.append(Amount(at, century.end(), "century", value))
        return century.end()
    one = weak and value > 2 and _ONE_PART.search(low, max(0, at - 4), at)
    reduced = one and _REDUCED_TO.search(low, max(0, at - 40), at)
    # The last third of a book; the last third is a rank elsewhere.
    last = weak and value > 2 and low.startswith(" of ", end)
    if (
        (one and _changed_by(low, at, end))
        or (one and _PART_OF.match(low, end))
        or reduced
        or (last and _END_PART.search(low, max(0, at - 8), at))
    ):
        found.append(Amount(at, end, "fraction", 1 / value, weight="soft"))
        if reduced:
            found[-1].also = 1 - 1 / value
        return end
    weight: Weight = "free" if weak and value <= 2 else "soft" if value <= _FEW else "firm"
    found.append(Amount(at, end, "ordinal", value, weight=weight))
    return end


def _changed_by(low: str, at: int, end: int) -> bool:
    """Whether something is told to change by such a part: up by nearly a | third."""
    return bool(_BY_A.search(low, max(0, at - 28), at)) and not _OF_WHAT.match(low, end)


def _half(low: str, at: int, first: str, found: list[Amount]) -> int:
    """Half a million, half an hour, a half, a quarter of; the quarter of a year is no number."""
    end = at + len(first)
    value = Fraction(1, 2) if first == "half" else Fraction(1, 4)
    of = _HALF_OF.match(low, end)
    if of is not None:
        return _half_of(low, at, value, of, found)
    before = low[max(0, at - 8) : at]
    if first == "half" and (one := _half_of_unit(low, at)):
        if found and found[-1].end > one.start:
            found.pop()  # the "one year" of "one year and a half"
        found.append(one)
        return one.end
    if first == "quarter":
        if _changed_by(low, at, end) or (_ONE_PART.search(before) and low.startswith(" of ", end)):
            found.append(Amount(at, end, "fraction", value, weight="soft"))
        elif _LAST.search(before):
            found.append(Amount(at, end, "quarter", Fraction(4), weight="free"))
    elif before.endswith("latter "):
        found.append(Amount(at, end, "half", Fraction(2), weight="soft"))
    elif not before.endswith(("-", "other ")):
        found.append(Amount(at, end, "fraction", value, weight="soft"))
    return end


def _half_of_unit(low: str, at: int) -> Amount | None:
    """Half a tonne, a year and a half: a half and its unit, or None where there is no unit."""
    end = at + len("half")
    whole = _AND_A_HALF.search(low, max(0, at - _REACH), at)
    if whole is not None:
        unit = whole["unit"]
        return Amount(whole.start(), end, "measure", Fraction(3, 2), unit, weight="soft")
    article = _HALF_A.match(low, end)
    kind, unit, last = unit_at(low, article.end()) if article else ("", "", end)
    if kind == "measure":
        return Amount(at, last, "measure", Fraction(1, 2), unit, weight="soft")
    if kind == "percent":
        return Amount(at, last, "percent", Fraction(1, 2), unit, weight="soft")
    return None


def _half_of(low: str, at: int, value: Fraction, match: re.Match[str], found: list[Amount]) -> int:
    unit, end = match[1], match.end()
    if unit in SCALES:
        scale = SCALES[unit]
        amount = Amount(at, end, "number", value * scale, "", Fraction(scale, 10), scale)
        amount.weight = "soft" if unit == "dozen" else "firm"
        kind, name, last = unit_at(low, end)
        if kind:
            take_unit(low, amount, kind, name, last)
    elif unit in _SMALLER:
        count, smaller = _SMALLER[unit]
        amount = Amount(at, end, "measure", value * count, smaller, weight="soft")
    else:
        amount = Amount(at, end, "points", value, "%", weight="soft")
    found.append(amount)
    return amount.end


def _cardinal(low: str, at: int, floor: int, found: list[Amount]) -> int:
    number = english(low, at)
    if number is None:
        return at + 1
    value, end = number
    if low[at:end] in SCALES and _SEVERAL.search(low, max(floor, at - 14), at):
        found.append(Amount(at, end, "number", None, weight="free"))
        return end
    tail = _HYPHENED.match(low, end)
    if tail and value % 10 == 0 and 0 < ORDINALS.get(tail[1], 0) < 10:
        # twenty-first
        return ordinal(low, at, tail.end(), value + ORDINALS[tail[1]], found, weak=False)
    below = _DENOMINATOR.match(low, end)
    if below is not None and _is_fraction(low, at, value, below[1]):
        part = value / DENOMINATORS[below[1]]
        found.append(Amount(at, below.end(), "fraction", part, weight="soft"))
        approximate(low, found[-1], floor)
        return below.end()
    fold = _FOLD.match(low, end)
    if fold is not None:
        found.append(Amount(at, fold.end(), "multiple", value, weight="soft"))
        return fold.end()
    amount = Amount(at, end, "number", value, "", trailing_step(value))
    if value == 1:
        amount.doubtful = True
        ratio = _ONE_IN.match(low, end) or _ONE_PERSON_IN.match(low, end)
        count = _count(ratio[1]) if ratio else 0
        if ratio is not None and count > 1:
            found.append(Amount(at, ratio.end(), "fraction", Fraction(1, count), weight="soft"))
            return ratio.end()
    sign = sign_before(low[max(floor, at - 6) : at].upper(), min(6, at - floor), 0)
    if sign is not None and value > 1:
        # RMB three million
        amount.kind, amount.unit, amount.signed = "money", SIGNS[sign[1]], True
        amount.start -= sign.end() - sign.start()
    last = re.split(r"[\s-]", low[at:end])[-1]
    end = put(low, low, amount, floor, found, words=True)
    amount.doubtful = amount.doubtful and amount.value == 1
    if amount.scale == 1:
        amount.scale = SCALES.get(last, 1)  # three to four hundred
    return end


def _count(text: str) -> int:
    return int(text) if text.isdigit() else CARDINALS.get(text, 0)


def _is_fraction(low: str, at: int, value: Fraction, below: str) -> bool:
    """Two thirds, one-fifth; not the three quarters of "the first three quarters"."""
    if below in {"quarters", "quarter"} and _COUNTED.search(low, max(0, at - 14), at):
        return False
    if value == 1:
        return not below.endswith("s")
    return below.endswith("s") and value < DENOMINATORS[below]
