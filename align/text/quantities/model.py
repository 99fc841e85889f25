"""What a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "number",  # 12, 1.2万, three
    "percent",  # 12.5%, 两成
    "points",  # percentage points; a basis point is a hundredth of one
    "money",  # unit: the ISO code of the currency, or "$" for dollars of some country
    "multiple",  # 3倍, threefold, doubled
    "fraction",  # 三分之一, a half
    "ordinal",  # 第三, third
    "measure",  # unit: a key of align.text.quantities.units.UNITS
    "date",  # a day, with or without its year
    "month",
    "year",
    "quarter",  # of a year: 1 to 4
    "half",  # of a year: 1 or 2
    "decade",  # 1990 for the 1990s
    "century",
    "time",  # of day, in minutes; unit: the zone's offset from UTC in minutes, two if it is open
    "name",  # GPT-4, 5G: unit is the name in capitals, without joiners
    "label",  # 2.6.2.1: unit is the text
]
Approximation = Literal["", "about", "over", "under"]
Weight = Literal["firm", "soft", "free"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity that a text names: ``text`` is the text's ``[start:end]``.

    ``value`` is exact, or None where the words are vague (几十亿, hundreds of). ``step`` is the
    worth of the last digit that is written (1.2万亿: 10¹¹): what a rounded value may be off by;
    of a vague one, what it counts in (几十亿: 10⁹), or 1 where that is not known.
    ``also`` is a second reading where the words have two (增长两倍 is threefold to some and
    twofold to others). ``year``, ``month`` and ``day`` are what a date or a part of a year names.
    ``bound`` tells the ends of a range.

    ``weight`` says what it means when the other language has no counterpart: a ``firm`` quantity
    should have one; a ``soft`` one may be said otherwise (两岸, both), so only a contradiction
    tells; a ``free`` one (一年, several) tells nothing.
    """

    kind: Kind
    value: Fraction | None
    unit: str
    start: int
    end: int
    text: str
    approximate: Approximation = ""
    step: Fraction = Fraction(0)
    also: Fraction | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    bound: Literal["", "low", "high"] = ""
    weight: Weight = "firm"
    aside: bool = False
    """It stands in brackets, as a converted amount does: 380 billion yuan ($52.7 billion)."""
    negative: bool = False
    """A sign says that it is below zero (零下12度, -3.2%); ``value`` is without the sign."""
    settled: bool = False
    """Of a time: the words say which half of the day it is in (上午9时, 15:30, 3 p.m.)."""
    span: tuple[int, int] | None = None
    """The first and last month of the part of a year that it names: (1, 11) for 前11个月."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The quantities of two sides, paired.

    ``pairs`` agree. ``conflicts`` take each other's place but do not agree. ``zh`` and ``en``
    have no counterpart and should have one. Quantities that need none are in no list.
    """

    pairs: tuple[tuple[Quantity, Quantity], ...]
    conflicts: tuple[tuple[Quantity, Quantity], ...]
    zh: tuple[Quantity, ...]
    en: tuple[Quantity, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is left that a person should look at."""
        return not (self.conflicts or self.zh or self.en)
