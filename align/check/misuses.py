"""One misuse of a term, one finding: what is forbidden is not also told as not what is approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from align.model import Finding


def told_once(items: Sequence[Finding]) -> list[Finding]:
    """Findings without those of an approved term not used where a refused one is told instead.

    In each bead every finding of a refused English term answers for one of the same entry's
    approved term not used, of those that point at the same words before others.
    """
    refused: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for item in items:
        if item.rule == "term-forbidden" and item.expected:
            refused[item.bead, item.expected].append(item)
    dropped: set[int] = set()
    for number, item in sorted(enumerate(items), key=lambda one: not _answered(one[1], refused)):
        here = refused.get((item.bead, item.expected))
        if item.rule == "term-not-used" and here:
            here.remove(next((one for one in here if _touch(item, one)), here[0]))
            dropped.add(number)
    return [item for number, item in enumerate(items) if number not in dropped]


def _answered(item: Finding, refused: dict[tuple[int, str], list[Finding]]) -> bool:
    return any(_touch(item, one) for one in refused.get((item.bead, item.expected), ()))


def _touch(one: Finding, two: Finding) -> bool:
    """Whether two findings point at the same English words."""
    return any(
        a.sentence == b.sentence and a.start < b.end and b.start < a.end
        for a in one.en
        for b in two.en
    )
