"""Quantities: numbers, money, percentages, measures, dates and times of the two sides.

What a quantity says is read by :mod:`align.text.quantities`, so that 3800亿元 is "380 billion
yuan". A quantity that a neighbouring pair has too much is not missing: then the pairs are cut
elsewhere than the sentences are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, Final

from align.check import weekdays
from align.check.base import PairRule
from align.check.ones import singled_out
from align.check.pair import Pair, Span
from align.check.relative import contradictions
from align.check.signs import discounts, opposed
from align.check.wholes import said_as_one
from align.model import Finding, Lang, Severity
from align.settings import CheckSettings
from align.text.quantities import Quantity, agree

_DATES: Final = frozenset({"date", "month", "year", "quarter", "half", "decade", "century", "time"})
_NEIGHBOURS = 2
_CODE: Final = re.compile(r"(?=[^A-Za-z]*[A-Za-z])(?=\D*\d)[\w.+-]+", re.ASCII)
_ROUND: Final = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_ROUND_WORD: Final = re.compile(
    r"(?<![\d一二三四五六七八九十百千万亿两几数.\s])(?:[十百千万]?亿|[十百千]?万|[百千])(?![一二三四五六七八九十百千万亿分])"
)
_LEVEL: Final = re.compile("(?:[为是]|达到?|高达|占)\\Z")
_HEADING: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-Z]")


class Quantities(PairRule):
    """A number, an amount of money, a percentage or a measure that the other side contradicts.

    Hits: 3800亿元 against "38 billion yuan" or "$380 billion"; 增长2.3个百分点 against "by
    2.3%"; "120 countries" against a sentence without a number. Does not hit: 3800亿元 against "380
    billion yuan ($52.7 billion)"; 两成 against "20%"; 约1.2万亿 against "1.21 trillion"; 一带一路.
    """

    name: ClassVar[str] = "quantity"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A number, amount, percentage or measure differs or has no counterpart."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The quantities of a pair that disagree, in reading order."""
        if not pair.whole:
            return
        yield from _findings(self, pair, _is_amount, disagreeing(pair))
        for zh, en in singled_out(pair):
            if not _elsewhere(pair, zh, "zh"):
                yield _differs(self, pair, (zh.start, zh.end), en)


class Dates(PairRule):
    """A date, a time or a part of a year that the other side contradicts.

    Hits: 5月22日 against "May 12"; 第一季度 against "the second quarter". Does not hit: 5月22日
    against "22 May 2025"; 2025年 against "May 22, 2025"; 去年 against "2024". Also hits: 周三
    against "Thursday"; 去年 against "this year", unless the sentence compares or dates it.
    """

    name: ClassVar[str] = "date"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A date, a time or a part of a year differs or has no counterpart."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The dates and times of a pair that disagree, in reading order."""
        yield from _findings(self, pair, lambda q: q.kind in _DATES)
        if pair.whole:
            named = list(contradictions(pair))
            # The only weekday of a pair may be that of a date, too.
            places = {place for place, _ in named}
            named += [
                found
                for found in weekdays.contradictions(pair)
                if not any(place[0] <= found[0][0] < place[1] for place in places)
            ]
            for zh, en in named:
                yield _differs(self, pair, zh, en)


class Models(PairRule):
    """A name with a number in it that has another number on the other side.

    Hits: Qwen3 against "Qwen2.5". Does not hit: GPT-4 against "GPT 4"; 5G on one side only.
    """

    name: ClassVar[str] = "model-number"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "The number in a product's name differs."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The names of a pair whose numbers disagree."""
        return _findings(self, pair, lambda q: q.kind == "name")


def _is_amount(quantity: Quantity) -> bool:
    return quantity.kind not in _DATES and quantity.kind != "name"


def _findings(
    rule: PairRule,
    pair: Pair,
    wanted: Callable[[Quantity], bool],
    opposite: Sequence[tuple[Quantity, Quantity]] = (),
) -> Iterator[Finding]:
    """The wanted quantities that disagree; ``opposite`` are equal in number and do, too."""
    matching = pair.matching
    if not pair.whole or (matching.clean and not opposite):
        return
    for zh, en in (*matching.conflicts, *opposite):
        if _copied(zh, pair.en.text) or _copied(en, pair.zh.text):
            continue
        if en.weight != "firm" and said_as_one(zh, pair.en.text, "en"):
            continue
        if wanted(zh) and not _elsewhere(pair, zh, "zh") and not _elsewhere(pair, en, "en"):
            yield _differs(rule, pair, (zh.start, zh.end), (en.start, en.end))
    for zh in matching.zh:
        if wanted(zh) and not _copied(zh, pair.en.text) and not _elsewhere(pair, zh, "zh"):
            if said_as_one(zh, pair.en.text, "en"):
                continue
            yield pair.finding(
                rule.name,
                rule.severity,
                "finding.quantity_only_zh",
                zh=[(zh.start, zh.end)],
                term=_written(pair, zh),
                expected=_written(pair, zh),
                words=_written(pair, zh),
            )
    for en in matching.en:
        if wanted(en) and not (_copied(en, pair.zh.text) or _round(en, pair.simplified)):
            if _elsewhere(pair, en, "en") or _numbers_heading(pair, en):
                continue
            if said_as_one(en, pair.simplified, "zh"):
                continue
            yield pair.finding(
                rule.name,
                rule.severity,
                "finding.quantity_only_en",
                en=[(en.start, en.end)],
                found=en.text,
                words=en.text,
            )


def _differs(rule: PairRule, pair: Pair, zh: Span, en: Span) -> Finding:
    """The finding that two places say different things."""
    own, other = pair.zh.text[slice(*zh)], pair.en.text[slice(*en)]
    return pair.finding(
        rule.name, rule.severity, "finding.quantity_differs", zh=[zh], en=[en],
        term=own, expected=own, found=other, zh_words=own, en_words=other,
    )  # fmt: skip


def disagreeing(pair: Pair) -> tuple[tuple[Quantity, Quantity], ...]:
    """The quantities of a pair that are equal in number and do not say the same."""
    return (*_points_as_percent(pair), *opposed(pair), *discounts(pair))


def _copied(quantity: Quantity, there: str) -> bool:
    """Whether it is a code, of letters and digits (8x7B, 1.8B, 1400T-SJ), that stands there too."""
    return bool(_CODE.fullmatch(quantity.text)) and quantity.text.lower() in there.lower()


def _round(quantity: Quantity, zh: str) -> bool:
    """Whether it is a round number that the Chinese says in one word: 百亿, "10 billion"."""
    value = quantity.value
    return value is not None and any(
        value == _ROUND[match[0]] for match in _ROUND_WORD.finditer(zh)
    )


def _numbers_heading(pair: Pair, quantity: Quantity) -> bool:
    """Whether it is the number of a heading (2.3 How to begin) that the other side leaves to
    the page.
    """
    before, after = pair.en.text[: quantity.start], pair.en.text[quantity.end :]
    return not before.strip("# *") and bool(_HEADING.match(quantity.text + after))


def _points_as_percent(pair: Pair) -> list[tuple[Quantity, Quantity]]:
    """Percentage points of the Chinese that are a percentage in the English: a tenfold error.

    Only a change has points; where the English has the points as well, all is said. Points for a
    percentage are a fault only where the Chinese names a level: of a change many say so.
    """

    def before(zh: Quantity) -> str:
        return pair.simplified[max(0, zh.start - 4) : zh.start]

    return [
        (zh, en)
        for zh, en in pair.matching.pairs
        if (
            (zh.kind == "points" and en.kind == "percent")
            or (zh.kind == "percent" and en.kind == "points" and _LEVEL.search(before(zh)))
        )
        and zh.value == en.value
    ]


def _elsewhere(pair: Pair, quantity: Quantity, lang: Lang) -> bool:
    """Whether a pair nearby has a counterpart of it to spare."""
    for near in pair.neighbours(_NEIGHBOURS):
        left = near.matching
        if not near.whole:
            there = near.quantities[1 if lang == "zh" else 0]
        elif lang == "zh":
            there = (*left.en, *(en for _, en in left.conflicts))
        else:
            there = (*left.zh, *(zh for zh, _ in left.conflicts))
        if any(agree(quantity, other) for other in there):
            return True
    return False


def _written(pair: Pair, quantity: Quantity) -> str:
    """A quantity of the Chinese as it is written there: it was read in simplified characters."""
    return pair.zh.text[quantity.start : quantity.end]
