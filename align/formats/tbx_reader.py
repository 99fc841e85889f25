"""TBX of any kind: v3 in DCA or DCT style (ISO 30042:2019), and 2008's ``martif``.

In DCA style a data category is an attribute (``<termNote type="partOfSpeech">``), in DCT style
an element (``<min:partOfSpeech>``); 2008 has other names for the levels. Reduced to categories
and levels they are the same. Languages other than Chinese and English are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.formats.entries import Entries, form_of, part_of_speech_of, status_of, type_of
from align.formats.languages import language_of
from align.formats.tbx import COUNTERPART, EVIDENCE_NOTE, FREQUENCY_NOTE, TYPE_NOTE
from align.formats.xml_input import elements, language_code, line_of, local_name
from align.model import Evidence, Glossary, Lang, Term

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_GROUPS = frozenset({"termGrp", "termNoteGrp", "descripGrp", "adminGrp"})
#: Elements of DCA style and of 2008 that name their category in ``type``.
_TYPED = frozenset({"termNote", "descrip", "admin", "adminNote", "descripNote"})


def read(path: Path) -> Glossary:
    """The glossary of a TBX file.

    Raises InputError, with the line, for what is not XML or not TBX, for a status that does
    not exist, and for entries that contradict themselves.
    """
    parsed = elements(path, _ENTRIES | {"titleStmt"})
    root = next(parsed)
    if local_name(root) not in ("tbx", "martif"):
        raise InputError("format.not_tbx", path=path, line=line_of(root), name=local_name(root))
    entries = Entries(path)
    name = path.stem
    for element in parsed:
        if local_name(element) == "titleStmt":
            name = next((_text(child) for child in element if local_name(child) == "title"), name)
        else:
            _read_entry(element, entries)
    finished = entries.finished()
    if not finished:
        raise InputError("format.tbx_no_terms", path=path)
    return Glossary(finished, name=name)


def _read_entry(element: Element, entries: Entries) -> None:
    id = element.get("id") or entries.fresh_id()
    if id in entries:
        raise InputError(
            "format.tbx_same_id", path=entries.path, line=line_of(element) or None, id=id
        )
    entries.entry(id)
    definitions = []
    notes = []
    for category, child in _categories(element):
        if category == "subjectField":
            entries.fact(id, "subject", _text(child), line_of(child))
        elif category == "definition":
            definitions.append(_text(child))
        elif category == "note":
            notes.append(_text(child))
    for section in element:
        if local_name(section) in _LANGUAGES:
            lang = language_of(language_code(section))
            if lang is not None:
                definitions += [
                    _text(c) for name, c in _categories(section) if name == "definition"
                ]
                _read_language(section, lang, id, entries)
    # Basic allows one of them for the concept and one for each language.
    entries.fact(id, "definition", "\n".join(dict.fromkeys(definitions)), 0)
    _read_notes(notes, id, entries)


def _read_notes(notes: list[str], id: str, entries: Entries) -> None:
    """Notes of a concept; the first ones may be those in which align keeps what Basic cannot."""
    if notes and (found := TYPE_NOTE.fullmatch(notes[0])):
        try:
            kind = type_of(found[1], path=entries.path, line=0)
        except InputError:
            kind = None
        if kind is not None:
            entries.fact(id, "type", kind, 0)
            notes = notes[1:]
    if notes and (found := EVIDENCE_NOTE.fullmatch(notes[0])) and float(found[3]) <= 1:
        entries.evidence(id, Evidence(int(found[1]), int(found[2]), float(found[3])))
        notes = notes[1:]
    for note in notes:
        entries.note(id, note)


def _read_language(section: Element, lang: Lang, id: str, entries: Entries) -> None:
    for holder in section:
        if local_name(holder) not in _TERMS:
            continue
        text = next((_text(e) for e in holder.iter() if local_name(e) == "term"), "")
        text = " ".join(text.split())
        if not text:
            continue
        found: dict[str, str] = {}
        notes: list[str] = []
        where: dict[str, int] = {}
        for category, child in _categories(holder):
            if category == "note":
                notes.append(_text(child))
            else:
                found.setdefault(category, _text(child))
                where.setdefault(category, line_of(child))
        status_name = found.get("administrativeStatus", found.get("normativeAuthorization", ""))
        line = where.get("administrativeStatus", where.get("normativeAuthorization", 0))
        status = status_of(status_name, path=entries.path, line=line)
        if "status: forbidden" in notes:
            status = "forbidden"
        reading = found.get("reading", "")
        for note in notes:
            if note.startswith("reading: "):
                reading = reading or note.removeprefix("reading: ")
        counted = next((one for note in notes if (one := FREQUENCY_NOTE.fullmatch(note))), None)
        try:
            part = part_of_speech_of(found.get("partOfSpeech", ""), path=entries.path, line=line)
        except InputError:
            # 2008 leaves the list open.
            part = "other"
        term = Term(
            lang,
            text,
            part_of_speech=part or "noun",
            form=form_of(found.get("termType", "")),
            reading=reading,
            context=found.get("context", ""),
            source=found.get("source", ""),
            counterpart=next(
                (n.removeprefix(COUNTERPART) for n in notes if n.startswith(COUNTERPART)), ""
            ),
            frequency=int(counted[1]) if counted else 0,
        )
        entries.term(id, term, status, line_of(holder))


def _categories(parent: Element, *, grouped: bool = False) -> Iterator[tuple[str, Element]]:
    """The data categories of one level with their elements, also those inside groups.

    The source and the notes of a group are of what it groups, not of the level.
    """
    for child in parent:
        name = local_name(child)
        if name in _GROUPS:
            yield from _categories(child, grouped=name == "descripGrp")
        elif name in _LANGUAGES or name in _TERMS or name == "term":
            continue
        else:
            category = child.get("type", "") if name in _TYPED else name
            if not (grouped and category in ("source", "note")):
                yield category, child


def _text(element: Element) -> str:
    """An element's text; the line breaks with which a file was indented are spaces."""
    text = "".join(map(str, element.itertext()))
    return re.sub(r"[ \t]*\n[ \t]+", " ", text).strip()
