"""Results as pandas frames: what the tables in files, the notebook and ``.to_pandas()`` show.

Text columns are pandas strings, counts and positions integers, shares and scores floats. A
cell without a value is an empty string, in a column of numbers NaN or NA.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from align.formats.rows import numbers, plain, to_rows
from align.model import (
    LANGS,
    STANDARDS,
    Alignment,
    ConsistencyReport,
    Evidence,
    Finding,
    Findings,
    Glossary,
    Lang,
    Note,
    PairEvidence,
    Place,
    Term,
    TermConsistency,
    TermEntry,
    other,
)

if TYPE_CHECKING:
    import pandas as pd

# The characters of a side of a pair that stand beside a finding, and those before its words.
_WHOLE = 2000
_AROUND = 400


@dataclass(frozen=True, slots=True)
class ScoredGlossary:
    """A glossary with how consistently each of its concepts is rendered."""

    glossary: Glossary
    consistency: ConsistencyReport

    def to_pandas(self, lang: Lang = "en") -> pd.DataFrame:
        """One row a pair of terms; see :func:`scored_glossary_frame`."""
        return scored_glossary_frame(self.glossary, self.consistency, lang)


def bitext_frame(alignment: Alignment) -> pd.DataFrame:
    """One row a bead, in the order of the beads.

    ``bead`` is the index into ``alignment.beads``; ``zh`` and ``en`` the joined texts;
    ``zh_sentences`` the positions of the sentences (``"3 4"``), ``zh_ends`` the offsets at
    which each of them ends in the joined text (``"12 30"``), and so for English. Positions
    and offsets count from 0. Texts are made :func:`~align.formats.rows.plain`.
    """
    rows = to_rows(alignment)
    return _frame(
        {
            "bead": [row.order for row in rows],
            "zh": [row.zh.text for row in rows],
            "en": [row.en.text for row in rows],
            "confidence": [row.score for row in rows],
            "status": [row.status for row in rows],
            "moved": [row.moved for row in rows],
            "zh_sentences": [numbers(row.zh.positions or ()) for row in rows],
            "en_sentences": [numbers(row.en.positions or ()) for row in rows],
            "zh_ends": [numbers(row.zh.ends or ()) for row in rows],
            "en_ends": [numbers(row.en.ends or ()) for row in rows],
        },
        integers=("bead", "moved"),
        floats=("confidence",),
    )


def glossary_frame(glossary: Glossary, lang: Lang = "en") -> pd.DataFrame:
    """One row a pair of terms that name one concept, in the order of the entries.

    The first Chinese term stands beside each English one, then each further Chinese term
    beside the first English one; a term without counterpart stands alone. What holds for the
    concept (type, subject, definition, note, frequency, score) is in its first row's cells, type
    and subject in all of them. ``context_zh`` and ``context_en`` of a row of mined terms are one
    sentence pair, two more are in the concept's first row; ``zh_frequency`` and ``en_frequency``
    count the terms of the row, ``evidence`` says in ``lang`` what speaks for and against its pair.
    """
    rows = [row for entry in glossary.entries for row in _pairs(entry, lang)]
    return _frame(
        {name: [row.get(name, "") for row in rows] for name in _GLOSSARY_TEXT}
        | {name: [row.get(name) for row in rows] for name in _GLOSSARY_NUMBERS},
        counts=_COUNTS,
        floats=("score",),
        order=_GLOSSARY_ORDER,
    )


def scored_glossary_frame(
    glossary: Glossary, consistency: ConsistencyReport, lang: Lang = "en"
) -> pd.DataFrame:
    """:func:`glossary_frame` with how each term is rendered.

    For the Chinese term of a row: ``en_renderings`` (``"Qwen (5); Tongyi (2)"``), and of them
    ``en_share``, the part of the dominant one, ``en_hhi`` and ``en_entropy``; for the English
    term, ``zh_renderings`` and so on. The cells are empty where the text has no occurrence.
    """
    import pandas as pd

    frame = glossary_frame(glossary, lang)
    by_term = {(term.entry, term.source, term.term): term for term in consistency.terms}
    columns: dict[str, list[Any]] = {}
    for source in LANGS:
        found = [
            by_term.get((concept, source, text)) if text else None
            for concept, text in zip(frame["concept"], frame[source], strict=True)
        ]
        target = other(source)
        columns[f"{target}_renderings"] = [renderings(term) if term else "" for term in found]
        for name in ("share", "hhi", "entropy"):
            columns[f"{target}_{name}"] = [
                round(getattr(term, name), 4) if term and term.variants else _NAN for term in found
            ]
    floats = tuple(name for name in columns if not name.endswith("_renderings"))
    scores = _frame(columns, floats=floats)
    first = list(frame.columns[:3])
    return pd.concat([frame[first], scores, frame[list(frame.columns[3:])]], axis=1)


def renderings(term: TermConsistency) -> str:
    """A term's variants with their counts, most frequent first: ``Qwen (5); Tongyi (2)``."""
    return "; ".join(f"{plain(v.text)} ({v.count})" for v in term.variants)


def consistency_frame(report: ConsistencyReport) -> pd.DataFrame:
    """One row a term and rendering, most frequent first; the term's scores in each of its rows.

    ``rank`` counts a term's renderings from 1; ``beads`` are the indices of the beads where it
    stands. Occurrences for which the other side has no words are a row of rank 0 with an empty
    ``rendering`` and no ``share``. ``share_low`` and ``share_high`` are the bounds of the dominant
    share (95 %), ``agree_first``, ``agree_frequent`` and ``agree_prescribed`` the shares of
    occurrences that agree with the first, the most frequent and the glossary's rendering.
    """
    rows: list[dict[str, Any]] = []
    for term in report.terms:
        shared = {
            "entry": term.entry,
            "source": term.source,
            "term": plain(term.term),
            "hhi": round(term.hhi, 4),
            "hhi_normalised": round(term.hhi_normalised, 4),
            "entropy": round(term.entropy, 4),
            "share_low": round(term.interval[0], 4),
            "share_high": round(term.interval[1], 4),
        } | {f"agree_{kind}": round(term.agreement(kind), 4) for kind in STANDARDS}
        for rank, variant in enumerate(term.variants, start=1):
            rows.append(
                shared
                | {
                    "rank": rank,
                    "rendering": plain(variant.text),
                    "count": variant.count,
                    "share": round(variant.count / term.count, 4),
                    "beads": numbers(variant.beads),
                }
            )
        if term.unrendered:
            rows.append(
                shared
                | {
                    "rank": 0,
                    "rendering": "",
                    "count": len(term.unrendered),
                    "share": _NAN,
                    "beads": numbers(term.unrendered),
                }
            )
    scores = (
        *("share", "hhi", "hhi_normalised", "entropy", "share_low", "share_high"),
        *(f"agree_{kind}" for kind in STANDARDS),
    )
    names = ("entry", "source", "term", "rank", "rendering", "count", *scores)
    return _frame(
        {name: [row[name] for row in rows] for name in (*names, "beads")},
        integers=("rank", "count"),
        floats=scores,
    )


def findings_frame(findings: Findings, lang: Lang = "en") -> pd.DataFrame:
    """One row a finding, with the sentence pair and the message in one language.

    ``zh_words`` and ``en_words`` are the words that the finding points at; ``bead`` is the
    index into the alignment's beads, -1 where the finding is about no single bead, and ``pair``
    the same as a person counts, from 1, and as the terminal and the page show it. Of a very long
    side of a pair only what is around these words is given.
    """
    items = findings.items
    frame: dict[str, list[Any]] = {
        "id": [item.id for item in items],
        "rule": [item.rule for item in items],
        "severity": [item.severity for item in items],
        "pair": [item.bead + 1 if item.bead >= 0 else None for item in items],
        "bead": [item.bead for item in items],
        "message": [message_of(item, lang) for item in items],
        "term": [plain(item.term) for item in items],
        "expected": [plain(item.expected) for item in items],
        "found": [plain(item.found) for item in items],
        "zh": [_bead_text(findings, item, "zh") for item in items],
        "en": [_bead_text(findings, item, "en") for item in items],
        "zh_words": [_words(findings, item.zh, "zh") for item in items],
        "en_words": [_words(findings, item.en, "en") for item in items],
        "state": [item.state for item in items],
    }
    return _frame(frame, integers=("bead",), counts=("pair",))


def message_of(item: Finding, lang: Lang) -> str:
    """The message of a finding in one language."""
    return plain(_said(item.message, lang))


def _said(note: Note, lang: Lang) -> str:
    from align.messages import text

    return text(note.key, lang, **dict(note.values)) if note.key else ""


def _bead_text(findings: Findings, item: Finding, lang: Lang) -> str:
    beads = findings.alignment.beads
    if not 0 <= item.bead < len(beads):
        return ""
    bead, sentences = beads[item.bead], findings.alignment.sentences(lang)
    if sum(len(sentences[number].text) for number in bead.side(lang)) <= _WHOLE:
        return plain(findings.alignment.text(bead, lang))
    # A text with thousands of findings would else be written thousands of times.
    places = item.zh if lang == "zh" else item.en
    number = places[0].sentence if places else bead.side(lang)[0]
    text = sentences[number].text
    start = max(places[0].start - _AROUND, 0) if places else 0
    end = min((places[0].start if places else 0) + _WHOLE - _AROUND, len(text))
    return plain(("…" if start else "") + text[start:end] + ("…" if end < len(text) else ""))


def _words(findings: Findings, places: Sequence[Place], lang: Lang) -> str:
    sentences = findings.alignment.sentences(lang)
    words = (sentences[p.sentence].text[p.start : p.end] for p in places)
    return plain(" … ".join(words))


# --- the glossary's columns ------------------------------------------------------------------

_NAN = float("nan")
_COUNTS = ("frequency", "documents", "zh_frequency", "en_frequency")
_GLOSSARY_NUMBERS = ("frequency", "documents", "score", "zh_frequency", "en_frequency")
_GLOSSARY_ORDER = (
    "concept",
    "zh",
    "en",
    "zh_status",
    "en_status",
    "part_of_speech",
    "type",
    "subject",
    "definition",
    "note",
    *_GLOSSARY_NUMBERS[:3],
    "zh_reading",
    "en_reading",
    "zh_form",
    "en_form",
    "zh_frequency",
    "en_frequency",
    "context_zh",
    "context_en",
    *(f"context_{lang}_{number}" for number in (2, 3) for lang in LANGS),
    "source_zh",
    "source_en",
    "evidence",
)
_GLOSSARY_TEXT = tuple(name for name in _GLOSSARY_ORDER if name not in _GLOSSARY_NUMBERS)
#: The columns that a glossary always has; the others are left out of a file where all are empty.
GLOSSARY_BASE = _GLOSSARY_ORDER[:10]


def _pairs(entry: TermEntry, spoken: Lang) -> Iterable[dict[str, Any]]:
    zh, en = entry.in_lang("zh"), entry.in_lang("en")
    pairs: list[tuple[Term | None, Term | None]] = [
        *((zh[0] if zh else None, term) for term in en),
        *((term, en[0] if en else None) for term in (zh[1:] if en else zh)),
    ]
    concept: dict[str, Any] = {
        "definition": plain(entry.definition),
        "note": plain(entry.note),
    }
    if entry.evidence is not None:
        concept |= _evidence_cells(entry.evidence)
    found = _by_row(pairs, entry.evidence.pairs if entry.evidence else ())
    for number, (left, right) in enumerate(pairs):
        row: dict[str, Any] = {
            "concept": entry.id,
            "part_of_speech": _parts_of_speech(left, right),
            "type": entry.type,
            "subject": plain(entry.subject),
        }
        for lang, term in (("zh", left), ("en", right)):
            if term is not None:
                row |= {
                    lang: plain(term.text),
                    f"{lang}_status": term.status,
                    f"{lang}_reading": plain(term.reading),
                    f"{lang}_form": term.form,
                    f"{lang}_frequency": term.frequency or None,
                    f"source_{lang}": plain(term.source),
                }
        row |= _context_cells(left, right, right if number < len(en) else left)
        names = (left.text if left else "", right.text if right else "")
        row["evidence"] = plain(_in_words(found[number], names, spoken))
        yield row | (concept if number == 0 else {})


def _by_row(
    rows: Sequence[tuple[Term | None, Term | None]], pairs: Iterable[PairEvidence]
) -> list[list[PairEvidence]]:
    """The pairs that each row speaks of: its own; one without a row at that of a term of it."""
    found: list[list[PairEvidence]] = [[] for _ in rows]
    for pair in pairs if rows else ():
        alike = [
            (zh is not None and zh.text == pair.zh) + (en is not None and en.text == pair.en)
            for zh, en in rows
        ]
        # The first term of a language is in every row of the other: the last one says more.
        found[len(alike) - 1 - alike[::-1].index(max(alike))].append(pair)
    return found


def _context_cells(zh: Term | None, en: Term | None, owner: Term | None) -> dict[str, str]:
    """The context of a row: that of the term for which the row is there, and of the one beside it.

    Where a term has what the other side says in its place, both are one sentence pair.
    """
    found = {term.lang: term.context for term in (zh, en) if term is not None}
    if owner is not None and owner.counterpart:
        found[other(owner.lang)] = owner.counterpart
    return {f"context_{lang}": plain(text) for lang, text in found.items()}


def _evidence_cells(evidence: Evidence) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "frequency": evidence.frequency,
        "documents": evidence.documents,
        "score": round(evidence.score, 4),
    }
    for number, pair in enumerate(evidence.contexts[1:3], start=2):
        for lang, text in zip(LANGS, pair, strict=True):
            cells[f"context_{lang}_{number}"] = plain(text)
    return cells


def _in_words(pairs: Iterable[PairEvidence], row: tuple[str, str], lang: Lang) -> str:
    """What speaks for pairs of terms and what against them, as one line.

    A pair that is not that of the row is named.
    """
    from align.messages import text

    told = []
    for pair in pairs:
        sides = []
        for supports, name in ((True, "evidence.supports"), (False, "evidence.opposes")):
            said = [_said(one.note, lang) for one in pair.grounds if one.supports == supports]
            if said:
                sides.append(f"{text(name, lang)}: {'; '.join(said)}")
        if sides:
            named = (
                "" if (pair.zh, pair.en) == row else f"{pair.zh} = {pair.en} ({pair.score:.2f}) "
            )
            told.append(named + " | ".join(sides))
    return " || ".join(told)


def _parts_of_speech(zh: Term | None, en: Term | None) -> str:
    """``noun``, or ``noun/verb`` where the Chinese and the English term differ."""
    found = [term.part_of_speech for term in (zh, en) if term is not None]
    return "/".join(dict.fromkeys(found))


def _frame(
    columns: dict[str, list[Any]],
    *,
    integers: Sequence[str] = (),
    counts: Sequence[str] = (),
    floats: Sequence[str] = (),
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
    """A frame whose types do not depend on whether there are rows; ``counts`` may be missing."""
    import pandas as pd

    types = (
        dict.fromkeys(columns, "str")
        | dict.fromkeys(integers, "int64")
        | dict.fromkeys(counts, "Int64")
        | dict.fromkeys(floats, "float64")
    )
    frame = pd.DataFrame(columns).astype(types)
    return frame[list(order)] if order else frame
