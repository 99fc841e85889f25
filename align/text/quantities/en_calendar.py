"""Dates, parts of a year and times of day in English."""

from __future__ import annotations

import re
from fractions import Fraction

from align.text.quantities.amounts import Amount
from align.text.quantities.numerals import any_of
from align.text.quantities.zones import EN_NAMES, offsets

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTHS = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name: number for number, name in enumerate(_SHORT, 1)}
    | {"sept": 9}
)
MONTH = any_of(MONTHS)
# "May", "March" and the short names are also other words: something must speak for the month.
_UNSURE = frozenset({"may", "march", *_SHORT, "sept"})

_Y = r"(?P<y>[12]\d{3})(?![\d%]|,\d|\.\d)"
_N = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_D = rf"(?P<d>{_N}){_TH}"
_NO_MORE = r"(?![\d:%]|,\d{3}|\.\d)"
_AFTER_MONTH = re.compile(
    rf"\.?,?\s(?:{_D}{_NO_MORE}(?!\s(?:million|billion|percent|per\scent))(?:,?\s{_Y})?"
    r"|(?:of\s)?(?P<only>[12]\d{3})(?![\d%]|,\d))"
)
_MORE_DAYS = re.compile(
    rf"\s?(?P<join>-|–|to|and|,)\s?{_D}(?:,?\s(?P<y>[12]\d{{3}}))?{_NO_MORE}(?P<word>\s[a-z]+)?"
)
_DAY_MONTH = re.compile(
    rf"{_D}(?:\s(?:day\s)?(?:of\s)?|-)(?P<m>{MONTH})\b\.?"
    rf"(?:,?\s{_Y}|-{_Y.replace('<y>', '<y2>')})?"
)
_DAYS_MONTH = re.compile(rf"{_D}\s?(?:-|–|to|and|&|,)\s?(?={_N}{_TH}\s(?:of\s)?(?:{MONTH})\b)")
_ISO = re.compile(
    r"(?P<y>[12]\d{3})([-/.])(?P<m>1[0-2]|0?[1-9])\2(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])"
)
_DECADE = re.compile(r"(?<!#)(?<!#\s)(?P<n>[12]\d\d0|[1-9]0)'?s\b")
_YEARS = re.compile(r"(?P<y>[12]\d{3})(?P<join>-|–|/)(?P<to>\d{2})(?!\d|[-–/]\d|%|,\d|\.\d)")
_YEAR = re.compile(r"(?P<y>1[5-9]\d\d|20\d\d)(?![\d%a-z]|,\d|\.\d)")
# A year with the number of a footnote grown on to it: since 19943.
_NOTED_YEAR = re.compile(r"(?P<y>19\d\d|20[0-3]\d)[1-9](?![\d%a-z]|,\d|\.\d)")
_NOT_YEAR = re.compile(
    r"\s?(?:bn|mn|tn|k|m|b)\b"
    r"|\s(?:million|billion|trillion|thousand|percent|per\scent|people|yuan|points?|times|units?|"
    r"employees|companies|jobs|dollars|euros|km|miles|kilomet|years?|hours|staff|meters|metres|"
    r"tonnes|stores|students|firms|banks)\b"
    r"|-(?:sq|square|cubic|mile|foot|page|seat|member|strong|year|mw|km|acre|hectare)\b"
)
# The prices of a year: "$2.6 billion (in 2013 dollars)".
_IN = re.compile(r"\bin\s\Z")
_PRICES = re.compile(r"\s(?:dollars|euros|prices)\b")
_TIME = re.compile(
    r"(?P<h>1[0-2]|0?\d)(?:[:.](?P<m>[0-5]\d))?(?::[0-5]\d)?\s?"
    r"(?P<part>a\.?m\b\.?|p\.?m\b\.?|o'clock)"
)
_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])")
_OF_DAY = re.compile(
    r"(?=\s(?:o|in|at)\b)(?P<clock>\so'clock\b)?"
    r"(?:\s(?:in\sthe|at)\s(?P<part>morning|afternoon|evening|night)\b)?"
)
_AT = re.compile(r"\b(?:at|by|is|it's|was|until|till|before|after|around|about|from|to|past)\s\Z")
_ZONE = re.compile(
    rf"\s?(?:on\s(?:{MONTH})\.?\s\d{{1,2}}\s)?\(?((?:gmt|utc)(?:[+-]\d{{1,2}})?|{EN_NAMES})\b"
)
# 0100 GMT
_MILITARY = re.compile(rf"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?=\s(?:gmt|utc|{EN_NAMES})\b)")
_ANOTHER = re.compile(rf"\s?(?:/|-|–|to|and|or)\s?(?:{MONTH})\b")
_AGE = re.compile(r"\b(?:his|her|their|my|our)\s(?:early\s|mid-|late\s|mid\s)?\Z")
_NOUN = re.compile(
    r"(?:\b(?:in|on|by|since|from|to|until|till|of|early|late|mid|and|between|last|this|next|"
    r"during|after|before|through|for|or|every|each|previous|ended|ending|end|at|as)|[-–,(/])\s?\Z"
)
_SURNAME = re.compile(r"\s[A-Z][a-z]{2,}")
_BEFORE = re.compile(rf"\b(?:{MONTH}|mid|early|late)-\Z")
_PART = re.compile(r"([qh])([1-4])|([1-4])([qh])")
_PART_YEAR = re.compile(r"\s?(?P<y>20\d\d|\d\d)(?!\d)")
_NAME = re.compile(MONTH)


def keep(amounts: list[Amount] | Amount | None, found: list[Amount], otherwise: int) -> int:
    """Put what was read into ``found``; where to go on, ``otherwise`` where nothing was."""
    if isinstance(amounts, Amount):
        amounts = [amounts]
    if not amounts:
        return otherwise
    found.extend(amounts)
    return amounts[-1].end


def from_month(plain: str, low: str, at: int) -> list[Amount] | None:
    """A date or month whose name stands at ``at``: May 22, 2025; Sept 2018; July."""
    name = _NAME.match(low, at)
    if name is None:
        return None
    month = MONTHS[name[0]]
    if not plain[at].isupper() and (name[0] in _UNSURE or len(name[0]) < 4):
        return None
    after = _AFTER_MONTH.match(low, name.end())
    if after is None and _is_person(plain, low, at, name.end()):
        return None
    if after is None:
        unsure = name[0] in _UNSURE and not (
            _NOUN.search(low, max(0, at - 9), at)
            or _ANOTHER.match(low, name.end())
            or (len(low) < 20 and low.strip(" #*.") == name[0])
        )
        return None if unsure else [Amount(at, name.end(), "month", None, month=month)]
    if after["only"]:
        return [Amount(at, after.end(), "month", None, year=int(after["only"]), month=month)]
    year = int(after["y"]) if after["y"] else None
    amounts = [Amount(at, after.end(), "date", None, year=year, month=month, day=int(after["d"]))]
    if year is None:
        more = _MORE_DAYS.match(low, after.end())
        # "May 3 and 5 people" has one day, "May 3 and 5" two.
        if more is not None and not (more["join"] in {"and", ","} and more["word"]):
            year = int(more["y"]) if more["y"] else None
            amounts[0].year = year
            end = more.end("y" if year else "d")
            days = int(more["d"])
            amounts.append(
                Amount(more.start("d"), end, "date", None, year=year, month=month, day=days)
            )
    return amounts


def part(low: str, at: int) -> Amount | None:
    """Q1, H2, 1Q25, 2H 2025: a quarter or half of a year."""
    match = _PART.match(low, at)
    if match is None:
        return None
    letter, number = match[1] or match[4], int(match[2] or match[3])
    if letter == "h" and number > 2:
        return None
    end = match.end()
    year = _PART_YEAR.match(low, end) if match[3] else None
    amount = Amount(at, end, "quarter" if letter == "q" else "half", Fraction(number))
    if year is not None:
        amount.year = int(year["y"]) if len(year["y"]) == 4 else 2000 + int(year["y"])
        amount.end = year.end()
    return amount


def from_digits(low: str, at: int) -> list[Amount] | None:
    """A date, year or time that begins with digits at ``at``."""
    days = _DAYS_MONTH.match(low, at)
    if days is not None:
        second = _DAY_MONTH.match(low, days.end())
        if second is not None:
            last = _date(days.end(), second)
            first = Amount(
                at, days.end("d"), "date", None, year=last.year, month=last.month, day=int(days["d"])
            )  # fmt: skip
            return [first, last]
    date = _DAY_MONTH.match(low, at)
    if date is not None:
        return [_date(at, date)]
    time = _TIME.match(low, at)
    if time is not None:
        return [_time(low, at, time)]
    clock = _CLOCK.match(low, at) or _MILITARY.match(low, at)
    if clock is not None:
        return [_time(low, at, clock)]
    iso = _ISO.match(low, at)
    if iso is not None:
        return [
            Amount(at, iso.end(), "date", None, year=int(iso["y"]), month=int(iso["m"]), day=int(iso["d"]))
        ]  # fmt: skip
    return _year(low, at)


def _is_person(plain: str, low: str, at: int, end: int) -> bool:
    """Whether a month's name is that of a person: June Almeida, Teresa-May."""
    if _SURNAME.match(plain, end) and not _NOUN.search(low, max(0, at - 9), at):
        return True
    return (
        low[at - 1 : at] == "-"
        and low[at - 2 : at - 1].isalpha()
        and not _BEFORE.search(low, 0, at)
    )


def _date(at: int, match: re.Match[str]) -> Amount:
    year = match["y"] or match["y2"]
    return Amount(
        at, match.end(), "date", None, year=int(year) if year else None, month=MONTHS[match["m"]], day=int(match["d"])
    )  # fmt: skip


def _year(low: str, at: int) -> list[Amount] | None:
    decade = _DECADE.match(low, at)
    if decade is not None:
        number = int(decade["n"])
        if number < 100 and _AGE.search(low, max(0, at - 14), at):
            return [
                Amount(
                    at, decade.end(), "measure", Fraction(number), "year", Fraction(10),
                    approximate="over", weight="soft",
                )
            ]  # fmt: skip
        return [
            Amount(at, decade.end(), "decade", Fraction(number + (1900 if number < 100 else 0)))
        ]
    years = _YEARS.match(low, at)
    if years is not None and int(years["to"]) > int(years["y"]) % 100:
        first = Amount(at, at + 4, "year", None, year=int(years["y"]))
        last = int(years["y"]) // 100 * 100 + int(years["to"])
        if years["join"] == "/":
            return [
                first,
                Amount(years.start("to"), years.end(), "year", None, year=last, weight="free"),
            ]
        return [
            first,
            Amount(years.start("to"), years.end(), "year", None, year=last, weight="soft"),
        ]
    noted = _NOTED_YEAR.match(low, at)
    if noted is not None and _NOUN.search(low, max(0, at - 9), at):
        note = Amount(at + 4, at + 5, "number", None, weight="free")
        return [Amount(at, at + 4, "year", None, year=int(noted["y"])), note]
    year = _YEAR.match(low, at)
    if year is None or low[at - 1 : at] in {"$", "€", "£", "¥"}:
        return None
    priced = _PRICES.match(low, year.end()) and _IN.search(low, max(0, at - 4), at)
    if _NOT_YEAR.match(low, year.end()) and not priced:
        return None
    return [Amount(at, year.end(), "year", None, year=int(year["y"]))]


def _time(low: str, at: int, match: re.Match[str]) -> Amount:
    hours, minutes = int(match["h"]), int(match["m"] or 0)
    part_of_day = match.groupdict().get("part") or ""
    if part_of_day.startswith("p") and hours < 12:
        hours += 12
    elif part_of_day.startswith("a") and hours == 12:
        hours = 0
    zone = _ZONE.match(low, match.end())
    shifts = offsets(zone[1] if " " in zone[1] else zone[1].upper()) if zone is not None else ()
    end = match.end()
    if zone is not None and not zone[0].startswith(" on "):
        end = zone.end()
    value, unit = Fraction(hours * 60 + minutes), "/".join(map(str, shifts))
    settled = part_of_day[:1] in {"a", "p"} or hours > 12 or hours == 0
    settled = settled or match.re is _MILITARY
    amount = Amount(at, end, "time", value, unit, settled=settled)
    if seconds := match.groupdict().get("s"):
        amount.also = Fraction(hours * 3600 + minutes * 60 + int(seconds))
    return amount


def of_day(low: str, amount: Amount) -> bool:
    """Make a number a time where a part of the day follows: it is six in the morning.

    Returns whether it did.
    """
    hours = amount.value
    if hours is None or hours.denominator != 1 or not 0 < hours <= 12:
        return False
    after = _OF_DAY.match(low, amount.end)
    if after is None or not after[0]:
        return False
    if not after["clock"] and not _AT.search(low, max(0, amount.start - 9), amount.start):
        return False
    part = after["part"] or ""
    amount.settled = bool(part) and hours != 12 and (part != "night" or hours > 4)
    if part in {"afternoon", "evening", "night"}:
        hours = hours % 12 + 12
    elif part == "morning":
        hours = hours % 12
    amount.kind, amount.value, amount.end = "time", hours * 60, after.end()
    return True
