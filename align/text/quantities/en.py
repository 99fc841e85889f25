"""Quantities in English.

Digits always count, unless a letter or a hyphen ties them to a name (GPT-4, Qwen3). Number words
count, but "one" and "a" only with a unit: "one of the banks" counts nothing.
"""

from __future__ import annotations

import re
from collections import deque
from fractions import Fraction

from align.text.quantities import en_calendar
from align.text.quantities.amounts import Amount, addresses, finish, share, years_before
from align.text.quantities.durations import joined
from align.text.quantities.en_amounts import NAME, named, put, sign_before, take_sign
from align.text.quantities.en_words import WORDS, ordinal, roman, word
from align.text.quantities.model import Quantity
from align.text.quantities.numerals import LONGEST, decimal, trailing_step
from align.text.quantities.periods import Words, mark
from align.text.quantities.units import SIGNS

_WIDE = str.maketrans(
    "０１２３４５６７８９％．，：－～＄／（）￥’‑\xa0\u202fµ−", "0123456789%.,:-~$/()¥'-  μ-"
)
_START = re.compile(
    # A hyphen is easily lost where a line ends: midSeptember, onethird.
    rf"(?:(?<![a-z])|(?<=\bmid))(?:(?P<word>{WORDS})(?![a-z])"
    r"|(?P<roman>(?:article|phase|chapter|part|appendix|schedule|annex|stage)\s[ivx]{1,5}(?![a-z]))"
    rf"|(?P<month>{en_calendar.MONTH})(?![a-z])"
    r"|(?P<part>[qh][1-4](?![a-z0-9])|[1-4][qh](?=\d\d|\s\d\d))"
    r"|(?=\d|(?<![\w)])\.\d))"
    r"|(?<=[a-z])(?P<tied>\d)"
)
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+")
_LABEL = re.compile(r"\d+(?:\.\d+){2,}")
_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_LATIN = re.compile("[A-Za-z]")
# What a hyphen may tie to a number without making a name of it: mid-2016, sub-3%.
_PREFIX = re.compile(
    r"(?:mid|end|year-end|pre|post|sub|non|late|early|over|under|top|year|since|all|plus|minus|next|"
    r"around|magnitude|net|per|to|from|by|of|and|in|the|least|most|some|about)-\Z",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|~|to)\s*")
_BETWEEN = re.compile(r"\bbetween\s(?:[a-z]+\s)?\Z")
_LIST = re.compile(r"\s*(?:and|or|&|/)\s*")
_MORE = re.compile(r"\s*,\s*")
_WITHIN = re.compile(r"\s*(?:,\s*)?(?:and\s)?")
_YEAR_BEFORE = re.compile(
    r"\b(?:(?:a|one)\syear\s(?:earlier|before)|the\syear\sbefore"
    r"|(?:the|from|than|over)\s(?:previous|preceding|prior)\syear)\b"
)
_PARTS_OF_YEAR = Words(
    first=re.compile(r"\b(?:first|opening)\s\Z"),
    ending=re.compile(r"\b(?:end\sof|end\sof\sthe|end-)\s?(?:the\s)?[a-z0-9]"),
    to=re.compile(r"\s(?:to|ended|ending|through|until|till|up\sto)\s(?:the\send\sof\s|end-)?"),
    last=re.compile(r"\b(?:last|final|closing)\s\Z"),
    of_year=re.compile(r"\sof\s(?:the\s(?:calendar\s)?year|(?:this|last)\syear|[12]\d{3})\b"),
)
# A loss in brackets: RMB(120) million, (3.2)%.
_LOSS = re.compile(
    # The bracket first: what begins with a letter of its own is found many times as fast.
    r"\((?:(?<=RMB\()|(?<=rmb\()|(?<=[$€£¥]\()|(?=[\d.]+\)\s?(?:%|per\s?cent)))(\d[\d,.]*)\)"
)
_CENTS = re.compile(r"\d+(?:\.\d+)?\s?cents?\b")
_TITLED = re.compile(r"(?<![a-z])(?:table|figure|fig|chart|section|chapter|box|appendix)\.?\Z")
_LONGEST_NAME = 32


def find(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text; see :func:`align.text.quantities.find`."""
    plain = text if text.isascii() else text.translate(_WIDE)
    low = plain.lower()
    if len(low) != len(plain):
        # A few letters (İ) grow in lower case and would shift what follows.
        low = "".join(char.lower() if char.isascii() else char for char in plain)
    if "(" in low:
        plain, low = _LOSS.sub(r" -\1", plain), _LOSS.sub(r" -\1", low)
    found: list[Amount] = []
    skipped = deque(addresses(plain))
    at = 0
    while True:
        start = _START.search(low, at)
        if start is None:
            break
        here = start.start()
        while skipped and skipped[0][1] <= here:
            skipped.popleft()
        if skipped and skipped[0][0] <= here:
            at = skipped[0][1]
            continue
        at = max(_read(plain, low, start, at, found), here + 1)
    share(found, low, _RANGE, _LIST, _MORE, _BETWEEN)
    found = joined(found, low, _WITHIN)
    mark(found, low, _PARTS_OF_YEAR)
    return finish(years_before(found, low, _YEAR_BEFORE), text)


def _read(plain: str, low: str, start: re.Match[str], floor: int, found: list[Amount]) -> int:
    """Read what begins at ``start``, put it into ``found``, and say where to go on.

    ``floor`` is where the amount before ended.
    """
    at = start.start()
    match start.lastgroup:
        case "word":
            return word(low, at, start["word"], floor, found)
        case "month":
            return en_calendar.keep(en_calendar.from_month(plain, low, at), found, at + 1)
        case "part":
            return en_calendar.keep(en_calendar.part(low, at), found, at + 1)
        case "roman":
            return roman(low, at, start.end(), found)
        case "tied":
            return _tied(plain, low, at, floor, found)
    if plain[at - 1 : at] == "-" and at > floor:
        name = _hyphened(plain, at, floor)
        if name is not None:
            found.append(name)
            return name.end
    days = en_calendar.from_digits(low, at)
    if days:
        return en_calendar.keep(days, found, at + 1)
    return _amount(plain, low, at, floor, found)


def _tied(plain: str, low: str, at: int, floor: int, found: list[Amount]) -> int:
    """Read digits right after letters: RMB100, Qwen3, ratings1 (with a footnote)."""
    if plain[max(floor, at - 2) : at] in {"HK", "US"} and _CENTS.match(low, at):
        return _amount(plain, low, at, floor, found)  # HK12.5 cents
    if sign_before(plain, at, floor) or _TITLED.search(low, max(floor, at - 10), at):
        return _amount(plain, low, at, floor, found)
    first = at
    lowest = max(floor, at - _LONGEST_NAME)
    while first > lowest and _in_name(plain[first - 1]):
        first -= 1
    while first < at and plain[first] == "-":
        first += 1
    name = NAME.match(plain, first)
    if name is None:
        return at + 1
    digits = _DIGITS.match(plain, at)
    stem = plain[first:at]
    if digits and digits.end() == name.end() and stem.isalpha() and stem.islower():
        # A footnote; nothing can be said of its number on the other side.
        found.append(Amount(at, name.end(), "number", None, weight="free"))
    else:
        found.append(named(name[0], first))
    return name.end()


def _hyphened(plain: str, at: int, floor: int) -> Amount | None:
    """The name that digits after letters and a hyphen belong to (GPT-4, not mid-2016)."""
    if _PREFIX.search(plain, max(floor, at - 10), at):
        return None
    first = at - 1
    lowest = max(floor, at - _LONGEST_NAME)
    while first > lowest and (_in_name(plain[first - 1]) or plain[first - 1] == "."):
        first -= 1
    stem = plain[first : at - 1]
    if not _LATIN.search(stem) or stem[-1:].isdigit():
        return None
    name = NAME.match(plain, first)
    if name is None or name.end() <= at:
        return None
    return named(name[0], first)


def _in_name(char: str) -> bool:
    return char == "-" or (char.isascii() and char.isalnum())


def _amount(plain: str, low: str, at: int, floor: int, found: list[Amount]) -> int:
    """Read digits and what belongs to them."""
    label = _LABEL.match(low, at)
    if label is not None:
        found.append(Amount(at, label.end(), "label", None, label[0]))
        return label.end()
    digits = _DIGITS.match(low, at)
    if digits is None:
        return at + 1
    end = digits.end()
    if end - at > LONGEST:
        found.append(Amount(at, end, "label", None, digits[0]))
        return end
    suffix = _SUFFIX.match(low, end)
    if suffix is not None and "." not in digits[0]:
        return ordinal(low, at, suffix.end(), decimal(digits[0])[0], found, weak=False)
    slash = _SLASH.match(low, at)
    if slash is not None and low[at - 1 : at] != "/" and 0 < int(slash[1]) < int(slash[2]) <= 10:
        found.append(Amount(at, slash.end(), "fraction", Fraction(int(slash[1]), int(slash[2]))))
        return slash.end()
    value, step = decimal(digits[0])
    if "." not in digits[0]:
        step = trailing_step(value)
    amount = Amount(at, end, "number", value, "", step)
    take_sign(plain, amount, floor)
    country = plain[max(floor, at - 2) : at]
    if amount.kind == "number" and country in {"HK", "US"} and _CENTS.match(low, at):
        amount.kind, amount.unit, amount.start = "money", f"{country}D", at - 2
    elif amount.kind == "number" and plain[at - 1 : at] == "-":
        minus = sign_before(plain, at - 1, floor)
        if minus is not None:
            amount.kind, amount.unit, amount.start = "money", SIGNS[minus[1]], minus.start()
            amount.signed = amount.negative = True
    return put(plain, low, amount, floor, found, words=False)
