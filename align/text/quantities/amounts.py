"""Amounts as they are being read, and what a row of them shares: 3至5%, "$3-5 billion"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from align.text.quantities.model import Approximation, Kind, Quantity, Weight

ONE = Fraction(1)
_NEVER_INHERITED = frozenset({"name", "label", "ordinal", "fraction", "time"})
_PARTS = frozenset({"quarter", "half", "century"})
_CALENDAR = frozenset({"date", "month", "year"})
# How many amounts back a year is still the one that is spoken of.
_NEAR = 10
_BRACKET = re.compile("[()（）]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}\.[!-~]+")


@dataclass(slots=True)
class Amount:
    """A quantity that is still being read."""

    start: int
    end: int
    kind: Kind
    value: Fraction | None
    unit: str = ""
    step: Fraction = ONE
    scale: Fraction | int = 1
    approximate: Approximation = ""
    also: Fraction | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    bound: Literal["", "low", "high"] = ""
    weight: Weight = "firm"
    # Nothing but the number is there: it may take the unit of the next in the row.
    bare: bool = False
    # Its currency stands before it.
    signed: bool = False
    negative: bool = False
    settled: bool = False
    span: tuple[int, int] | None = None
    # Words that count only where something else shows that they are a number.
    doubtful: bool = False


def addresses(text: str) -> list[tuple[int, int]]:
    """Where web and e-mail addresses stand; a number in one is no quantity."""
    if "://" in text or "www." in text or "@" in text:
        return [match.span() for match in _ADDRESS.finditer(text)]
    return []


def share(
    amounts: list[Amount],
    text: str,
    ranges: re.Pattern[str],
    lists: re.Pattern[str],
    more: re.Pattern[str],
    between: re.Pattern[str] | None = None,
) -> None:
    """Let the amounts of a row have what only one of them says, and mark the ends of ranges.

    ``ranges`` and ``lists`` match what may stand between two amounts of a row, and ``more`` what
    may stand before them in a longer row (the comma of "3, 4 and 5 per cent"). Where ``between``
    matches before the first, a list is a range.
    """
    for left, right in pairwise(amounts):
        # $3-5 billion: what the sign says holds for the second too.
        signed = left.signed and right.bare and right.kind == "number"
        if signed and _row(text, left, right, ranges, lists):
            right.kind, right.unit, right.bare, right.signed = "money", left.unit, False, True
            right.weight = "firm"
    joined = False
    for left, right in zip(amounts[-2::-1], amounts[:0:-1], strict=True):
        gap = right.start - left.end
        if not 0 <= gap <= 12:
            joined = False
            continue
        if ranges.fullmatch(text, left.end, right.start):
            in_range = True
        elif lists.fullmatch(text, left.end, right.start):
            in_range = between is not None and bool(
                between.search(text, max(0, left.start - 20), left.start)
            )
        elif joined and more.fullmatch(text, left.end, right.start):
            in_range = False
        else:
            joined = False
            continue
        joined = True
        if in_range and right.bound != "low" and left.kind not in {"name", "label"}:
            left.bound, right.bound = "low", "high"
        if in_range and left.scale == 1 and right.scale != 1:
            _share_scale(left, right)
        if left.kind == "ordinal" and right.kind in _PARTS:
            # the second and third quarters, 第2、3及4季
            left.kind, left.weight = right.kind, right.weight
        elif left.bare and left.kind == "number" and not (right.bare or right.signed):
            _share_unit(left, right)


def _row(
    text: str, left: Amount, right: Amount, ranges: re.Pattern[str], lists: re.Pattern[str]
) -> bool:
    if not 0 <= right.start - left.end <= 8:
        return False
    return bool(
        ranges.fullmatch(text, left.end, right.start)
        or lists.fullmatch(text, left.end, right.start)
    )


def _share_scale(left: Amount, right: Amount) -> None:
    """3至5亿元: the first is in 亿 too, unless it is the larger number (8000万至1亿元)."""
    if left.value is None or right.value is None or not (left.bare or left.kind == "money"):
        return
    if left.value * right.scale < right.value:
        left.value *= right.scale
        left.step *= right.scale
        left.scale = right.scale


def _share_unit(left: Amount, right: Amount) -> None:
    if right.kind in _NEVER_INHERITED or left.value is None:
        return
    if right.kind in _PARTS and left.value > 4:
        return
    if right.kind in _CALENDAR:
        number = left.value.numerator if left.value.denominator == 1 else -1
        if right.kind == "year" and 1000 <= number < 3000:
            left.year = number
        elif right.kind == "month" and 1 <= number <= 12:
            left.month, left.year = number, right.year
        elif right.kind == "date" and 1 <= number <= 31:
            left.day, left.month, left.year = number, right.month, right.year
        else:
            return
        left.kind, left.bare, left.doubtful, left.weight = right.kind, False, False, "firm"
        return
    left.kind, left.unit, left.bare, left.doubtful = right.kind, right.unit, False, False
    # The zero of "between 0 and 30 days" may be left to the reader.
    left.weight = right.weight if right.weight != "free" and left.value else "soft"


def years_before(amounts: list[Amount], text: str, named: re.Pattern[str]) -> list[Amount]:
    """The amounts with the years that are only called the one before: "2019 … a year earlier".

    ``named`` matches such words, which speak of the year before the one named last. Nobody need
    say that year, so it is free.
    """
    if not any(amount.year for amount in amounts):
        return amounts
    starts = [amount.start for amount in amounts]
    more: list[Amount] = []
    replaced: set[int] = set()
    for words in named.finditer(text):
        at = bisect_left(starts, words.start())
        year = next((a.year for a in amounts[max(0, at - _NEAR) : at][::-1] if a.year), None)
        clash = [
            number
            for number in range(max(0, at - 1), bisect_left(starts, words.end()))
            if amounts[number].end > words.start()
        ]
        # The "one year" of "one year earlier" tells nothing by itself.
        if year and all(amounts[number].weight == "free" for number in clash):
            replaced.update(clash)
            more.append(
                Amount(words.start(), words.end(), "year", None, year=year - 1, weight="free")
            )
    if not more:
        return amounts
    more += [amount for number, amount in enumerate(amounts) if number not in replaced]
    return sorted(more, key=lambda amount: amount.start)


def finish(amounts: list[Amount], text: str) -> tuple[Quantity, ...]:
    """The amounts as quantities, without those that turned out to be no number."""
    brackets = _bracketed(text) if "(" in text or "（" in text else _nowhere
    return tuple(
        Quantity(
            a.kind,
            a.value,
            a.unit,
            a.start,
            a.end,
            text[a.start : a.end],
            a.approximate,
            a.step,
            a.also,
            a.year,
            a.month,
            a.day,
            a.bound,
            a.weight,
            brackets(a.start),
            a.negative,
            a.settled,
            a.span,
        )
        for a in amounts
        if not a.doubtful
    )


def _nowhere(_at: int) -> bool:
    return False


def _bracketed(text: str) -> Callable[[int], bool]:
    """A function that says whether a place is inside brackets, asked from left to right."""
    places = [(match.start(), match[0] in "(（") for match in _BRACKET.finditer(text)]
    at = depth = 0

    def inside(place: int) -> bool:
        nonlocal at, depth
        opened = 0
        while at < len(places) and places[at][0] < place:
            opened += 1 if places[at][1] else -1
            at += 1
        depth = max(depth + opened, 0)
        return depth > 0

    return inside
