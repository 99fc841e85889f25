"""Word documents (.docx), read by our own hand: a zip file of XML, either of which may bite.

Nothing is unpacked to disk and no path in the archive is followed outside it; sizes are counted
while reading, for an archive may lie about them; entities, DTDs and the network are off.

What a reader of the printed page sees is kept: insertions but not deletions of tracked changes,
text boxes once, no hidden text, no field codes. Footnotes and the table of contents are left
out, with a note.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.errors import InputError
from align.formats.lines import BREAK, clean, has_words, split_breaks
from align.model import Block, BlockKind, Note

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A part of a document, unpacked, is no larger: the text of a thousand pages takes some 20 MB.
_LARGEST_PART = 64_000_000
#: Word's XML shrinks to a tenth or a thirtieth. A bomb shrinks to a thousandth.
_LARGEST_RATIO = 250
_SMALL = 5_000_000
_MOST_FILES = 20_000
_OFFICE_DOCUMENT = "/officeDocument"
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_STYLE_NAME = re.compile(r"(?:heading|标题|標題|überschrift|titre)\s*([1-9])$", re.I)
_TITLE_STYLES = frozenset(("title", "subtitle", "标题", "標題", "副标题", "副標題"))
_CAPTION_STYLES = frozenset(("caption", "题注", "題注", "標號", "标号", "图注", "表注"))
_CONTENTS_STYLE = re.compile(r"(?:toc|目录|目錄)\s*[1-9]$|toc heading|table of figures", re.I)
_LIST_STYLE = re.compile(r"list (?:bullet|number|paragraph)|列表|列出段落|清單", re.I)
_REVISED_AWAY = frozenset(("del", "moveFrom", "delText"))
_INVISIBLE = _REVISED_AWAY | {
    *("instrText", "fldData", "rt", "Fallback"),
    # Properties hold no text, but the marks of tracked changes.
    *("rPr", "pPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr"),
}


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: int | None
    numbered: bool


def read_word(data: bytes, path: str = "") -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks of a .docx, and notes on the footnotes and contents that were left out.

    Raises InputError for a file that is damaged, protected by a password, a .doc of old, not a
    Word document, or built to exhaust the memory.
    """
    if data.startswith(_OLE):
        # An encrypted .docx is wrapped in the container that .doc was.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise InputError("word.password" if encrypted else "word.old", path=path or None)
    if not data.startswith(b"PK"):
        raise InputError("word.not_docx", path=path or None)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _Package(archive, path)
            document = package.xml(package.main())
            reader = _Reader(_styles(package))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise InputError("word.damaged", path=path or None) from error
    except (RuntimeError, UnicodeDecodeError, ValueError) as error:
        # zipfile's way to say that a member is encrypted, or its header nonsense.
        protected = "password" in str(error) or "encrypted" in str(error)
        key = "word.password" if protected else "word.damaged"
        raise InputError(key, path=path or None) from error
    reader.body(document)
    return tuple(reader.blocks), reader.notes()


class _Package:
    """The parts of the archive, read within limits."""

    def __init__(self, archive: zipfile.ZipFile, path: str) -> None:
        self._archive = archive
        self._path = path or None
        if len(archive.infolist()) > _MOST_FILES:
            raise InputError("word.bomb", path=self._path)
        self._names = {info.filename: info for info in archive.infolist()}

    def main(self) -> str:
        """The name of the part with the text, by the package's own relations."""
        if "_rels/.rels" in self._names:
            for relation in self.xml("_rels/.rels"):
                if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT):
                    return (relation.get("Target") or "").lstrip("/")
        return "word/document.xml"

    def related(self, part: str, kind: str) -> str:
        """The name of the part of a kind (``styles``) that another part refers to; or empty."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations in self._names:
            for relation in self.xml(relations):
                if (relation.get("Type") or "").endswith(f"/{kind}"):
                    target = relation.get("Target") or ""
                    name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                    return name if name in self._names else ""
        return ""

    def xml(self, name: str) -> _Element:
        from lxml import etree

        info = self._names.get(name)
        if info is None:
            raise InputError("word.not_docx", path=self._path)
        data = self._read(info)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = _DECLARATION.sub(b"", data.decode("utf-16").encode(), count=1)
        # Entities may multiply in attributes even where they are not resolved in text, and no
        # Word document has a DTD. The parser is held to UTF-8, so none can hide from this.
        if b"<!DOCTYPE" in data:
            raise InputError("word.doctype", path=self._path)
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            huge_tree=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise InputError("word.xml", path=self._path, part=name) from error

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        chunks, size = [], 0
        with self._archive.open(info) as member:
            while chunk := member.read(1 << 20):
                size += len(chunk)
                too_dense = size > _SMALL and size > _LARGEST_RATIO * max(info.compress_size, 1)
                if size > _LARGEST_PART or too_dense:
                    raise InputError("word.bomb", path=self._path)
                chunks.append(chunk)
        return b"".join(chunks)


def _styles(package: _Package) -> dict[str, _Style]:
    part = package.related(package.main(), "styles")
    if not part:
        return {}
    styles = {}
    for element in package.xml(part):
        if _tag(element) != "style" or _value(element, "type") != "paragraph":
            continue
        properties = _child(element, "pPr")
        level = None if properties is None else _int(_child(properties, "outlineLvl"))
        styles[_value(element, "styleId")] = _Style(
            name=_value(_child(element, "name"), "val"),
            based_on=_value(_child(element, "basedOn"), "val"),
            level=level,
            numbered=properties is not None and _is_numbered(properties),
        )
    return styles


@dataclass(slots=True)
class _Place:
    """Where a paragraph stands: in which cell of which table."""

    table: int = 0
    row: int = 0
    cell: int = 0


@dataclass(slots=True)
class _Reader:
    """Turns the body of a document into blocks, paragraph by paragraph."""

    styles: dict[str, _Style]
    blocks: list[Block] = field(default_factory=list)
    footnotes: int = 0
    contents: int = 0
    _paragraphs: int = 0
    _tables: int = 0
    _carried: str = ""
    """The text of a paragraph whose end is a tracked deletion: it runs on into the next."""

    def notes(self) -> tuple[Note, ...]:
        """What was left out."""
        notes = []
        if self.footnotes:
            notes.append(Note("word.footnotes", (("count", self.footnotes),)))
        if self.contents:
            notes.append(Note("word.contents", (("count", self.contents),)))
        return tuple(notes)

    def body(self, root: _Element) -> None:
        """Read all paragraphs of a document, in order.

        The walk is a loop, for tables nest. ``place`` says in which cell a paragraph stands.
        """
        stack: list[tuple[_Element, _Place]] = [(root, _Place())]
        while stack:
            element, place = stack.pop()
            tag = _tag(element)
            if tag in _INVISIBLE:
                continue
            if tag == "p":
                boxes = self._paragraph(element, place)
                stack.extend((box, place) for box in reversed(boxes))
                continue
            if tag == "AlternateContent":
                stack.extend((child, place) for child in reversed(_choice(element)))
                continue
            children = [(child, place) for child in element]
            if tag == "tbl":
                self._tables += 1
                rows = [child for child in element.iter() if _is_row_of(child, element)]
                numbers = {row: number for number, row in enumerate(rows, 1)}
                children = [(row, _Place(self._tables, numbers[row])) for row in rows]
            elif tag == "tr":
                cells = [child for child in element.iter() if _is_cell_of(child, element)]
                children = [
                    (cell, _Place(place.table, place.row, number))
                    for number, cell in enumerate(cells, 1)
                ]
            stack.extend(reversed(children))
        if self._carried:
            self._add("paragraph", self._carried, f"paragraph {self._paragraphs}")

    def _paragraph(self, paragraph: _Element, place: _Place) -> list[_Element]:
        """Read one paragraph; the text boxes anchored in it, to be read after it."""
        if not place.cell:
            self._paragraphs += 1
        raw, boxes = self._text(paragraph)
        properties = _child(paragraph, "pPr")
        raw, self._carried = self._carried + raw, ""
        mark = None if properties is None else _child(properties, "rPr")
        if mark is not None and (_child(mark, "del") is not None):
            self._carried = raw
            return boxes
        kind, style = self._kind(properties, place)
        if style and self._is_contents(style):
            self.contents += bool(clean(raw))
            return boxes
        origin = f"paragraph {self._paragraphs}"
        if place.cell:
            origin = f"table {place.table}, row {place.row}, cell {place.cell}"
        self._add(kind, raw, origin)
        return boxes

    def _add(self, kind: BlockKind, raw: str, origin: str) -> None:
        texts = [clean(raw.replace(BREAK, "\n"))] if kind == "heading" else split_breaks(raw)
        self.blocks += [Block(kind, text, origin) for text in texts if has_words(text)]

    def _text(self, paragraph: _Element) -> tuple[str, list[_Element]]:
        parts: list[str] = []
        boxes: list[_Element] = []
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            tag = _tag(element)
            if tag == "t":
                parts.append(element.text or "")
            elif tag == "txbxContent":
                boxes.append(element)
            elif tag == "AlternateContent":
                stack.extend(reversed(_choice(element)))
            elif tag in ("tab", "ptab"):
                parts.append(" ")
            elif tag in ("br", "cr"):
                # The break of a page or column is no end of a line.
                parts.append(BREAK if _value(element, "type") in ("", "textWrapping") else "")
            elif tag == "noBreakHyphen":
                parts.append("-")
            elif tag in ("footnoteReference", "endnoteReference"):
                self.footnotes += 1
            elif tag not in _INVISIBLE and not (tag == "r" and _is_hidden(element)):
                stack.extend(reversed(element))
        return "".join(parts), boxes

    def _kind(self, properties: _Element | None, place: _Place) -> tuple[BlockKind, str]:
        style = "" if properties is None else _value(_child(properties, "pStyle"), "val")
        level = None if properties is None else _int(_child(properties, "outlineLvl"))
        numbered = properties is not None and _is_numbered(properties)
        found = self._named(style)
        # Level 9 is "body text".
        if (level is not None and level < 9) or found == "heading":
            return "heading", style
        if found == "caption":
            return "caption", style
        if place.cell:
            return "cell", style
        return ("list" if numbered or found == "list" else "paragraph"), style

    def _named(self, style: str) -> BlockKind:
        """What a style and those it is based on make of a paragraph."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            known = self.styles.get(style) or _Style(style, "", None, False)
            name = known.name.strip().lower()
            if name in _CAPTION_STYLES:
                return "caption"
            if (
                _STYLE_NAME.match(name)
                or name in _TITLE_STYLES
                or (known.level is not None and known.level < 9)
            ):
                return "heading"
            if known.numbered or _LIST_STYLE.match(name):
                return "list"
            style = known.based_on
        return "paragraph"

    def _is_contents(self, style: str) -> bool:
        known = self.styles.get(style)
        return _CONTENTS_STYLE.match((known.name if known else style).strip()) is not None


def _choice(element: _Element) -> list[_Element]:
    """The one variant of alternate content to read: the others repeat it."""
    chosen = _child(element, "Choice")
    if chosen is None:
        chosen = _child(element, "Fallback")
    return [] if chosen is None else list(chosen)


def _is_row_of(element: _Element, table: _Element) -> bool:
    if _tag(element) != "tr" or _nearest(element, "tbl") is not table:
        return False
    properties = _child(element, "trPr")
    return properties is None or _child(properties, "del") is None


def _is_cell_of(element: _Element, row: _Element) -> bool:
    return _tag(element) == "tc" and _nearest(element, "tr") is row


def _nearest(element: _Element, tag: str) -> _Element | None:
    return next((node for node in element.iterancestors() if _tag(node) == tag), None)


def _is_hidden(run: _Element) -> bool:
    properties = _child(run, "rPr")
    vanish = None if properties is None else _child(properties, "vanish")
    return vanish is not None and _value(vanish, "val") not in ("0", "false", "off")


def _is_numbered(properties: _Element) -> bool:
    numbering = _child(properties, "numPr")
    # Number 0 takes a paragraph out of its style's list.
    return numbering is not None and _int(_child(numbering, "numId")) != 0


def _tag(element: _Element) -> str:
    """The name without its namespace: the strict and the transitional format have two."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: _Element, tag: str) -> _Element | None:
    return next((child for child in element if _tag(child) == tag), None)


def _value(element: _Element | None, name: str) -> str:
    if element is None:
        return ""
    return next(
        (str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), ""
    )


def _int(element: _Element | None) -> int | None:
    value = _value(element, "val")
    return int(value) if value.isdecimal() and value.isascii() else None
