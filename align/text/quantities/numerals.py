"""Numerals: digits, Chinese numerals and English number words, read as exact values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

# A run of digits longer than this is an identifier, not a count; Python also refuses to read
# decimal integers of more than a few thousand digits.
LONGEST = 1000

ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_ZH_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_ZH_LARGE = {"万": 10**4, "亿": 10**8}
ZH_SCALES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "十万亿": 10**13,
    "百万亿": 10**14, "千万亿": 10**15, "亿亿": 10**16, "兆": 10**12,
}  # fmt: skip

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS = {word: value for value, word in enumerate(_SMALL.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "dozen": 12,
}  # fmt: skip
_ORDINAL_WORDS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
ORDINALS = (
    {word: value for value, word in enumerate(_ORDINAL_WORDS.split())}
    | {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS.split(), 2)}
    | {"hundredth": 100, "thousandth": 1000}
)
DENOMINATORS = (
    {word: value for word, value in ORDINALS.items() if value > 2}
    | {word + "s": value for word, value in ORDINALS.items() if value > 2}
    | {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
)


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longer before the shorter.

    Words with the same first letter stand together: so most places are passed by that letter.

    >>> any_of(["six", "one", "sixty"])
    'o(?:ne)|s(?:ixty|ix)'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (word[0], -len(word), word)):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(found)})" for first, found in rests.items())


_NEXT_WORD = re.compile(r"(?:\s+|-)(and\s+)?([a-z]+)")


# The same few numbers fill most texts, and an exact fraction costs more than looking one up.
@lru_cache(maxsize=8192)
def decimal(digits: str) -> tuple[Fraction, Fraction]:
    """The value of decimal digits with or without thousands separators, and of the last digit.

    >>> decimal("1,234.50")
    (Fraction(2469, 2), Fraction(1, 100))
    """
    whole, _, part = digits.replace(",", "").partition(".")
    scale = 10 ** len(part)
    return Fraction(int(whole + part), scale), Fraction(1, scale)


@lru_cache(maxsize=8192)
def trailing_step(value: Fraction) -> Fraction:
    """The worth of the last digit of a whole number that is not a zero: 1,200 is in hundreds."""
    number = value.numerator
    if value.denominator != 1 or not number:
        return Fraction(1)
    step = 1
    while number % 10 == 0:
        number //= 10
        step *= 10
    return Fraction(step)


@lru_cache(maxsize=8192)
def chinese(numeral: str) -> Fraction | None:
    """The value of a Chinese numeral, or None where it has no exact one (二三十, 三五).

    >>> chinese("三千八百亿"), chinese("二〇二五"), chinese("十二点五"), chinese("三五")
    (Fraction(380000000000, 1), Fraction(2025, 1), Fraction(25, 2), None)
    """
    if len(numeral) > LONGEST:
        return None
    numeral, _, part = numeral.partition("点")
    whole = _chinese_whole(numeral)
    if whole is None or not part:
        return None if whole is None else Fraction(whole)
    digits = "".join(str(ZH_DIGITS[char]) for char in part)
    return whole + Fraction(int(digits), 10 ** len(digits))


def _chinese_whole(numeral: str) -> int | None:
    if all(char in ZH_DIGITS for char in numeral):
        # 二〇二五 is read digit by digit; 三五 (three to five) has no exact value.
        if len(numeral) == 1 or len(numeral) >= 3 or "〇" in numeral or "零" in numeral:
            return int("".join(str(ZH_DIGITS[char]) for char in numeral))
        return None
    total = section = digit = 0
    given = False
    last = 0
    for char in numeral:
        if char in ZH_DIGITS:
            if given and digit:
                return None
            digit, given = ZH_DIGITS[char], True
            continue
        if char in _ZH_SMALL:
            section += (digit if given and digit else 1) * _ZH_SMALL[char]
            last = _ZH_SMALL[char]
        else:
            section += digit
            if not section and not total:
                section = 1
            # 三万亿: the larger unit multiplies all that is before it.
            if _ZH_LARGE[char] > 10**4 or not total:
                total = (total + section) * _ZH_LARGE[char]
            else:
                total += section * _ZH_LARGE[char]
            section, last = 0, _ZH_LARGE[char]
        digit, given = 0, False
    if digit and last >= 100 and numeral[-2:-1] not in "零〇十":
        # 三万五 is 35,000 and 两百五 is 250.
        digit *= last // 10
    return total + section + digit


def english(text: str, start: int) -> tuple[Fraction, int] | None:
    """The value of the number words at ``start`` of a text in small letters, and their end.

    >>> english("one hundred and nineteen men", 0)
    (Fraction(119, 1), 24)
    """
    word = re.compile(r"[a-z]+").match(text, start)
    if word is None:
        return None
    total = current = 0
    largest = 10**18
    last = ""
    end = start
    token, at = word[0], word.end()
    joined = False
    while True:
        if token in CARDINALS:
            number = CARDINALS[token]
            room = 100 if number >= 10 else 10
            if last and (current % room or (current % 100 == 10) or (last == "small")):
                break
            if joined and last != "scale":
                break
            current += number
            last = "tens" if number >= 20 else "small"
        elif token in SCALES and not joined:
            scale = SCALES[token]
            if token == "hundred":
                if current >= 100:
                    break
                current = (current or 1) * 100
            else:
                if scale >= largest:
                    break
                total += (current or 1) * scale
                current, largest = 0, scale
            last = "scale"
        else:
            break
        end = at
        following = _NEXT_WORD.match(text, at)
        if following is None:
            break
        joined, token, at = following[1] is not None, following[2], following.end()
    return (Fraction(total + current), end) if end > start else None
