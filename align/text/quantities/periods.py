"""Parts of a year as spans of months: 上半年, 1-6月, "the first six months", "January to June"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import islice

from align.text.quantities.amounts import Amount
from align.text.quantities.model import Quantity

Span = tuple[int, int]
Group = tuple[Span, list[Quantity]]

_MONTHS = {"month": 1, "quarter": 3}
_YEAR = 12
# How many quantities are looked at, so that the time stays linear in long tables.
_MOST = 60
_LONGEST_RANGE = 14
# Between two months that are listed: "January and February", 1月、2月.
_LONGEST_LIST = 7
_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language around what names a part of a year.

    ``first`` matches before a count of months (前, "the first"), ``ending`` around a quarter or
    half that only its end is meant of (末, "end of"), ``to`` between a count of months and the
    last of them ("the three months to"), ``ended`` between the last month and a count of months
    (截至6月底止三个月), ``last`` before a count of months and ``of_year`` behind it ("the last |
    three months | of the year").
    """

    first: re.Pattern[str]
    ending: re.Pattern[str]
    to: re.Pattern[str] = _NEVER
    ended: re.Pattern[str] = _NEVER
    last: re.Pattern[str] = _NEVER
    of_year: re.Pattern[str] = _NEVER


def mark(amounts: list[Amount], text: str, words: Words) -> None:
    """Give the amounts that name a part of a year the months that they span."""
    for number, amount in enumerate(amounts):
        if amount.kind in {"quarter", "half"} and amount.value is not None:
            around = max(0, amount.start - 12), min(len(text), amount.end + 2)
            if words.ending.search(text, *around):
                last = int(amount.value) * (3 if amount.kind == "quarter" else 6)
                amount.span = (last, last)
        elif amount.kind == "measure" and amount.unit in _MONTHS and amount.value is not None:
            months = amount.value * _MONTHS[amount.unit]
            if months.denominator != 1 or not 0 < months < _YEAR:
                continue
            _span(amounts, number, int(months), text, words)


def _span(amounts: list[Amount], number: int, months: int, text: str, words: Words) -> None:
    """Give the count of months with this number the months that it spans, if the text says."""
    amount = amounts[number]
    before = amounts[number - 1] if number else None
    after = amounts[number + 1] if number + 1 < len(amounts) else None
    if (
        before is not None
        and before.month is not None
        and before.month >= months
        and words.ended.fullmatch(text, before.end, amount.start)
    ):
        amount.span = before.span = (before.month - months + 1, before.month)
    elif words.first.search(text, max(0, amount.start - 8), amount.start):
        amount.span = (1, months)
    elif (
        after is not None
        and after.month is not None
        and after.month >= months
        and words.to.fullmatch(text, amount.end, after.start)
    ):
        amount.span = (after.month - months + 1, after.month)
    elif words.of_year.match(text, amount.end) and words.last.search(
        text, max(0, amount.start - 8), amount.start
    ):
        amount.span = (_YEAR - months + 1, _YEAR)


def pair_spans(
    zh: list[Quantity], en: list[Quantity], pairs: list[tuple[Quantity, Quantity]]
) -> None:
    """Move the quantities of equal spans of months from the two lists into ``pairs``.

    >>> from align.text.quantities import find, match
    >>> match(find("今年前11个月", "zh"), find("in the January-November period", "en")).clean
    True
    """
    _add_ends(zh, pairs)
    if not zh or not en:
        return
    others = _groups(en)
    for span, own in _groups(zh):
        for place, (other, theirs) in enumerate(others):
            if span == other and _fit(
                own, theirs, {q.year for q in (*zh, *en) if q.kind == "year"}
            ):
                pairs += [(one, theirs[0]) for one in own]
                pairs += [(own[0], one) for one in theirs[1:]]
                _remove(zh, own)
                _remove(en, theirs)
                del others[place]
                break


def _add_ends(zh: list[Quantity], pairs: list[tuple[Quantity, Quantity]]) -> None:
    """Move the days that only end spans of months into ``pairs``, where the spans are paired.

    截至9月30日止九个月 is "the first three quarters": the nine months are paired as such.
    """
    ends = [one for one in zh if one.span is not None and one.month is not None]
    if not ends:
        return
    paired = {other.span: other for _, other in pairs if other.span is not None}
    found = [(one, paired[one.span]) for one in ends if one.span in paired]
    _remove(zh, [one for one, _ in found])
    pairs += found


def contradiction(
    zh: Sequence[Quantity], en: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The parts of a year from January that each side names one of, where they differ.

    前三季度 against "the first half"; nothing where a side names more than one part.
    """
    own, others = _groups(zh), _groups(en)
    if len(own) != 1 or len(others) != 1:
        return None
    (one, [first, *_]), (other, [second, *_]) = own[0], others[0]
    if one[0] != 1 or other[0] != 1 or one == other or one[1] == 1 or other[1] == 1:
        return None
    # Both must be said to be parts of a year; a quarter is compared with a quarter elsewhere.
    counted = first.kind == second.kind == "measure"  # 前三季度 and "the first six months"
    return (first, second) if counted or first.kind != second.kind else None


def _groups(quantities: Sequence[Quantity]) -> list[Group]:
    """The spans that some quantities name, each with the quantities that name it."""
    found: list[Group] = []
    looked = list(islice(quantities, _MOST))
    at = 0
    while at < len(looked):
        one = looked[at]
        after = looked[at + 1] if at + 1 < len(looked) else None
        at += 1
        if one.span is not None:
            group = [one]
            if (
                after is not None
                and (after.month == one.span[1] or (one.month and after.span == one.span))
                and 0 <= after.start - one.end <= _LONGEST_RANGE
            ):
                group.append(after)
                at += 1
            found.append((one.span, group))
        elif one.kind == "half" and one.value is not None:
            last = int(one.value) * 6
            found.append(((last - 5, last), [one]))
        elif one.kind == "quarter" and one.value is not None:
            last = int(one.value) * 3
            found.append(((last - 2, last), [one]))
        elif one.kind == "month" and one.month is not None:
            if (
                one.bound == "low"
                and after is not None
                and after.kind == "month"
                and after.bound == "high"
                and after.month is not None
                and after.month > one.month
            ):
                found.append(((one.month, after.month), [one, after]))
                at += 1
            else:
                listed = _listed(looked, at - 1)
                found.append(((one.month, listed[-1].month or one.month), listed))
                at += len(listed) - 1
        elif one.kind == "date" and one.month is not None and (one.day or 0) >= 30:
            # 31 March is the end of a quarter.
            found.append(((one.month, one.month), [one]))
    return found


def _listed(quantities: Sequence[Quantity], at: int) -> list[Quantity]:
    """The month at a place, and the next ones that are listed right behind it."""
    listed = [quantities[at]]
    for one in quantities[at + 1 :]:
        last = listed[-1]
        following = one.kind == "month" and one.month == (last.month or 0) + 1
        if last.bound or one.bound or not following or one.start - last.end > _LONGEST_LIST:
            break
        listed.append(one)
    return listed


def _fit(zh: Sequence[Quantity], en: Sequence[Quantity], left: Set[int | None]) -> bool:
    """Whether two groups may speak of one year; two months or days are compared elsewhere."""
    if {one.kind for one in (*zh, *en)} <= {"month", "date"} and len(zh) == len(en) == 1:
        return False
    years = {one.year for one in (*zh, *en) if one.year is not None}
    # 2024年上半年 is not "January to June 2023": its year is left without a counterpart.
    return len(years) <= 1 and (not left or not years or bool(years & left))


def _remove(quantities: list[Quantity], gone: Sequence[Quantity]) -> None:
    marked = set(map(id, gone))
    quantities[:] = [one for one in quantities if id(one) not in marked]
