"""Concept entries put together from rows or elements: merging, defaults, contradictions.

A glossary's file says things more than once: a term in each row where it has a counterpart, a
concept's type in each of its rows. What agrees is merged; what contradicts is an error that
names both places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from align.errors import InputError
from align.formats.rows import short
from align.model import (
    ConceptType,
    Evidence,
    Lang,
    PartOfSpeech,
    Term,
    TermEntry,
    TermForm,
    TermStatus,
)

#: What other tools call the four statuses (ISO 30042, ISO 12620, Weblate, and in Chinese).
_STATUSES: dict[str, TermStatus] = {
    "preferred": "preferred",
    "approved": "preferred",
    "standardized": "preferred",
    "legal": "preferred",
    "regulated": "preferred",
    "首选": "preferred",
    "首选术语": "preferred",
    "推荐": "preferred",
    "admitted": "admitted",
    "accepted": "admitted",
    "allowed": "admitted",
    "允许": "admitted",
    "可用": "admitted",
    "deprecated": "deprecated",
    "superseded": "deprecated",
    "obsolete": "deprecated",
    "弃用": "deprecated",
    "不推荐": "deprecated",
    "forbidden": "forbidden",
    "do not use": "forbidden",
    "禁用": "forbidden",
}
_TYPES: dict[str, ConceptType] = {name: name for name in get_args(ConceptType)} | {
    "organization": "organisation",
    "company": "organisation",
}
_PARTS: dict[str, PartOfSpeech] = {name: name for name in get_args(PartOfSpeech)} | {
    "propernoun": "noun",
    "proper noun": "noun",
    "n": "noun",
    "v": "verb",
    "adj": "adjective",
    "adv": "adverb",
    "名词": "noun",
    "动词": "verb",
    "形容词": "adjective",
    "副词": "adverb",
}
_FORMS: dict[str, TermForm] = {name: name for name in get_args(TermForm)} | {
    "fullform": "full form",
    "shortform": "short form",
}


_REFUSED = ("deprecated", "forbidden")


def status_of(text: str, *, path: Path, line: int) -> TermStatus | None:
    """The status that a cell or a ``termNote`` names, None where it is empty.

    Raises InputError that names the value and the four statuses.
    """
    name = text.strip().lower().removesuffix("-admn-sts").removesuffix("term").replace("_", " ")
    if not name:
        return None
    if name not in _STATUSES:
        raise _not_one_of("format.bad_term_status", text, get_args(TermStatus), path, line)
    return _STATUSES[name]


def type_of(text: str, *, path: Path, line: int) -> ConceptType | None:
    """The concept type that a cell names, None where it is empty. Raises InputError."""
    name = text.strip().lower()
    if not name:
        return None
    if name not in _TYPES:
        raise _not_one_of("format.bad_type", text, get_args(ConceptType), path, line)
    return _TYPES[name]


def part_of_speech_of(text: str, *, path: Path, line: int) -> PartOfSpeech | None:
    """The part of speech that a cell names, None where it is empty. Raises InputError."""
    name = text.strip().lower()
    if not name:
        return None
    if name not in _PARTS:
        raise _not_one_of("format.bad_part_of_speech", text, get_args(PartOfSpeech), path, line)
    return _PARTS[name]


def form_of(text: str) -> TermForm:
    """The form of a term (TBX ``termType``); an unknown one says nothing.

    >>> form_of("shortForm"), form_of("slogan")
    ('short form', '')
    """
    return _FORMS.get(text.strip().lower(), "")


def _not_one_of(
    key: str, value: str, allowed: tuple[str, ...], path: Path, line: int
) -> InputError:
    return InputError(
        key, path=path, line=line or None, value=short(value.strip()), allowed=", ".join(allowed)
    )


@dataclass(slots=True)
class _Draft:
    """An entry that is still being read."""

    id: str
    facts: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    terms: dict[tuple[Lang, str], Term] = field(default_factory=dict)
    statuses: dict[tuple[Lang, str], tuple[TermStatus, int]] = field(default_factory=dict)
    evidence: Evidence | None = None
    line: int = 0


class Entries:
    """Collects entries in the order in which their ids are first seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._drafts: dict[str, _Draft] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._drafts

    def fresh_id(self) -> str:
        """An id that no entry has yet: ``c1``, ``c2``, …"""
        number = len(self._drafts) + 1
        while f"c{number}" in self._drafts:
            number += 1
        return f"c{number}"

    def entry(self, id: str) -> None:
        """Begin an entry, unless it has begun."""
        self._drafts.setdefault(id, _Draft(id))

    def fact(self, id: str, name: str, value: str, line: int) -> None:
        """Say the type, subject or definition of a concept.

        Raises InputError where another one was said before.
        """
        draft = self._drafts[id]
        value = value.strip()
        if not value:
            return
        first, first_line = draft.facts.setdefault(name, (value, line))
        if first != value:
            self._contradiction(name, id, value, line, first, first_line)

    def note(self, id: str, text: str) -> None:
        """Add a note to a concept; the same note twice is one."""
        draft = self._drafts[id]
        if text.strip() and text.strip() not in draft.notes:
            draft.notes.append(text.strip())

    def evidence(self, id: str, evidence: Evidence) -> None:
        """Say why the entry was proposed; what was said first stands."""
        draft = self._drafts[id]
        draft.evidence = draft.evidence or evidence

    def term(self, id: str, term: Term, status: TermStatus | None, line: int) -> bool:
        """Add a term, or what more is said of one; whether it is a new one.

        ``status`` is None where the file does not say it. Raises InputError where another
        status was said before.
        """
        draft = self._drafts[id]
        key = (term.lang, term.text)
        if status is not None:
            first, first_line = draft.statuses.setdefault(key, (status, line))
            if first != status:
                self._contradiction(term.text, id, status, line, first, first_line)
        known = draft.terms.get(key)
        if known is None:
            draft.terms[key] = term
            draft.line = draft.line or line
            return True
        draft.terms[key] = replace(
            known,
            form=known.form or term.form,
            reading=known.reading or term.reading,
            context=known.context or term.context,
            source=known.source or term.source,
            counterpart=known.counterpart or ("" if known.context else term.counterpart),
            frequency=known.frequency or term.frequency,
        )
        return False

    def context(self, id: str, lang: Lang, text: str) -> str:
        """The context that a term of an entry has so far; empty where there is none."""
        known = self._drafts[id].terms.get((lang, text))
        return known.context if known else ""

    def _contradiction(
        self, what: str, id: str, value: str, line: int, first: str, first_line: int
    ) -> None:
        raise InputError(
            "format.contradiction",
            path=self.path,
            line=line or None,
            what=short(what),
            concept=short(id),
            value=short(value),
            first=short(first),
            first_line=first_line,
        )

    def finished(self) -> tuple[TermEntry, ...]:
        """The entries that have a term.

        A term without a status is preferred if it is the first such of its language, and the
        file prefers no other one; else it is admitted.

        Raises InputError where a pair of terms is approved by one entry and refused by another of
        the same subject.
        """
        entries = tuple(
            TermEntry(
                id=draft.id,
                terms=tuple(_with_statuses(draft.terms, draft.statuses)),
                type=_TYPES.get(draft.facts.get("type", ("concept", 0))[0], "concept"),
                subject=draft.facts.get("subject", ("", 0))[0],
                definition=draft.facts.get("definition", ("", 0))[0],
                note="\n".join(draft.notes),
                evidence=draft.evidence,
            )
            for draft in self._drafts.values()
            if draft.terms
        )
        self._agree(entries)
        return entries

    def _agree(self, entries: Iterable[TermEntry]) -> None:
        """Raise InputError where one entry refuses a pair of terms that another one approves."""
        # A termbase has few terms that are refused.
        refused: dict[tuple[str, ...], tuple[TermEntry, Term]] = {}
        for entry in entries:
            if any(term.status in _REFUSED for term in entry.terms):
                for pair, bad in _pairs(entry):
                    if bad is not None:
                        refused.setdefault(pair, (entry, bad))
        for entry in entries if refused else ():
            for pair, bad in _pairs(entry):
                if bad is not None or pair not in refused:
                    continue
                other, term = refused[pair]
                own = next(one for one in entry.in_lang(term.lang) if one.text == term.text)
                lines = self._line(entry, own), self._line(other, term)
                raise InputError(
                    "format.contradicting_entries",
                    path=self.path,
                    line=lines[0] or None,
                    zh=short(pair[1]),
                    en=short(pair[2]),
                    concept=short(entry.id),
                    other=short(other.id),
                    status=term.status,
                    other_line=lines[1],
                )

    def _line(self, entry: TermEntry, term: Term) -> int:
        """The line that says the status of a term of an entry, else that of the entry."""
        draft = self._drafts[entry.id]
        return draft.statuses.get((term.lang, term.text), ("", draft.line))[1]


def _pairs(entry: TermEntry) -> Iterator[tuple[tuple[str, ...], Term | None]]:
    """The pairs of terms of an entry, with its subject, and the term of each that it refuses."""
    for zh in entry.in_lang("zh"):
        for en in entry.in_lang("en"):
            found = next((term for term in (en, zh) if term.status in _REFUSED), None)
            yield (entry.subject, zh.text, en.text), found


def _with_statuses(
    terms: Mapping[tuple[Lang, str], Term],
    statuses: Mapping[tuple[Lang, str], tuple[TermStatus, int]],
) -> list[Term]:
    preferred = {key[0] for key, (status, _) in statuses.items() if status == "preferred"}
    done: list[Term] = []
    for key in sorted(terms, key=lambda key: key[0] == "en"):
        status: TermStatus
        if key in statuses:
            status = statuses[key][0]
        elif key[0] in preferred:
            status = "admitted"
        else:
            status = "preferred"
            preferred.add(key[0])
        term = terms[key]
        done.append(term if term.status == status else replace(term, status=status))
    return done
