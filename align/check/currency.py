"""Whose dollars 元 are: in Hong Kong and Taiwan it is their own dollar, which English writes "$".

A single pair cannot tell: 3800亿元 against "$380 billion" is a fault on the mainland. So the
neighbouring pairs are asked: 元 is a dollar in a text in traditional characters, and in one that
speaks of Hong Kong and puts dollars for it again and again, unless yuan are put for it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from align.model import LANGS, Alignment
from align.text.quantities import Quantity, find
from align.text.quantities.units import LOCAL
from align.text.script import to_simplified

_PLAIN: Final = re.compile(r"[^民币A-Za-z$¥]*[元圆圓塊块][^民币]*")
_DOLLARS: Final = frozenset({"$", "HKD", "TWD", "MOP"})
_DOLLAR_WORD: Final = re.compile(r"\$|[Dd]ollar|HKD|TWD|MOP|[Yy]uan|RMB|CNY|[Rr]enminbi")
_PLACE: Final = re.compile(
    r"香港|港元|港币|澳门|台湾|新台币|Hong Kong|HK\$|NT\$|Taiwan|Macao|Macau"
)
# So many pairs in a row are looked at together.
_ROW: Final = 64
# So often must dollars stand for 元 where the characters do not tell.
_AGAIN: Final = 3
_SHARE: Final = 0.08


@dataclass(frozen=True)
class _Use:
    """How often dollars and yuan stand for 元 in a row of pairs, and whether it names the place."""

    dollars: int
    yuan: int
    place: bool


def localised(
    zh: tuple[Quantity, ...], en: Sequence[Quantity], text: str, alignment: Alignment, number: int
) -> tuple[Quantity, ...]:
    """The Chinese quantities of a bead, with 元 as a local dollar where it is one.

    Takes the quantities of both sides, the Chinese text as it is written, and which bead it is.
    """
    if not any(q.unit in _DOLLARS for q in en) or not any(map(_is_plain, zh)):
        return zh
    if not any("兆" in q.text for q in zh if _is_plain(q)):
        use = _use(_Row(alignment, number // _ROW * _ROW))
        if use.yuan or not (_is_traditional(text) or (use.place and use.dollars >= _AGAIN)):
            return zh
    return tuple(replace(q, unit=LOCAL) if _is_plain(q) else q for q in zh)


def _is_plain(quantity: Quantity) -> bool:
    """Whether it is an amount in 元 without the name of a currency."""
    return (
        quantity.kind == "money"
        and quantity.unit == "CNY"
        and _PLAIN.fullmatch(quantity.text) is not None
    )


class _Row:
    """Some pairs in a row, the same as others if they are those of the very same alignment."""

    def __init__(self, alignment: Alignment, first: int) -> None:
        self.alignment, self.first = alignment, first

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Row)
            and self.first == other.first
            and self.alignment is other.alignment
        )

    def __hash__(self) -> int:
        return hash((id(self.alignment), self.first))


# Pairs are read in order, so one row is enough; more would hold alignments that nobody needs.
@lru_cache(maxsize=1)
def _use(row: _Row) -> _Use:
    dollars = yuan = 0
    place = False
    for bead in row.alignment.beads[row.first : row.first + _ROW]:
        zh, en = (row.alignment.text(bead, lang) for lang in LANGS)
        place = place or bool(_PLACE.search(zh) or _PLACE.search(en))
        if not (("元" in zh or "圓" in zh) and _DOLLAR_WORD.search(en)):
            continue
        own = {q.value for q in find(to_simplified(zh), "zh") if _is_plain(q)}
        for value, unit in _money(find(en, "en")):
            if value in own:
                dollars += unit in _DOLLARS
                yuan += unit == "CNY"
    return _Use(dollars, yuan, place)


def _money(quantities: Iterable[Quantity]) -> Iterable[tuple[object, str]]:
    return ((q.value, q.unit) for q in quantities if q.kind == "money")


def _is_traditional(text: str) -> bool:
    changed = sum(a != b for a, b in zip(text, to_simplified(text), strict=True))
    return changed > 1 and changed >= _SHARE * len(text)
