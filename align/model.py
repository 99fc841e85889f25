"""The values that flow through align: frozen dataclasses, no input or output.

A bitext is held by position, not by text. A sentence's id is its document's id and its
position; inside an :class:`Alignment`, where the two documents are fixed, the position alone
names it, so a :class:`Bead` is two runs of positions and an edit of the text never
desynchronises it.

The words are those of the field: *bead* (Gale & Church 1993), *concept entry* and
*preferred/admitted/deprecated term* (ISO 30042, TBX), *segment* (TMX, XLIFF).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Lang = Literal["zh", "en"]
BlockKind = Literal["heading", "paragraph", "list", "cell", "caption"]
BeadStatus = Literal["auto", "confirmed", "rejected"]
TermStatus = Literal["preferred", "admitted", "deprecated", "forbidden"]
PartOfSpeech = Literal["noun", "verb", "adjective", "adverb", "other"]
TermForm = Literal["", "full form", "acronym", "abbreviation", "short form", "variant", "phrase"]
ConceptType = Literal["person", "organisation", "product", "place", "law", "concept", "measure"]
Severity = Literal["info", "warning", "error"]
FindingState = Literal["open", "ignored", "fixed"]
#: What a term's renderings are held against: the first, the most frequent, the glossary's.
Standard = Literal["first", "frequent", "prescribed"]
#: Whether both sides say the same: they do, they contradict each other, the other side lacks it,
#: it needs no counterpart (a converted amount in brackets), or that cannot be told.
Agreement = Literal["agrees", "differs", "missing", "free", "open"]

LANGS: tuple[Lang, Lang] = ("zh", "en")
STANDARDS: tuple[Standard, ...] = ("first", "frequent", "prescribed")


def other(lang: Lang) -> Lang:
    """The other one of the two languages.

    >>> other("zh")
    'en'
    """
    return "en" if lang == "zh" else "zh"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table cell or caption of a document.

    ``text`` has no line breaks and no markup. ``origin`` says where it stood in the file
    (``"line 12"``, ``"table 1, row 2, cell 3"``), for messages.
    """

    kind: BlockKind
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a report: its blocks in reading order, as they were written.

    ``notes`` are things the reader of the file wants said to a person (how much of a web page
    was dropped, which encoding was detected), each a key of the message catalogue with values.
    """

    id: str
    lang: Lang
    blocks: Sequence[Block]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell a person: a key of :mod:`align.messages` and the values it names."""

    key: str
    values: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``text`` is ``document.blocks[block].text[span[0]:span[1]]``."""

    text: str
    block: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the one side that say what sentences of the other side say.

    ``zh`` and ``en`` are ascending positions of sentences; one of them may be empty (a
    sentence without counterpart), never both. ``score`` is the confidence, 0 to 1, that exactly
    these sentences belong together. ``moved`` is 0 for a bead in the common order of both
    documents, and n for a bead of the n-th section that stands elsewhere on the other side.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float = 1.0
    status: BeadStatus = "auto"
    moved: int = 0

    def side(self, lang: Lang) -> tuple[int, ...]:
        """The positions on one side."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Signature:
    """What a result depends on: enough to get the same answer again.

    Printed as sacreBLEU prints its own (Post 2018): ``align|v:0.1.0|enc:…|set:…|gls:…``, with
    ``|mt:…`` and ``|kept:…`` where a machine translation or a person's decisions were given.
    ``settings``, ``glossary``, ``translation`` and ``kept`` are digests of what was given.
    """

    version: str
    encoder: str = "none"
    settings: str = ""
    glossary: str = "none"
    translation: str = "none"
    kept: str = "none"

    def __str__(self) -> str:
        shown = f"align|v:{self.version}|enc:{self.encoder}|set:{self.settings}|gls:{self.glossary}"
        for label, value in (("mt", self.translation), ("kept", self.kept)):
            if value != "none":
                shown += f"|{label}:{value}"
        return shown


@dataclass(frozen=True, slots=True)
class Alignment:
    """A bitext: two documents, their sentences, and the beads that pair them.

    Every sentence of both sides is in exactly one bead whose status is not ``rejected``. Beads
    stand in the reading order of the Chinese side; a bead without Chinese stands after the
    bead that its English follows.
    """

    zh: Document
    en: Document
    zh_sentences: Sequence[Sentence]
    en_sentences: Sequence[Sentence]
    beads: Sequence[Bead]
    signature: Signature
    notes: tuple[Note, ...] = ()

    def document(self, lang: Lang) -> Document:
        """The document of one side."""
        return self.zh if lang == "zh" else self.en

    def sentences(self, lang: Lang) -> Sequence[Sentence]:
        """The sentences of one side, in order."""
        return self.zh_sentences if lang == "zh" else self.en_sentences

    def texts(self, bead: Bead, lang: Lang) -> tuple[str, ...]:
        """The texts of a bead's sentences on one side."""
        sentences = self.sentences(lang)
        return tuple(sentences[i].text for i in bead.side(lang))

    def text(self, bead: Bead, lang: Lang) -> str:
        """A bead's text on one side as one string: English joined by spaces, Chinese by nothing."""
        positions = bead.side(lang)
        if len(positions) == 1:
            return self.sentences(lang)[positions[0]].text
        return (" " if lang == "en" else "").join(self.texts(bead, lang))

    def to_pandas(self) -> pd.DataFrame:
        """One row a bead; see :func:`align.formats.frames.bitext_frame`."""
        from align.formats.frames import bitext_frame

        return bitext_frame(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Some characters of one sentence: ``sentences(lang)[sentence].text[start:end]``."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """The words that stand on one side for a term at a place of the other.

    ``bead`` is an index into ``Alignment.beads``; ``place`` is the term on side ``source``;
    ``targets`` are its words on the other side, in order, more than one where they are not
    contiguous, none where the term is not rendered (left out, or a pronoun). ``text`` is the
    target words as they stand, joined by `` … `` where there is a gap. ``score`` is 0 to 1.
    """

    bead: int
    source: Lang
    place: Place
    targets: tuple[Place, ...]
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a concept entry in one language.

    ``context`` is what a bitext says where it has the term, ``counterpart`` what the other side
    says there; it is empty where that is the context of the term beside it. ``frequency`` is the
    number of sentence pairs that have the term and one of the entry's in the other language; 0
    where nobody has counted.
    """

    lang: Lang
    text: str
    status: TermStatus = "preferred"
    part_of_speech: PartOfSpeech = "noun"
    form: TermForm = ""
    reading: str = ""
    context: str = ""
    source: str = ""
    counterpart: str = ""
    frequency: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that speaks for a mined entry (``supports``) or against it, in words."""

    note: Note
    supports: bool


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Why one Chinese and one English term of an entry belong together, as they are written.

    ``frequency`` is the number of sentence pairs that have both, ``score`` the pair's own.
    """

    zh: str
    en: str
    frequency: int
    score: float
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the miner proposes an entry.

    ``frequency`` counts the sentence pairs (beads) where both sides have a term of the entry,
    ``documents`` the documents; ``score`` (0 to 1) is the chance that a terminologist accepts its
    best pair; ``pairs`` are the pairs of terms that were found, best first, each with what speaks
    for and against it; ``contexts`` up to three sentence pairs as they stand in the bitext,
    Chinese first: a typical one, one that differs, a short one.
    """

    frequency: int
    documents: int = 1
    score: float = 1.0
    pairs: tuple[PairEvidence, ...] = ()
    contexts: tuple[tuple[str, str], ...] = ()

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """What speaks for and against the best pair, for a person to read."""
        return self.pairs[0].grounds if self.pairs else ()


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A concept entry (ISO 30042): the terms of both languages that name one concept."""

    id: str
    terms: tuple[Term, ...]
    type: ConceptType = "concept"
    subject: str = ""
    definition: str = ""
    note: str = ""
    evidence: Evidence | None = None

    def in_lang(self, lang: Lang) -> tuple[Term, ...]:
        """The entry's terms in one language, in order."""
        return tuple(term for term in self.terms if term.lang == lang)

    def preferred(self, lang: Lang) -> Term | None:
        """The preferred term in one language, else the first admitted one, else None."""
        terms = self.in_lang(lang)
        for status in ("preferred", "admitted"):
            for term in terms:
                if term.status == status:
                    return term
        return None


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concept entries, mined or supplied. Mined entries stand best first."""

    entries: tuple[TermEntry, ...]
    name: str = ""
    signature: Signature | None = None

    def to_pandas(self, lang: Lang = "en") -> pd.DataFrame:
        """One row a pair of terms; see :func:`align.formats.frames.glossary_frame`."""
        from align.formats.frames import glossary_frame

        return glossary_frame(self, lang)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a term is rendered: its words, and the beads where they stand."""

    text: str
    beads: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many occurrences of the term are rendered so."""
        return len(self.beads)


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of so many cases (Wilson 1927); of none, (0.0, 1.0).

    Of a mean of values between 0 and 1 it is wide enough, too: these vary less than cases that
    are 0 or 1.

    >>> wilson(1.0, 1)
    (0.206549, 1.0)
    """
    if not count:
        return 0.0, 1.0
    square = 1.959964**2
    middle = share + square / (2 * count)
    half = math.sqrt(square * (share * (1 - share) / count + square / (4 * count * count)))
    whole = 1 + square / count
    return round((middle - half) / whole, 6), round((middle + half) / whole, 6)


@dataclass(frozen=True, slots=True)
class TermConsistency:
    """How steadily one term is rendered: ``variants`` most frequent first.

    ``share`` is the dominant variant's part of all rendered occurrences; ``hhi`` the
    Herfindahl-Hirschman index, the sum of squared shares (1 = one rendering only; Gašpar et
    al. 2022); ``entropy`` Shannon's, in bits. ``unrendered`` are the beads of occurrences for
    which the other side has no words; they do not count in the shares. ``first`` is the rendering
    that is read first, ``prescribed`` the glossary's.
    """

    entry: str
    source: Lang
    term: str
    variants: tuple[Variant, ...]
    unrendered: tuple[int, ...]
    share: float
    hhi: float
    entropy: float
    first: str = ""
    prescribed: str = ""

    @property
    def dominant(self) -> str:
        """The most frequent rendering, or an empty string where there is none."""
        return self.variants[0].text if self.variants else ""

    @property
    def count(self) -> int:
        """How many occurrences are rendered."""
        return sum(variant.count for variant in self.variants)

    def agreement(self, kind: Standard) -> float:
        """The share of rendered occurrences that have the first, the dominant or the prescribed
        rendering; 1 where none is rendered.
        """
        wanted = {"first": self.first, "frequent": self.dominant, "prescribed": self.prescribed}
        agreed = sum(one.count for one in self.variants if one.text == wanted[kind])
        return agreed / self.count if self.count else 1.0

    @property
    def hhi_normalised(self) -> float:
        """The Herfindahl-Hirschman index on a scale from 0 (all equally frequent) to 1 (one only).

        The raw one cannot be less than 1 by the number of variants.
        """
        least = 1 / max(len(self.variants), 1)
        return 1.0 if least == 1.0 else (self.hhi - least) / (1 - least)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share would lie if there were more of the text: 95 % (Wilson 1927).

        A term that is rendered once in one way says little: (0.21, 1.0). Of none, (0.0, 1.0).
        """
        return wilson(self.share, self.count)


@dataclass(frozen=True, slots=True)
class ConsistencyReport:
    """Every term's consistency in one direction or both, and the document's: 0 to 1."""

    terms: tuple[TermConsistency, ...]
    score: float
    signature: Signature

    def agreement(self, kind: Standard) -> tuple[float, float]:
        """Micro and macro agreement of renderings with a standard, 0 to 1.

        Micro: the share of all rendered occurrences; macro: the mean of the terms' shares. Both
        are 1 where nothing is rendered. Terms that occur once agree with their own rendering.
        """
        terms = [term for term in self.terms if term.count]
        total = sum(term.count for term in terms)
        if not total:
            return 1.0, 1.0
        shares = [term.agreement(kind) for term in terms]
        agreed = sum(share * term.count for share, term in zip(shares, terms, strict=True))
        return agreed / total, sum(shares) / len(shares)

    def to_pandas(self) -> pd.DataFrame:
        """One row a term and rendering; see :func:`align.formats.frames.consistency_frame`."""
        from align.formats.frames import consistency_frame

        return consistency_frame(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at.

    ``id`` is derived from the rule, the place and the words, so that "ignored" survives the
    next run. ``zh`` and ``en`` are the places concerned (either may be empty); ``message`` is
    a key of :mod:`align.messages`; ``expected`` and ``found`` are words or values.
    """

    id: str
    rule: str
    severity: Severity
    bead: int
    zh: tuple[Place, ...] = ()
    en: tuple[Place, ...] = ()
    term: str = ""
    expected: str = ""
    found: str = ""
    state: FindingState = "open"
    message: Note = field(default_factory=lambda: Note(""))


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings with the bitext that they speak of."""

    alignment: Alignment
    items: Sequence[Finding]

    def to_pandas(self) -> pd.DataFrame:
        """One row a finding; see :func:`align.formats.frames.findings_frame`."""
        from align.formats.frames import findings_frame

        return findings_frame(self)


@dataclass(frozen=True, slots=True)
class Report:
    """All that ``align run`` has to show for one pair of documents."""

    alignment: Alignment
    glossary: Glossary
    renderings: tuple[tuple[str, tuple[Rendering, ...]], ...]
    """For each entry id, the places of its terms on either side and their renderings."""
    consistency: ConsistencyReport
    findings: Findings


@dataclass(frozen=True, slots=True)
class KeyPair:
    """One of the sentence pairs that carry a report; ``score`` orders them, higher is better."""

    bead: int
    score: float


@dataclass(frozen=True, slots=True)
class Role:
    """What a text calls somebody: words of one bead, on either side or both."""

    bead: int
    zh: tuple[Place, ...]
    en: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation of a report, with the names of both sides.

    ``zh`` and ``en`` are names as they stand in the texts, the fullest first; ``beads`` is where
    they stand. ``confidence`` (0 to 1) is how sure it is that this is a person (an organisation)
    and that the names belong together.
    """

    type: Literal["person", "organisation"]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    roles: tuple[Role, ...]
    beads: tuple[int, ...]
    confidence: float
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a report, with the words that name it on both sides.

    ``when`` is the date as ISO 8601 writes it, as far as it is known: ``2025-02-24``,
    ``2024-11``, ``2025-Q1``, ``2024-H2``, ``2009``, ``1990s``, ``--02-24`` where the year is not
    said, and nothing for a time that is only told by another (去年同期). ``basis`` is ``said``
    where the text says all of it, ``counted`` where the year or month is counted from the day
    that the report bears, and ``open`` where it is left as the text has it. ``relative`` says
    that the words name no date by themselves (last year).
    """

    bead: int
    zh: tuple[Place, ...]
    en: tuple[Place, ...]
    when: str
    basis: Literal["said", "counted", "open"]
    agreement: Agreement
    relative: bool = False
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report as both sides write it; ``kind`` is that of the quantity."""

    bead: int
    zh: tuple[Place, ...]
    en: tuple[Place, ...]
    kind: str
    agreement: Agreement
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A term that a translator has to decide on before she starts.

    ``reasons``: the text renders it in more than one way (``varies``), the termbase lacks it
    (``unlisted``), the text does not use what the termbase prescribes (``departs``). ``zh`` and
    ``en`` are its names, ``variants`` how it is rendered in ``target``, the most frequent first.
    """

    entry: str
    reasons: tuple[Literal["varies", "unlisted", "departs"], ...]
    zh: str
    en: str
    target: Lang
    variants: tuple[Variant, ...]
    beads: tuple[int, ...]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a translator wants to know of a report before she starts.

    Everything in it points into ``report.alignment``: no word is made up. ``dateline`` is the
    day that the report bears, as a :class:`Dated` of its own. ``glossary`` tells whether the
    terms were held against a termbase.
    """

    report: Report
    points: tuple[KeyPair, ...]
    parties: tuple[Party, ...]
    dateline: Dated | None
    dates: tuple[Dated, ...]
    figures: tuple[Figure, ...]
    terms: tuple[OpenTerm, ...]
    glossary: bool = False

    @property
    def alignment(self) -> Alignment:
        """The bitext that the brief speaks of."""
        return self.report.alignment
