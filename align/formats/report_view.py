"""What the report page shows, worked out from a :class:`~align.model.Report`.

The templates only lay out: which highlight wins where two overlap, which rendering departs
from the usual one, what stands beside a moved passage is all decided here. Pairs, entries and
findings are numbered from 1, as a person counts; the number is their address in the page
(``#b12``, ``#e3``, ``#f5``).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from align.formats.languages import chinese_code
from align.messages import catalogue, filled
from align.model import LANGS, Lang, Note, Term, TermEntry, other

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.model import (
        Alignment,
        Bead,
        BlockKind,
        Document,
        Finding,
        Place,
        Rendering,
        Report,
        Severity,
        TermConsistency,
    )

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LEVELS = (0.9, 0.7, 0.5)
"""Confidences where the colour changes; a level is 4 (high) to 1 (low)."""

_LINKS = 40  # places of a variant that are links from the start; the script adds the rest
_CONTEXT: dict[Lang, int] = {"zh": 18, "en": 44}


@dataclass(frozen=True, slots=True)
class Part:
    """Characters with one look: ``severity`` where a finding speaks of them."""

    text: str
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain text (``card`` 0) or one place of a term, with its entry's number.

    Pieces of one ``group`` render each other. ``mark`` is ``w`` where the rendering is not the
    usual one, ``u`` where there is none.
    """

    parts: tuple[Part, ...]
    card: int = 0
    group: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a pair that stand in one block; ``begins`` if its first is the block's."""

    kind: BlockKind
    begins: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair. ``follows`` is, for a moved one, the pair before it in the English."""

    number: int
    score: str
    step: int
    level: int
    status: str
    moved: int
    follows: int
    zh: tuple[Paragraph, ...]
    en: tuple[Paragraph, ...]
    findings: tuple[int, ...]
    worst: Severity | None

    @property
    def begins(self) -> bool:
        """Whether a block begins here on either side."""
        return any(paragraph.begins for paragraph in (*self.zh, *self.en))

    @property
    def heading(self) -> bool:
        """Whether a heading stands here on either side."""
        return any(paragraph.kind == "heading" for paragraph in (*self.zh, *self.en))


@dataclass(frozen=True, slots=True)
class Share:
    """One variant: its place in the bar (``x``, ``width`` in percent) and in the text."""

    text: str
    count: int
    percent: str
    x: str
    width: str
    links: tuple[int, ...]
    more: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """How one term is rendered in the other language."""

    source: Lang
    target: Lang
    term: str
    shares: tuple[Share, ...]
    unrendered: tuple[int, ...]
    unrendered_more: tuple[int, ...]
    count: int
    hhi: str
    entropy: str


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of the glossary with its consistency; ``hhi`` the lower of both directions."""

    number: int
    entry: TermEntry
    zh: tuple[Term, ...]
    en: tuple[Term, ...]
    directions: tuple[Direction, ...]
    count: int
    hhi: float
    wavers: bool

    def title(self, lang: Lang) -> str:
        """The term that names the entry in one language, or a dash."""
        terms = self.entry.in_lang(lang)
        term = self.entry.preferred(lang) or (terms[0] if terms else None)
        return term.text if term else "–"

    @property
    def same(self) -> bool:
        """Whether the two terms render each other everywhere, so that one line says it all."""
        return len(self.directions) == 2 and all(
            len(way.shares) == 1
            and not way.unrendered
            and way.shares[0].text.casefold() == visible(self.title(way.target)).casefold()
            and (way.shares[0].links, way.count)
            == (self.directions[0].shares[0].links, self.directions[0].count)
            for way in self.directions
        )

    @property
    def reading(self) -> str:
        """How the Chinese term is read, if that is known and not plain from its letters."""
        term = self.entry.preferred("zh")
        return term.reading if term and term.reading != term.text else ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that a finding speaks of, with a little of what stands around them."""

    lang: Lang
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding."""

    number: int
    finding: Finding
    pair: int
    card: int
    rule: dict[Lang, str]
    message: dict[Lang, str]
    expected: str
    found: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page."""

    report: Report
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    items: tuple[Item, ...]
    notes: tuple[dict[Lang, str], ...]
    scripts: dict[Lang, str]


def view(report: Report) -> View:
    """Work out the page of a report."""
    entries = _entries(report)
    numbers = {entry.id: number for number, entry in enumerate(entries, 1)}
    items = tuple(
        _item(report, number, finding, numbers)
        for number, finding in enumerate(report.findings.items, 1)
    )
    alignment = report.alignment
    notes = (*alignment.notes, *alignment.zh.notes, *alignment.en.notes)
    return View(
        report,
        _rows(report, numbers, items),
        _cards(report, entries),
        items,
        tuple(said(note, "") for note in notes),
        {"zh": _script(alignment.zh), "en": "en"},
    )


def visible(text: str) -> str:
    r"""A text whose control characters are spelt out, so that none acts on the page.

    Directional overrides can make a sentence read as what it is not; zero-width characters
    hide in terms. A lone surrogate could not even be written.

    >>> visible("a\u202eb\u200b")
    'a⟦U+202E⟧b⟦U+200B⟧'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟦U+{ord(c):04X}⟧" if _acts(c) else c for c in text)


def _acts(char: str) -> bool:
    # Joiners are part of words and of emoji, soft hyphens of saved web pages: they stay.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in (
        "\n\t\u00ad\u200c\u200d"
    )


def said(note: Note, default: str) -> dict[Lang, str]:
    """A note in both languages; the default, else its key, where the catalogues lack it."""
    found: dict[Lang, str] = {}
    for lang in LANGS:
        message = catalogue(lang).get(note.key)
        words = default or note.key if message is None else filled(message, dict(note.values))
        found[lang] = visible(words)
    return found


def level(score: float) -> int:
    """The confidence as one of four levels, 4 the highest."""
    return 1 + sum(score >= bound for bound in LEVELS)


def _script(document: Document) -> str:
    """The language tag of the Chinese side: it chooses the shapes of the characters."""
    code = chinese_code(block.text for block in document.blocks)
    return "zh-Hant" if code == "zh-TW" else "zh-Hans"


def _entries(report: Report) -> list[TermEntry]:
    """The glossary's entries, and one for each measured term that the glossary lacks."""
    entries = {entry.id: entry for entry in report.glossary.entries}
    for score in report.consistency.terms:
        if score.entry not in entries:
            entries[score.entry] = TermEntry(score.entry, (Term(score.source, score.term),))
    return list(entries.values())


# --- the side-by-side text ---------------------------------------------------------------------

_Key = tuple[Lang, int]  # a sentence: its side and position
_Span = tuple[int, int, int, int, str]  # start, end, card, group, mark


def _rows(report: Report, numbers: dict[str, int], items: Sequence[Item]) -> tuple[Row, ...]:
    alignment = report.alignment
    terms = _term_spans(report, numbers)
    marks = _finding_spans(report)
    of_pair: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        of_pair[item.pair].append(item)
    owner = {
        position: number
        for number, bead in enumerate(alignment.beads, 1)
        if bead.status != "rejected"
        for position in bead.en
    }
    rows = []
    for number, bead in enumerate(alignment.beads, 1):
        if bead.status == "rejected":
            continue
        here = of_pair[number]
        rows.append(
            Row(
                number,
                f"{bead.score:.2f}",
                min(20, max(0, round(bead.score * 20))) * 5,
                level(bead.score),
                bead.status,
                bead.moved,
                owner.get(bead.en[0] - 1, 0) if bead.moved and bead.en else 0,
                _paragraphs(alignment, bead, "zh", terms, marks),
                _paragraphs(alignment, bead, "en", terms, marks),
                tuple(item.number for item in here),
                _worst(item.finding.severity for item in here),
            )
        )
    return tuple(rows)


def _worst(found: Iterable[Severity]) -> Severity | None:
    return min(found, key=SEVERITIES.index, default=None)


def _paragraphs(
    alignment: Alignment,
    bead: Bead,
    lang: Lang,
    terms: dict[_Key, list[_Span]],
    marks: dict[_Key, list[tuple[int, int, Severity]]],
) -> tuple[Paragraph, ...]:
    sentences = alignment.sentences(lang)
    blocks = alignment.document(lang).blocks
    glue = Piece((Part(" ", None),))
    paragraphs = []
    for block, positions in groupby(bead.side(lang), key=lambda i: sentences[i].block):
        pieces: list[Piece] = []
        first = None
        for position in positions:
            first = position if first is None else first
            if pieces and lang == "en":
                pieces.append(glue)
            key = (lang, position)
            pieces += _pieces(sentences[position].text, terms.get(key, []), marks.get(key, []))
        begins = not first or sentences[first - 1].block != block
        paragraphs.append(Paragraph(blocks[block].kind, begins, tuple(pieces)))
    return tuple(paragraphs)


def _pieces(
    text: str, spans: list[_Span], marks: list[tuple[int, int, Severity]]
) -> Iterable[Piece]:
    at = 0
    for start, end, card, group, mark in longest(spans, len(text)):
        if at < start:
            yield Piece(_parts(text, at, start, marks))
        yield Piece(_parts(text, start, end, marks), card, group, mark)
        at = end
    if at < len(text):
        yield Piece(_parts(text, at, len(text), marks))


def longest(spans: Iterable[_Span], length: int) -> list[_Span]:
    """Of overlapping spans the longest, of equally long ones the first; in order.

    >>> longest([(0, 2, 1, 1, ""), (0, 4, 2, 2, ""), (3, 5, 3, 3, "")], 5)
    [(0, 4, 2, 2, '')]
    """
    kept: list[_Span] = []
    taken = bytearray(length)
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[2], s[3])):
        start, end = span[:2]
        if 0 <= start < end <= length and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(span)
    return sorted(kept)


def _parts(
    text: str, start: int, end: int, marks: list[tuple[int, int, Severity]]
) -> tuple[Part, ...]:
    if not marks:
        return (Part(visible(text[start:end]), None),)
    cuts = {start, end}
    for left, right, _ in marks:
        cuts |= {cut for cut in (left, right) if start < cut < end}
    edges = sorted(cuts)
    return tuple(
        Part(
            visible(text[left:right]),
            _worst(mark for a, b, mark in marks if a <= left and right <= b),
        )
        for left, right in pairwise(edges)
    )


def _finding_spans(report: Report) -> dict[_Key, list[tuple[int, int, Severity]]]:
    spans: dict[_Key, list[tuple[int, int, Severity]]] = defaultdict(list)
    for finding in report.findings.items:
        if finding.state != "open":
            continue
        for lang in LANGS:
            for place in _side(finding, lang):
                spans[lang, place.sentence].append((place.start, place.end, finding.severity))
    return spans


def _side(finding: Finding, lang: Lang) -> tuple[Place, ...]:
    return finding.zh if lang == "zh" else finding.en


def _term_spans(report: Report, numbers: dict[str, int]) -> dict[_Key, list[_Span]]:
    """Where the terms stand on both sides, the places that render each other in one group."""
    spans: dict[_Key, list[_Span]] = defaultdict(list)
    scores: dict[tuple[str, Lang], list[TermConsistency]] = defaultdict(list)
    for score in report.consistency.terms:
        scores[score.entry, score.source].append(score)
    group = 0
    for entry, renderings in report.renderings:
        if entry not in numbers:
            continue
        for _, found in groupby(sorted(renderings, key=_order), key=lambda item: item.bead):
            for places in _groups(found, scores, entry):
                group += 1
                for (lang, position, start, end), mark in places.items():
                    spans[lang, position].append((start, end, numbers[entry], group, mark))
    return spans


def _order(item: Rendering) -> tuple[int, str, int, int, int]:
    return (item.bead, item.source, item.place.sentence, item.place.start, item.place.end)


_Spot = tuple[Lang, int, int, int]  # side, sentence, start, end


def _groups(
    found: Iterable[Rendering],
    scores: dict[tuple[str, Lang], list[TermConsistency]],
    entry: str,
) -> list[dict[_Spot, str]]:
    """The places of one entry in one pair, joined where one renders the other."""
    groups: list[dict[_Spot, str]] = []
    for item in found:
        mark = "" if item.targets else "u"
        if item.targets and _departs(item, scores[entry, item.source]):
            mark = "w"
        there = other(item.source)
        joined = {_spot(item.source, item.place): mark}
        joined |= {_spot(there, place): mark for place in item.targets}
        rest = []
        for group in groups:
            if joined.keys().isdisjoint(group):
                rest.append(group)
                continue
            for spot, old in group.items():
                # What is rendered from one side is rendered; what departs in one departs.
                new = joined.get(spot, old)
                joined[spot] = "w" if "w" in (old, new) else ("" if "" in (old, new) else "u")
        groups = [*rest, joined]
    return groups


def _spot(lang: Lang, place: Place) -> _Spot:
    return (lang, place.sentence, place.start, place.end)


def _departs(item: Rendering, scores: list[TermConsistency]) -> bool:
    """Whether an occurrence has another rendering than its term usually has."""
    words = item.text.casefold()
    usual = {score.dominant.casefold() for score in scores}
    rare = {variant.text.casefold() for score in scores for variant in score.variants[1:]}
    if words in usual or words in rare:
        return words not in usual
    # The words were normalised for counting; the place tells.
    return any(
        item.bead in variant.beads and item.bead not in score.variants[0].beads
        for score in scores
        for variant in score.variants[1:]
    )


# --- the glossary and the findings -------------------------------------------------------------


def _cards(report: Report, entries: Sequence[TermEntry]) -> tuple[Card, ...]:
    scores: dict[str, list[TermConsistency]] = defaultdict(list)
    for score in report.consistency.terms:
        scores[score.entry].append(score)
    cards = []
    for number, entry in enumerate(entries, 1):
        here = sorted(scores[entry.id], key=lambda score: LANGS.index(score.source))
        evidence = entry.evidence
        cards.append(
            Card(
                number,
                entry,
                entry.in_lang("zh"),
                entry.in_lang("en"),
                tuple(_direction(score) for score in here),
                max((score.count for score in here), default=evidence.frequency if evidence else 0),
                min((score.hhi for score in here if score.variants), default=1.0),
                any(len(score.variants) > 1 for score in here),
            )
        )
    return tuple(cards)


def _direction(score: TermConsistency) -> Direction:
    total = score.count or 1
    shares = []
    before = 0
    for variant in score.variants:
        numbers = _numbers(variant.beads)
        shares.append(
            Share(
                visible(variant.text),
                variant.count,
                f"{100 * variant.count / total:.0f}",
                f"{100 * before / total:.2f}",
                f"{100 * variant.count / total:.2f}",
                numbers[:_LINKS],
                numbers[_LINKS:],
            )
        )
        before += variant.count
    unrendered = _numbers(score.unrendered)
    return Direction(
        score.source,
        other(score.source),
        visible(score.term),
        tuple(shares),
        unrendered[:_LINKS],
        unrendered[_LINKS:],
        score.count,
        f"{score.hhi:.2f}",
        f"{score.entropy:.2f}",
    )


def _numbers(beads: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({bead + 1 for bead in beads}))


def _item(report: Report, number: int, finding: Finding, numbers: dict[str, int]) -> Item:
    rule = said(Note(f"rule.{finding.rule}"), finding.rule)
    return Item(
        number,
        finding,
        finding.bead + 1 if _stands(report.alignment, finding) else 0,
        next((numbers[e.id] for e in report.glossary.entries if _names(e, finding.term)), 0),
        rule,
        said(finding.message, " ") if finding.message.key else {"zh": "", "en": ""},
        visible(finding.expected),
        visible(finding.found),
        tuple(excerpt for lang in LANGS if (excerpt := _excerpt(report.alignment, finding, lang))),
    )


def _names(entry: TermEntry, term: str) -> bool:
    return bool(term) and any(own.text == term for own in entry.terms)


def _stands(alignment: Alignment, finding: Finding) -> bool:
    """Whether a finding speaks of a pair that is on the page; else it has no place to go to."""
    beads = alignment.beads
    return 0 <= finding.bead < len(beads) and beads[finding.bead].status != "rejected"


def _excerpt(alignment: Alignment, finding: Finding, lang: Lang) -> Excerpt | None:
    around = _CONTEXT[lang]
    places = _side(finding, lang)
    if not places:
        if not _stands(alignment, finding):
            return None
        text = alignment.text(alignment.beads[finding.bead], lang)
        if not text:
            return None
        cut = 3 * around
        return Excerpt(lang, visible(text[:cut]) + ("…" if len(text) > cut else ""), "", "")
    text = alignment.sentences(lang)[places[0].sentence].text
    start, end = places[0].start, places[0].end
    left = max(0, start - around)
    right = min(len(text), end + around)
    return Excerpt(
        lang,
        ("…" if left else "") + visible(text[left:start]),
        visible(text[start:end]),
        visible(text[end:right]) + ("…" if right < len(text) else ""),
    )
