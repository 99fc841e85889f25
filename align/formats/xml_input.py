"""XML from files that may be hostile: no entities, no DTD, no network, bounded size.

What can go wrong with XML is listed in OWASP's XML External Entity Prevention Cheat Sheet;
TMX and TBX need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from align.formats.sources import load

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def elements(path: Path, names: frozenset[str]) -> Iterator[Element]:
    """The elements of an XML file with one of some local names, each when it is complete.

    An element is emptied when the next one is asked for, so a large file takes little memory.
    The first value is the root element, as far as it is read: its name and attributes.

    Raises InputError, with the line, for a file that is not well-formed XML, and for one that
    declares entities.
    """
    from lxml import etree

    data = load(path)
    _refuse_entities(data, path)
    root: Element | None = None
    try:
        parsing = etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        inside = 0
        for event, element in parsing:
            if root is None:
                root = element
                _refuse_declared(root, path)
                yield element
            if local_name(element) not in names:
                continue
            inside += 1 if event == "start" else -1
            if event == "end" and inside == 0:
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno if isinstance(error.lineno, int) and error.lineno > 0 else None
        raise InputError("format.xml", path=path, line=line, reason=_reason(error)) from error
    except (LookupError, ValueError) as error:
        # An encoding that does not exist, or a text that does not decode.
        raise InputError("format.xml", path=path, reason=str(error)) from error


def _reason(error: Exception) -> str:
    """libxml2's message without the position that follows it."""
    return re.sub(r",? line \d+, column \d+.*$", "", str(error).split(" (<")[0]).strip()


def _refuse_entities(data: bytes, path: Path) -> None:
    """Raise InputError for a document type with entities, which could expand without end.

    In UTF-16 every other byte is zero; without those the same search finds them.
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:4]
    text = data.replace(b"\0", b"") if wide else data
    at = text.find(b"<!ENTITY")
    if at >= 0:
        raise InputError("format.xml_entities", path=path, line=text.count(b"\n", 0, at) + 1)


def _refuse_declared(root: Element, path: Path) -> None:
    """The same for encodings in which those bytes look different, once the parser knows."""
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("format.xml_entities", path=path, line=1)


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def language_code(element: Element) -> str:
    """What an element says of its language: ``xml:lang``, or the ``lang`` of older formats."""
    return element.get(XML_LANG) or element.get("lang") or ""


def line_of(element: Element) -> int:
    """The line of the file where an element begins, 0 where it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0
