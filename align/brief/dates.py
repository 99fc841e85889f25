"""What happened when: the dates of a report, in order, each checked against the other side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from align.brief.moments import Moment, moments
from align.brief.verdict import Ids, Verdict, found_at
from align.check.pair import Pair
from align.model import Agreement, Dated, Lang
from align.text.script import is_han

Basis = Literal["said", "counted", "open"]

# Where a report bears its day, and what else such a line may say.
_FIRST, _LAST = 10, 4
_BESIDE: Final[dict[Lang, int]] = {"zh": 14, "en": 34}
# So far ahead of the day of a report a date without a year is rather one of the year before.
_AHEAD = 6
_ENDS = re.compile(r"[。！？!?；;…]|\.(?:\s|\Z|[”\"’)])")
_SENTENCE = re.compile(r"[。！？!?；;]|\.\s*\Z")
_CLAUSES = re.compile("[，：,:]")
_PARTS: Final = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


class Timeline:
    """The dates of a report as they are read, pair by pair.

    Takes the pairs of the report: the day that it bears has to be known before any date is.
    """

    def __init__(self, all_pairs: Sequence[Pair]) -> None:
        self.dateline: Dated | None = None
        self._day: Moment | None = None
        # The years in which each part of a year has been said so far: H1 of 2024.
        self._parts: dict[str, set[int]] = {}
        for pair in (*all_pairs[:_FIRST], *all_pairs[-_LAST:]):
            if self._bears(pair):
                break

    def _bears(self, pair: Pair) -> bool:
        sides = {
            "zh": moments(pair.simplified, "zh", pair.quantities[0]),
            "en": moments(pair.en.text, "en", pair.quantities[1]),
        }
        for lang in ("zh", "en"):
            text = pair.side(lang).text
            found = [m for m in sides[lang] if m.year and m.month and not m.anchor]
            if len(found) != 1:
                continue
            rest = text[: found[0].start] + text[found[0].end :]
            if _SENTENCE.search(text) or sum(map(str.isalpha, rest)) > _BESIDE[lang]:
                continue
            other = sides["en" if lang == "zh" else "zh"]
            there = next((m for m in other if _iso(m) == _iso(found[0])), None)
            zh, en = (found[0], there) if lang == "zh" else (there, found[0])
            self._day = found[0]
            self.dateline = Dated(
                pair.number,
                pair.zh.places(zh.start, zh.end) if zh else (),
                pair.en.places(en.start, en.end) if en else (),
                _iso(found[0]),
                "said",
                "agrees" if zh and en else "free",
            )
            return True
        return False

    def of(self, pair: Pair, verdict: Verdict, ids: Ids) -> list[Dated]:
        """The dates of a pair, those with a counterpart together with it."""
        zh = moments(pair.simplified, "zh", pair.quantities[0])
        en = moments(pair.en.text, "en", pair.quantities[1])
        if not zh and not en:
            return []
        if self.dateline is not None and pair.number == self.dateline.bead:
            return []
        zh, en = _events(pair, "zh", zh), _events(pair, "en", en)
        _carry(pair.zh.text, zh)
        _carry(pair.en.text, en)
        for moment in (*zh, *en):
            if moment.part and moment.year is not None:
                self._parts.setdefault(moment.part, set()).add(moment.year)
        return [
            self._dated(pair, one, other, verdict, ids)
            for one, other in _couples(pair, zh, en)
            if _tells(one, other) or (pair.number < _FIRST and _today(one) and _today(other))
        ]

    def _dated(
        self, pair: Pair, zh: Moment | None, en: Moment | None, verdict: Verdict, ids: Ids
    ) -> Dated:
        places_zh = pair.zh.places(zh.start, zh.end) if zh else ()
        places_en = pair.en.places(en.start, en.end) if en else ()
        told = [
            self._told(moment)
            for moment in (zh, en)
            if moment is not None
            and not (moment.quantity is not None and moment.quantity.kind == "ordinal")
        ]
        agreement = self._agreement(zh, en, told, verdict)
        # What the original says; what the other side says more, where the two agree.
        when, basis = told[0]
        if len(told) > 1 and agreement != "differs":
            when, basis = max(told, key=lambda item: (_rank(item[1]), len(item[0])))
        given = [m for m in (zh, en) if m is not None]
        own = [(m.start, m.end, m.quantity, m.inside) for m in given]
        named = [q for _, _, q, inside in own for q in (q, *inside) if q is not None]
        marks_zh = [p for q in named if zh and q in (zh.quantity, *zh.inside)
                    for p in pair.zh.places(q.start, q.end)]  # fmt: skip
        marks_en = [p for q in named if en and q in (en.quantity, *en.inside)
                    for p in pair.en.places(q.start, q.end)]  # fmt: skip
        return Dated(
            pair.number,
            places_zh,
            places_en,
            when,
            basis,
            agreement,
            relative=all(m.anchor is not None for m in given),
            findings=found_at(ids, marks_zh, marks_en),
        )

    def _agreement(
        self,
        zh: Moment | None,
        en: Moment | None,
        told: Sequence[tuple[str, Basis]],
        verdict: Verdict,
    ) -> Agreement:
        quantities = (zh.quantity if zh else None, en.quantity if en else None)
        said: Agreement = "free"
        if quantities != (None, None):
            said = verdict.of(*quantities)
        if said in {"differs", "missing"} or zh is None or en is None:
            return said
        if len(told) < 2:
            return said
        if "open" in {basis for _, basis in told}:
            if zh.anchor is not None and en.anchor is not None:
                return "agrees" if zh.anchor == en.anchor else "open"
            return said if None not in quantities else "open"
        one, other = told[0][0], told[1][0]
        if one == other or _loosely(zh, en) or _loosely(en, zh):
            return "agrees"
        # "in 2025" for 2025年上半年 says less, not otherwise.
        return "agrees" if one.startswith(other) or other.startswith(one) else "differs"

    def _told(self, moment: Moment) -> tuple[str, Basis]:
        """A moment as an ISO date, and on what it rests."""
        if moment.anchor is not None:
            return self._counted_anchor(*moment.anchor)
        if moment.year is not None:
            return _iso(moment), "said"
        years = set().union(*self._parts.values()) if moment.part else set()
        day = self._day
        ahead = day is not None and day.year is not None and max(years, default=0) > day.year
        if moment.part and moment.offset is None and len(years) == 1 and not ahead:
            # 上半年 and 第二季 in a report that spoke of 2024年上半年 and of no other year's parts,
            # but for plans of a year to come.
            return _iso(moment, min(years)), "counted"
        if day is None or day.year is None or (moment.month is None and not moment.part):
            return _iso(moment), "open"
        month = moment.month or _PARTS[moment.part]
        if moment.offset is not None:
            return _iso(moment, day.year + moment.offset), "counted"
        if moment.coming:
            later = (month, moment.day or 1) <= (day.month or 12, day.day or 31)
            return _iso(moment, day.year + later), "counted"
        if moment.last:
            earlier = (month, moment.day or 1) >= (day.month or 12, day.day or 31)
            return _iso(moment, day.year - earlier), "counted"
        if moment.quantity is None or moment.quantity.kind in {"quarter", "half"}:
            # A quarter without a year may be that of any year that is being spoken of.
            return _iso(moment), "open"
        if month - (day.month or 12) > _AHEAD:
            return _iso(moment), "open"
        return _iso(moment, day.year), "counted"

    def _counted_anchor(self, unit: str, distance: int | None) -> tuple[str, Basis]:
        day = self._day
        if day is None or day.year is None or distance is None:
            return "", "open"
        if unit == "year":
            return str(day.year + distance), "counted"
        if unit == "month" and distance == 0 and day.month:
            return f"{day.year}-{day.month:02}", "counted"
        if unit == "day" and distance == 0 and day.month and day.day:
            return _iso(day), "counted"
        return "", "open"


def _tells(zh: Moment | None, en: Moment | None) -> bool:
    """Whether a moment is worth a line: "today" for 如今 and "the year" for 全年 are not."""
    alone = zh if en is None else en if zh is None else None
    if _today(zh or en):
        # Today's customers, and what is good today: a day only where the report begins.
        return False
    if alone is None or alone.anchor is None:
        return True
    unit, distance = alone.anchor
    return (unit not in {"near", "day"} and bool(distance)) or (zh is alone and unit == "same")


def _today(moment: Moment | None) -> bool:
    return moment is not None and moment.anchor == ("day", 0)


def order(item: Dated) -> tuple[object, ...]:
    """The order of a timeline: earliest first, a month before its days; what is open, last."""
    when = item.when
    known = bool(when) and not when.startswith("--")
    key = when[:4]
    if known and len(when) > 4:
        part = when[5:]
        key += f"-{_PARTS[part]:02}-99" if part in _PARTS else f"-{part}"
    return (not known, item.relative and not known, key if known else "", item.bead, when)


def _rank(basis: Basis) -> int:
    return {"open": 0, "counted": 1, "said": 2}[basis]


def _loosely(one: Moment, other: Moment) -> bool:
    """Whether the one is 去年3月 or 明年3月 and the other "last March" or "next March", which to
    some are those of the year before and after, to others those nearest.
    """
    return (one.offset == -1 and other.last) or (one.offset == 1 and other.coming)


def _iso(moment: Moment, year: int | None = None) -> str:
    year = moment.year if year is None else year
    if moment.decade:
        return f"{year}s"
    if moment.part:
        return f"{year}-{moment.part}" if year is not None else f"--{moment.part}"
    start = "-" if year is None else f"{year:04}"
    if moment.month is None:
        return start if year is not None else f"---{moment.day or 0:02}"
    start += f"-{moment.month:02}"
    return f"{start}-{moment.day:02}" if moment.day is not None else start


def _events(pair: Pair, lang: Lang, found: Sequence[Moment]) -> list[Moment]:
    """Without the year of a heading or of a table's head: nothing happens in it."""
    text = pair.side(lang).text
    whole = bool(_ENDS.search(text) or _CLAUSES.search(text)) or sum(map(is_han, text)) > 40
    kept = []
    for moment in found:
        bare = moment.month is None and moment.day is None
        if not whole and bare:
            continue
        if not whole and sum(map(str.isalnum, text)) - (moment.end - moment.start) < 3:
            continue
        kept.append(moment)
    return kept


def _carry(text: str, found: Iterable[Moment]) -> None:
    """The year that a date earlier in the sentence says: 2024年3月22日…，5月1日…。"""
    before: Moment | None = None
    for moment in found:
        if before is not None and _ENDS.search(text, before.end, moment.start):
            before = None
        if moment.quantity is None:
            continue
        if (
            moment.year is None
            and moment.offset is None
            and not moment.last
            and before is not None
            and before.year is not None
            and (before.month or before.part)
            and (moment.month or moment.part)
        ):
            moment.year = before.year
        if moment.year is not None:
            before = moment


def _couples(
    pair: Pair, zh: list[Moment], en: list[Moment]
) -> list[tuple[Moment | None, Moment | None]]:
    """The moments of both sides, those that name the same time together, in reading order."""
    by_quantity: dict[int, Moment] = {}
    for moment in en:
        for quantity in (moment.quantity, *moment.inside):
            if quantity is not None:
                by_quantity[id(quantity)] = moment
    partner: dict[int, int] = {}
    named: set[int] = set()
    dates = {id(q) for m in zh for q in (m.quantity, *m.inside) if q is not None}
    for one, other in (*pair.matching.pairs, *pair.matching.conflicts):
        partner[id(one)] = id(other)
        if id(one) not in dates and id(other) in by_quantity:
            # The 2025 of AIME 2025, which the Chinese shows to be no year.
            named.add(id(by_quantity.pop(id(other))))
        elif id(one) in dates and other.kind == "ordinal":
            # 第二季 after "in the first quarter … in the second".
            end = other.start + len(other.text)
            by_quantity[id(other)] = Moment(other.start, end, part="", quantity=other)
    couples: list[tuple[Moment | None, Moment | None]] = []
    taken: set[int] = set()
    alone: list[Moment] = []
    for moment in zh:
        there = None
        for quantity in (moment.quantity, *moment.inside):
            there = there or (by_quantity.get(partner.get(id(quantity), 0)) if quantity else None)
        if there is not None and id(there) not in taken:
            taken.add(id(there))
            couples.append((moment, there))
        else:
            alone.append(moment)
    rest = [moment for moment in en if id(moment) not in taken | named]
    for moment in alone:
        there = next((m for m in rest if _like(moment, m)), None)
        if there is not None:
            rest.remove(there)
        couples.append((moment, there))
    couples += [(None, moment) for moment in rest]
    couples.sort(key=lambda c: c[0].start if c[0] else len(pair.zh.text) + (c[1] or c[0]).start)  # type: ignore[union-attr]
    return couples


def _like(zh: Moment, en: Moment) -> bool:
    """Whether two moments without matched quantities may be each other's translation."""
    if zh.anchor is not None and en.anchor is not None:
        # 上年 is "last year" to some and "the year before" to others.
        loose = {zh.anchor, en.anchor} <= {("same", None), ("year", -1)}
        return zh.anchor == en.anchor or loose
    one, other = (zh, en) if zh.anchor is not None else (en, zh)
    if one.anchor is None or other.anchor is not None:
        return zh.anchor is None and en.anchor is None and _iso(zh) == _iso(en)
    # 去年 for "in 2024": a year told by another against one that is named.
    return one.anchor[0] == "year" and other.month is None and not other.part
