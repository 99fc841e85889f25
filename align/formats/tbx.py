"""TBX v3 (ISO 30042:2019), dialect TBX-Basic in DCA style: the termbase for CAT tools.

Basic has no place for some of what align knows, so it stands in notes of a fixed form, which
:mod:`align.formats.tbx_reader` understands: ``type: product``, ``frequency: 3; documents: 1;
score: 0.93`` of a concept; ``status: forbidden`` (the status itself is *deprecated*, the
strongest that there is), ``reading: tōngyì qiānwèn``, ``frequency: 2`` and ``context elsewhere: …``
(what the other side says where the term has its context) of a term. The n-th context of the first
Chinese and the n-th of the first English term of a mined entry are one sentence pair. What speaks
for and against such an entry is left to CSV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from align.formats.atomic import write_whole
from align.formats.languages import chinese_code
from align.formats.rows import plain
from align.formats.xml_input import XML_LANG
from align.model import LANGS, Glossary, Lang, Term, TermEntry

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
#: The value of ``administrativeStatus`` for each status (Min.tbxmd).
_STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
#: The value of ``termType`` for each form (Basic.tbxmd).
_FORMS = {
    "full form": "fullForm",
    "acronym": "acronym",
    "abbreviation": "abbreviation",
    "short form": "shortForm",
    "variant": "variant",
    "phrase": "phrase",
}
#: A note that a reader would take for one of ours.
TYPE_NOTE = re.compile(r"type: (\w+)")
COUNTERPART = "context elsewhere: "
FREQUENCY_NOTE = re.compile(r"frequency: (\d{1,9})")
EVIDENCE_NOTE = re.compile(r"frequency: (\d{1,9}); documents: (\d{1,9}); score: ([01]\.\d{1,4})")


def write(glossary: Glossary, path: Path, *, lang: Lang = "en") -> None:
    """Write a glossary as TBX-Basic. An entry without terms is left out.

    Raises OutputError.
    """
    write_whole(path, lambda file: _write(glossary, file))


def _write(glossary: Glossary, file: BinaryIO) -> None:
    entries = [entry for entry in glossary.entries if entry.terms]
    code = chinese_code(term.text for entry in entries for term in entry.in_lang("zh"))
    ids = _ids(entries)
    root = f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">'
    file.write(f"<?xml version='1.0' encoding='utf-8'?>\n{root}\n".encode())
    file.write(_serialised(_header(glossary)))
    file.write(b"<text><body>\n")
    for id, entry in zip(ids, entries, strict=True):
        file.write(_serialised(_entry(id, entry, code)))
    file.write(b"</body></text>\n</tbx>\n")


def _serialised(element: Element) -> bytes:
    """An element as it stands inside the root, whose default namespace it takes."""
    from lxml import etree

    return etree.tostring(element, encoding="utf-8", pretty_print=True)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    from lxml import etree

    child = etree.SubElement(parent, name, attributes)
    if text:
        child.text = plain(text)
    return child


def _header(glossary: Glossary) -> Element:
    from lxml import etree

    header = etree.Element("tbxHeader")
    description = _add(header, "fileDesc")
    if glossary.name:
        _add(_add(description, "titleStmt"), "title", glossary.name)
    source = _add(description, "sourceDesc")
    _add(source, "p", "Chinese-English glossary written by align")
    if glossary.signature is not None:
        _add(source, "p", str(glossary.signature))
    return header


def _entry(id: str, entry: TermEntry, code: str) -> Element:
    from lxml import etree

    concept = etree.Element("conceptEntry", {"id": id})
    if entry.subject:
        _add(concept, "descrip", entry.subject, type="subjectField")
    if entry.definition:
        _add(concept, "descrip", entry.definition, type="definition")
    for note in _notes(entry):
        _add(concept, "note", note)
    for lang in LANGS:
        terms = entry.in_lang(lang)
        if terms:
            section = _add(concept, "langSec")
            section.set(XML_LANG, code if lang == "zh" else "en")
            for term in terms:
                further = _further(entry, lang) if term is terms[0] else ()
                _term(section, term, further)
    return concept


def _notes(entry: TermEntry) -> Iterator[str]:
    # A note of the entry that looks like the type would be read as such, were it the first.
    if entry.type != "concept" or TYPE_NOTE.fullmatch(entry.note):
        yield f"type: {entry.type}"
    if entry.evidence is not None:
        seen = entry.evidence
        yield f"frequency: {seen.frequency}; documents: {seen.documents}; score: {seen.score:.4f}"
    if entry.note:
        yield entry.note


def _further(entry: TermEntry, lang: Lang) -> tuple[str, ...]:
    """The contexts that the first term of a mined entry has besides its own."""
    found = entry.evidence.contexts[1:] if entry.evidence else ()
    return tuple(pair[LANGS.index(lang)] for pair in found)


def _term(section: Element, term: Term, further: Sequence[str]) -> None:
    parent = _add(section, "termSec")
    _add(parent, "term", term.text)
    _add(parent, "termNote", term.part_of_speech, type="partOfSpeech")
    _add(parent, "termNote", _STATUSES[term.status], type="administrativeStatus")
    if term.form:
        _add(parent, "termNote", _FORMS[term.form], type="termType")
    for context in (term.context, *further) if term.context else ():
        _add(parent, "descrip", context, type="context")
    if term.source:
        _add(parent, "admin", term.source, type="source")
    if term.status == "forbidden":
        _add(parent, "note", "status: forbidden")
    if term.reading:
        _add(parent, "note", f"reading: {term.reading}")
    if term.frequency:
        _add(parent, "note", f"frequency: {term.frequency}")
    if term.counterpart:
        _add(parent, "note", f"{COUNTERPART}{term.counterpart}")


def _ids(entries: list[TermEntry]) -> list[str]:
    """The entries' ids as xs:ID asks for them: a name, and no two the same."""
    taken: set[str] = set()
    ids = []
    for entry in entries:
        name = re.sub(r"[^A-Za-z0-9._一-龥-]", "-", entry.id)
        if not re.match("[A-Za-z_一-龥]", name):
            name = "c" + name
        id, number = name, 2
        while id in taken:
            id, number = f"{name}-{number}", number + 1
        taken.add(id)
        ids.append(id)
    return ids
