"""The numbers of a report: every amount, as both sides write it, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from align.brief.verdict import Ids, Verdict, found_at
from align.check.markup import tags
from align.check.pair import Pair, Span
from align.model import Agreement, Figure
from align.text.quantities import Quantity

#: Kinds that the timeline shows, and those that number things rather than count them.
_NOT_AMOUNTS: Final = frozenset(
    {"date", "month", "year", "quarter", "half", "decade", "century", "time", "ordinal", "label"}
    | {"name"}
)
# Lanting 300, ISO/IEC 27001: a number that names.
_DESIGNATION = re.compile(r"[A-Za-z][A-Za-z/]*[ \-/]?\Z")
_ALONE = re.compile(r"[\d.,\s]+\Z")
# The number of a heading: 3 本地經濟, "3 The domestic economy".
_NUMBERED = re.compile(r"\s*(?:(?:表|图|圖|第|Table|Figure|Fig\.|Chapter|Section)\s*)?\Z")


def figures(pair: Pair, verdict: Verdict, ids: Ids) -> list[Figure]:
    """The amounts of a pair, in the reading order of the Chinese side.

    Takes the pair, what the checks say of its quantities, and the ids of the report's findings
    by place.
    """
    found: list[tuple[int, Figure]] = []
    held_zh, held_en = _placeholders(pair.zh.text), _placeholders(pair.en.text)
    for zh, en, agreement in _joined(pair, verdict):
        amount = zh or en
        if amount is None or _within(zh, held_zh) or _within(en, held_en):
            continue
        if not _is_amount(pair, zh, en, agreement):
            continue
        places_zh = pair.zh.places(zh.start, zh.end) if zh else ()
        places_en = pair.en.places(en.start, en.end) if en else ()
        found.append(
            (
                zh.start if zh else len(pair.zh.text) + amount.start,
                Figure(
                    pair.number,
                    places_zh,
                    places_en,
                    amount.kind,
                    agreement,
                    found_at(ids, places_zh, places_en),
                ),
            )
        )
    found.sort(key=lambda item: item[0])
    return [figure for _, figure in found]


def _placeholders(text: str) -> list[Span]:
    """Where the placeholders and tags of a text stand: the 1 of %1$d counts nothing."""
    return [span for _, span in tags(text)] if "%" in text or "{" in text or "<" in text else []


def _within(quantity: Quantity | None, spans: list[Span]) -> bool:
    """Whether a quantity stands inside one of some spans."""
    if quantity is None:
        return False
    return any(start <= quantity.start and quantity.end <= end for start, end in spans)


def _joined(
    pair: Pair, verdict: Verdict
) -> Iterator[tuple[Quantity | None, Quantity | None, Agreement]]:
    zh, en = pair.quantities
    left_zh = {id(q): q for q in zh}
    left_en = {id(q): q for q in en}
    for one, other in (*pair.matching.pairs, *pair.matching.conflicts):
        left_zh.pop(id(one), None)
        left_en.pop(id(other), None)
        yield one, other, verdict.of(one, other)
    for one in left_zh.values():
        yield one, None, verdict.of(one, None)
    for other in left_en.values():
        yield None, other, verdict.of(None, other)


def _is_amount(pair: Pair, zh: Quantity | None, en: Quantity | None, agreement: Agreement) -> bool:
    given = [q for q in (zh, en) if q is not None]
    if any(q.kind in _NOT_AMOUNTS for q in given):
        return False
    if agreement in {"differs", "missing"}:
        return True
    if zh is not None and zh.kind == "number" and _names(pair, zh):
        return False
    if all(q.weight == "free" for q in given):
        return False
    if zh is not None and zh.weight == "soft" and _ALONE.match(zh.text) and not _digits(en):
        # Chinese counts with measure words: the 3 of 澄心3 is a part of a name.
        return False
    if any(q.value is None for q in given):
        return all(q.value is not None or q.weight == "firm" for q in given) and len(given) > 1
    # 两家, 六周: words that hardly count, unless the other side counts the same.
    counted = len(given) > 1 and (
        any(map(_part, given)) or all(q.value is not None and q.value > 1 for q in given)
    )
    return counted or any(q.weight == "firm" or _digits(q) for q in given)


def _part(quantity: Quantity) -> bool:
    """Whether it is a part or a multiple of something, which no idiom is: 一半, 两倍."""
    return quantity.kind in {"fraction", "multiple", "percent"}


def _digits(quantity: Quantity | None) -> bool:
    return quantity is not None and any(map(str.isdigit, quantity.text))


def _names(pair: Pair, zh: Quantity) -> bool:
    """Whether a Chinese number is a part of a name, or numbers a heading or a table."""
    if not _ALONE.match(zh.text):
        head = zh.start == 0 and zh.text[:-1].strip().isdigit()
        return head and zh.text[-2:-1].isspace()
    before = pair.zh.text[max(0, zh.start - 24) : zh.start]
    if _DESIGNATION.search(before):
        return True
    return bool(_NUMBERED.match(before)) and zh.end < len(pair.zh.text) and len(zh.text) < 4
