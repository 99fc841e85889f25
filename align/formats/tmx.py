"""TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005).

A bead is a translation unit. What a translation memory must not learn is kept out of its
reach: a sentence without counterpart is a unit with one variant, which tools skip (an empty
``<seg/>`` they would offer as a translation), and a bead that a person rejected is no unit at
all but a property of the header. Everything else that align knows is in properties named
``x-align-…``, so that a file reads back exactly; other tools ignore them.

There is no document type declaration: the specification does not ask for one, and importers
with a hardened XML parser refuse it. The content is valid by ``tmx14.dtd``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from align import __version__
from align.errors import InputError
from align.formats.atomic import write_whole
from align.formats.beads import bead_lines, parse_bead
from align.formats.languages import chinese_code, language_of
from align.formats.rows import (
    Row,
    Side,
    numbers,
    parse_moved,
    parse_numbers,
    parse_score,
    parse_status,
    plain,
    to_alignment,
    to_rows,
)
from align.formats.xml_input import XML_LANG, elements, language_code, line_of, local_name
from align.model import LANGS, Alignment, Lang, Signature

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OURS = "x-align-"
#: Content of these is codes of the original file, not text (TMX 1.4b, "Content Markup").
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})


def write(alignment: Alignment, path: Path, *, lang: Lang = "en") -> None:
    """Write a bitext as TMX 1.4b. Raises OutputError."""
    write_whole(path, lambda file: _write(alignment, file))


def _write(alignment: Alignment, file: BinaryIO) -> None:
    from lxml import etree

    codes = {"zh": chinese_code(s.text for s in alignment.zh_sentences), "en": "en"}
    rows = to_rows(alignment)
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header(alignment, codes["zh"]), pretty_print=True)
            with xml.element("body"):
                xml.write("\n")
                for row in rows:
                    if row.status != "rejected":
                        xml.write(_unit(row, codes), pretty_print=True)
            xml.write("\n")


def _header(alignment: Alignment, source: str) -> Element:
    from lxml import etree

    header = etree.Element(
        "header",
        {
            "creationtool": "align",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "align",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        },
    )
    _property(header, "zh-document", alignment.zh.id)
    _property(header, "en-document", alignment.en.id)
    for name, value in asdict(alignment.signature).items():
        _property(header, name, value)
    for number, bead in enumerate(alignment.beads):
        if bead.status == "rejected":
            for line in bead_lines(bead):
                _property(header, "rejected", f"{number} {line}")
    return header


def _unit(row: Row, codes: dict[str, str]) -> Element:
    from lxml import etree

    unit = etree.Element("tu", {"tuid": str(row.order)})
    longest = max(len(row.zh.positions or ()), len(row.en.positions or ()))
    if longest > 1:
        unit.set("segtype", "block")
    _property(unit, "confidence", str(row.score))
    if row.status != "auto":
        _property(unit, "status", row.status)
    if row.moved:
        _property(unit, "moved", str(row.moved))
    for lang in LANGS:
        side = row.side(lang)
        if side.positions:
            variant = etree.SubElement(unit, "tuv", {XML_LANG: codes[lang]})
            _property(variant, "sentences", numbers(side.positions))
            _property(variant, "ends", numbers(side.ends or ()))
            etree.SubElement(variant, "seg").text = side.text
    return unit


def _property(parent: Element, name: str, value: str) -> None:
    from lxml import etree

    etree.SubElement(parent, "prop", {"type": _OURS + name}).text = plain(value)


def read(path: Path) -> Alignment:
    """The bitext of a TMX file, align's own or another tool's.

    Of other languages' variants, inline codes and repeated variants of a language nothing is
    kept. The properties that align writes are used as far as a tool left them there.

    Raises InputError where the file is not XML, not TMX, or has no unit with Chinese or
    English.
    """
    header: dict[str, str] = {}
    alignment = to_alignment(lambda: _rows(path, header), path)
    names = [field.name for field in fields(Signature)]
    given = {name: header[name] for name in names if name in header}
    alignment = replace(alignment, signature=replace(alignment.signature, **given))
    zh, en = header.get("zh-document"), header.get("en-document")
    if zh is None or en is None:
        return alignment
    return replace(alignment, zh=replace(alignment.zh, id=zh), en=replace(alignment.en, id=en))


def _rows(path: Path, header: dict[str, str]) -> Iterator[Row]:
    """The units of a file, then its rejected beads; what the header says goes into ``header``."""
    bare: list[Row] = []
    seen: set[str] = set()
    parsed = elements(path, frozenset({"header", "tu"}))
    root = next(parsed)
    if local_name(root) != "tmx":
        raise InputError("format.not_tmx", path=path, line=line_of(root), name=local_name(root))
    units = 0
    for element in parsed:
        if local_name(element) == "header":
            header.update(_properties(element))
            bare += _rejected(element, path)
        else:
            row = _row(element, path, seen)
            if row is not None:
                units += 1
                yield row
    if not units:
        raise InputError("format.tmx_no_pairs", path=path, found=", ".join(sorted(seen)) or "–")
    yield from bare


def _properties(parent: Element) -> Iterator[tuple[str, str]]:
    for child in parent:
        kind = child.get("type", "")
        if local_name(child) == "prop" and kind.startswith(_OURS):
            yield kind.removeprefix(_OURS), child.text or ""


def _rejected(header: Element, path: Path) -> Iterator[Row]:
    line = line_of(header)
    merged: dict[int, Row] = {}
    for name, value in _properties(header):
        number, _, rest = value.partition(" ")
        if name != "rejected" or not (number.isascii() and number.isdigit() and len(number) < 10):
            continue
        bead = parse_bead(rest, path=path, line=line)
        order = int(number)
        earlier = merged.get(order)
        zh = (*(earlier.zh.positions or () if earlier else ()), *bead.zh)
        en = (*(earlier.en.positions or () if earlier else ()), *bead.en)
        merged[order] = Row(
            Side("", zh), Side("", en), bead.score, "rejected", bead.moved, line, order, bare=True
        )
    yield from merged.values()


def _row(unit: Element, path: Path, seen: set[str]) -> Row | None:
    line = line_of(unit)
    sides: dict[Lang, Side] = {}
    for variant in unit:
        if local_name(variant) != "tuv":
            continue
        code = language_code(variant)
        seen.add(code)
        lang = language_of(code)
        if lang is not None and lang not in sides:
            sides[lang] = _side(variant)
    if not sides:
        return None
    known = dict(_properties(unit))
    own = any(side.positions is not None for side in sides.values())
    order = unit.get("tuid", "")
    return Row(
        # A missing variant of align's own file is a side without sentences.
        sides.get("zh", Side("", () if own else None)),
        sides.get("en", Side("", () if own else None)),
        parse_score(known.get("confidence", ""), path=path, line=line),
        parse_status(known.get("status", ""), path=path, line=line),
        parse_moved(known.get("moved", ""), path=path, line=line),
        line,
        int(order) if own and order.isascii() and order.isdigit() and len(order) < 10 else None,
    )


def _side(variant: Element) -> Side:
    known = dict(_properties(variant))
    text = "".join(_text(child) for child in variant if local_name(child) == "seg")
    positions = parse_numbers(known.get("sentences", ""))
    if positions:
        return Side(text, positions, parse_numbers(known.get("ends", "")))
    return Side(_unwrapped(text))


def _unwrapped(text: str) -> str:
    """Another tool's text in one line: it breaks lines only to lay out the file."""
    return " ".join(line.strip() for line in text.splitlines()).strip()


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if local_name(child) not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
