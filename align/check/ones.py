"""Several of something that are one on the other side: 三名仲裁员 against "one arbitrator".

A small number may be said otherwise, and "one" is seldom a number; so the dictionary must know
that both speak of the same noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from align.check.pair import Pair, Span
from align.text.lexicon import LONGEST, lexicon
from align.text.quantities import Quantity

_ONE_EN: Final = re.compile(
    r"(?<!than )(?<!least )(?<!\bno )(?<!each )(?<!every )(?<!or )"
    r"\b(?:one|a single|a sole)(?: [a-z]{3,20})?? (?P<noun>[a-z]{3,20})\b(?! of the| of those)",
    re.IGNORECASE,
)
_ONE_ZH: Final = re.compile("一[名位个家项份次人方]|[独单各]|之一|其中|任何|每")
# Words of a family begin with so many letters, and are longer than so many.
_FAMILY: Final = 7
_ROOT: Final = 6
_MOST: Final = 20
_COUNTERS: Final = frozenset("名位个家项份间所")


def singled_out(pair: Pair) -> Iterator[tuple[Quantity, Span]]:
    """The numbers of things in the Chinese of which the English has one, with its place."""
    # What is rare is asked first: a small number of things that nothing stands for.
    several = [
        zh
        for zh in pair.quantities[0]
        if zh.kind == "number"
        and zh.weight == "soft"
        and zh.text[-1] in _COUNTERS
        and zh.value is not None
        and zh.value > 1
    ]
    if not several or _ONE_ZH.search(pair.simplified):
        return
    # A reader looks at a few; so the time stays linear.
    ones = list(islice(_ONE_EN.finditer(pair.en.text), _MOST))
    if not ones:
        return
    matching = pair.matching
    paired = {id(zh) for zh, _ in (*matching.pairs, *matching.conflicts)}
    for zh in several:
        if id(zh) in paired:
            continue
        for one in ones:
            if _is_called(one["noun"].lower(), _names(pair.simplified, zh.end)):
                yield zh, one.span()
                return


def _is_called(noun: str, names: set[str]) -> bool:
    """Whether a noun is one of some words, or of their family: arbitrator, arbitration."""
    return noun in names or any(name[:_FAMILY] == noun[:_FAMILY] for name in names if name[_ROOT:])


def _names(text: str, start: int) -> set[str]:
    """What the dictionary calls the longest word that begins at a place of a Chinese text."""
    known = lexicon()
    for end in range(min(len(text), start + LONGEST), start, -1):
        if text[start:end] in known:
            return set(known.words(text[start:end]))
    return set()
