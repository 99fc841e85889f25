"""Pairing the quantities of two sides."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence, Set
from itertools import islice, pairwise

from align.text.quantities.compare import DEGREES, agree
from align.text.quantities.model import Matching, Quantity
from align.text.quantities.periods import contradiction, pair_spans
from align.text.quantities.units import CENTS, UNITS

# What may stand in each other's place: only within a family is a difference a contradiction.
_FAMILIES = {
    "number": "count", "ordinal": "count", "measure": "count", "label": "count",
    "percent": "share", "points": "share", "fraction": "fraction", "money": "money",
    "multiple": "multiple", "date": "date", "month": "date", "year": "year", "quarter": "quarter",
    "half": "half", "decade": "decade", "century": "century", "time": "time", "name": "name",
}  # fmt: skip
_WITHOUT_VALUE = frozenset({"date", "month", "year", "name", "label"})
# So near to each other stand the two numbers of "four out of the seven".
_RATIO_GAP = 12
# How many quantities one is compared with at most.
_MOST = 60
# Up to thousands, what a vague number counts in is not rounded.
_EXACT_SIZE = 3
_TIMES = frozenset({"duration", "calendar"})
# How far a converted amount stands from its bracket at most: $4 billion (28.7 billion yuan).
_BRACKET = 3
_SHORTEST = 28
_LONGEST_DIGITS = 10


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
    left_zh, left_en = _pair_exactly(_definite(zh), _definite(en), pairs)
    if not left_zh and not left_en:
        return Matching(tuple(pairs), tuple(_vague(zh, en)), (), ())
    for rule in (_same_kind, agree, _same_number, _in_name):
        _pair(left_zh, left_en, rule, pairs)
    if _zones_differ(left_zh, left_en, pairs):
        _pair(left_zh, left_en, _next_day, pairs)
    pair_spans(left_zh, left_en, pairs)
    _pair_ratios(left_zh, left_en, pairs)
    _pair_ratios(left_en, left_zh, pairs, turned=True)
    said_zh, said_en = _different(zh), _different(en)
    spare_zh, lost_zh = _echoes(left_zh, said_en)
    spare_en, lost_en = _echoes(left_en, said_zh)
    if any(q.kind == "ordinal" and _in_digits(q) for q in lost_zh):
        # 第6届 against "the second": a free word, but in its place.
        lost_en += [q for q in left_en if q.kind == "ordinal" and q.weight == "free"]
    conflicts: list[tuple[Quantity, Quantity]] = []
    parts = contradiction(lost_zh, lost_en)
    if parts is not None:
        conflicts.append(parts)
        lost_zh.remove(parts[0])
        lost_en.remove(parts[1])
    conflicts += _conflicts(lost_zh, lost_en)
    conflicts += _conflicts(lost_zh, spare_en)
    conflicts += _conflicts(spare_zh, lost_en)
    conflicts += _conflicts(spare_zh, spare_en)
    conflicts += _vague(zh, en)
    converted = {(q.start, q.kind) for pair in pairs for q in pair if q.aside}
    return Matching(
        tuple(sorted(pairs, key=lambda pair: pair[0].start)),
        tuple(conflicts),
        tuple(q for q in lost_zh if _needed(q, said_zh, converted)),
        tuple(q for q in lost_en if _needed(q, said_en, converted)),
    )


def _key(quantity: Quantity) -> tuple[object, ...]:
    value = quantity.value
    return (
        quantity.kind,
        # Two integers are hashed many times as fast as their fraction.
        value and value.as_integer_ratio(),
        quantity.unit,
        quantity.year,
        quantity.month,
        quantity.day,
    )


def _definite(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Those that are not vague; a vague one agrees with nothing."""
    return [q for q in quantities if q.value is not None or q.kind in _WITHOUT_VALUE]


def _different(quantities: Sequence[Quantity]) -> list[Quantity]:
    """One quantity of each value, and not more than a reader could tell apart."""
    return list(islice({_key(q): q for q in quantities}.values(), _MOST))


def _pair_exactly(
    zh: Sequence[Quantity], en: Sequence[Quantity], pairs: list[tuple[Quantity, Quantity]]
) -> tuple[list[Quantity], list[Quantity]]:
    """Pair what is equal in every respect; what is left of each side."""
    places: dict[tuple[object, ...], deque[int]] = {}
    for position, other in enumerate(en):
        places.setdefault(_key(other), deque()).append(position)
    taken: set[int] = set()
    rest: list[Quantity] = []
    for one in zh:
        found = places.get(_key(one))
        if found:
            taken.add(found[0])
            pairs.append((one, en[found.popleft()]))
        else:
            rest.append(one)
    return rest, [other for position, other in enumerate(en) if position not in taken]


def _pair(
    zh: list[Quantity],
    en: list[Quantity],
    rule: Callable[[Quantity, Quantity], bool],
    pairs: list[tuple[Quantity, Quantity]],
) -> None:
    """Move what the rule pairs from the two lists into ``pairs``.

    In a table of thousands of numbers only those near the same place are compared, so that the
    time stays linear.
    """
    if not zh or not en:
        return
    taken: set[int] = set()
    rest: list[Quantity] = []
    for at, one in enumerate(zh):
        middle = at * len(en) // len(zh)
        for position in range(max(0, middle - _MOST), min(len(en), middle + _MOST)):
            if position not in taken and rule(one, en[position]):
                taken.add(position)
                pairs.append((one, en[position]))
                break
        else:
            rest.append(one)
    zh[:] = rest
    en[:] = [other for position, other in enumerate(en) if position not in taken]


def _pair_ratios(
    own: list[Quantity],
    others: list[Quantity],
    pairs: list[tuple[Quantity, Quantity]],
    *,
    turned: bool = False,
) -> None:
    """Pair a fraction, a percentage or a time with two numbers side by side that make it: 4/7 and "four of
    seven", 27分37秒 and 27:37, which is no time of day.

    ``turned`` says that the wholes looked at are those of the English.
    """
    rest: list[Quantity] = []
    for one in own:
        made = one.kind in {"fraction", "percent"} or one.unit == "second"
        at = _made_of(one, others) if made else -1
        if at < 0:
            rest.append(one)
            continue
        pairs += [(other, one) if turned else (one, other) for other in others[at : at + 2]]
        del others[at : at + 2]
    own[:] = rest


def _made_of(made: Quantity, numbers: Sequence[Quantity]) -> int:
    """Where two numbers stand that make a fraction, or minutes and seconds; -1 for nowhere."""
    for at, (part, whole) in enumerate(pairwise(islice(numbers, _MOST))):
        if not (part.kind == whole.kind == "number" and part.value and whole.value):
            continue
        if made.value is None:
            return -1
        gap = whole.start - part.end
        if made.kind == "percent":
            # 九成 and "nine in ten", 每5人中有1人 and 20%
            some, all_ = sorted((part.value, whole.value))
            fits = gap <= _RATIO_GAP and some * 100 == made.value * all_
        elif made.kind == "fraction":
            fits = gap <= _RATIO_GAP and part.value / whole.value == made.value
        else:
            fits = gap == 1 and part.value * 60 + whole.value == made.value
        if fits and gap >= 0:
            return at
    return -1


def _vague(zh: Sequence[Quantity], en: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """The one vague number of each side, where they count in things far apart.

    数百万 against "thousands". 数万 is often "thousands", but 几十 is not "hundreds".
    """
    own = [q for q in zh if q.value is None and q.step > 1]
    others = [q for q in en if q.value is None and q.step > 1]
    if len(own) != 1 or len(others) != 1 or bool(own[0].unit) != bool(others[0].unit):
        return []  # 数亿元 and "thousands of people"
    sizes = (len(str(own[0].step)) - 1, len(str(others[0].step)) - 1)
    apart = abs(sizes[0] - sizes[1])
    wrong = apart > 1 or (apart == 1 and max(sizes) <= _EXACT_SIZE)
    return [(own[0], others[0])] if wrong else []


def _same_kind(a: Quantity, b: Quantity) -> bool:
    return (a.kind == b.kind or _counted_times(a, b) or _counted_times(b, a)) and agree(a, b)


def _counted_times(zh: Quantity, en: Quantity) -> bool:
    """Whether 三次 may be "three times"."""
    return zh.kind == "number" and en.kind == "multiple" and zh.text.endswith(("次", "遍", "回"))


def _same_number(a: Quantity, b: Quantity) -> bool:
    """The same value where one side leaves out the unit: 7.85 against 7.85港元."""
    if {a.unit, b.unit} == {"", CENTS}:
        # 12.5分 and "12.5 cents"
        return a.value in {b.value, b.also} or b.value == a.also
    return (
        a.value is not None
        and a.value == b.value
        and a.weight == b.weight == "firm"
        and "number" in {a.kind, b.kind}
    )


def _zones_differ(
    zh: Sequence[Quantity], en: Sequence[Quantity], pairs: Sequence[tuple[Quantity, Quantity]]
) -> bool:
    """Whether the two sides name times of different zones: then it may be another day there."""
    own = {q.unit for q in zh if q.kind == "time"} | {a.unit for a, _ in pairs if a.kind == "time"}
    there = {q.unit for q in en if q.kind == "time"} | {
        b.unit for _, b in pairs if b.kind == "time"
    }
    return bool((own ^ there) - {""})


def _next_day(a: Quantity, b: Quantity) -> bool:
    """Whether two dates are one day apart."""
    if a.kind != "date" or b.kind != "date" or a.day is None or b.day is None:
        return False
    if a.month == b.month:
        return abs(a.day - b.day) == 1
    first = a if a.day == 1 else b
    last = b if a.day == 1 else a
    if first.month is None or last.month is None or last.day is None:
        return False
    return first.day == 1 and last.day >= _SHORTEST and (first.month - last.month) % 12 == 1


def _in_name(a: Quantity, b: Quantity) -> bool:
    """A number and a name that holds it: 纳斯达克100指数 against NASDAQ-100; or 80华氏度 and 80F."""
    if b.kind == "name":
        a, b = b, a
    if a.kind == "name" and b.kind == "measure" and b.unit in DEGREES and b.value is not None:
        return a.unit in {f"{b.value}{scale}" for scale in b.unit.strip("°") or "CF"}
    if a.kind != "name" or b.kind != "number":
        return False
    digits = "".join(char for char in a.unit if char.isdigit())
    if not 0 < len(digits) < _LONGEST_DIGITS:
        return False
    # A context of 128K is one of 128,000 tokens.
    thousands = 1000 if a.unit == digits + "K" else 1
    return b.value in {int(digits), int(digits) * thousands}


def _echoes(
    left: list[Quantity], others: Sequence[Quantity]
) -> tuple[list[Quantity], list[Quantity]]:
    """What the other side says elsewhere, and what it does not say though it may have to."""
    spare: list[Quantity] = []
    lost: list[Quantity] = []
    for quantity in left:
        if _echo(quantity, others):
            spare.append(quantity)
        elif quantity.weight != "free":
            lost.append(quantity)
    return spare, lost


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
    rest: list[Quantity] = []
    for one in zh:
        for position, other in enumerate(islice(en, _MOST)):
            if _contradict(one, other):
                found.append((one, other))
                del en[position]
                break
        else:
            rest.append(one)
    zh[:] = rest
    return found


def _contradict(a: Quantity, b: Quantity) -> bool:
    if _FAMILIES[a.kind] != _FAMILIES[b.kind]:
        return False
    if a.kind == "name":
        return _stem(a.unit) == _stem(b.unit)
    if _echo(a, (b,)):
        return False
    if a.weight != "firm" and b.weight != "firm" and not (_in_digits(a) and _in_digits(b)):
        if a.kind == b.kind == "measure" and a.value == b.value:
            # 三年 against "three months"
            return a.unit != b.unit and {UNITS[a.unit][0], UNITS[b.unit][0]} <= _TIMES
        return a.kind == b.kind and a.unit == b.unit
    return True


def _in_digits(quantity: Quantity) -> bool:
    """Whether it is written in digits: words such as 两 and "two" mean less than 2."""
    return any(char.isdigit() for char in quantity.text)


def _stem(name: str) -> str:
    return "".join(char for char in name if char.isalpha())


def _needed(quantity: Quantity, own: Sequence[Quantity], converted: Set[tuple[int, str]]) -> bool:
    """Whether it is a fault that the other side does not have it at all.

    ``converted`` says where the amounts in brackets stand that have a counterpart.
    """
    if quantity.kind == "time" and quantity.aside and quantity.unit:
        # For the reader elsewhere: 9 a.m. (0100 GMT).
        return not any(q.kind == "time" and not q.aside for q in own)
    if quantity.kind == "money" and not quantity.aside:
        # The other way round: $4 billion (28.7 billion yuan) for 287亿元.
        return not any(
            q.kind == "money" and q.aside and q.unit != quantity.unit
            and 0 <= q.start - quantity.end <= _BRACKET and (q.start, q.kind) in converted
            for q in own
        ) and quantity.weight == "firm"  # fmt: skip
    if quantity.weight != "firm" or quantity.kind == "year":
        return False
    if quantity.kind == "money" and quantity.aside:
        # A conversion for the reader: its own side has the amount in another currency.
        return not any(q.kind == "money" and q.unit != quantity.unit for q in own)
    return True
