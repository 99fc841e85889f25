"""What the page of a brief shows, worked out from a :class:`~align.model.Brief`.

The templates only lay out. Pairs are numbered from 1, as a person counts, and as in the report
page; the number is their address in the page (``#b12``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from align.formats.languages import chinese_code
from align.formats.report_view import Excerpt, level, said, visible
from align.messages import catalogue
from align.model import (
    LANGS,
    Agreement,
    Alignment,
    Brief,
    Dated,
    Figure,
    Finding,
    Lang,
    OpenTerm,
    Party,
    Place,
)

T = TypeVar("T")

DOUBTS: Final = frozenset({"differs", "missing"})
"""What a person should look at."""
LOW: Final = 0.7
"""A pair, or names, less sure than this are marked."""
SHOWN: Final = 1000
"""So many lines of a section stand on the page; a longer list is for programs, not to be read."""
_LINKS = 12
_AROUND: Final[dict[Lang, int]] = {"zh": 26, "en": 60}
_SENTENCE: Final[dict[Lang, int]] = {"zh": 150, "en": 360}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ISO = re.compile(r"(?P<year>\d{4}|-)?(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence pair, or the sentences of one that hold what is spoken of, marked."""

    pair: int
    zh: tuple[Excerpt, ...]
    en: tuple[Excerpt, ...]
    low: bool


@dataclass(frozen=True, slots=True)
class Who:
    """A person or an organisation; ``roles`` are what the texts call it, side by side."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    roles: tuple[tuple[int, str, str], ...]
    pairs: tuple[int, ...]
    more: int
    low: bool
    findings: tuple[int, ...]

    @property
    def elsewhere(self) -> tuple[int, ...]:
        """The pairs that no role leads to."""
        said = {pair for pair, _, _ in self.roles}
        return tuple(pair for pair in self.pairs if pair not in said)


@dataclass(frozen=True, slots=True)
class When:
    """A line of the timeline; ``label`` is its date in both languages of the page."""

    statement: Statement
    label: dict[Lang, str]
    iso: str
    basis: str
    agreement: Agreement
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A number with what stands around it on both sides."""

    statement: Statement
    kind: str
    agreement: Agreement
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A term to settle, with its renderings, how often each stands, and where first."""

    zh: str
    en: str
    target: Lang
    reasons: tuple[str, ...]
    variants: tuple[tuple[str, int, tuple[int, ...]], ...]
    pairs: tuple[int, ...]
    more: int
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence pair that the brief speaks of, with what the checks say of it."""

    number: int
    zh: str
    en: str
    score: str
    level: int
    findings: tuple[tuple[int, str, dict[Lang, str]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page."""

    brief: Brief
    title: dict[Lang, str]
    dateline: dict[Lang, str] | None
    points: tuple[Statement, ...]
    people: tuple[Who, ...]
    bodies: tuple[Who, ...]
    dates: tuple[When, ...]
    undated: tuple[When, ...]
    relative: tuple[When, ...]
    figures: tuple[Row, ...]
    terms: tuple[Choice, ...]
    pairs: tuple[Cited, ...]
    omitted: dict[str, int]
    scripts: dict[Lang, str]


def view(brief: Brief) -> View:
    """Work out the page of a brief."""
    return _Viewing(brief).view()


class _Viewing:
    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.alignment = brief.alignment
        self.numbers = {
            item.id: number for number, item in enumerate(brief.report.findings.items, 1)
        }
        self.cited: set[int] = set()
        self.omitted: dict[str, int] = {}

    def view(self) -> View:
        brief = self.brief
        points = tuple(self._whole(point.bead) for point in brief.points)
        people = self._shown("people", [p for p in brief.parties if p.type == "person"])
        bodies = self._shown("bodies", [p for p in brief.parties if p.type != "person"])
        dates = self._shown("dates", brief.dates)
        figures = self._shown("figures", brief.figures)
        terms = self._shown("terms", brief.terms)
        whens = [self._when(item) for item in dates]
        known = [w for w, d in zip(whens, dates, strict=True) if _known(d)]
        undated = [w for w, d in zip(whens, dates, strict=True) if not _known(d) and not d.relative]
        relative = [w for w, d in zip(whens, dates, strict=True) if not _known(d) and d.relative]
        rows = tuple(self._row(figure) for figure in figures)
        whos = tuple(self._who(party) for party in people), tuple(map(self._who, bodies))
        choices = tuple(self._choice(term) for term in terms)
        dateline = None
        if brief.dateline is not None:
            self.cited.add(brief.dateline.bead)
            dateline = label(brief.dateline.when)
        return View(
            brief,
            {lang: self._title(lang) for lang in LANGS},
            dateline,
            points,
            *whos,
            tuple(known),
            tuple(undated),
            tuple(relative),
            rows,
            choices,
            self._pairs(),
            self.omitted,
            {"zh": _script(self.alignment), "en": "en"},
        )

    def _shown(self, name: str, items: Iterable[T]) -> list[T]:
        """What stands on the page of a list: a disagreement is never among what is left out."""
        kept = list(items)
        if len(kept) > SHOWN:
            self.omitted[name] = len(kept) - SHOWN
            doubted = [getattr(item, "agreement", "") in DOUBTS for item in kept]
            order = sorted(range(len(kept)), key=lambda at: (not doubted[at], at))
            kept = [kept[at] for at in sorted(order[:SHOWN])]
        return kept

    def _title(self, lang: Lang) -> str:
        """The report's own title: its first heading, else its first line, else its name."""
        document = self.alignment.document(lang)
        for wanted in ("heading", ""):
            for block in document.blocks[:20]:
                if (not wanted or block.kind == wanted) and block.text.strip():
                    return visible(_cut(block.text.strip(), 90 if lang == "zh" else 200))
        return visible(document.id)

    def _whole(self, bead: int) -> Statement:
        self.cited.add(bead)
        texts = {
            lang: visible(self.alignment.text(self.alignment.beads[bead], lang)) for lang in LANGS
        }
        return Statement(
            bead + 1,
            (Excerpt("zh", texts["zh"], "", ""),) if texts["zh"] else (),
            (Excerpt("en", texts["en"], "", ""),) if texts["en"] else (),
            self._low(bead),
        )

    def _statement(
        self, bead: int, zh: Sequence[Place], en: Sequence[Place], around: dict[Lang, int]
    ) -> Statement:
        self.cited.add(bead)
        return Statement(
            bead + 1, self._excerpts("zh", zh, around), self._excerpts("en", en, around),
            self._low(bead),
        )  # fmt: skip

    def _excerpts(
        self, lang: Lang, places: Sequence[Place], around: dict[Lang, int]
    ) -> tuple[Excerpt, ...]:
        sentences = self.alignment.sentences(lang)
        found = []
        for place in places:
            text = sentences[place.sentence].text
            start, end = place.start, place.end
            reach = around[lang]
            if len(text) <= reach:
                left, right = 0, len(text)
            else:
                left = _edge(text, max(0, start - reach // 2), 1) if start > reach // 2 else 0
                right = _edge(text, min(len(text), end + reach // 2), -1)
            before = ("…" if left else "") + text[left:start]
            after = text[end:right] + ("…" if right < len(text) else "")
            found.append(
                Excerpt(lang, visible(before), visible(_short(text[start:end])), visible(after))
            )
        return tuple(found)

    def _low(self, bead: int) -> bool:
        return self.alignment.beads[bead].score < LOW

    def _found(self, ids: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self.numbers[name] for name in ids if name in self.numbers}))

    def _who(self, party: Party) -> Who:
        roles = []
        for role in party.roles:
            self.cited.add(role.bead)
            roles.append((role.bead + 1, self._words("zh", role.zh), self._words("en", role.en)))
        pairs = party.beads[:_LINKS]
        self.cited.update(pairs)
        return Who(
            tuple(map(visible, party.zh)),
            tuple(map(visible, party.en)),
            tuple(roles),
            tuple(bead + 1 for bead in pairs),
            len(party.beads) - len(pairs),
            party.confidence < LOW,
            self._found(party.findings),
        )

    def _words(self, lang: Lang, places: Iterable[Place]) -> str:
        sentences = self.alignment.sentences(lang)
        return visible(" … ".join(sentences[p.sentence].text[p.start : p.end] for p in places))

    def _when(self, item: Dated) -> When:
        statement = self._statement(item.bead, item.zh, item.en, _SENTENCE)
        zh, en = statement.zh, statement.en
        bead = self.alignment.beads[item.bead]
        # What the other side says, though it names no date there.
        if not zh and (text := self.alignment.text(bead, "zh")):
            zh = (Excerpt("zh", visible(_cut(text, _SENTENCE["zh"])), "", ""),)
        if not en and (text := self.alignment.text(bead, "en")):
            en = (Excerpt("en", visible(_cut(text, _SENTENCE["en"])), "", ""),)
        return When(
            Statement(statement.pair, zh, en, statement.low),
            label(item.when),
            item.when,
            item.basis,
            item.agreement,
            self._found(item.findings),
        )

    def _row(self, figure: Figure) -> Row:
        return Row(
            self._statement(figure.bead, figure.zh, figure.en, _AROUND),
            figure.kind,
            figure.agreement,
            self._found(figure.findings),
        )

    def _choice(self, term: OpenTerm) -> Choice:
        pairs = term.beads[:_LINKS]
        self.cited.update(pairs)
        variants = []
        for variant in term.variants[:8]:
            shown = tuple(dict.fromkeys(variant.beads))[:3]
            self.cited.update(shown)
            variants.append(
                (visible(variant.text), variant.count, tuple(bead + 1 for bead in shown))
            )
        return Choice(
            visible(term.zh),
            visible(term.en),
            term.target,
            term.reasons,
            tuple(variants),
            tuple(bead + 1 for bead in pairs),
            len(term.beads) - len(pairs),
            self._found(term.findings),
        )

    def _pairs(self) -> tuple[Cited, ...]:
        findings: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        for number, item in enumerate(self.brief.report.findings.items, 1):
            if item.state == "open":
                findings[item.bead].append((number, item))
        return tuple(self._pair(bead, findings.get(bead, [])) for bead in sorted(self.cited))

    def _pair(self, number: int, findings: Sequence[tuple[int, Finding]]) -> Cited:
        bead = self.alignment.beads[number]
        return Cited(
            number + 1,
            visible(self.alignment.text(bead, "zh")),
            visible(self.alignment.text(bead, "en")),
            f"{bead.score:.2f}",
            level(bead.score),
            tuple((at, item.severity, said(item.message, item.rule)) for at, item in findings),
        )


def label(when: str) -> dict[Lang, str]:
    """A date as a person writes it, in both languages.

    >>> label("2025-02-24")
    {'zh': '2025年2月24日', 'en': '24 Feb 2025'}
    >>> label("--03-14"), label("2024-H2")["en"]
    ({'zh': '3月14日', 'en': '14 Mar'}, 'H2 2024')
    """
    if not when:
        return {"zh": "", "en": ""}
    if when.endswith("s"):
        return {"zh": f"{when[:-1]}年代", "en": when}
    year, _, part = when.removeprefix("-").rpartition("-")
    if part[:1] in {"Q", "H"}:
        year = year.strip("-")
        names = {lang: catalogue(lang)[f"brief.part_{part.lower()}"] for lang in LANGS}
        zh = f"{year}年{names['zh']}" if year else names["zh"]
        return {"zh": zh, "en": f"{names['en']} {year}".strip()}
    if when.startswith("---"):
        return {"zh": f"{int(when[3:])}日", "en": _ordinal(int(when[3:]))}
    match = _ISO.match(when.replace("--", "-", 1) if when.startswith("--") else when)
    if match is None:
        return {"zh": when, "en": when}
    year = match["year"] if match["year"] != "-" and not when.startswith("--") else ""
    month, day = int(match["month"] or 0), int(match["day"] or 0)
    zh = (f"{int(year)}年" if year else "") + (f"{month}月" if month else "")
    zh += f"{day}日" if day else ""
    name = (_MONTHS[month - 1][:3] if 1 <= month <= 12 else str(month)) if month else ""
    if month and not day and 1 <= month <= 12:
        name = _MONTHS[month - 1]
    en = " ".join(part for part in (str(day) if day else "", name, year and str(int(year))) if part)
    return {"zh": zh, "en": en}


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"the {day}{ending}"


def _known(item: Dated) -> bool:
    return bool(item.when) and not item.when.startswith("-")


def _edge(text: str, at: int, step: int) -> int:
    """A place to cut near ``at`` that is not inside an English word."""
    for _ in range(14):
        if not 0 < at < len(text) or not (text[at - 1].isascii() and text[at].isascii()):
            break
        if text[at - 1].isspace() or text[at].isspace():
            break
        at += step
    return at


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: _edge(text, most, -1)].rstrip() + "…"


def _short(words: str) -> str:
    """Marked words of a bearable length: a number of 400 digits is not read."""
    return words if len(words) <= 80 else words[:60] + "…" + words[-12:]


def _script(alignment: Alignment) -> str:
    code = chinese_code(block.text for block in alignment.zh.blocks)
    return "zh-Hant" if code == "zh-TW" else "zh-Hans"
