"""Pairing the quantities of two sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from align.text.quantities.compare import agree
from align.text.quantities.model import Matching, Quantity

# What may stand in each other's place: only within a family is a difference a contradiction.
_FAMILIES = {
    "number": "count", "ordinal": "count", "measure": "count", "label": "count",
    "percent": "share", "points": "share", "fraction": "fraction", "money": "money",
    "multiple": "multiple", "date": "date", "month": "date", "year": "year", "quarter": "quarter",
    "half": "half", "decade": "decade", "century": "century", "time": "time", "name": "name",
}  # fmt: skip


def match(zh: Sequence[Quantity], en: Sequence[Quantity]) -> Matching:
    """Pair the quantities of two sides that are translations of each other.

    Each is paired at most once, those of the same kind first. One that is said twice on one side
    and once on the other needs no second counterpart; neither does a year that the other side
    names in a date, nor a converted amount in brackets. What is left and contradicts what is
    left on the other side is a conflict.

    >>> from align.text.quantities import find
    >>> zh = find("投入3800亿元。", "zh")
    >>> match(zh, find("It spends 380 billion yuan ($52.7 billion).", "en")).clean
    True
    >>> [(a.text, b.text) for a, b in match(zh, find("It spends 38 billion yuan", "en")).conflicts]
    [('3800亿元', '38 billion yuan')]
    """
    pairs: list[tuple[Quantity, Quantity]] = []
    left_zh, left_en = list(zh), list(en)
    for rule in (_exactly, _same_kind, agree, _same_number, _in_name):
        _pair(left_zh, left_en, rule, pairs)
    spare_zh = [q for q in left_zh if _echo(q, en)]
    spare_en = [q for q in left_en if _echo(q, zh)]
    lost_zh = [q for q in left_zh if q.weight != "free" and not _echo(q, en)]
    lost_en = [q for q in left_en if q.weight != "free" and not _echo(q, zh)]
    if any(q.kind == "ordinal" and _in_digits(q) for q in lost_zh):
        # 第6届 against "the second": a free word, but in its place.
        lost_en += [q for q in left_en if q.kind == "ordinal" and q.weight == "free"]
    conflicts = _conflicts(lost_zh, lost_en)
    conflicts += _conflicts(lost_zh, spare_en)
    conflicts += _conflicts(spare_zh, lost_en)
    conflicts += _conflicts(spare_zh, spare_en)
    return Matching(
        tuple(sorted(pairs, key=lambda pair: pair[0].start)),
        tuple(conflicts),
        tuple(q for q in lost_zh if _needed(q, zh, en)),
        tuple(q for q in lost_en if _needed(q, en, zh)),
    )


def _pair(
    zh: list[Quantity],
    en: list[Quantity],
    rule: Callable[[Quantity, Quantity], bool],
    pairs: list[tuple[Quantity, Quantity]],
) -> None:
    """Move what the rule pairs from the two lists into ``pairs``."""
    if not zh or not en:
        return
    taken: set[int] = set()
    rest: list[Quantity] = []
    for one in zh:
        for position, other in enumerate(en):
            if position not in taken and rule(one, other):
                taken.add(position)
                pairs.append((one, other))
                break
        else:
            rest.append(one)
    zh[:] = rest
    en[:] = [other for position, other in enumerate(en) if position not in taken]


def _exactly(a: Quantity, b: Quantity) -> bool:
    return (
        a.kind == b.kind
        and a.value == b.value
        and (a.year, a.month, a.day) == (b.year, b.month, b.day)
        and a.unit == b.unit
        and agree(a, b)
    )


def _same_kind(a: Quantity, b: Quantity) -> bool:
    return a.kind == b.kind and agree(a, b)


def _same_number(a: Quantity, b: Quantity) -> bool:
    """The same value where one side leaves out the unit: 7.85 against 7.85港元."""
    return (
        a.value is not None
        and a.value == b.value
        and a.weight == b.weight == "firm"
        and "number" in {a.kind, b.kind}
    )


def _in_name(a: Quantity, b: Quantity) -> bool:
    """A number and a name that holds it: 纳斯达克100指数 against NASDAQ-100."""
    if b.kind == "name":
        a, b = b, a
    if a.kind != "name" or b.kind != "number":
        return False
    digits = "".join(char for char in a.unit if char.isdigit())
    return b.value is not None and b.value.denominator == 1 and str(b.value) == digits


def _echo(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the other side says it elsewhere too: a repetition, or a part of a date."""
    for other in others:
        if agree(quantity, other):
            return True
        if quantity.kind == "year" and other.year == quantity.year:
            return True
        if {quantity.kind, other.kind} == {"month", "date"} and quantity.month == other.month:
            return True
    return False


def _conflicts(zh: list[Quantity], en: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pair what contradicts, in order, and take it out of both lists."""
    found: list[tuple[Quantity, Quantity]] = []
    for one in list(zh):
        for other in en:
            if _contradict(one, other):
                found.append((one, other))
                zh.remove(one)
                en.remove(other)
                break
    return found


def _contradict(a: Quantity, b: Quantity) -> bool:
    if _FAMILIES[a.kind] != _FAMILIES[b.kind]:
        return False
    if a.kind == "name":
        return _stem(a.unit) == _stem(b.unit)
    if a.weight != "firm" and b.weight != "firm" and not (_in_digits(a) and _in_digits(b)):
        return a.kind == b.kind and a.unit == b.unit
    return True


def _in_digits(quantity: Quantity) -> bool:
    """Whether it is written in digits: words such as 两 and "two" mean less than 2."""
    return any(char.isdigit() for char in quantity.text)


def _stem(name: str) -> str:
    return "".join(char for char in name if char.isalpha())


def _needed(quantity: Quantity, own: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether it is a fault that the other side does not have it at all."""
    if (
        quantity.weight != "firm"
        or quantity.value is None
        and quantity.year is None
        and quantity.month is None
        and quantity.day is None
    ):
        return False
    if quantity.kind == "money" and quantity.aside:
        # A conversion for the reader: its own side has the amount in another currency.
        return not any(q.kind == "money" and q.unit != quantity.unit for q in own)
    return quantity.kind != "year"
