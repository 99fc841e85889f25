"""Markdown: what a reader of the rendered page would read, without the code blocks.

Markup goes, the text of links and of inline code stays; images, comments and front matter go.
Raw HTML, of which the READMEs of projects are full, is read as a web page is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.formats import html_tree
from align.formats.lines import BREAK, clean, has_words, split_breaks
from align.formats.plain_text import read_text
from align.model import Block, BlockKind, Note

if TYPE_CHECKING:
    from markdown_it.token import Token

# Front matter begins with a key; a text may begin with a rule, too.
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[\w\"'.-]+[ \t]*:.*?\r?\n"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.S,
)
_DEFINITION_OF_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:(?=[ \t])", re.M)
_REFERENCE_TO_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_ALERT = re.compile(r"^\[!(?:note|tip|important|warning|caution)\]\s*", re.I)
_CONTAINER = re.compile(r"^:{3,}[^\n]*$", re.M)
#: Rows of brackets and stars take a parser long; beyond so many characters none is used.
_LONGEST = 2_000_000
_TAG_BREAK = re.compile(r"<br\s*/?>", re.I)
_SIGNS = re.compile(
    r"^#{1,6}\s+\S|^(?:```|~~~)|^\s*\|?[ :]*-{3,}[ :]*\|[-| :]*$"
    r"|\[[^\]\n]+\]\((?:https?:|[./#])[^)\n]*\)",
    re.M,
)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has headings, fences, tables or links as Markdown writes them.

    >>> looks_like_markdown("# Title"), looks_like_markdown("#1 in sales - again")
    (True, False)
    """
    return _SIGNS.search(text[:100_000]) is not None


def read_markdown(text: str) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    r"""The blocks of a Markdown text, and a note if code blocks were left out.

    >>> read_markdown("# 通义千问\n\nSee the [report](x.md).")[0][1].text
    'See the report.'
    """
    from markdown_it import MarkdownIt

    if len(text) > _LONGEST:
        return read_text(text), (Note("markdown.too_long", (("characters", len(text)),)),)
    # Blank lines in place of what is taken out: the line numbers must stay.
    text = _CONTAINER.sub("", _FRONT_MATTER.sub(_blank, text))
    # To plain CommonMark a footnote would be the address of a link; each is a list item instead.
    text = _DEFINITION_OF_NOTE.sub("-", text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    reader = _Reader()
    for token in tokens:
        reader.take(token)
    notes = (Note("markdown.code", (("count", reader.code),)),) if reader.code else ()
    return tuple(reader.blocks), notes


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


class _Reader:
    """Turns the tokens into blocks, one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.code = 0
        self._open: list[str] = []
        self._tables = self._row = self._cell = 0
        self._line = 1

    def take(self, token: Token) -> None:
        if token.map:
            self._line = token.map[0] + 1
        if token.type in ("fence", "code_block"):
            self.code += 1
        elif token.type == "html_block":
            self._html(token.content)
        elif token.type == "inline":
            self._inline(token)
        elif token.nesting == 1:
            self._open.append(token.type)
            self._count(token.type)
        elif token.nesting == -1:
            self._open.pop()

    def _count(self, kind: str) -> None:
        if kind == "table_open":
            self._tables, self._row = self._tables + 1, 0
        elif kind == "tr_open":
            self._row, self._cell = self._row + 1, 0
        elif kind in ("td_open", "th_open"):
            self._cell += 1

    def _kind(self) -> BlockKind:
        if "heading_open" in self._open:
            return "heading"
        if self._open and self._open[-1] in ("td_open", "th_open"):
            return "cell"
        return "list" if "list_item_open" in self._open else "paragraph"

    def _inline(self, token: Token) -> None:
        kind = self._kind()
        origin = f"line {self._line}"
        if kind == "cell":
            origin = f"table {self._tables}, row {self._row}, cell {self._cell}"
        raw = "".join(map(_text_of, token.children or ()))
        raw = _REFERENCE_TO_NOTE.sub("", _ALERT.sub("", raw))
        if kind == "list":
            raw = _TASK.sub("", raw)
        paragraphs = (
            [clean(raw.replace(BREAK, "\n"))] if kind in ("heading", "cell") else split_breaks(raw)
        )
        for text in paragraphs:
            if has_words(text):
                self.blocks.append(Block(kind, text, origin))

    def _html(self, content: str) -> None:
        for piece in html_tree.pieces(html_tree.parse(content)):
            block = piece.block
            origin = block.origin
            if origin.startswith("line "):
                origin = f"line {self._line + int(origin.removeprefix('line ')) - 1}"
            self.blocks.append(Block(block.kind, block.text, origin))


def _text_of(token: Token) -> str:
    """The text of an inline token; tags and images have none."""
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type == "softbreak":
        return "\n"
    if token.type == "hardbreak":
        return BREAK
    if token.type == "html_inline" and _TAG_BREAK.match(token.content):
        return BREAK
    return ""
