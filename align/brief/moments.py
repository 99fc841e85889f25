"""Dates and relative times of one side of a pair, each with all that its words say.

A date's own words say a day, a month or a part of a year; the words around it may say which
year: 2024年上半年, 去年11月, "last November", "the first half of 2024". A time that is told only
by another (去年同期, "a year earlier") is kept apart: what it means depends on what is being
compared, and no reader may guess it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from align.model import Lang
from align.text.quantities import Quantity

_KINDS: Final = frozenset({"date", "month", "year", "quarter", "half", "decade"})
_PARTS: Final = frozenset({"quarter", "half", "month", "date"})

_ZH_YEARS: Final = {
    "前年": -2, "去年": -1, "上年": None, "今年": 0, "本年": 0, "当年": None, "同年": None,
    "明年": 1, "来年": 1, "后年": 2, "翌年": None, "次年": None,
}  # fmt: skip
_ZH_BEFORE = re.compile(rf"({'|'.join(_ZH_YEARS)})(?:的|第|年)?[初末]?\Z")
_EN_BEFORE = re.compile(
    r"\b(last|this|next|the\ same|that)\s(?:year's\s|year’s\s)?\Z", re.IGNORECASE
)
_EN_AFTER = re.compile(
    r",?\s(?:of\s|in\s)?(?P<word>last|this|next|the previous|the same|that)\s"
    r"(?:fiscal\s)?year\b(?!['’])",
    re.IGNORECASE,
)
_EN_YEARS: Final = {"last": -1, "this": 0, "next": 1, "the previous": None}
_OF_YEAR = re.compile(r"(?:,?\s(?:of|in)|,)?\s?\Z")

# What names a time by another: unit and distance, None where the other time is the text's own.
_ZH_RELATIVE: Final = (
    (r"(?:去|上)年(?:的)?同期|上年同期", "same", None),
    (r"(?:上个?月|前月)同期|同期|同比时期", "same", None),
    (r"前年", "year", -2),
    (r"上一?年(?!度?报)[底末初]?", "same", None),
    (r"去年(?!度?报)[底末初]?", "year", -1),
    (r"(?:今年|本年度?)(?:以来|[底末初])?", "year", 0),
    (r"(?:明年|来年)[底末初]?", "year", 1),
    (r"后年", "year", 2),
    (r"上个?月[底末初]?", "month", -1),
    (r"(?:本月|这个月)[底末初]?", "month", 0),
    (r"下个?月[底末初]?", "month", 1),
    (r"上一?个?季度?(?![一二三四])", "quarter", -1),
    (r"(?:本季度?|这一?个?季度)", "quarter", 0),
    (r"下一?个?季度?(?![一二三四])", "quarter", 1),
    (r"(?:上周|上星期)[一二三四五六日天末]?", "week", -1),
    (r"(?:本周|这周|这星期)[一二三四五六日天末]?", "week", 0),
    (r"(?:下周|下星期)[一二三四五六日天末]?", "week", 1),
    (r"前天", "day", -2),
    (r"昨[天日晚]", "day", -1),
    (r"今[天日晚]", "day", 0),
    (r"明[天日晚](?!星)", "day", 1),
    (r"同[日天年]|当[日天](?!地)|次[日年]|翌[日年]", "same", None),
    (r"近日|日前|近期|不久前", "near", None),
)
_EN_RELATIVE: Final = (
    (r"the\ same\ (?:period|quarter|month|time|day)(?:\ (?:of|in)?\ ?(?:last\ year"
     r"|the\ previous\ year|a\ year\ (?:ago|earlier|before)))?", "same", None),
    (r"the\ corresponding\ period(?:\ (?:of\ |in\ )?last\ year)?", "same", None),
    (r"(?:a|one)\ year\ (?:earlier|before|ago)", "same", None),
    (r"the\ (?:year\ before|previous\ year|prior\ year)", "same", None),
    (r"(?:the\ year\ before\ last)", "year", -2),
    (r"last\ year(?:['’]s)?", "year", -1),
    (r"(?:earlier|later|so\ far|since\ the\ (?:start|beginning)\ of)?\ ?"
     r"(?:this|the)\ year(?:['’]s)?(?=\W|$)", "year", 0),
    (r"next\ year(?:['’]s)?", "year", 1),
    (r"last\ month", "month", -1),
    (r"(?:earlier\ |later\ )?this\ month", "month", 0),
    (r"next\ month", "month", 1),
    (r"(?:last|the\ previous|the\ prior)\ quarter", "quarter", -1),
    (r"this\ quarter", "quarter", 0),
    (r"next\ quarter", "quarter", 1),
    (r"last\ week(?:end)?|last\ (?:mon|tues|wednes|thurs|fri|satur|sun)day", "week", -1),
    (r"(?:earlier\ |later\ )?this\ week(?:end)?", "week", 0),
    (r"next\ week(?:end)?", "week", 1),
    (r"yesterday|last\ night", "day", -1),
    (r"today|tonight", "day", 0),
    (r"tomorrow", "day", 1),
    (r"(?:the\ same|that)\ (?:day|year)", "same", None),
    (r"the\ (?:next|following)\ (?:day|year|month)", "same", None),
    (r"recently|the\ other\ day|not\ long\ ago|in\ recent\ days", "near", None),
)  # fmt: skip
_TOGETHER: Final[dict[Lang, re.Pattern[str]]] = {
    "zh": re.compile("|".join(f"(?P<g{n}>{p})" for n, (p, *_) in enumerate(_ZH_RELATIVE))),
    "en": re.compile(
        r"(?<![\w-])(?:" + "|".join(f"(?P<g{n}>{p})" for n, (p, *_) in enumerate(_EN_RELATIVE))
        + r")(?![\w-])",
        re.IGNORECASE,
    ),
}  # fmt: skip
_ANCHORS: Final = {"zh": _ZH_RELATIVE, "en": _EN_RELATIVE}


@dataclass(slots=True)
class Moment:
    """A time that one side names: characters ``start`` to ``end`` of its text.

    ``year`` is what the words say; ``offset`` how many years from the report's own, where they
    say that instead (去年11月: -1), ``last`` and ``coming`` that it is the nearest before or after
    ("last November"). ``part`` is Q1 to Q4, H1 or H2. ``anchor`` is, for a time told
    only by another, its unit and distance. ``quantity`` is the quantity it was read from;
    ``inside`` are quantities that are part of it (the 2024年 of 2024年上半年).
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    decade: bool = False
    offset: int | None = None
    last: bool = False
    coming: bool = False
    anchor: tuple[str, int | None] | None = None
    quantity: Quantity | None = None
    inside: tuple[Quantity, ...] = field(default=())


def moments(text: str, lang: Lang, quantities: Sequence[Quantity]) -> list[Moment]:
    """The times that a text names, in reading order.

    Takes the text of one side (Chinese in simplified characters), its language, and its
    quantities as :func:`align.text.quantities.find` gives them.
    """
    found: list[Moment] = []
    for quantity in quantities:
        if quantity.kind not in _KINDS:
            continue
        moment = _moment(text, quantity)
        before = found[-1] if found else None
        if before is not None and _completes(before, moment, text):
            _join(before, moment)
            continue
        _modify(moment, text, lang, before.end if before else 0)
        found.append(moment)
    taken = [(moment.start, moment.end) for moment in found]
    for match in _TOGETHER[lang].finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        number = int((match.lastgroup or "g0")[1:])
        _, unit, distance = _ANCHORS[lang][number]
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip())
        found.append(Moment(start, match.end(), anchor=(unit, distance)))
    found.sort(key=lambda moment: moment.start)
    return found


def _moment(text: str, quantity: Quantity) -> Moment:
    value = None if quantity.value is None else int(quantity.value)
    end = quantity.start + len(quantity.text.rstrip(" .,"))
    moment = Moment(quantity.start, end, quantity.year, quantity.month, quantity.day)
    moment.quantity = quantity
    if quantity.kind == "quarter":
        moment.part = f"Q{value}"
    elif quantity.kind == "half":
        moment.part = f"H{value}"
    elif quantity.kind == "decade":
        moment.year, moment.decade = value, True
    return moment


def _completes(before: Moment, after: Moment, text: str) -> bool:
    """Whether two neighbours are one time: 2024年 + 上半年, "the first half of" + 2024."""
    one, two = before.quantity, after.quantity
    if one is None or two is None or before.decade or after.decade:
        return False
    kinds = {one.kind, two.kind}
    if "year" not in kinds or not kinds & _PARTS or len(kinds) < 2:
        return False
    part = before if two.kind == "year" else after
    return part.year is None and bool(_OF_YEAR.match(text[before.end : after.start]))


def _join(before: Moment, after: Moment) -> None:
    for one, other in ((before, after),):
        parts = [q for q in (one.quantity, other.quantity) if q is not None]
        finer = next(q for q in parts if q.kind != "year")
        before.year = one.year or other.year
        before.month = one.month or other.month
        before.day = one.day or other.day
        before.part = one.part or other.part
        before.end = other.end
        before.quantity = finer
        before.inside = tuple(q for q in parts if q is not finer)
        before.offset = None


def _modify(moment: Moment, text: str, lang: Lang, floor: int) -> None:
    """Take in the words around a date that tell its year: 去年11月, "June last year"."""
    if moment.year is not None or (moment.quantity and moment.quantity.kind == "year"):
        return
    if lang == "zh":
        match = _ZH_BEFORE.search(text, max(floor, moment.start - 4), moment.start)
        if match is not None:
            moment.offset = _ZH_YEARS[match[1]]
            moment.start = match.start()
        return
    after = _EN_AFTER.match(text, moment.end)
    if after is not None:
        moment.offset = _EN_YEARS.get(after["word"].lower())
        moment.end = after.end()
        return
    before = _EN_BEFORE.search(text, max(floor, moment.start - 18), moment.start)
    if before is not None and before[1].lower() in {"last", "this", "next"}:
        whole = "year" in before[0].lower()
        word = before[1].lower()
        moment.start = before.start()
        if whole or word == "this":
            moment.offset = _EN_YEARS[word]
        elif word == "last":
            # The one that was last: "last November" said in May is that of the year before.
            moment.last = True
        else:
            moment.coming = True
