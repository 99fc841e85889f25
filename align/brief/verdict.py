"""What the checks say of each quantity of a pair.

The brief and the checks must never contradict each other, so that the brief asks the checks' own
rules, whichever of them the settings switch off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from align.check.pair import Pair
from align.check.quantities import Dates, Models, Quantities, disagreeing
from align.model import Agreement, Findings, Lang, Place
from align.settings import CheckSettings
from align.text.quantities import Quantity

Mark = tuple[Lang, Place]
#: The ids of findings by the places that they speak of.
Ids = Mapping[Mark, tuple[str, ...]]

_RULES = (Quantities(), Dates(), Models())
_SETTINGS = CheckSettings()


class Verdict:
    """The quantities of one pair that the rules of quantities and dates speak of."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._differ: set[Mark] = set()
        self._lack: set[Mark] = set()
        self._doubted = {(id(zh), id(en)) for zh, en in pair.matching.conflicts}
        # What a clean matching leaves to the rules.
        if pair.matching.clean and not disagreeing(pair):
            return
        for rule in _RULES:
            for finding in rule.check_pair(pair, _SETTINGS):
                kept = self._differ if finding.zh and finding.en else self._lack
                kept.update(marks(finding.zh, finding.en))

    def of(self, zh: Quantity | None, en: Quantity | None) -> Agreement:
        """Whether a quantity and its counterpart agree; either may be None."""
        here = set(
            marks(
                self._pair.zh.places(zh.start, zh.end) if zh else (),
                self._pair.en.places(en.start, en.end) if en else (),
            )
        )
        if here & self._differ:
            return "differs"
        if here & self._lack:
            return "missing"
        if zh is None or en is None:
            # Where a whole sentence has no counterpart, what it says has none.
            return "free" if self._pair.whole else "missing"
        # Two that took each other's place, and that a neighbouring pair clears.
        return "open" if (id(zh), id(en)) in self._doubted else "agrees"


def marks(zh: Iterable[Place], en: Iterable[Place]) -> list[Mark]:
    """Places of both sides, each with its side."""
    return [*(("zh", place) for place in zh), *(("en", place) for place in en)]


def by_place(findings: Findings) -> Ids:
    """The ids of the open findings by the places that they speak of."""
    ids: dict[Mark, list[str]] = defaultdict(list)
    for item in findings.items:
        if item.state == "open":
            for mark in marks(item.zh, item.en):
                ids[mark].append(item.id)
    return {mark: tuple(names) for mark, names in ids.items()}


def found_at(ids: Ids, zh: Iterable[Place], en: Iterable[Place]) -> tuple[str, ...]:
    """The ids of the findings that speak of some places, in order, each once."""
    return tuple(dict.fromkeys(name for mark in marks(zh, en) for name in ids.get(mark, ())))
