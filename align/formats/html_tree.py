"""The visible text of an HTML tree, block by block in reading order.

A browser decides by style sheets what stands by itself; here the elements decide. Inline
elements add nothing, so that Chinese is not torn apart by links and emphasis; ``<br>`` is kept
as a mark until the whole block is known (see :func:`align.formats.lines.split_breaks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.formats.lines import BREAK, clean, has_words, split_breaks
from align.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
#: Not text, or not text for a reader; rt and rp are readings over ruby text.
_SILENT = _names(
    "applet area audio base button canvas col colgroup command datalist embed frame frameset head "
    "iframe img input link map math meta noembed noframes noscript object optgroup option param "
    "progress rp rt script select source style svg template textarea title track video"
)
# Not "visibility: hidden": pages show by a script what they hide like that until it is loaded.
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.I)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fig|img|image|photo|pic|picture|media)?[_-]?(?:caption|figcaption)s?(?:$|[\s_-])"
    r"|(?:img|image|photo|pic|picture)[_-]?(?:desc|description|text|txt|title|info|note)\b",
    re.I,
)
_NOT_A_HEADING = tuple("。！？!?.…；;：:，,、”")
#: A cell with more text than this is one of a table made for layout, as old portals have.
_LONGEST_CELL = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and the element that it stands in."""

    block: Block
    element: _Element


@dataclass(slots=True)
class _Walk:
    """The state of one walk: the text of the open block, and where it stands."""

    text: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    tables: dict[_Element, int] = field(default_factory=dict)
    rows: dict[_Element, int] = field(default_factory=dict)
    counts: dict[_Element, int] = field(default_factory=dict)
    layout: dict[_Element, bool] = field(default_factory=dict)

    def flush(self, closing: _Element) -> None:
        """Close the open block; ``closing`` is the block element that its text stands in."""
        raw, self.text = "".join(self.text), []
        if not raw or raw.isspace():
            return
        kind, origin = self._place(closing)
        one_line = kind == "heading"
        texts = [clean(raw.replace(BREAK, "\n"))] if one_line else split_breaks(raw)
        for text in texts:
            if has_words(text):
                self.pieces.append(Piece(Block(kind, text, origin), closing))

    def _place(self, element: _Element) -> tuple[BlockKind, str]:
        kind: BlockKind = "paragraph"
        origin = f"line {element.sourceline}" if element.sourceline else ""
        for node in (element, *element.iterancestors()):
            tag = node.tag
            if tag in _HEADINGS:
                return "heading", origin
            if tag in ("figcaption", "caption", "legend"):
                return "caption", origin
            if tag in ("td", "th"):
                table = next(node.iterancestors("table"), None)
                if table is not None and not self._is_layout(table):
                    return "cell", self._cell(node, table)
                break
            if tag in ("li", "dt", "dd") and kind == "paragraph":
                return "list", origin
            if node is element and _is_bold_line(node):
                return "heading", origin
            if _CAPTION_CLASS.search(node.get("class") or ""):
                return "caption", origin
            if tag in ("article", "main", "body", "section"):
                break
        return kind, origin

    def _cell(self, cell: _Element, table: _Element) -> str:
        number = self.tables.setdefault(table, len(self.tables) + 1)
        row = next(cell.iterancestors("tr"), None)
        if row is None:
            return f"table {number}"
        if row not in self.rows:
            # The walk meets the rows of a table in order; one without text is counted, too.
            self.counts[table] = self.counts.get(table, 0) + 1
            self.rows[row] = self.counts[table]
        position = sum(1 for node in cell.itersiblings("td", "th", preceding=True)) + 1
        return f"table {number}, row {self.rows[row]}, cell {position}"

    def _is_layout(self, table: _Element) -> bool:
        if table not in self.layout:
            cells = [*table.iter("td"), *table.iter("th")]
            self.layout[table] = (
                table.get("role") in ("presentation", "none")
                or next(table.iterdescendants("table"), None) is not None
                or len(cells) <= 1
                or next(table.iterdescendants(*_HEADINGS), None) is not None
                or any(len(clean(all_text(cell))) > _LONGEST_CELL for cell in cells)
            )
        return self.layout[table]


def pieces(root: _Element) -> list[Piece]:
    """The visible blocks of a tree, each with the element that holds its text.

    The walk is a loop, not a recursion: pages nest deeper than Python does.
    """
    walk = _Walk()
    stack: list[tuple[_Element, bool]] = [(root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in _BLOCKS
        if entering:
            if not tag or tag in _SILENT or (element is not root and _is_hidden(element)):
                _tail(walk, element, root)
                continue
            if is_block:
                parent = element.getparent()
                walk.flush(element if parent is None else _block_of(parent))
            elif tag == "br":
                walk.text.append(BREAK)
            if element.text:
                walk.text.append(element.text)
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
        else:
            if is_block:
                walk.flush(element)
            _tail(walk, element, root)
    walk.flush(root)
    return walk.pieces


def _is_bold_line(element: _Element) -> bool:
    """Whether a paragraph is one short bold line: how most editors' headings end up."""
    if element.tag not in ("p", "div") or len(element) != 1 or (element.text or "").strip():
        return False
    child = element[0]
    if child.tag not in ("b", "strong") or (child.tail or "").strip():
        return False
    text = clean(all_text(child))
    return 0 < len(text) <= 80 and not text.endswith(_NOT_A_HEADING)


def _tail(walk: _Walk, element: _Element, root: _Element) -> None:
    if element is not root and element.tail:
        walk.text.append(element.tail)


def _block_of(element: _Element) -> _Element:
    while element.tag not in _BLOCKS:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def all_text(element: _Element) -> str:
    """All text in an element, shown or not."""
    return "".join(map(str, element.itertext()))


def _is_hidden(element: _Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def parse(text: str, path: str = "") -> _Element:
    """The tree of an HTML page or fragment, as lenient as browsers are.

    Raises InputError for a page nested so deeply that the parser gives up: what comes after
    would be lost without a word.
    """
    from lxml import etree, html

    from align.errors import InputError

    # An XML declaration in a str is refused by lxml; the text is decoded already. NUL is what
    # libxml2 takes for the end.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.ParserError:
        # "Document is empty": white space, comments, a lone closing tag.
        return html.document_fromstring("<html><body></body></html>")
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise InputError("web.too_deep", path=path or None)
    return root
