"""Quantities in English.

Digits always count, unless a letter or a hyphen ties them to a name (GPT-4, Qwen3). Number words
count, but "one" and "a" only with a unit: "one of the banks" counts nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities import en_calendar
from align.text.quantities.amounts import ONE, Amount, addresses, finish, share
from align.text.quantities.model import Approximation, Quantity
from align.text.quantities.numerals import (
    CARDINALS,
    DENOMINATORS,
    LONGEST,
    ORDINALS,
    SCALES,
    decimal,
    english,
    trailing_step,
)
from align.text.quantities.units import COUNTRIES, EN_AREAS, EN_MONEY, EN_UNITS, SIGNS, UNITS

_WIDE = str.maketrans(
    "０１２３４５６７８９％．，：－～＄／（）￥’‑\xa0\u202f", "0123456789%.,:-~$/()¥'-  "
)
_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "twofold": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "thrice": 3, "threefold": 3,
    "treble": 3, "trebled": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4,
    "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
    "quintupled": 5,
}  # fmt: skip
_VAGUE_WORDS = "dozens hundreds thousands millions billions trillions tens scores"
_WORDS = sorted(
    {
        *CARDINALS,
        *SCALES,
        *ORDINALS,
        *_MULTIPLES,
        *_VAGUE_WORDS.split(),
        "half",
        "quarter",
        "halved",
        "decade",
    }
    - {"zero", "zeroth"},
    key=len,
    reverse=True,
)
_START = re.compile(
    rf"(?<![a-z])(?:(?P<word>{'|'.join(_WORDS)})(?![a-z])"
    rf"|(?P<month>{en_calendar.MONTH})(?![a-z])"
    r"|(?P<part>[qh][1-4](?![a-z0-9])|[1-4][qh](?=\d\d|\s\d\d))"
    r"|(?=\d|(?<![\w)])\.\d))"
    r"|(?<=[a-z])(?P<tied>\d)"
)
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+")
_LABEL = re.compile(r"\d+(?:\.\d+){2,}")
_SCALE = re.compile(r"\+?[\s-]?(hundred|thousand|million|billion|trillion|dozen)(?:s\b(?!\sof)|\b)")
_SHORT_SCALE = re.compile(r"\s?(bn|mn|tn|mln|bln|trn|k|m|b|t)(?![a-z0-9])")
_SHORT = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "tn": 10**12, "trn": 10**12, "t": 10**12,
}  # fmt: skip
_COUNTABLE = re.compile(
    r"[\s-](?:parameters?|params|tokens|users|people|downloads|views|customers|subscribers|followers|"
    r"jobs|units|vehicles|samples|images|rows|words|characters|lines|pairs|sentences)\b"
)
_AND_A_HALF = re.compile(
    r"[\s-]and[\s-](?:a|one)[\s-](half|quarter)(?:[\s-](thousand|million|billion|trillion)\b)?"
)
_HALF_WORD = re.compile(r"½|\s?1/2(?![\d/])")
_SUFFIX = re.compile(r"(st|nd|rd|th)\b")
_UNIT = re.compile(r"(\s|-)?(%|°c|°f|°|[a-z²³]+(?:\.s\.)?)")
_NEXT = re.compile(r"[\s-]([a-z²³.]+)")
_DENOMINATOR = re.compile(
    r"[\s-](" + "|".join(sorted(DENOMINATORS, key=len, reverse=True)) + r")\b"
)
_ONE_IN = re.compile(
    r"\s(?:out\sof|in)\s(?:every\s)?(\d{1,3}|[a-z]+)\b(?!\s?(?:%|percent|million))"
)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[-.'][A-Za-z0-9]+)*")
_LATIN = re.compile("[A-Za-z]")
_PREFIX = re.compile(
    r"(?:mid|end|pre|post|sub|non|late|early|over|under|top|year|since|all|plus|minus|next|around|net|per|to|from|by|of|and|in|the|least|most|some|about|year-end|mid)-\Z",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?<![A-Za-z])(" + "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)) + r")\s?\Z"
)
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_BEFORE = re.compile(
    r"\b(?:(?P<about>about|around|approximately|approx\.?|roughly|some|nearly|almost|close\sto|"
    r"an?\sestimated|circa|c\.|near|nearing|approaching)"
    r"|(?P<over>over|more\sthan|above|exceed(?:s|ed|ing)?|at\sleast|no\s(?:less|fewer)\sthan|"
    r"upwards\sof|surpass(?:ed|ing|es)?|as\s(?:many|much|high)\sas|up\sto|beyond|greater\sthan|"
    r"larger\sthan|higher\sthan|topped|past)"
    r"|(?P<under>under|less\sthan|fewer\sthan|below|no\smore\sthan|at\smost|lower\sthan|"
    r"not\sexceeding|just\sshort\sof|smaller\sthan))"
    r"(?:\san?\b)?\s?\Z"
)
_AFTER = re.compile(
    r"\s?(?P<over>\+|-plus\b|-odd\b|or\smore\b|or\sabove\b|and\sabove\b)|\s?(?P<about>or\sso\b)|\s?(?P<under>or\sless\b|or\sbelow\b)"
)
_GROWTH = re.compile(
    r"(?:increas|grow|grew|rise|rose|risen|up|jump|surg|expand|climb|more|higher|larger|faster)[a-z]*(?:\s[a-z]+)?\s(?:by\s|about\s|almost\s|nearly\s|over\s|some\s)?\Z"
)
_RANGE = re.compile(r"\s*(?:-|–|—|~|to)\s*")
_BETWEEN = re.compile(r"\bbetween\s(?:[a-z]+\s)?\Z")
_LIST = re.compile(r"\s*(?:and|or|&|/)\s*")
_MORE = re.compile(r"\s*,\s*")
_COUNTED = re.compile(
    r"(?:first|last|past|previous|next|these|those|preceding|final|latest|consecutive|straight|for)\s\Z"
)
_PERIODS = {"half": "half", "quarter": "quarter"}
_SMALL_SOFT = 12


def find(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text; see :func:`align.text.quantities.find`."""
    plain = text.translate(_WIDE)
    low = plain.lower()
    if len(low) != len(plain):
        # A few letters (İ) grow in lower case and would shift what follows.
        low = "".join(char.lower() if char.isascii() else char for char in plain)
    found: list[Amount] = []
    skipped = addresses(plain)
    at = 0
    while True:
        start = _START.search(low, at)
        if start is None:
            break
        here = start.start()
        while skipped and skipped[0][1] <= here:
            skipped.pop(0)
        if skipped and skipped[0][0] <= here:
            at = skipped[0][1]
            continue
        at = max(_read(plain, low, start, at, found), here + 1)
    share(found, low, _RANGE, _LIST, _MORE, _BETWEEN)
    return finish(found, text)


def _read(plain: str, low: str, start: re.Match[str], floor: int, found: list[Amount]) -> int:
    at = start.start()
    group = start.lastgroup
    if group == "tied":
        return _tied(plain, low, at, floor, found)
    if group == "month":
        month = en_calendar.from_month(plain, low, at)
        return en_calendar.keep(month, found, at + 1)
    if group == "part":
        return en_calendar.keep(en_calendar.part(low, at), found, at + 1)
    if group == "word":
        return _word(low, at, start["word"], floor, found)
    if plain[at - 1 : at] in {"-", "/"} and at - 1 >= floor:
        end = _hyphened(plain, at, floor, found)
        if end:
            return end
    days = en_calendar.from_digits(low, at, floor)
    if days is not None:
        return en_calendar.keep(days, found, at + 1)
    return _amount(plain, low, at, floor, found)


def _tied(plain: str, low: str, at: int, floor: int, found: list[Amount]) -> int:
    """Digits right after letters: RMB100, Qwen3, ratings1 (a footnote)."""
    if plain[at - 1] in _SIGN_ENDS and _SIGN.search(plain, max(floor, at - 4), at):
        return _amount(plain, low, at, floor, found)
    first = at
    while (
        first > floor
        and plain[first - 1].isascii()
        and plain[first - 1].isalpha()
        and at - first < 32
    ):
        first -= 1
    while first - 1 > floor and plain[first - 1] == "-" and plain[first - 2].isalnum():
        first -= 1
        while first > floor and plain[first - 1].isascii() and plain[first - 1].isalnum():
            first -= 1
    name = _NAME.match(plain, first)
    end = name.end() if name else at + 1
    word = plain[first:end]
    digits = _DIGITS.match(plain, at)
    if digits and plain[first:at].isalpha() and plain[first:at].islower() and digits.end() == end:
        value = Fraction(int(digits[0][:9].replace(",", "").partition(".")[0] or 0))
        found.append(Amount(at, end, "number", value, weight="free"))
        return end
    _name(word, first, end, found)
    return end


def _name(word: str, start: int, end: int, found: list[Amount]) -> None:
    unit = re.sub(r"[-.']", "", word).upper()
    found.append(Amount(start, end, "name", None, unit, weight="soft"))


def _hyphened(plain: str, at: int, floor: int, found: list[Amount]) -> int:
    """Digits after letters and a hyphen: a name (GPT-4), unless it is mid-2016. 0: no name."""
    if plain[at - 1] == "/":
        return 0
    if _PREFIX.search(plain, max(floor, at - 10), at):
        return 0
    first = at - 1
    while (
        first > floor
        and at - first < 32
        and plain[first - 1].isascii()
        and (plain[first - 1].isalnum() or plain[first - 1] in "-.")
    ):
        first -= 1
    stem = plain[first : at - 1]
    if not _LATIN.search(stem) or stem[-1:].isdigit():
        return 0
    name = _NAME.match(plain, first)
    if name is None or name.end() <= at:
        return 0
    _name(name[0], first, name.end(), found)
    return name.end()


def _word(low: str, at: int, word: str, floor: int, found: list[Amount]) -> int:
    end = at + len(word)
    if word in _MULTIPLES:
        if low.startswith(("-digit", " digit", " standard", "-entry", " taxation"), end):
            return end
        amount = Amount(at, end, "multiple", Fraction(_MULTIPLES[word]), weight="soft")
    elif word == "decade":
        found.append(Amount(at, end, "measure", Fraction(1), "decade", weight="free"))
        return end
    elif word == "halved":
        amount = Amount(at, end, "fraction", Fraction(1, 2), weight="soft")
    elif word in {"half", "quarter"}:
        return _half(low, at, word, found)
    elif word in ORDINALS and word not in SCALES:
        return _ordinal_word(low, at, word, floor, found)
    elif word not in CARDINALS and word not in SCALES:
        return _vague(low, at, end, floor, found)
    else:
        return _number_words(low, at, floor, found)
    _approximation(low, amount, floor)
    found.append(amount)
    return end


_FIRST_WORDS = re.compile(r"(?:a|one|every|per)\s\Z")
_LABELS = re.compile(
    r"\b(?:charts?|tables?|figures?|fig\.|box|notes?|sections?|chapters?|pages?|cap\.|part|articles?|"
    r"no\.|phase|step|appendix|annex|schedule|paragraphs?)\s\Z"
)
_SOME_FIRST = re.compile(
    r"\b(?:several|a\sfew|few|many|tens\sof|hundreds\sof|dozens\sof|couple\sof|some)\s\Z"
)


def _vague(low: str, at: int, end: int, floor: int, found: list[Amount]) -> int:
    kind, _, last = _unit(low, end) if not low.startswith(" of", end) else ("", "", end)
    found.append(Amount(at, last if kind else end, "number", None, weight="free"))
    return found[-1].end


def _half(low: str, at: int, word: str, found: list[Amount]) -> int:
    """Half a million, half an hour, a half, a quarter of; the quarter of a year is no number."""
    end = at + len(word)
    value = Fraction(1, 2) if word == "half" else Fraction(1, 4)
    more = re.compile(
        r"(?:[\s-](?:an?|of\sa)\s|[\s-])(thousand|million|billion|trillion|dozen|hour|year|day|century|percentage\spoint)\b"
    ).match(low, end)
    if more is not None:
        unit = more[1]
        if unit in SCALES:
            scale = SCALES[unit]
            amount = Amount(at, more.end(), "number", value * scale, "", Fraction(scale, 10), scale)
            kind, name, last = _unit(low, more.end())
            if kind:
                _take_unit(low, amount, kind, name, last)
        elif unit in {"hour", "year", "day"}:
            smaller = {"hour": (60, "minute"), "year": (12, "month"), "day": (24, "hour")}[unit]
            amount = Amount(
                at, more.end(), "measure", value * smaller[0], smaller[1], weight="soft"
            )
        elif unit == "century":
            return more.end()
        else:
            amount = Amount(at, more.end(), "points", value, "%", weight="soft")
        found.append(amount)
        return amount.end
    before = low[max(0, at - 8) : at]
    if word == "quarter":
        if before.endswith((" a ", "one-", "one ")) and low.startswith(" of ", end):
            found.append(Amount(at, end, "fraction", value, weight="soft"))
        elif re.search(r"\b(?:last|final)\s\Z", before):
            found.append(Amount(at, end, "quarter", Fraction(4), weight="free"))
        return end
    if before.endswith("latter "):
        found.append(Amount(at, end, "half", Fraction(2), weight="soft"))
        return end
    if before.endswith(("-", "other ")):
        return end
    found.append(Amount(at, end, "fraction", value, weight="soft"))
    return end


_AFTER_ORDINAL = re.compile(r"[\s-](half|quarter)s?\b")
_YEAR_SOON = re.compile(r"[\s-](?:century|centuries)\b")


def _ordinal_word(low: str, at: int, word: str, floor: int, found: list[Amount]) -> int:
    value = Fraction(ORDINALS[word])
    end = at + len(word)
    return _ordinal(low, at, end, value, floor, found, weak=True)


def _ordinal(
    low: str, at: int, end: int, value: Fraction, floor: int, found: list[Amount], *, weak: bool
) -> int:
    part = _AFTER_ORDINAL.match(low, end)
    if part is not None and value <= (2 if part[1] == "half" else 4):
        kind = "half" if part[1] == "half" else "quarter"
        found.append(Amount(at, part.end(), kind, value))
        return part.end()
    century = _YEAR_SOON.match(low, end)
    if century is not None:
        found.append(Amount(at, century.end(), "century", value))
        return century.end()
    if (
        weak
        and value > 2
        and re.search(r"(?:\ba|\bone)[\s-]\Z", low[max(0, at - 4) : at])
        and low.startswith(" of", end)
    ):
        found.append(Amount(at, end, "fraction", 1 / value, weight="soft"))
        return end
    weight = "free" if value <= 2 and weak else "soft" if value <= 10 else "firm"
    found.append(Amount(at, end, "ordinal", value, weight=weight))  # type: ignore[arg-type]
    return end


_OF_OR_ALONE = re.compile(r"\s?(?:of|another|hand|day|way|more|thing|another's|by)\b")


def _number_words(low: str, at: int, floor: int, found: list[Amount]) -> int:
    number = english(low, at)
    if number is None:
        return at + 1
    value, end = number
    word = low[at:end]
    ordinal = re.compile(r"-([a-z]+)\b").match(low, end)
    if ordinal and ordinal[1] in ORDINALS and value % 10 == 0 and ORDINALS[ordinal[1]] < 10:
        return _ordinal(
            low, at, ordinal.end(), value + ORDINALS[ordinal[1]], floor, found, weak=False
        )
    if (
        _SOME_FIRST.search(low, max(floor, at - 14), at)
        and word in SCALES
        and not low.startswith("some ", at - 5)
    ):
        found.append(Amount(at, end, "number", None, weight="free"))
        return end
    denominator = _DENOMINATOR.match(low, end)
    if denominator is not None and _is_fraction(low, at, value, denominator):
        found.append(
            Amount(
                at,
                denominator.end(),
                "fraction",
                value / DENOMINATORS[denominator[1]],
                weight="soft",
            )
        )
        _approximation(low, found[-1], floor)
        return denominator.end()
    if low.startswith("fold", end) or low.startswith("-fold", end):
        end += 4 if low.startswith("fold", end) else 5
        found.append(Amount(at, end, "multiple", value, weight="soft"))
        return end
    amount = Amount(at, end, "number", value, "", trailing_step(value))
    if word == "one":
        amount.doubtful = True
        ratio = _ONE_IN.match(low, end)
        if ratio is not None:
            below = _ratio(ratio[1])
            if below and below > 1:
                found.append(Amount(at, ratio.end(), "fraction", Fraction(1, below), weight="soft"))
                return ratio.end()
    return _with_unit(low, low, amount, floor, found, words=True)


def _ratio(word: str) -> int:
    return int(word) if word.isdigit() else CARDINALS.get(word, 0)


def _is_fraction(low: str, at: int, value: Fraction, match: re.Match[str]) -> bool:
    """Two thirds, one-fifth; not the three quarters of "the first three quarters"."""
    word = match[1]
    if word in {"quarters", "quarter"} and _COUNTED.search(low, max(0, at - 14), at):
        return False
    if value == 1:
        return not word.endswith("s") or word == "halves"
    return word.endswith("s") and value < DENOMINATORS[word]


def _amount(plain: str, low: str, at: int, floor: int, found: list[Amount]) -> int:
    label = _LABEL.match(low, at)
    if label is not None:
        found.append(Amount(at, label.end(), "label", None, label[0]))
        return label.end()
    digits = _DIGITS.match(low, at)
    if digits is None:
        return at + 1
    end = digits.end()
    if end - at > LONGEST:
        found.append(Amount(at, end, "number", None))
        return end
    ordinal = _SUFFIX.match(low, end)
    if ordinal is not None and "." not in digits[0]:
        return _ordinal(low, at, ordinal.end(), decimal(digits[0])[0], floor, found, weak=False)
    slash = _SLASH.match(low, at)
    if (
        slash is not None
        and int(slash[2])
        and int(slash[1]) < int(slash[2]) <= 10
        and low[at - 1 : at] != "/"
    ):
        found.append(Amount(at, slash.end(), "fraction", Fraction(int(slash[1]), int(slash[2]))))
        return slash.end()
    value, step = decimal(digits[0])
    if "." not in digits[0]:
        step = trailing_step(value)
    amount = Amount(at, end, "number", value, "", step)
    _sign(plain, amount, floor)
    return _with_unit(plain, low, amount, floor, found, words=False)


def _with_unit(
    plain: str, low: str, amount: Amount, floor: int, found: list[Amount], *, words: bool
) -> int:
    at, end = amount.start, amount.end
    value = amount.value
    if value is None:
        return end
    # 5 million, 5bn, two and a half million
    half = _AND_A_HALF.match(low, end)
    if half is None and not words and (mark := _HALF_WORD.match(low, end)):
        value += Fraction(1, 2)
        end = mark.end()
    if half is not None:
        value += Fraction(1, 2) if half[1] == "half" else Fraction(1, 4)
        amount.step = Fraction(1, 2)
        end = half.end()
        if half[2]:
            value *= SCALES[half[2]]
            amount.scale = SCALES[half[2]]
            amount.step *= amount.scale
    else:
        scale = None if words else _SCALE.match(low, end)
        if scale is not None:
            amount.scale = SCALES[scale[1]]
            end = scale.end()
        elif not words:
            short = _SHORT_SCALE.match(low, end)
            if short is not None and _is_scale(plain, amount, short):
                amount.scale = _SHORT[short[1]]
                end = short.end()
        value *= amount.scale
        amount.step *= amount.scale
    amount.value, amount.end = value, end
    labelled = low[at - 1 : at] == " " and _LABELS.search(low, max(0, at - 12), at) is not None
    kind, unit, last = _unit(low, end) if not labelled else ("", "", end)
    if kind:
        _take_unit(low, amount, kind, unit, last)
    elif amount.kind == "number":
        after = low[end : end + 1]
        if after.isalpha() and not words and amount.scale == 1:
            name = _NAME.match(plain, at)
            if name is not None:
                _name(name[0], at, name.end(), found)
                return name.end()
        amount.bare = True
    _approximation(low, amount, floor)
    _weigh(low, amount, words, bool(kind))
    found.append(amount)
    return amount.end


def _is_scale(plain: str, amount: Amount, short: re.Match[str]) -> bool:
    word = short[1]
    attached = short.start(1) == short.start()
    if len(word) > 1:
        return True
    if amount.kind == "money":
        return attached or word in "bm"
    # Without a currency 5m may be metres and 3t tonnes; 3B and 10K are numbers.
    if not attached or plain[short.start(1)] not in "KMBk":
        return False
    fractional = amount.value is not None and amount.value.denominator != 1
    return fractional or _COUNTABLE.match(plain, short.end()) is not None


def _unit(low: str, at: int) -> tuple[str, str, int]:
    """The unit at ``at``: kind ("" for none), unit, end."""
    match = _UNIT.match(low, at)
    if match is None:
        return "", "", at
    word, end = match[2], match.end()
    if word in {"%", "percent", "pct"}:
        if low.startswith((" point", "-point"), end):
            return "points", "%", end + (7 if low.startswith("s", end + 6) else 6)
        return "percent", "%", end
    if word == "per" and low.startswith(" cent", end):
        return "percent", "%", end + 5
    if word == "percentage" and low.startswith((" point", "-point"), end):
        return "points", "%", end + (7 if low.startswith("s", end + 6) else 6)
    if word in {"basis", "bps", "bp"}:
        if word != "basis":
            return "basis", "%", end
        if low.startswith((" point", "-point"), end):
            return "basis", "%", end + (7 if low.startswith("s", end + 6) else 6)
        return "", "", at
    if word in {"pp", "ppt", "ppts"}:
        return "points", "%", end
    if word in {"times", "fold", "x"}:
        return "multiple", "", end
    if word in EN_MONEY:
        if low.startswith(" sterling", end):
            end += 9
        return "money", EN_MONEY[word], end
    if word in {"square", "sq", "cubic"}:
        after = _NEXT.match(low, end)
        unit = EN_UNITS.get(after[1].rstrip("."), "") if after else ""
        area = EN_AREAS.get(unit if word != "cubic" else unit + "³")
        return ("measure", area, after.end()) if area and after else ("", "", at)
    country = _country(low, match.start(2))
    if country is not None:
        return country
    if word in EN_UNITS:
        unit = EN_UNITS[word]
        if unit == "pound" and low.startswith(" sterling", end):
            return "money", "GBP", end + 9
        return "measure", unit, end
    if word == "nautical" and low.startswith(" mile", end):
        return "measure", "nautical mile", end + (6 if low.startswith("s", end + 5) else 5)
    if word in {"trading", "business", "working", "calendar"} and low.startswith(
        (" day", "-day"), end
    ):
        return "measure", "day", end + (5 if low.startswith("s", end + 4) else 4)
    return "", "", at


_COUNTRY = re.compile(
    r"(us|u\.s\.|american|hong kong|hk|australian|canadian|singapore|new taiwan|taiwan|new zealand|"
    r"swiss|japanese|chinese|british|south korean|korean|indian)\s"
    r"(dollars?|yuan|yen|francs?|won|rupees?|pounds?)\b"
)


def _country(low: str, at: int) -> tuple[str, str, int] | None:
    match = _COUNTRY.match(low, at)
    return ("money", COUNTRIES[match[1]], match.end()) if match else None


def _take_unit(low: str, amount: Amount, kind: str, unit: str, end: int) -> None:
    value = amount.value
    assert value is not None
    if kind == "money" and amount.kind == "money" and unit == "$":
        amount.end = end
        return
    amount.end = end
    if kind == "basis":
        amount.kind, amount.unit, amount.value, amount.also = "points", unit, value / 100, value
        amount.step /= 100
    elif kind == "points":
        amount.kind, amount.unit = "points", unit
    elif kind == "percent":
        amount.kind, amount.unit, amount.step = "percent", unit, min(amount.step, ONE)
    elif kind == "multiple":
        amount.kind = "multiple"
        if _GROWTH.search(low, max(0, amount.start - 24), amount.start):
            amount.also = value + 1
    elif kind == "money":
        amount.kind, amount.unit = "money", unit
    elif amount.kind != "money":
        amount.kind, amount.unit = "measure", unit


def _sign(plain: str, amount: Amount, floor: int) -> None:
    """Take a currency that stands before the amount: US$100, RMB 100."""
    last = amount.start - 1
    if last >= floor and plain[last] == " ":
        last -= 1
    if last < floor or plain[last] not in _SIGN_ENDS:
        return
    sign = _SIGN.search(plain, max(floor, amount.start - 6), amount.start)
    if sign is not None:
        amount.kind, amount.unit, amount.start = "money", SIGNS[sign[1]], sign.start()
        amount.signed = True


def _approximation(low: str, amount: Amount, floor: int) -> None:
    found = _BEFORE.search(low, max(floor, amount.start - 22), amount.start) or _AFTER.match(
        low, amount.end
    )
    if found is not None:
        amount.approximate = _APPROXIMATIONS[found.lastgroup or ""]


_APPROXIMATIONS: dict[str, Approximation] = {
    "": "",
    "about": "about",
    "over": "over",
    "under": "under",
}


def _weigh(low: str, amount: Amount, words: bool, has_unit: bool) -> None:
    value = amount.value
    if value is None:
        amount.weight = "free"
    elif words:
        if value == 1:
            amount.weight = "free"
            amount.doubtful = not has_unit
        elif amount.kind in {"number", "measure", "multiple"} and value <= _SMALL_SOFT:
            amount.weight = "soft"
    elif amount.kind in {"money", "measure"} and value == 1:
        amount.weight = "soft"
    elif amount.kind == "number" and value.denominator == 1 and value <= 30 and amount.scale == 1:
        amount.weight = "soft"
