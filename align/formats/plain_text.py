"""Plain text: what is a paragraph when nothing says so.

Three habits occur. English files are often wrapped at 70 to 80 columns with a blank line
between paragraphs; Chinese files mostly have one paragraph a line, indented by two ideographic
spaces or not, with or without blank lines; and some are wrapped without blank lines, the first
line of a paragraph indented. One test serves all: a line break is a wrap where the next word
would not have fitted into the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from align.formats.lines import clean, has_words, width
from align.model import Block, BlockKind

_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x85\u2028\u2029]")
_RULE = re.compile(r"\s*([-=_*~#+·—])(\s*\1){2,}\s*$")
_BULLET = re.compile(
    r"\s*(?:[-*+•·▪■●◆○◦‣–—]\s+|\(?[0-9]{1,3}[.)、．](?![0-9])\s*|[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*"
    r"|[①-⑳]\s*|\(?[a-z][.)]\s+)(?=\S)"
)
_MARKS = "-*+•·▪■●◆○◦‣–—"
_HEADING = re.compile(
    r"\s*(?:第[0-9一二三四五六七八九十百]{1,4}[章节節部篇编編回][\s:：　]?"
    r"|[一二三四五六七八九十]{1,3}、|(?:Chapter|Section|Part)\s+[0-9IVX]+\b"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?\s)"
)
_END_OF_SENTENCE = re.compile(r"[。！？!?.…；;：:，,、][”’」』）)\"'\]】]*\s*$")
_FIRST_WORD = re.compile(r"[!-~\u00c0-\u024f\u2018-\u201d]+|\S")
# Files are wrapped at 60 to 100 columns; a little leeway on either side.
_NARROWEST, _WIDEST = 44, 132
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str

    @property
    def indent(self) -> int:
        return width(self.raw.expandtabs(4)) - width(self.raw.expandtabs(4).lstrip())


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where a text is wrapped, and in what: columns, or characters of whatever width."""

    at: int
    measure: Callable[[str], int]

    def wraps(self, line: str, after: str) -> bool:
        """Whether the first word of the next line would not have fitted into this one."""
        word = _FIRST_WORD.search(after)
        first = self.measure(word.group()) if word else 0
        # An ideograph may take the mark with it that may not begin a line; in English there
        # is the space before the word.
        slack = self.measure("字") if word and not word.group().isascii() else 1
        return self.measure(line.rstrip()) + first + slack > self.at


def read_text(text: str, *, lines: bool = False) -> tuple[Block, ...]:
    r"""The blocks of a plain text, each with the number of its first line as origin.

    With ``lines``, each line that is not empty is a block as it is.

    >>> [block.text for block in read_text("第一段。\n第二段。")]
    ['第一段。', '第二段。']
    """
    rows = [_Line(n, raw) for n, raw in enumerate(_ENDS.split(text), 1)]
    if lines:
        cleaned = ((row.number, clean(row.raw)) for row in rows)
        return tuple(Block("paragraph", line, f"line {n}") for n, line in cleaned if line)
    stanzas = _stanzas(rows)
    margin = _margin(stanzas)
    paragraphs: list[tuple[list[_Line], bool]] = []
    for stanza, underlined in stanzas:
        groups = _paragraphs(stanza, margin)
        paragraphs += [(group, underlined and len(groups) == 1) for group in groups]
    return tuple(_blocks(paragraphs))


def _stanzas(rows: list[_Line]) -> list[tuple[list[_Line], bool]]:
    """The runs of lines between blank lines and rules; whether a rule underlines the run."""
    stanzas: list[tuple[list[_Line], bool]] = []
    current: list[_Line] = []
    for row in rows:
        rule = _RULE.match(row.raw) is not None
        if row.raw.strip() and not rule:
            current.append(row)
        elif current:
            # A ruler of "=====" or "-----" right under a single line makes it a heading.
            underline = rule and len(current) == 1 and row.raw.strip()[0] in "=-~"
            stanzas.append((current, underline))
            current = []
    if current:
        stanzas.append((current, False))
    return stanzas


def _margin(stanzas: list[tuple[list[_Line], bool]]) -> _Margin | None:
    """Where the text is wrapped; None if it is not.

    It is wrapped if nearly all lines that another line follows are as full as a wrapped line
    would be, and do not all end where sentences end.
    """
    pairs = [
        (before.raw, after.raw)
        for stanza, _ in stanzas
        for before, after in pairwise(stanza)
        if not _starts(after, before)
    ]
    for measure in (width, len):
        widths = sorted(measure(line.rstrip()) for line, _ in pairs)
        if not widths:
            return None
        at = widths[int(len(widths) * 0.95)] if len(widths) >= 20 else widths[-1]
        # Characters are counted where a line holds some 40 ideographs, or fewer.
        if not (_NARROWEST if measure is width else _NARROWEST // 2) <= at <= _WIDEST:
            continue
        margin = _Margin(at, measure)
        full = [line for line, after in pairs if margin.wraps(line, after)]
        ending = sum(_END_OF_SENTENCE.search(line) is not None for line in full)
        # Short lines are the ends of paragraphs: without blank lines there are many.
        if len(full) >= 0.6 * len(pairs) and ending <= 0.55 * len(full):
            return margin
    return None


def _starts(line: _Line, before: _Line) -> bool:
    """Whether a line begins something of its own, whatever the line before it."""
    if line.raw.startswith(("\u3000\u3000", "\t")) and not before.raw.startswith(line.raw[:2]):
        return True
    deeper = line.indent - before.indent
    if 2 <= deeper <= 8 and not _BULLET.match(before.raw):
        return True
    return _BULLET.match(line.raw) is not None or _HEADING.match(line.raw) is not None


def _paragraphs(stanza: list[_Line], margin: _Margin | None) -> list[list[_Line]]:
    groups = [stanza[:1]]
    for before, line in pairwise(stanza):
        indented = line.raw.startswith(("\u3000\u3000", "\t"))
        wraps = margin is not None and margin.wraps(before.raw, line.raw)
        if wraps and not indented and not _starts(line, before):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _blocks(paragraphs: list[tuple[list[_Line], bool]]) -> list[Block]:
    blocks: list[Block] = []
    for index, (group, underlined) in enumerate(paragraphs):
        text = clean("\n".join(line.raw.strip() for line in group))
        if not has_words(text):
            continue
        after = paragraphs[index + 1][0][0].raw if index + 1 < len(paragraphs) else ""
        in_list = bool(blocks) and blocks[-1].kind == "list"
        kind = "heading" if underlined else _kind(group, text, after, in_list)
        if kind == "list" and text[0] in _MARKS:
            text = _BULLET.sub("", text, count=1)
        blocks.append(Block(kind, text, f"line {group[0].number}"))
    return blocks


def _kind(group: list[_Line], text: str, after: str, in_list: bool) -> BlockKind:
    first = group[0].raw
    lone = len(group) == 1 and width(text) <= _LONGEST_HEADING
    lone = lone and not _END_OF_SENTENCE.search(text)
    if _BULLET.match(first):
        numbered = first.strip()[0] not in _MARKS
        single = not in_list and not _BULLET.match(after) and width(after) > 1.5 * width(text)
        return "heading" if numbered and lone and single else "list"
    if not lone:
        return "paragraph"
    if _HEADING.match(text):
        return "heading"
    # A line of its own without a full stop, over a longer one.
    indented = first.startswith("\u3000\u3000")
    return "heading" if not indented and width(after) > 1.5 * width(text) else "paragraph"
