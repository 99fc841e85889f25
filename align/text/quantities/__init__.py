"""Quantities in Chinese and English: numbers, money, percentages, dates, measures.

:func:`find` reads them from a text with exact values, so that 3800亿元 and "380 billion yuan" are
the same; :func:`agree` compares two of them; :func:`match` pairs those of two sides that say the
same thing and names what has no counterpart.

>>> [zh] = find("融资3800亿元", "zh")
>>> [en] = find("raised 380 billion yuan", "en")
>>> agree(zh, en), str(en.value), en.unit
(True, '380000000000', 'CNY')
"""

from __future__ import annotations

from align.model import Lang
from align.text.quantities.compare import agree
from align.text.quantities.matching import match
from align.text.quantities.model import Kind, Matching, Quantity

__all__ = ["Kind", "Matching", "Quantity", "agree", "find", "match"]


def find(text: str, lang: Lang) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, none overlapping.

    Offsets count in ``text`` as it is given; full-width digits and traditional characters are
    read as they stand. A range gives two quantities, its low and its high end.

    >>> [(q.kind, str(q.value), q.unit) for q in find("利率上升25个基点至3.5%", "zh")]
    [('points', '1/4', '%'), ('percent', '7/2', '%')]
    """
    # Each language compiles some fifty patterns: only when it is asked for.
    if lang == "zh":
        from align.text.quantities.zh import find as find_zh

        return find_zh(text)
    from align.text.quantities.en import find as find_en

    return find_en(text)
